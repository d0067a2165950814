"""A motion file performed by a character: what `moodline import` writes and draws."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from studio.animation.channels import ChannelFrames
from studio.animation.pose_sampling import resampled
from studio.core.names import ARKIT_CHANNELS
from studio.core.time import Rate
from studio.interchange.baked import BakedClip
from studio.rig.characters import load
from studio.rig.motion_feet import fitted
from studio.rig.retarget import retarget
from studio.session.gesturing.motion_import import ImportedMotion


def motion_clip(imported: ImportedMotion, character: str, rate: Rate | None = None) -> BakedClip:
    """The motion alone on a character, at its own rate unless another is asked for; the face rests, the eyes
    look ahead. Raises ProblemError for an unknown character."""
    rig = load(character)
    poses = resampled(imported.poses, rate or imported.poses.rate)
    body = fitted(rig, poses)
    gaze = np.zeros((body.frame_count, 4))
    values = np.zeros((body.frame_count, len(ARKIT_CHANNELS)), np.float32)
    face = ChannelFrames(ARKIT_CHANNELS, body.rate, 0, values)
    return BakedClip(imported.name, body.rate, rig, retarget(rig, body, gaze), face, body, gaze)


def described(imported: ImportedMotion, path: Path) -> str:
    """A line about the file for people."""
    poses = imported.poses
    how = f"{len(imported.joints)} joints known" if imported.joints else "SMPL-X"
    if imported.by_shape:
        how += " by the skeleton's shape"
    size = f", lengths in {imported.unit}" if imported.joints and imported.unit != "unknown" else ""
    return f"{path.name}: {imported.seconds:.2f} s at {poses.rate} fps, {how}, {imported.up} up{size}"
