"""Tangents of a curve's keys: how each is made, drawn, dragged, and how a segment is cut in two."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from enum import StrEnum
from operator import attrgetter

import attrs

from studio.animation.sample import inner_points
from studio.document.curves import Curve, Handle, Interpolation, Key

_TIME = attrgetter("time")
_MODE, _WEIGHTED = "tangent", "weighted"


class Tangent(StrEnum):
    """How a key's tangents are made. CLAMPED: smooth, never beyond the neighbours (the sampler's own: a key
    without handles); AUTO: smooth, parallel to the line between the neighbours, may swing beyond them; FLAT:
    level; LINEAR: straight towards the neighbours; ALIGNED: by hand, both in one line; BROKEN: by hand, each
    for itself."""

    CLAMPED = "clamped"
    AUTO = "auto"
    FLAT = "flat"
    LINEAR = "linear"
    ALIGNED = "aligned"
    BROKEN = "broken"


MADE = frozenset({Tangent.AUTO, Tangent.FLAT, Tangent.LINEAR})
"""Tangents that are worked out again whenever a neighbour moves."""


class Side(StrEnum):
    """Of the two handles of a key."""

    LEFT = "left"
    RIGHT = "right"


def tangent_of(key: Key) -> Tangent:
    """How a key's tangents are made; those of files that do not say so by their handles."""
    if key.left is None and key.right is None:
        return Tangent.CLAMPED
    named = key.extra.get(_MODE)
    return Tangent(named) if named in tuple(Tangent) else Tangent.BROKEN


def is_weighted(key: Key) -> bool:
    """Do its handles have lengths of their own? Else each reaches over a third of its segment."""
    return key.extra.get(_WEIGHTED, True) is not False


def handles_of(curve: Curve) -> list[tuple[Handle, Handle]]:
    """Left and right handle of every key as they are drawn, automatic ones worked out. The outer handles of
    the first and last key, which nothing shows, are what is kept or (0, 0)."""
    shares, values = inner_points(curve)
    keys = curve.keys
    drawn = []
    for i, key in enumerate(keys):
        left, right = key.left or Handle(), key.right or Handle()
        if i:
            span = key.time - keys[i - 1].time
            rise = keys[i - 1].value + values[i - 1, 1] - key.value
            left = Handle(-round((1.0 - shares[i - 1, 1]) * span), float(rise))
        if i < len(keys) - 1:
            right = Handle(round(shares[i, 0] * (keys[i + 1].time - key.time)), float(values[i, 0]))
        drawn.append((left, right))
    return drawn


def settled(curve: Curve) -> Curve:
    """The curve with every made tangent (AUTO, FLAT, LINEAR) where its neighbours now want it."""
    if not any(_MODE in key.extra for key in curve.keys):
        return curve
    keys = tuple(_settled(curve.keys, i) for i in range(len(curve.keys)))
    return curve if keys == curve.keys else attrs.evolve(curve, keys=keys)


def with_tangents(curve: Curve, times: Iterable[int], mode: Tangent) -> Curve:
    """Keys at these times with tangents of another kind, smooth segments around them. ALIGNED and BROKEN
    begin with what is drawn."""
    chosen = frozenset(times)
    drawn = handles_of(curve)
    keys = tuple(
        _made(key, mode, drawn[i]) if key.time in chosen else key for i, key in enumerate(curve.keys)
    )
    return settled(_with(curve, keys))


def with_weights(curve: Curve, times: Iterable[int], weighted: bool) -> Curve:
    """Handles with lengths of their own, or all of a third of their segment, their slopes kept."""
    chosen = frozenset(times)
    keys = list(curve.keys)
    for i, key in enumerate(curve.keys):
        if key.time in chosen:
            extra = {name: value for name, value in key.extra.items() if name != _WEIGHTED}
            keys[i] = attrs.evolve(key, extra=extra if weighted else {**extra, _WEIGHTED: False})
            if not weighted:
                keys[i] = _thirds(curve.keys, i, keys[i])
    return settled(_with(curve, tuple(keys)))


