"""A clip's body as SMPL-X axis-angle poses, with what lives elsewhere in the clip: eyes and jaw."""

from __future__ import annotations

import numpy as np

from studio.animation.poses import from_euler, to_axis_angle
from studio.core.names import SMPLX_JOINTS
from studio.interchange.baked import BakedClip
from studio.rig.schema import F32

# A full jawOpen turns the jaw of the SMPL-X model by about this much (radians, about X: chin down).
JAW_OPEN = 0.5


def smplx_poses(clip: BakedClip, *, jaw: bool) -> F32:
    """[F, 55, 3] rotation vectors in radians, SMPL-X joint order; the eyes turn with the gaze, and with `jaw`
    the jaw joint follows the channel jawOpen."""
    rotations = clip.body.rotations.copy()
    zero = np.zeros(clip.frame_count)
    for joint, yaw, pitch in (("left_eye", 0, 1), ("right_eye", 2, 3)):
        angles = np.stack([clip.gaze_degrees[:, yaw], -clip.gaze_degrees[:, pitch]], axis=-1)
        rotations[:, SMPLX_JOINTS.index(joint)] = _turns(angles, zero)
    if jaw and "jawOpen" in clip.face.index:
        opening = np.degrees(JAW_OPEN) * clip.face.column("jawOpen").astype(np.float64)
        rotations[:, SMPLX_JOINTS.index("jaw")] = _turns(np.stack([zero, opening], axis=-1), zero)
    return to_axis_angle(rotations).astype(np.float32)


def _turns(yaw_pitch_degrees: np.ndarray, roll: np.ndarray) -> np.ndarray:
    return from_euler(np.radians(np.column_stack([yaw_pitch_degrees, roll])), "YXZ")
