"""The evaluation of `rig.kernels` in plain numpy, for machines where numba cannot be loaded."""

from __future__ import annotations

import numpy as np

from studio.animation.poses import to_matrix
from studio.rig.schema import F32, F64
from studio.rig.skinning import world_positions, world_rotations
from studio.rig.tables import Tables


def plain_frame(
    tables: Tables, rotations: F64, root: F64, weights: F32, written: tuple[F64, F32, F32]
) -> None:
    """One frame; writes world matrices [J, 4, 4], vertices and normals [V, 3]."""
    world, vertices, normals = written
    turns = world_rotations(tables.parents, rotations)
    world[:] = 0.0
    world[:, :3, :3] = to_matrix(turns)
    world[:, :3, 3] = world_positions(tables.parents, tables.positions, turns, root)
    world[:, 3, 3] = 1.0
    vertices[:] = _skinned(tables, world, _shaped(tables, weights))
    normals[:] = _smooth(tables, vertices)


def _shaped(tables: Tables, weights: F32) -> F64:
    amounts = weights.astype(np.float64)[tables.morphs]
    vertices = np.repeat(np.arange(len(tables.rest)), np.diff(tables.morph_starts).astype(np.int64))
    places = np.empty(tables.rest.shape)
    for axis in range(3):
        moved = np.bincount(vertices, amounts * tables.deltas[:, axis], len(places))
        places[:, axis] = tables.rest[:, axis] + moved
    return places


def _skinned(tables: Tables, world: F64, points: F64) -> F64:
    palette = world[:, :3].copy()
    palette[:, :, 3] -= np.einsum("jab,jb->ja", palette[:, :, :3], tables.positions)
    blended = np.add.reduceat(
        tables.influences[:, None, None] * palette[tables.joints], tables.starts[:-1].astype(np.int64), axis=0
    )
    moved: F64 = np.einsum("vab,vb->va", blended[..., :3], points) + blended[..., 3]
    return moved


def _smooth(tables: Tables, vertices: F32) -> F64:
    a, b, c = (vertices[tables.triangles[:, k]].astype(np.float64) for k in range(3))
    crosses = np.cross(b - a, c - a)
    # Running sums, because an empty list of triangles must give nothing.
    total = np.concatenate([np.zeros((1, 3)), np.cumsum(crosses[tables.around], axis=0)])
    starts = tables.around_starts.astype(np.int64)
    sums = (total[starts[1:]] - total[starts[:-1]])[tables.weld]
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(length > 1e-20, sums / np.maximum(length, 1e-20), [0.0, 1.0, 0.0])
