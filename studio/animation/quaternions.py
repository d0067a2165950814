"""Rotations as unit quaternions x y z w.

Every function works on arrays of any leading shape [..., 4] and in float64. A product `multiply(a, b)`
turns by b first and then by a, as matrices do.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

IDENTITY: Array = np.array([0.0, 0.0, 0.0, 1.0])


def multiply(a: Array, b: Array) -> Array:
    """The turn b followed by the turn a."""
    ax, ay, az, aw = np.moveaxis(a, -1, 0)
    bx, by, bz, bw = np.moveaxis(b, -1, 0)
    return stacked(
        aw * bx + ax * bw + ay * bz - az * by,
        aw * by - ax * bz + ay * bw + az * bx,
        aw * bz + ax * by - ay * bx + az * bw,
        aw * bw - ax * bx - ay * by - az * bz,
    )


def chain(*turns: Array) -> Array:
    """Product of several turns; the last one is applied first."""
    product = turns[0]
    for turn in turns[1:]:
        product = multiply(product, turn)
    return product


def conjugate(q: Array) -> Array:
    """The opposite turn."""
    opposite: Array = q * np.array([-1.0, -1.0, -1.0, 1.0])
    return opposite


def normalise(q: npt.NDArray[Any]) -> Array:
    """Unit length; a quaternion of no length becomes identity."""
    q = np.asarray(q, np.float64)
    length = np.linalg.norm(q, axis=-1, keepdims=True)
    return np.where(length > 1e-12, q / np.maximum(length, 1e-12), IDENTITY)


def rotate(q: Array, v: Array) -> Array:
    """Vectors [..., 3] turned by q."""
    x, y, z, w = np.moveaxis(q, -1, 0)
    vx, vy, vz = np.moveaxis(v, -1, 0)
    # v + 2 w (u x v) + 2 u x (u x v), with u the vector part.
    tx, ty, tz = 2 * (y * vz - z * vy), 2 * (z * vx - x * vz), 2 * (x * vy - y * vx)
    return stacked(
        vx + w * tx + y * tz - z * ty, vy + w * ty + z * tx - x * tz, vz + w * tz + x * ty - y * tx
    )


def from_axis_angle(v: npt.NDArray[Any]) -> Array:
    """Rotation vectors [..., 3] in radians -> quaternions."""
    v = np.asarray(v, np.float64)
    half = 0.5 * np.linalg.norm(v, axis=-1, keepdims=True)
    return np.concatenate([0.5 * v * np.sinc(half / np.pi), np.cos(half)], axis=-1)


def to_axis_angle(q: Array) -> Array:
    """Rotation vectors [..., 3] of at most pi radians."""
    q = np.where(q[..., 3:] < 0, -q, q)
    length = np.linalg.norm(q[..., :3], axis=-1, keepdims=True)
    angle = 2 * np.arctan2(length, q[..., 3:])
    return q[..., :3] * np.where(length > 1e-12, angle / np.maximum(length, 1e-12), 2.0)


def about(axis: npt.ArrayLike, angle: npt.ArrayLike) -> Array:
    """Turns by `angle` [...] radians about one unit axis [3]."""
    return from_axis_angle(np.asarray(angle, np.float64)[..., None] * np.asarray(axis, np.float64))


def to_matrix(q: Array) -> Array:
    """Rotation matrices [..., 3, 3]."""
    x, y, z, w = np.moveaxis(q, -1, 0)
    rows = stacked(
        1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y),
        2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x),
        2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y),
    )  # fmt: skip
    return rows.reshape(*rows.shape[:-1], 3, 3)


def from_matrix(m: npt.NDArray[Any]) -> Array:
    """Quaternions of rotation matrices [..., 3, 3].

    Each row of 4 q qT is a multiple of q; the one with the largest square is used: nothing small divides.
    """
    m = np.asarray(m, np.float64)
    a, b, c = m[..., 0, 0], m[..., 1, 1], m[..., 2, 2]
    xy, xz, yz = m[..., 0, 1] + m[..., 1, 0], m[..., 0, 2] + m[..., 2, 0], m[..., 1, 2] + m[..., 2, 1]
    wx, wy, wz = m[..., 2, 1] - m[..., 1, 2], m[..., 0, 2] - m[..., 2, 0], m[..., 1, 0] - m[..., 0, 1]
    rows = stacked(
        1 + a - b - c,
        xy,
        xz,
        wx,
        xy,
        1 - a + b - c,
        yz,
        wy,
        xz,
        yz,
        1 - a - b + c,
        wz,
        wx,
        wy,
        wz,
        1 + a + b + c,
    ).reshape(*m.shape[:-2], 4, 4)
    best = np.argmax(np.diagonal(rows, axis1=-2, axis2=-1), axis=-1)
    return normalise(np.take_along_axis(rows, best[..., None, None], axis=-2)[..., 0, :])


def slerp(a: Array, b: Array, t: npt.ArrayLike) -> Array:
    """The shortest way from a (t = 0) to b (t = 1), evenly turned; t broadcasts against the leading shape."""
    share = np.asarray(t, np.float64)[..., None]
    b = np.where(np.sum(a * b, axis=-1, keepdims=True) < 0, -b, b)
    half = np.arctan2(
        np.linalg.norm(a - b, axis=-1, keepdims=True), np.linalg.norm(a + b, axis=-1, keepdims=True)
    )
    # sinc keeps sin((1 - t) w) / sin(w) exact down to w = 0.
    whole = np.sinc(2 * half / np.pi)
    near, far = np.sinc(2 * half * (1 - share) / np.pi), np.sinc(2 * half * share / np.pi)
    return normalise(a * ((1 - share) * near / whole) + b * (share * far / whole))


def between(a: npt.ArrayLike, b: npt.ArrayLike) -> Array:
    """The smallest turn that takes direction a to direction b, [..., 3] of any length."""
    start, end = unit(a), unit(b)
    start, end = np.broadcast_arrays(start, end)
    cross, dot = np.cross(start, end), np.sum(start * end, axis=-1, keepdims=True)
    # Opposite directions leave the axis open: any one across `start` will do.
    across = np.where(
        np.abs(start[..., :1]) < 0.8, np.cross(start, [1.0, 0, 0]), np.cross(start, [0, 1.0, 0])
    )
    opposite = np.concatenate([unit(across), np.zeros_like(dot)], axis=-1)
    return np.where(dot < -1 + 1e-12, opposite, normalise(np.concatenate([cross, 1 + dot], axis=-1)))


def swing_twist(q: Array, axis: npt.ArrayLike) -> tuple[Array, Array]:
    """(swing, twist) with q = swing * twist: twist turns about the unit `axis` [..., 3], swing across it."""
    axis = np.asarray(axis, np.float64)
    along = np.sum(q[..., :3] * axis, axis=-1, keepdims=True)
    twist = normalise(np.concatenate([along * axis, q[..., 3:]], axis=-1))
    return multiply(q, conjugate(twist)), twist


def continuous(q: Array) -> Array:
    """The same turns [F, ..., 4] with signs such that neighbouring frames lie in one hemisphere."""
    flips = np.sum(q[1:] * q[:-1], axis=-1) < 0
    odd = np.concatenate([np.zeros((1, *flips.shape[1:]), np.int64), np.cumsum(flips, axis=0)])[: len(q)] % 2
    return np.where(odd[..., None] == 1, -q, q)


def unit(v: npt.ArrayLike) -> Array:
    """Directions [..., 3] of length 1; no length stays none."""
    v = np.asarray(v, np.float64)
    length: Array = np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-12)
    return v / length


def stacked(*parts: Array) -> Array:
    """Arrays that broadcast together, as the last axis of one."""
    return np.stack(np.broadcast_arrays(*parts), axis=-1)
