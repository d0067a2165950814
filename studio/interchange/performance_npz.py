"""The whole performance as plain arrays, for programs that read numpy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.progress import go_on
from studio.interchange.baked import BakedClip
from studio.interchange.parts.archive import write_npz
from studio.interchange.parts.checks import check_clip
from studio.interchange.parts.names import safe_names
from studio.interchange.parts.smplx import smplx_poses


def write(clip: BakedClip, path: Path, ask: Callable[[], object] = go_on) -> None:
    """Metres, Y up, facing +Z; frame f is at f / fps seconds; float32 where not said otherwise.

    fps (float64); channel_names [C], channels [F, C] 0..1; joint_names [J], joint_rotations [F, J, 4] x y z w
    and joint_translations [F, J, 3], both from the parent (the root's from the origin); root_translation
    [F, 3]: how far the root is from its place at rest; smplx_poses [F, 55, 3] radians, smplx_trans [F, 3]:
    how far the pelvis is from its place at rest.
    Raises ProblemError for a clip that cannot be written or a file that cannot. ask: called between two
    steps, may raise Cancelled.
    """
    check_clip(clip)
    arrays: dict[str, npt.NDArray[Any]] = {
        "fps": np.array(clip.rate.fps),
        "channel_names": np.array(clip.face.names),
        "channels": clip.face.values.astype(np.float32),
        "joint_names": np.array(safe_names(clip.rig.joint_names)),
        "joint_rotations": clip.joints.rotations.astype(np.float32),
        "joint_translations": _translations(clip),
        "root_translation": clip.joints.root_translation.astype(np.float32),
        "smplx_poses": smplx_poses(clip, jaw=False, ask=ask),
        "smplx_trans": clip.body.translation.astype(np.float32),
    }
    write_npz(path, arrays, ask)


def _translations(clip: BakedClip) -> npt.NDArray[np.float32]:
    rig = clip.rig
    rest = rig.joint_positions - np.where(rig.parents[:, None] < 0, 0.0, rig.joint_positions[rig.parents])
    frames = np.tile(rest.astype(np.float32), (clip.frame_count, 1, 1))
    frames[:, 0] = rig.joint_positions[0] + clip.joints.root_translation
    return frames
