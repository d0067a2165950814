"""Body poses over frames: SMPL-X joints, unit quaternions x y z w, metres, Y up, facing +Z.

The functions on rotations that poses are made with can be named from here.
"""

from __future__ import annotations

import attrs
import numpy as np

from studio.animation.euler import from_euler, to_euler, unrolled_euler
from studio.animation.quaternions import (
    IDENTITY,
    Array,
    about,
    between,
    chain,
    conjugate,
    continuous,
    from_axis_angle,
    from_matrix,
    multiply,
    normalise,
    rotate,
    slerp,
    swing_twist,
    to_axis_angle,
    to_matrix,
)  # fmt: skip
from studio.core.names import SMPLX_JOINTS
from studio.core.time import Rate

__all__ = [
    "IDENTITY", "Array", "PoseFrames", "about", "between", "chain", "conjugate", "continuous",
    "from_axis_angle", "from_euler", "from_matrix", "multiply", "normalise", "rotate", "slerp", "still",
    "swing_twist", "to_axis_angle", "to_euler", "to_matrix", "unrolled_euler",
]  # fmt: skip


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
                "poses are [frames, 55, 4] and [frames, 3], "
                f"not {self.rotations.shape} and {self.translation.shape}"
            )

    @property
    def frame_count(self) -> int:
        return len(self.rotations)


def still(rate: Rate, start: int, frames: int) -> PoseFrames:
    """The T-pose for that many frames."""
    rotations = np.zeros((frames, len(SMPLX_JOINTS), 4))
    rotations[..., 3] = 1.0
    return PoseFrames(rate, start, rotations, np.zeros((frames, 3)))
