"""Joints and skin in plain numpy, over many frames at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import multiply, rotate, to_matrix
from studio.rig.schema import F32, F64, I32, Rig


def levels(parents: I32) -> list[npt.NDArray[np.int64]]:
    """Joints by their distance from the root: each level's parents lie in the level before."""
    depth = np.zeros(len(parents), np.int64)
    for j, parent in enumerate(parents):
        depth[j] = 0 if parent < 0 else depth[parent] + 1
    return [np.flatnonzero(depth == d) for d in range(depth.max() + 1)]


def world_rotations(parents: I32, rotations: F64) -> F64:
    """World quaternions of local ones, [..., J, 4]."""
    world = rotations.copy()
    for level in levels(parents)[1:]:
        world[..., level, :] = multiply(world[..., parents[level], :], rotations[..., level, :])
    return world


def world_positions(parents: I32, positions: npt.NDArray[np.floating], world: F64, root: F64) -> F64:
    """Places [..., J, 3] of joints at rest `positions` [J, 3] under world turns, the root moved by `root`."""
    positions = positions.astype(np.float64)
    offsets = rotate(world[..., np.maximum(parents, 0), :], positions - positions[np.maximum(parents, 0)])
    places = np.empty(offsets.shape)
    first, *rest = levels(parents)
    places[..., first, :] = positions[first] + root[..., None, :]
    for level in rest:
        places[..., level, :] = places[..., parents[level], :] + offsets[..., level, :]
    return places


def joint_matrices(rig: Rig, rotations: F64, root: F64) -> F64:
    """World matrices [F, J, 4, 4] of local rotations [F, J, 4] and root translations [F, 3]."""
    world = world_rotations(rig.parents, rotations)
    matrices = np.zeros((*rotations.shape[:-1], 4, 4))
    matrices[..., :3, :3] = to_matrix(world)
    matrices[..., :3, 3] = world_positions(rig.parents, rig.joint_positions, world, root)
    matrices[..., 3, 3] = 1.0
    return matrices


def skinned(
    rig: Rig, matrices: F64, points: npt.NDArray[np.floating], indices: npt.NDArray[np.integer]
) -> F32:
    """Shaped points [F, n, 3] of the vertices `indices`, from the bind pose to under joints [F, J, 4, 4]."""
    turns, places = matrices[..., :3, :3], matrices[..., :3, 3]
    shifts = places - np.einsum("...jab,jb->...ja", turns, rig.joint_positions.astype(np.float64))
    out = np.zeros((len(matrices), len(indices), 3))
    for k in range(rig.skin_joints.shape[1]):
        joint, weight = rig.skin_joints[indices, k], rig.skin_weights[indices, k, None]
        if weight.any():
            out += weight * (np.einsum("fnab,fnb->fna", turns[:, joint], points) + shifts[:, joint])
    return out.astype(np.float32)
