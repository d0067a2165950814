"""Joint rotations as Euler angles that stay right between the keys."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import attrs
import numpy as np

from studio.animation.poses import unrolled_euler
from studio.core.progress import go_on
from studio.rig.schema import F64

_ORDERS = tuple("".join(letters) for letters in permutations("XYZ"))
_BLOCK = 40_000  # rotations worked on at a time: what stays in the processor's cache

# Half-way between two keys a reader that turns by angles may be off by this much (degrees) before a joint
# is given another order of axes.
_TOLERANCE = 0.1

# A turn by more than this between two frames is a cut, and what lies half-way means nothing (cosine of half
# of 30 degrees).
_CUT = np.cos(np.radians(15.0))


@attrs.frozen(eq=False)
class AngleTracks:
    """degrees [F, J, 3], unrolled; the columns of joint j run in the sequence of orders[j], where "ZXY" means
    Rz * Rx * Ry."""

    orders: tuple[str, ...]
    degrees: F64


def angle_tracks(rotations: F64, order: str, ask: Callable[[], object] = go_on) -> AngleTracks:
    """Angles of local rotations [F, J, 4], in `order` unless a joint passes too near to its gimbal lock.

    Near the lock two of the angles race, and a reader that interpolates angles swings wide of the motion
    between the frames. Such a joint gets the order that keeps it nearest. ask: called between joints, may
    raise Cancelled.
    """
    frames, joints = rotations.shape[:2]
    degrees = np.empty((frames, joints, 3))
    orders: list[str] = []
    step = max(1, _BLOCK // max(1, frames))
    for first in range(0, joints, step):
        ask()
        turns = np.ascontiguousarray(rotations[:, first : first + step])
        unrolled = _degrees(turns, order)
        for joint, wide in enumerate(_widest(unrolled, turns)):
            ask()
            best = order if wide <= _TOLERANCE else _steadiest(turns[:, joint : joint + 1], order)
            if best != order:
                unrolled[:, joint] = _degrees(turns[:, joint], best)
            orders.append(best)
        degrees[:, first : first + step] = unrolled
    return AngleTracks(tuple(orders), degrees)


def swing(degrees: F64) -> F64:
    """Bound [F - 1, J] in degrees on how far half-way angles [F, J, 3] lie from the half-way turn.

    Turning about three axes at constant rates a, b, c the angular velocity changes by at most
    |ab| + |ac| + |bc|, since each axis only moves with those before it; a path that bends by that much strays
    from the straight one by an eighth of it at the middle.
    """
    rates = np.radians(np.abs(np.diff(degrees, axis=0)))
    a, b, c = rates[..., 0], rates[..., 1], rates[..., 2]
    bound: F64 = np.degrees(a * b + a * c + b * c) / 8
    return bound


def _widest(degrees: F64, rotations: F64) -> F64:
    """Largest bound [J] of all steps that are no cuts."""
    alike = np.abs((rotations[1:] * rotations[:-1]).sum(axis=-1)) > _CUT
    widest: F64 = np.where(alike, swing(degrees), 0.0).max(axis=0, initial=0.0)
    return widest


def _steadiest(rotations: F64, order: str) -> str:
    turns = np.ascontiguousarray(rotations)
    candidates = (order, *(o for o in _ORDERS if o != order))
    wide = [float(_widest(_degrees(turns, o), turns)[0]) for o in candidates]
    return candidates[int(np.argmin(wide))]


def _degrees(rotations: F64, order: str) -> F64:
    degrees: F64 = np.degrees(unrolled_euler(rotations, order))
    return degrees
