"""Shapes between keys: eases, and the same line with fewer keys."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from types import MappingProxyType

import attrs
import numpy as np

from studio.animation.sample import sample
from studio.animation.tangents import Tangent, held
from studio.core.time import TICKS_PER_SECOND
from studio.document.curves import Curve, Handle, Interpolation, Key
from studio.document.schema import Project
from studio.session.keying.cutting import razor
from studio.session.keying.keys import Keyed, Keys, Placed, change
from studio.session.keying.moves import set_exactly
from studio.session.selection import CurveRef

_DENSE = TICKS_PER_SECOND // 120


class Ease(StrEnum):
    """How a segment goes from one key to the next."""

    LINEAR = "linear"
    EASE_IN = "ease in"
    EASE_OUT = "ease out"
    SMOOTH = "smooth"
    FAST_START = "fast start"
    OVERSHOOT = "overshoot"
    ANTICIPATE = "anticipate"
    BOUNCE = "bounce"
    HOLD = "hold"


# The two inner points of the segment: shares of its time and of its rise.
_POINTS: MappingProxyType[Ease, tuple[tuple[float, float], tuple[float, float]]] = MappingProxyType(
    {
        Ease.EASE_IN: ((0.42, 0.0), (0.8, 0.8)),
        Ease.EASE_OUT: ((0.2, 0.2), (0.58, 1.0)),
        Ease.SMOOTH: ((0.42, 0.0), (0.58, 1.0)),
        Ease.FAST_START: ((0.08, 0.7), (0.25, 1.0)),
        Ease.OVERSHOOT: ((0.34, 1.5), (0.66, 1.0)),
        Ease.ANTICIPATE: ((0.34, 0.0), (0.66, -0.5)),
    }
)
# Ends of the arcs of a ball that hits the floor at the segment's end value, as shares of time and of the
# rise that is missing at each arc's height.
_ARCS = ((1 / 2.75, 2 / 2.75, 0.25), (2 / 2.75, 2.5 / 2.75, 0.0625), (2.5 / 2.75, 1.0, 0.015625))


def apply_ease(project: Project, keys: Keys, ease: Ease) -> Keyed:
    """Shapes the segments between neighbouring chosen keys; a key chosen alone has the segment after it
    shaped. A bounce adds keys."""

    def edit(_: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        for start in _segment_starts(curve, times):
            i = next(i for i, key in enumerate(curve.keys) if key.time == start)
            curve = _eased(curve, i, ease)
        return Placed(curve, {time: time for time in times})

    return change(project, keys, edit)


def simplify_keys(project: Project, keys: Keys, error: float = 0.01) -> Keyed:
    """Fewer keys between the first and the last chosen one of each curve, the line nowhere farther from what
    it was than `error`. Steps stay."""
    from studio.animation.fitting import fit  # noqa: PLC0415 - only those who simplify

    def edit(_: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        first, last = min(times), max(times)
        inside = [key for key in curve.keys if first <= key.time <= last]
        if len(inside) < 3 or any(key.interpolation is Interpolation.STEPPED for key in inside[:-1]):
            return Placed(curve, {time: time for time in times})
        at = np.unique(
            np.concatenate([np.arange(first, last, _DENSE), [key.time for key in inside]]).astype(np.int64)
        )
        fitted = fit(at, sample(curve, at), error)
        if len(fitted) >= len(inside):
            return Placed(curve, {time: time for time in times})
        around = attrs.evolve(curve, keys=tuple(held(curve, i) for i in range(len(curve.keys))))
        before = tuple(k for k in around.keys if k.time < first)
        after = tuple(k for k in around.keys if k.time > last)
        ends = {k.time: k for k in around.keys if k.time in (first, last)}
        fitted = (
            attrs.evolve(fitted[0], left=ends[first].left, anchor=ends[first].anchor),
            *fitted[1:-1],
            attrs.evolve(fitted[-1], right=ends[last].right, interpolation=ends[last].interpolation),
        )
        return Placed(attrs.evolve(curve, keys=(*before, *fitted, *after)), {k.time: k.time for k in fitted})

    return change(project, keys, edit)


def _segment_starts(curve: Curve, times: frozenset[int]) -> list[int]:
    pairs = list(zip(curve.keys, curve.keys[1:], strict=False))
    between = [a.time for a, b in pairs if a.time in times and b.time in times]
    if len(times) == 1:
        return [a.time for a, _ in pairs if a.time in times]
    return between


def _eased(curve: Curve, i: int, ease: Ease) -> Curve:
    a, b = curve.keys[i], curve.keys[i + 1]
    if ease in (Ease.LINEAR, Ease.HOLD):
        flat = Interpolation.LINEAR if ease is Ease.LINEAR else Interpolation.STEPPED
        return _with(curve, i, (attrs.evolve(a, interpolation=flat), b))
    if ease is Ease.BOUNCE:
        return _with(curve, i, _bouncing(a, b))
    (t1, v1), (t2, v2) = _POINTS[ease]
    span, rise = b.time - a.time, b.value - a.value
    right = Handle(round(t1 * span), v1 * rise)
    left = Handle(round((t2 - 1) * span), (v2 - 1) * rise)
    a = attrs.evolve(_broken(a), interpolation=Interpolation.BEZIER, right=right)
    return _with(curve, i, (a, attrs.evolve(_broken(b), left=left)))


def _bouncing(a: Key, b: Key) -> tuple[Key, ...]:
    """A fall and three bounces: parabolas, which beziers of one third and two thirds draw exactly."""
    span, rise = b.time - a.time, b.value - a.value
    third = span / 2.75 / 3
    start = attrs.evolve(_broken(a), interpolation=Interpolation.BEZIER, right=Handle(round(third), 0.0))
    keys, left = [start], Handle(-round(third), -2 / 3 * rise)
    for begin, end, height in _ARCS:
        third = span * (end - begin) / 3
        climb = 4 / 3 * height * rise
        keys.append(
            Key(
                a.time + round(begin * span),
                b.value,
                left=left,
                right=Handle(round(third), -climb),
                extra={"tangent": Tangent.BROKEN.value},
            )
        )
        left = Handle(-round(third), -climb)
    return (*keys, attrs.evolve(_broken(b), left=left))


def _broken(key: Key) -> Key:
    return attrs.evolve(key, extra={**key.extra, "tangent": Tangent.BROKEN.value})


def _with(curve: Curve, i: int, keys: tuple[Key, ...]) -> Curve:
    return attrs.evolve(curve, keys=(*curve.keys[:i], *keys, *curve.keys[i + 2 :]))


def key_at(project: Project, refs: Iterable[CurveRef], at: int, value: float | None = None) -> Keyed:
    """A key on each of the curves at a tick: of a value, or without one where the curve is, its shape kept.
    Curves without keys get one too."""
    refs = tuple(refs)
    keyed = razor(project, refs, at)
    return keyed if value is None else set_exactly(keyed.project, keyed.keys, value=value)
