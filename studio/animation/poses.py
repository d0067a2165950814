"""Body poses over frames: SMPL-X joints, unit quaternions x y z w, metres, Y up, facing +Z."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import SMPLX_JOINTS
from studio.core.time import Rate

Array = npt.NDArray[np.float64]


@attrs.define(frozen=True, eq=False)
class PoseFrames:
    """rotations [frames, 55, 4] local (parent-relative, SMPL-X T-pose = identity, world-aligned axes),
    translation [frames, 3] of the pelvis from its rest place in metres; frame 0 at tick `start`."""

    rate: Rate
    start: int
    rotations: Array
    translation: Array

    def __attrs_post_init__(self) -> None:
        frames = len(self.rotations)
        if self.rotations.shape != (frames, len(SMPLX_JOINTS), 4) or self.translation.shape != (frames, 3):
            raise ValueError(
                f"poses are [frames, 55, 4] and [frames, 3], not {self.rotations.shape}, {self.translation.shape}"
            )

    @property
    def frame_count(self) -> int:
        return len(self.rotations)


def still(rate: Rate, start: int, frames: int) -> PoseFrames:
    """The T-pose for that many frames."""
    rotations = np.zeros((frames, len(SMPLX_JOINTS), 4))
    rotations[..., 3] = 1.0
    return PoseFrames(rate, start, rotations, np.zeros((frames, 3)))
