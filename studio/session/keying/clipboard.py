"""Copied keys: laid down at another time, on the same or on other curves."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from studio.document.curves import Key
from studio.document.edits.keys import with_keys
from studio.document.schema import Project
from studio.session.keying.keys import (
    Keyed,
    Keys,
    by_curve,
    curve_of,
    is_locked,
    limits_of,
    locked_lane,
    with_curve,
)
from studio.session.keying.moves import replaced
from studio.session.selection import CurveRef, KeyRef


@attrs.frozen(eq=False)
class Clipboard:
    """start: tick of the first key that was copied; rows: keys by the curve they come from."""

    start: int = 0
    rows: tuple[tuple[CurveRef, tuple[Key, ...]], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rows)


def copy_keys(project: Project, keys: Keys) -> Clipboard:
    """The keys as they are, without the words they are tied to."""
    rows = []
    for ref, times in by_curve(keys).items():
        chosen = (key for key in curve_of(project, ref).keys if key.time in times)
        loose = tuple(attrs.evolve(key, anchor=None) for key in chosen)
        rows += [(ref, loose)] if loose else []
    return Clipboard(min((row[1][0].time for row in rows), default=0), tuple(rows))


def paste_keys(project: Project, clipboard: Clipboard, at: int, onto: Sequence[CurveRef] = ()) -> Keyed:
    """Copied keys with the first at tick `at`, in place of keys that lie at their very ticks.

    onto: the curves they go to; one curve's keys go to each of them, several curves' keys to as many of them
    in order. Without any they go where they came from, if that is still there.
    """
    pasted: set[KeyRef] = set()
    pairs = _pairs(clipboard, onto)
    if pairs and all(is_locked(project, ref) for ref, _ in pairs):
        raise locked_lane()
    for ref, keys in pairs:
        if is_locked(project, ref):
            continue
        low, high = limits_of(project, ref)
        new = tuple(
            attrs.evolve(k, time=at + k.time - clipboard.start, value=min(max(k.value, low), high))
            for k in keys
        )
        project = with_curve(project, ref, with_keys(curve_of(project, ref), new))
        pasted |= {KeyRef(ref, key.time) for key in new}
    return Keyed(project, frozenset(pasted))


def duplicate_keys(project: Project, keys: Keys, dt: int, dv: float) -> Keyed:
    """Copies of keys `dt` later and `dv` higher; those that were there stay, a tick beside if need be."""
    copies: set[KeyRef] = set()
    for ref, row in copy_keys(project, keys).rows:
        if is_locked(project, ref):
            continue
        low, high = limits_of(project, ref)
        curve = curve_of(project, ref)
        times = frozenset(key.time for key in row)

        def shifted(key: Key, low: float = low, high: float = high) -> Key:
            value = min(max(key.value + dv, low), high)
            return attrs.evolve(key, time=key.time + dt, value=value, anchor=None)

        alone = attrs.evolve(curve, keys=row)
        copied = replaced(alone, times, shifted).curve.keys
        laid, places = _laid(curve.keys, copied)
        project = with_curve(project, ref, attrs.evolve(curve, keys=laid))
        copies |= {KeyRef(ref, time) for time in places}
    return Keyed(project, frozenset(copies))


def _laid(still: tuple[Key, ...], copies: tuple[Key, ...]) -> tuple[tuple[Key, ...], list[int]]:
    """Both in rising time, a copy that meets a key a tick after it; and the ticks of the copies."""
    rows = sorted([(k.time, 0, k) for k in still] + [(k.time, 1, k) for k in copies], key=lambda row: row[:2])
    keys: list[Key] = []
    places = []
    for time, is_copy, key in rows:
        free = max(time, keys[-1].time + 1) if keys else time
        keys.append(key if key.time == free else attrs.evolve(key, time=free))
        places += [free] if is_copy else []
    return tuple(keys), places


def _pairs(clipboard: Clipboard, onto: Sequence[CurveRef]) -> list[tuple[CurveRef, tuple[Key, ...]]]:
    rows = clipboard.rows
    if not onto:
        return list(rows)
    if len(rows) == 1:
        return [(ref, rows[0][1]) for ref in onto]
    return [(ref, keys) for ref, (_, keys) in zip(onto, rows, strict=False)]