def with_handle(curve: Curve, time: int, side: Side, dt: int, dv: float) -> Curve:
    """One handle of the key at `time` at (dt, dv) from it. It stays on its side and within its segment; the
    other handle turns along unless the key is broken."""
    i = place_of(curve, time)
    if i is None:
        return curve
    key, (left, right) = curve.keys[i], handles_of(curve)[i]
    reach = _reach(curve.keys, i, side)
    length = abs(dt) if (dt < 0) == (side is Side.LEFT) else 0
    length = min(length, reach)
    if not is_weighted(key):
        slope = dv / max(length, 1)
        length, dv = reach // 3, slope * (reach // 3)
    moved = Handle(-length if side is Side.LEFT else length, dv)
    if tangent_of(key) is Tangent.BROKEN:
        left, right = (moved, right) if side is Side.LEFT else (left, moved)
        mode = Tangent.BROKEN
    else:
        left, right = (moved, _along(right, moved)) if side is Side.LEFT else (_along(left, moved), moved)
        mode = Tangent.ALIGNED
    new = attrs.evolve(key, left=left, right=right, extra={**key.extra, _MODE: mode.value})
    return _with(curve, (*curve.keys[:i], new, *curve.keys[i + 1 :]))


def held(curve: Curve, i: int) -> Key:
    """Key `i` with its tangents as they are drawn now, whatever becomes of its neighbours."""
    key = curve.keys[i]
    if tangent_of(key) in (Tangent.ALIGNED, Tangent.BROKEN) and None not in (key.left, key.right):
        return key
    left, right = handles_of(curve)[i]
    mode = Tangent.BROKEN if tangent_of(key) is Tangent.LINEAR else Tangent.ALIGNED
    return attrs.evolve(key, left=left, right=right, extra={**key.extra, _MODE: mode.value})


def place_of(curve: Curve, time: int) -> int | None:
    """Index of the key at a tick."""
    i = bisect.bisect_left(curve.keys, time, key=_TIME)
    return i if i < len(curve.keys) and curve.keys[i].time == time else None


def _made(key: Key, mode: Tangent, drawn: tuple[Handle, Handle]) -> Key:
    extra = {name: value for name, value in key.extra.items() if name != _MODE}
    if mode is Tangent.CLAMPED:
        return attrs.evolve(key, interpolation=Interpolation.BEZIER, left=None, right=None, extra=extra)
    left, right = drawn
    if mode is Tangent.ALIGNED:
        left = _along(left, right) if right.dt else left
    extra[_MODE] = mode.value
    return attrs.evolve(key, interpolation=Interpolation.BEZIER, left=left, right=right, extra=extra)


def _settled(keys: tuple[Key, ...], i: int) -> Key:
    key, mode = keys[i], tangent_of(keys[i])
    if mode not in MADE:
        return key
    before = keys[i - 1] if i else None
    after = keys[i + 1] if i < len(keys) - 1 else None
    into, out = _slopes(before, key, after, mode)
    left = _third(before.time - key.time if before else 0, into)
    right = _third(after.time - key.time if after else 0, out)
    same = (left, right) == (key.left, key.right)
    return key if same else attrs.evolve(key, left=left, right=right)


def _slopes(before: Key | None, key: Key, after: Key | None, mode: Tangent) -> tuple[float, float]:
    if mode is Tangent.FLAT:
        return 0.0, 0.0
    if mode is Tangent.LINEAR:
        return _slope(before, key), _slope(key, after)
    across = _slope(before or key, after or key)
    return across, across


def _slope(a: Key | None, b: Key | None) -> float:
    if a is None or b is None or a.time == b.time:
        return 0.0
    return (b.value - a.value) / (b.time - a.time)


def _third(span: int, slope: float) -> Handle:
    dt = round(span / 3)
    return Handle(dt, slope * dt)


def _thirds(keys: tuple[Key, ...], i: int, key: Key) -> Key:
    if key.left is None or key.right is None:
        return key
    left, right = _reach(keys, i, Side.LEFT), _reach(keys, i, Side.RIGHT)
    return attrs.evolve(
        key,
        left=_third(-left, key.left.dv / min(key.left.dt, -1)),
        right=_third(right, key.right.dv / max(key.right.dt, 1)),
    )


def _reach(keys: tuple[Key, ...], i: int, side: Side) -> int:
    """Ticks from a key to its neighbour; where there is none as far as to the other one."""
    left = keys[i].time - keys[i - 1].time if i else 0
    right = keys[i + 1].time - keys[i].time if i < len(keys) - 1 else 0
    return (left or right) if side is Side.LEFT else (right or left)


def _along(other: Handle, moved: Handle) -> Handle:
    """The other handle turned into one line with a moved one, its length in time kept."""
    return other if moved.dt == 0 else Handle(other.dt, moved.dv / moved.dt * other.dt)


def _with(curve: Curve, keys: tuple[Key, ...]) -> Curve:
    return curve if keys == curve.keys else attrs.evolve(curve, keys=keys)
