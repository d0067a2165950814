"""Points on the outside of a character, and which places lie within it."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.quaternions import unit
from studio.core.progress import Progress, silent
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_BARE = ("skin", "cloth", "plain")  # how a surface is drawn that a hand may not enter
_LOOSE = ("hair", "lash", "brow")  # and what does not close the body
_FINE = 0.009  # metres between points that leave no hole in the surface


@attrs.define(frozen=True, eq=False)
class Skin:
    """points [n, 3] on the body without its arms, normals, and how far each part carries them [n, parts];
    whole [m, 3]: points all over the character, close enough to hold water, and which of them are arm [m]."""

    points: F64
    normals: F64
    parts: F64
    whole: F64
    arm: Bools


def skin_of(rig: Rig, weights: F64, lowest: float, progress: Progress = silent) -> Skin:
    """weights [V, parts]: how far each part of the body carries a vertex, the arms and shins none."""
    progress(0.0)
    shading = np.array([m.shading for m in rig.materials])[rig.triangle_material]
    body = (weights.sum(axis=1) > 0.5) & (rig.vertices[:, 1] > lowest)
    corners = rig.triangles[np.isin(shading, _BARE) & body[rig.triangles].all(axis=1)].astype(np.int64)
    corners = corners[_large(rig, corners)]
    # Corners, middles of edges and the middle of each triangle: meshes are coarse on a back.
    shares = np.array([[1, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5], [0.5, 0, 0.5], [1, 1, 1]], np.float64)
    shares /= shares.sum(axis=1, keepdims=True)

    def spread(values: npt.NDArray[np.floating]) -> F64:
        middle = np.einsum("sc,tcx->tsx", shares, values[corners].astype(np.float64))
        return np.asarray(middle.reshape(-1, values.shape[1]), np.float64)

    points, parts = spread(rig.vertices), spread(weights)
    _, kept = np.unique(np.round(points / 0.004).astype(np.int64), axis=0, return_index=True)
    parts = parts[kept] / parts[kept].sum(axis=1, keepdims=True)
    progress(0.0)
    tight = rig.triangles[~np.isin(shading, _LOOSE)].astype(np.int64)
    whole, triangle = _covered(rig.vertices.astype(np.float64)[tight])
    arm = weights.sum(axis=1)[tight].mean(axis=1) < 0.5
    arm &= rig.vertices[tight, 1].mean(axis=1) > lowest
    return Skin(points[kept], unit(spread(rig.normals)[kept]), parts, whole, arm[triangle])


def nearest_cell(low: F64, shape: Ints, cell: float, points: F64) -> Ints:
    """[X, Y, Z] index of a point that lies in the nearest cell that holds one."""
    from scipy.ndimage import distance_transform_edt  # noqa: PLC0415 - heavy, seldom

    held = np.full(tuple(shape), -1)
    i, j, k = _cells(low, shape, cell, points).T
    held[i, j, k] = np.arange(len(points))
    found = distance_transform_edt(held < 0, return_distances=False, return_indices=True)
    nearest: Ints = np.asarray(found, np.int64)
    return np.asarray(held[nearest[0], nearest[1], nearest[2]], np.int64)


def inside_and_seen(low: F64, shape: Ints, cell: float, skin: Skin) -> tuple[Bools, Bools]:
    """Which cells [X, Y, Z] lie within the body, its arms left out, and which of the skin's points can be
    seen from outside: clothes have layers, and what is under a shirt is no border."""
    from scipy.ndimage import binary_dilation, label  # noqa: PLC0415 - heavy, seldom

    solid = np.zeros(tuple(shape), bool)
    i, j, k = _cells(low, shape, cell, skin.whole).T
    solid[i, j, k] = True
    rooms, _ = label(~solid)
    outside = rooms == rooms[0, -1, 0]
    arm = skin.arm[nearest_cell(low, shape, cell, skin.whole)]
    around = binary_dilation(outside, np.ones((3, 3, 3), bool))
    i, j, k = _cells(low, shape, cell, skin.points).T
    return ~outside & ~arm, np.asarray(around[i, j, k])


def _cells(low: F64, shape: Ints, cell: float, points: F64) -> Ints:
    """Those beyond the grid fall into its outermost cells."""
    return np.clip(np.round((points - low) / cell).astype(np.int64), 0, np.asarray(shape) - 1)


def _covered(triangles: F64) -> tuple[F64, Ints]:
    """Points all over triangles [T, 3, 3], and the triangle of each."""
    sides = np.linalg.norm(triangles - np.roll(triangles, 1, axis=1), axis=2).max(axis=1)
    steps = np.clip(np.ceil(sides / _FINE), 1, 12).astype(int)
    points, owners = [], []
    for n in range(1, 13):
        chosen = np.flatnonzero(steps == n)
        if len(chosen):
            grid = np.array([(a, b, n - a - b) for a in range(n + 1) for b in range(n + 1 - a)]) / n
            points.append(np.einsum("sc,tcx->tsx", grid, triangles[chosen]).reshape(-1, 3))
            owners.append(np.repeat(chosen, len(grid)))
    return np.concatenate(points), np.concatenate(owners)


def _large(rig: Rig, corners: Ints) -> Bools:
    """Every triangle but the tiny ones of lips, lids and ears, of which one in four will do."""
    a, b, c = (rig.vertices[corners[:, k]].astype(np.float64) for k in range(3))
    area = np.linalg.norm(np.cross(b - a, c - a), axis=1)
    return np.asarray((area > 4e-5) | (np.arange(len(corners)) % 4 == 0))
