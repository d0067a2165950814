"""Euler angles, which exist only in file formats: from and to quaternions, running on over frames."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from studio.animation.quaternions import Array, about, chain, stacked

# A gimbal is treated as locked when the middle angle is nearer to it than about this (radians).
_LOCKED = 1e-7


def from_euler(angles: npt.NDArray[Any], order: str) -> Array:
    """Turns of angles [..., 3] in radians; `order` "ZXY" means Rz * Rx * Ry and angles in that order."""
    axes = np.eye(3)
    angles = np.asarray(angles, np.float64)
    return chain(*(about(axes["XYZ".index(letter)], angles[..., i]) for i, letter in enumerate(order)))


def to_euler(q: Array, order: str) -> Array:
    """Angles [..., 3] in radians in the order's sequence; the middle one lies in +-pi/2.

    In gimbal lock the last is 0.
    """
    total, difference, plus, minus = _half_angles(q, order)
    difference, total = (
        np.where(minus < _LOCKED, total, difference),
        np.where(plus < _LOCKED, difference, total),
    )
    return _wrap(_combine(total, difference, plus, minus, order))


def unrolled_euler(q: Array, order: str) -> Array:
    """Angles [F, ..., 3] of turns [F, ..., 4] that run on from frame to frame, beyond pi where they must.

    Of the two triples that give a turn the one nearer to the frame before is taken; inside gimbal lock
    the free angle holds.
    """
    total, difference, plus, minus = _half_angles(q, order)
    angles = _combine(_held(total, plus), _held(difference, minus), plus, minus, order)
    other = angles + np.pi
    other[..., 1] = np.pi - angles[..., 1]
    stay = np.abs(_wrap(np.diff(angles, axis=0))).sum(-1)
    change = np.abs(_wrap(other[1:] - angles[:-1])).sum(-1)
    # Changing from one triple to the other costs the same in both directions, so the branch is a parity.
    odd = np.concatenate([np.zeros((1, *stay.shape[1:]), np.int64), np.cumsum(change < stay, axis=0)])
    chosen = np.where(odd[: len(q), ..., None] % 2 == 1, other, angles)
    return np.unwrap(_wrap(chosen), axis=0) if len(q) else chosen


def _half_angles(q: Array, order: str) -> tuple[Array, Array, Array, Array]:
    """For q = qi(a) qj(b) qk(c) with sign e of the axes' permutation: (a + e c) / 2, (a - e c) / 2, and the
    lengths sqrt2 |sin|, sqrt2 |cos| of b / 2 + pi / 4 that these come with (near 0 in gimbal lock).

    From w + j = (cos b/2 + sin b/2) cos((a + e c)/2), i + e k the same with sine; w - j, i - e k likewise.
    """
    i, j, k, sign = _axes(order)
    w, x, y, z = q[..., 3], q[..., i], q[..., j], sign * q[..., k]
    return np.arctan2(x + z, w + y), np.arctan2(x - z, w - y), np.hypot(x + z, w + y), np.hypot(x - z, w - y)


def _combine(total: Array, difference: Array, plus: Array, minus: Array, order: str) -> Array:
    sign = _axes(order)[3]
    middle = 2 * np.arctan2(plus, minus) - np.pi / 2
    return stacked(total + difference, middle, sign * (total - difference))


def _held(values: Array, certainty: Array) -> Array:
    """Values [F, ...] whose uncertain ones are the last certain one before (or else the first after)."""
    if not len(values) or certainty.min() >= _LOCKED:
        return values
    frames = np.arange(len(values)).reshape(-1, *[1] * (values.ndim - 1))
    sure = certainty >= _LOCKED
    last = np.maximum.accumulate(np.where(sure, frames, -1), axis=0)
    first = np.argmax(sure, axis=0)[None]
    held = np.take_along_axis(values, np.where(last < 0, first, last), axis=0)
    return np.where(sure.any(axis=0), held, 0.0)


def _axes(order: str) -> tuple[int, int, int, float]:
    if sorted(order) != ["X", "Y", "Z"]:
        raise ValueError(f"an Euler order names each of X, Y and Z once, not {order!r}")
    i, j, k = ("XYZ".index(letter) for letter in order)
    return i, j, k, 1.0 if (j - i) % 3 == 1 else -1.0


def _wrap(angles: Array) -> Array:
    wrapped: Array = (angles + np.pi) % (2 * np.pi) - np.pi
    return wrapped
