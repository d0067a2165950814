"""What composing gives: one character's whole performance on a frame grid, before it meets a rig."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames


@attrs.define(frozen=True, eq=False)
class PerformanceFrames:
    """face: the 52 ARKit channels 0..1; gaze_degrees [frames, 4]: left yaw, left pitch, right yaw, right
    pitch (yaw to the character's left and pitch up are positive). All parts share rate, start and length."""

    face: ChannelFrames
    body: PoseFrames
    gaze_degrees: npt.NDArray[np.float64]

    def __attrs_post_init__(self) -> None:
        lengths = {self.face.frame_count, self.body.frame_count, len(self.gaze_degrees)}
        if len(lengths) != 1 or self.gaze_degrees.shape[1:] != (4,):
            raise ValueError(f"the parts of a performance have lengths {sorted(lengths)}")

    @property
    def frame_count(self) -> int:
        return self.face.frame_count
