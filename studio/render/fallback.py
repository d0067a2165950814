"""Evaluation in plain numpy, until the rig's own kernel is there."""

from __future__ import annotations

import numpy as np

from studio.rig.schema import F32, F64, Geometry, Rig


def evaluate(rig: Rig, rotations: F64, weights: F32) -> Geometry:
    """Morphs, skin and smooth normals of one frame."""
    points = rig.vertices.astype(np.float64)
    for m in np.flatnonzero(weights):
        span = slice(rig.morph_offsets[m], rig.morph_offsets[m + 1])
        points[rig.morph_vertices[span]] += weights[m] * rig.morph_deltas[span]
    joints = _worlds(rig, rotations)
    skin = joints[:, :3].copy()
    skin[:, :, 3] -= np.einsum("jab,jb->ja", joints[:, :3, :3], rig.joint_positions)
    blend = np.einsum("vk,vkab->vab", rig.skin_weights, skin[rig.skin_joints])
    moved = np.einsum("vab,vb->va", blend[:, :, :3], points) + blend[:, :, 3]
    return Geometry(joints, moved.astype(np.float32), _normals(rig, moved))


def _worlds(rig: Rig, rotations: F64) -> F64:
    x, y, z, w = rotations.T
    worlds = np.tile(np.eye(4), (len(rotations), 1, 1))
    worlds[:, :3, :3] = np.stack([
        1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w),
        2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w),
        2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y),
    ], axis=1).reshape(-1, 3, 3)  # fmt: skip
    for j, parent in enumerate(rig.parents):
        at = rig.joint_positions[j]
        worlds[j, :3, 3] = at if parent < 0 else at - rig.joint_positions[parent]
        if parent >= 0:
            worlds[j] = worlds[parent] @ worlds[j]
    return worlds


def _normals(rig: Rig, points: F64) -> F32:
    a, b, c = (points[rig.triangles[:, k]] for k in range(3))
    faces = np.cross(b - a, c - a)
    sums = np.stack([
        np.bincount(rig.weld[rig.triangles].ravel(), np.repeat(faces[:, k], 3), len(points)) for k in range(3)
    ], axis=1)  # fmt: skip
    sums = sums[rig.weld]
    unit: F32 = (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).astype(np.float32)
    return unit
