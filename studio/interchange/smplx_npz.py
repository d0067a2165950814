"""SMPL-X motion with the keys of AMASS files, as Blender's SMPL-X add-on and research code load it."""

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
from studio.interchange.parts.smplx import smplx_poses

_BETAS = 16
# Where AMASS keeps the parts of the 165 pose values.
_PARTS = {
    "root_orient": (0, 3),
    "pose_body": (3, 66),
    "pose_jaw": (66, 69),
    "pose_eye": (69, 75),
    "pose_hand": (75, 165),
}


def write(clip: BakedClip, path: Path, ask: Callable[[], object] = go_on, *, gender: str = "neutral") -> None:
    """Axis-angle poses [F, 165] and trans [F, 3] in metres, Y up; the jaw follows jawOpen.

    trans is how far the pelvis is from where the model file itself has it at rest, so the feet of a body of
    another height do not meet the floor by themselves. The shape values (betas) are the average body's.
    Raises ProblemError for a clip that cannot be written or a file that cannot. ask: called between two
    steps, may raise Cancelled.
    """
    check_clip(clip)
    poses = smplx_poses(clip, jaw=True, ask=ask).reshape(clip.frame_count, 165)
    arrays: dict[str, npt.NDArray[Any]] = {
        "gender": np.array(gender),
        "surface_model_type": np.array("smplx"),
        "mocap_frame_rate": np.array(clip.rate.fps),
        "mocap_time_length": np.array(clip.frame_count / clip.rate.fps),
        "trans": clip.body.translation.astype(np.float32),
        "poses": poses,
        "betas": np.zeros(_BETAS, np.float32),
        "num_betas": np.array(_BETAS),
        **{name: poses[:, first:end] for name, (first, end) in _PARTS.items()},
    }
    write_npz(path, arrays, ask)
