"""A clip's body as SMPL-X axis-angle poses, with what lives elsewhere in the clip: eyes and jaw."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.animation.poses import from_euler, to_axis_angle
from studio.core.names import SMPLX_JOINTS
from studio.core.progress import go_on
from studio.interchange.baked import BakedClip
from studio.rig.schema import F32

# A full jawOpen turns the jaw of the SMPL-X model by about this much (radians, about X: chin down).
JAW_OPEN = 0.5

_BLOCK = 4000  # frames worked on at a time: an hour of them would take gigabytes


def smplx_poses(clip: BakedClip, *, jaw: bool, ask: Callable[[], object] = go_on) -> F32:
    """[F, 55, 3] rotation vectors in radians, SMPL-X joint order; the eyes turn with the gaze, and with `jaw`
    the jaw joint follows the channel jawOpen. ask: called between blocks of frames, may raise Cancelled."""
    parts = (slice(first, first + _BLOCK) for first in range(0, clip.frame_count, _BLOCK))
    found = []
    for part in parts:
        ask()
        found.append(_of_frames(clip, part, jaw=jaw))
    return np.concatenate(found)


def _of_frames(clip: BakedClip, part: slice, *, jaw: bool) -> F32:
    rotations, gaze = clip.body.rotations[part].copy(), clip.gaze_degrees[part]
    zero = np.zeros(len(rotations))
    for joint, yaw, pitch in (("left_eye", 0, 1), ("right_eye", 2, 3)):
        angles = np.stack([gaze[:, yaw], -gaze[:, pitch]], axis=-1)
        rotations[:, SMPLX_JOINTS.index(joint)] = _turns(angles, zero)
    if jaw and "jawOpen" in clip.face.index:
        opening = np.degrees(JAW_OPEN) * clip.face.column("jawOpen")[part].astype(np.float64)
        rotations[:, SMPLX_JOINTS.index("jaw")] = _turns(np.stack([zero, opening], axis=-1), zero)
    return to_axis_angle(rotations).astype(np.float32)


def _turns(yaw_pitch_degrees: np.ndarray, roll: np.ndarray) -> np.ndarray:
    return from_euler(np.radians(np.column_stack([yaw_pitch_degrees, roll])), "YXZ")
