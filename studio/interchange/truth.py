"""What a file of this clip must show, worked out without any exporter, to check what readers make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.animation.poses import to_matrix
from studio.interchange.baked import BakedClip
from studio.interchange.parts.archive import write_npz
from studio.interchange.parts.checks import check_clip
from studio.interchange.parts.influences import limited
from studio.interchange.parts.names import safe_names
from studio.rig.schema import F64, Rig


def write(clip: BakedClip, path: Path, *, influences: int = 4, samples: int = 5) -> None:
    """World positions and rotations, bind places, morph weights and some frames' vertices; metres, Y up.

    fps; joints [J], parents [J], bind [J, 3], positions [F, J, 3], rotations [F, J, 3, 3]; morphs [M],
    weights [F, M] 0..1; vertex_frames [S], vertices [S, V, 3] with that many influences a vertex.
    Raises ProblemError for a clip that cannot be written or a file that cannot.
    """
    check_clip(clip)
    rig = clip.rig
    rotations, positions = world_joints(clip)
    weights = clip.face.reordered(rig.morph_names).values.astype(np.float64)
    frames = np.unique(np.linspace(0, clip.frame_count - 1, samples).round().astype(np.int64))
    skin = limited(rig, influences)
    vertices = [_skinned(rig, skin, rotations[f], positions[f], weights[f]) for f in frames]
    arrays: dict[str, npt.NDArray[Any]] = {
        "fps": np.array(clip.rate.fps),
        "joints": np.array(safe_names(rig.joint_names)),
        "parents": rig.parents,
        "bind": rig.joint_positions.astype(np.float64),
        "positions": positions,
        "rotations": rotations,
        "morphs": np.array(safe_names(rig.morph_names)),
        "weights": weights,
        "vertex_frames": frames,
        "vertices": np.stack(vertices),
    }
    write_npz(path, arrays)


def world_joints(clip: BakedClip) -> tuple[F64, F64]:
    """World rotations [F, J, 3, 3] and positions [F, J, 3] of the joints."""
    rig = clip.rig
    rotations = to_matrix(clip.joints.rotations)
    places = rig.joint_positions.astype(np.float64)
    positions = np.empty((*rotations.shape[:2], 3))
    positions[:, 0] = places[0] + clip.joints.root_translation
    for j, parent in enumerate(rig.parents):
        if parent >= 0:
            rotations[:, j] = rotations[:, parent] @ rotations[:, j]
            positions[:, j] = positions[:, parent] + rotations[:, parent] @ (places[j] - places[parent])
    return rotations, positions


def _skinned(
    rig: Rig,
    skin: tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]],
    turns: F64,
    places: F64,
    weights: F64,
) -> F64:
    """Vertices [V, 3] by linear blend skinning, as FBX readers do it."""
    shaped = rig.vertices.astype(np.float64)
    scale = np.repeat(weights, np.diff(rig.morph_offsets))
    np.add.at(shaped, rig.morph_vertices, rig.morph_deltas * scale[:, None])
    result = np.zeros_like(shaped)
    for joints, share in zip(skin[0].T, skin[1].T, strict=True):
        local = shaped - rig.joint_positions[joints]
        moved = np.einsum("vij,vj->vi", turns[joints], local) + places[joints]
        result += share[:, None] * moved
    return result
