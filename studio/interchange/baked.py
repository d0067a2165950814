"""A performance baked for export: rig, joints and morph weights on a frame grid. Every format starts here."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames
from studio.core.time import Rate
from studio.rig.schema import JointFrames, Rig


@attrs.define(frozen=True, eq=False)
class BakedClip:
    """One character's performance. All parts share `rate` and the same number of frames; frame 0 is time 0.

    joints: local rotations and root translation of `rig`; face: the 52 ARKit channels 0..1; body: the
    SMPL-X poses the joints came from; gaze_degrees [frames, 4]: left yaw, left pitch, right yaw, right pitch
    (yaw to the character's left and pitch up are positive).
    """

    name: str
    rate: Rate
    rig: Rig
    joints: JointFrames
    face: ChannelFrames
    body: PoseFrames
    gaze_degrees: npt.NDArray[np.float64]

    @property
    def frame_count(self) -> int:
        return len(self.joints.rotations)
