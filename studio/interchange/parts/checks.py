"""A clip is looked over before any format writes a byte of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.problems import fail
from studio.interchange.baked import BakedClip

_HINT = "Generate the performance again; if it stays, report it with the project"


def check_clip(clip: BakedClip) -> None:
    """Raises ProblemError when the clip is empty, its parts do not fit, or a value cannot be written."""
    _check_lengths(clip)
    _check_skeleton(clip)
    _check_finite(clip)
    turns = clip.joints.rotations
    lengths = np.sqrt(np.einsum("fjk,fjk->fj", turns, turns))  # no room for a second copy of an hour
    if np.abs(lengths - 1).max() > 1e-3:
        frame, joint = np.unravel_index(int(np.argmax(np.abs(lengths - 1))), lengths.shape)
        where = f"joint {clip.rig.joint_names[joint]} at frame {frame}"
        raise fail("interchange.not_a_rotation", f"{where} has no valid rotation", clip.name, _HINT)


def _check_lengths(clip: BakedClip) -> None:
    frames = clip.frame_count
    if frames == 0:
        raise fail("interchange.empty", "the clip has no frames", clip.name, "Choose a longer range")
    wanted: dict[str, tuple[npt.NDArray[Any], tuple[int, ...]]] = {
        "joint rotations": (clip.joints.rotations, (frames, len(clip.rig.joint_names), 4)),
        "root translations": (clip.joints.root_translation, (frames, 3)),
        "gaze angles": (clip.gaze_degrees, (frames, 4)),
        "face channels": (clip.face.values, (frames, len(clip.face.names))),
        "body poses": (clip.body.rotations[:, 0], (frames, 4)),
    }
    for what, (values, shape) in wanted.items():
        if values.shape != shape:
            text = f"the {what} are {values.shape}, not {shape}"
            raise fail("interchange.lengths_differ", text, clip.name, _HINT)
    if {clip.rate} != {clip.rate, clip.face.rate, clip.body.rate}:
        raise fail("interchange.rates_differ", "face, body and clip differ in frame rate", clip.name, _HINT)


def _check_skeleton(clip: BakedClip) -> None:
    parents = np.asarray(clip.rig.parents)
    ordered = (parents < np.arange(len(parents))).all() and (parents[1:] >= 0).all()
    if len(parents) == 0 or parents[0] != -1 or not ordered:
        text = "the skeleton needs one root, and parents before their children"
        raise fail("interchange.skeleton", text, clip.rig.name, "Bake the character again")


def _check_finite(clip: BakedClip) -> None:
    joints = clip.rig.joint_names
    gaze = ("left yaw", "left pitch", "right yaw", "right pitch")
    _finite(clip, clip.joints.rotations, "rotation of joint", joints)
    _finite(clip, clip.joints.root_translation, "root translation", "XYZ")
    _finite(clip, clip.face.values, "face channel", clip.face.names)
    _finite(clip, clip.gaze_degrees, "gaze", gaze)
    _finite(clip, clip.body.rotations, "body joint", None)
    _finite(clip, clip.body.translation, "body translation", "XYZ")


def _finite(
    clip: BakedClip, values: npt.NDArray[np.floating[Any]], what: str, names: tuple[str, ...] | str | None
) -> None:
    # The sum of finite values of this size is finite, and far cheaper to look at than every value.
    if np.isfinite(values.sum(dtype=np.float64)):
        return
    bad = np.argwhere(~np.isfinite(values))
    if not len(bad):
        return
    frame, column = int(bad[0][0]), int(bad[0][1])
    subject = f"{what} {names[column] if names else column} at frame {frame}"
    raise fail("interchange.not_finite", f"{subject} is not a finite number", clip.name, _HINT)
