"""Keys of one curve: a curve in, a curve out."""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable
from operator import attrgetter

import attrs

from studio.core.problems import fail
from studio.core.time import TimeRange
from studio.document.curves import Curve, Key

_TIME = attrgetter("time")


def with_key(curve: Curve, key: Key) -> Curve:
    """Adds a key, or replaces the one at its time."""
    return with_keys(curve, [key])


def with_keys(curve: Curve, keys: Iterable[Key]) -> Curve:
    """Adds keys; each replaces the one at its time, of two new ones the later."""
    by_time = {key.time: key for key in curve.keys}
    by_time |= {key.time: _sound(key) for key in keys}
    return _curve(curve, tuple(by_time[time] for time in sorted(by_time)))


def without_keys(curve: Curve, times: Iterable[int]) -> Curve:
    """Removes the keys at these times; where there is none, nothing happens."""
    gone = frozenset(times)
    return _curve(curve, tuple(key for key in curve.keys if key.time not in gone))


def without_range(curve: Curve, span: TimeRange) -> Curve:
    """Removes the keys of a stretch of time, both ends included."""
    low = bisect.bisect_left(curve.keys, span.start, key=_TIME)
    high = bisect.bisect_right(curve.keys, span.end, key=_TIME)
    return _curve(curve, curve.keys[:low] + curve.keys[high:])


def with_key_moved(curve: Curve, time: int, to: int, value: float | None = None) -> Curve:
    """Moves the key at `time` to another time (and value); a key already there gives way. A moved key lets
    go of its word."""
    moved = next((key for key in curve.keys if key.time == time), None)
    if moved is None:
        raise fail("document.missing", "there is no key at this time", str(time), "It may have been removed")
    anchor = moved.anchor if to == time else None
    key = attrs.evolve(moved, time=to, value=moved.value if value is None else value, anchor=anchor)
    rest = tuple(other for other in curve.keys if other.time not in (time, to))
    at = bisect.bisect_left(rest, to, key=_TIME)
    return _curve(curve, (*rest[:at], _sound(key), *rest[at:]))


def with_stroke(curve: Curve, stroke: Iterable[Key]) -> Curve:
    """Lays a brush stroke over a curve: its keys take the place of those from its first to its last time."""
    keys = sorted(stroke, key=_TIME)
    if not keys:
        return curve
    return with_keys(without_range(curve, TimeRange(keys[0].time, keys[-1].time)), keys)


def shifted(curve: Curve, by: int) -> Curve:
    """All keys `by` ticks later."""
    return _curve(curve, tuple(attrs.evolve(key, time=key.time + by) for key in curve.keys))


def in_order(curve: Curve, keys: Iterable[Key]) -> Curve:
    """The curve with these keys, which may have met or passed each other on their way: those that would share
    a tick are set one tick apart."""
    times: list[Key] = []
    for key in sorted(keys, key=_TIME):
        earliest = times[-1].time + 1 if times else key.time
        times.append(key if key.time >= earliest else attrs.evolve(key, time=earliest))
    return _curve(curve, tuple(times))


def _curve(curve: Curve, keys: tuple[Key, ...]) -> Curve:
    return curve if keys == curve.keys else attrs.evolve(curve, keys=keys)


def _sound(key: Key) -> Key:
    numbers = [key.value] + [handle.dv for handle in (key.left, key.right) if handle is not None]
    if not all(math.isfinite(number) for number in numbers):
        raise fail("document.not_finite", "a key needs a number", str(key.value), "Type a number")
    return key
