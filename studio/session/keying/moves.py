"""Moving keys: by an offset, around a pivot, to exact places, along what they snap to, and by a hand."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable

import attrs

from studio.animation.tangents import place_of
from studio.document.curves import Curve, Handle, Key
from studio.document.edits.keys import without_keys
from studio.document.schema import Project
from studio.session.keying.keys import Keyed, Keys, Placed, change, limits_of
from studio.session.selection import CurveRef

_FEW = 50  # times as many keys on a curve, beyond which those that move are few


def move_keys(project: Project, keys: Keys, dt: int, dv: float) -> Keyed:
    """Keys `dt` ticks later and `dv` higher. The group keeps its shape in time and does not go before the
    scene's start; values stop at their bounds."""
    keys = frozenset(keys)
    first = min((key.time for key in keys), default=0)
    dt = max(dt, -first) if first >= 0 else dt
    return change(
        project,
        keys,
        lambda ref, curve, times: moved(curve, times, dt, dv, limits_of(project, ref)),
    )


def scale_keys(
    project: Project, keys: Keys, pivot: tuple[int, float], in_time: float, in_value: float
) -> Keyed:
    """Keys scaled away from (or, below 1, towards) a pivot of (tick, value), their handles with them. A
    negative factor in time turns their order round."""
    return change(
        project,
        keys,
        lambda _, curve, times: scaled(curve, times, pivot, in_time, in_value),
    )


def set_exactly(project: Project, keys: Keys, time: int | None = None, value: float | None = None) -> Keyed:
    """Values typed for all of the keys; a time typed for the first of them, the others keeping their
    distances from it."""
    keys = frozenset(keys)
    dt = 0 if time is None or not keys else time - min(key.time for key in keys)

    def edit(ref: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        if value is not None:
            new = tuple(attrs.evolve(k, value=value) if k.time in times else k for k in curve.keys)
            curve = attrs.evolve(curve, keys=new)
        return moved(curve, times, dt, 0.0, limits_of(project, ref))

    return change(project, keys, edit)


def snap_keys(project: Project, keys: Keys, nearest: Callable[[int], int]) -> Keyed:
    """Every key at the tick that `nearest` gives for its own (the nearest frame, word edge ...)."""

    def edit(_: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        return replaced(curve, times, lambda key: attrs.evolve(key, time=nearest(key.time)))

    return change(project, keys, edit)


def moved(curve: Curve, times: frozenset[int], dt: int, dv: float, limits: tuple[float, float]) -> Placed:
    """Some keys of a curve elsewhere; see move_keys."""
    low, high = limits

    def shifted(key: Key) -> Key:
        value = key.value if dv == 0.0 else min(max(key.value + dv, low), high)
        return attrs.evolve(key, time=key.time + dt, value=value)

    return replaced(curve, times, shifted)


def scaled(
    curve: Curve, times: frozenset[int], pivot: tuple[int, float], in_time: float, in_value: float
) -> Placed:
    """Some keys of a curve around a pivot; see scale_keys."""

    def around(key: Key) -> Key:
        left, right = _scaled(key.left, in_time, in_value), _scaled(key.right, in_time, in_value)
        if in_time < 0:
            left, right = right, left
        return attrs.evolve(
            key,
            time=round(pivot[0] + (key.time - pivot[0]) * in_time),
            value=pivot[1] + (key.value - pivot[1]) * in_value,
            left=left,
            right=right,
        )

    return replaced(curve if in_time >= 0 else _turned(curve, times), times, around)


def replaced(curve: Curve, times: frozenset[int], to: Callable[[Key], Key]) -> Placed:
    """Some keys of a curve through a function. One that lands on a key that stayed, or on another that
    moved, comes to lie a tick beside it, on the side it came from."""
    few = _few_replaced(curve, times, to)
    if few is not None:
        return few
    still = without_keys(curve, times).keys
    moving = [(key, to(key)) for key in curve.keys if key.time in times]
    rows: list[tuple[int, int, Key, int | None]] = [(key.time, 0, key, None) for key in still]
    rows += [(new.time, -1 if new.time > old.time else 1, new, old.time) for old, new in moving]
    keys: list[Key] = []
    places: dict[int, int] = {}
    last = -(1 << 62)
    for time, _, key, was in sorted(rows, key=lambda row: row[:2]):
        free = time if time > last else last + 1
        keys.append(key if key.time == free else attrs.evolve(key, time=free))
        last = free
        if was is not None:
            places[was] = free
    return Placed(attrs.evolve(curve, keys=tuple(keys)), places)


def _few_replaced(curve: Curve, times: frozenset[int], to: Callable[[Key], Key]) -> Placed | None:
    """The same for few keys of many, which a hand drags: nothing else is looked at. None where there are many
    or where one would land on another."""
    if len(times) * _FEW > len(curve.keys):
        return None
    keys = list(curve.keys)
    there = [(i, keys[i]) for i in (place_of(curve, time) for time in times) if i is not None]
    for i, _ in sorted(there, reverse=True, key=lambda pair: pair[0]):
        del keys[i]
    places: dict[int, int] = {}
    for _, key in there:
        new = to(key)
        i = bisect.bisect_left(keys, new.time, key=lambda other: other.time)
        if i < len(keys) and keys[i].time == new.time:
            return None
        keys.insert(i, new)
        places[key.time] = new.time
    return Placed(attrs.evolve(curve, keys=tuple(keys)), places)


def _scaled(handle: Handle | None, in_time: float, in_value: float) -> Handle | None:
    if handle is None:
        return None
    return attrs.evolve(handle, dt=round(handle.dt * in_time), dv=handle.dv * in_value)


def _turned(curve: Curve, times: frozenset[int]) -> Curve:
    """The curve with the interpolations of its chosen keys where they belong once their order is turned."""
    chosen = [key for key in curve.keys if key.time in times]
    leads = {b.time: a.interpolation for a, b in itertools.pairwise(chosen)}
    keys = (attrs.evolve(k, interpolation=leads.get(k.time, k.interpolation)) for k in curve.keys)
    return attrs.evolve(curve, keys=tuple(keys))
