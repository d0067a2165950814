"""Sequences of SMPL-X, SMPL-H and SMPL as numpy arrays: the keys of AMASS and of its many relatives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.animation.poses import PoseFrames, continuous, from_axis_angle
from studio.animation.quaternions import IDENTITY, Array
from studio.core.names import SMPLX_JOINTS
from studio.core.problems import ProblemLog, fail
from studio.interchange.motion_in.limits import check_amount
from studio.interchange.motion_in.npz_arrays import read_arrays
from studio.interchange.motion_in.rates import rate_of_fps

Arrays = Mapping[str, npt.NDArray[Any]]

_WHOLE = ("poses", "fullpose", "smplx_poses", "smpl_poses", "pose")
_PARTS: dict[str, tuple[str, ...]] = {
    "root": ("root_orient", "global_orient"),
    "body": ("pose_body", "body_pose"),
    "jaw": ("pose_jaw", "jaw_pose"),
    "left": ("left_hand_pose", "pose_left_hand"),
    "right": ("right_hand_pose", "pose_right_hand"),
    "hands": ("pose_hand",),
}
_MOVED = ("trans", "transl", "smplx_trans", "smpl_trans", "translation")
_RATES = ("mocap_frame_rate", "mocap_framerate", "fps", "frame_rate", "framerate", "mocap_frame_rates")
_HANDS = 25  # where the fingers begin in SMPL-X
_AGAIN = "Save the sequence again with poses [frames, 165, 156, 72 or 66] in axis-angle"
# AMASS and most data sets recorded at these when they do not say.
_USUAL_FPS = 30.0


def read_smpl(path: Path, log: ProblemLog) -> PoseFrames:
    """The sequence as the file has it: its own up axis and ground. Raises ProblemError.

    Angles beyond half a turn come out as the turns they are; joints that the file lacks stay at rest.
    """
    names = {*_WHOLE, *_MOVED, *_RATES, *(key for keys in _PARTS.values() for key in keys)}
    arrays = read_arrays(path, sorted(names))
    subject = path.name
    vectors = _poses(arrays, subject)
    frames = len(vectors)
    moved = _first(arrays, _MOVED)
    trans = np.zeros((frames, 3)) if moved is None else moved
    if trans.shape != (frames, 3):
        raise fail("motion.npz", f"trans is {list(trans.shape)}, not {[frames, 3]}", subject, _AGAIN)
    if not (np.isfinite(vectors).all() and np.isfinite(trans).all()):
        raise fail("motion.not_finite", "it holds values that are no numbers", subject, _AGAIN)
    if max(np.abs(vectors).max(), np.abs(trans).max()) > 1e4:
        raise fail("motion.not_finite", "its angles or places are beyond all measure", subject, _AGAIN)
    rate = rate_of_fps(_fps(arrays, subject, log), subject, log)
    return PoseFrames(rate, 0, continuous(_turns(vectors)), trans)


def _turns(vectors: Array) -> Array:
    """[F, 55, 4]: by frames in turn, because the whole in pieces takes less memory."""
    turns = np.tile(IDENTITY, (*vectors.shape[:2], 1))
    for k in range(vectors.shape[1]):
        turns[:, k] = from_axis_angle(vectors[:, k])
    return turns


def _poses(arrays: Arrays, subject: str) -> Array:
    """[F, 55, 3] rotation vectors in the order of SMPL-X."""
    whole = _first(arrays, _WHOLE)
    if whole is not None:
        return _unpacked(_flat(whole, subject), subject)
    parts = {part: _first(arrays, keys) for part, keys in _PARTS.items()}
    root, body = parts["root"], parts["body"]
    if root is None or body is None:
        known = "poses, or root_orient and pose_body"
        raise fail("motion.npz", f"there are no body poses in it ({known})", subject, _AGAIN)
    return _joined(_flat(root, subject), parts, subject)


def _joined(root: Array, parts: dict[str, npt.NDArray[Any] | None], subject: str) -> Array:
    """The parts that there are, each in its place; SMPL's two hand joints at the body's end are left out."""
    found = np.zeros((len(root), len(SMPLX_JOINTS), 3))
    both = parts["hands"]
    if both is not None and both.reshape(len(both), -1).shape[1] == 90:
        parts |= {"left": both.reshape(len(both), -1)[:, :45], "right": both.reshape(len(both), -1)[:, 45:]}
    slots = {"body": (1, 21), "jaw": (22, 1), "left": (_HANDS, 15), "right": (_HANDS + 15, 15)}
    found[:, 0] = root[:, :3]
    for part, (first, count) in slots.items():
        values = parts[part]
        if values is None:
            continue
        flat = _flat(values, subject)
        if len(flat) != len(root):
            raise fail("motion.npz", f"its {part} has {len(flat)} frames, not {len(root)}", subject, _AGAIN)
        if flat.shape[1] < 3 * count:
            continue  # principal components of hands, which only the licensed model unfolds
        found[:, first : first + count] = flat[:, : 3 * count].reshape(-1, count, 3)
    return found


def _unpacked(flat: Array, subject: str) -> Array:
    """Rows of 165 (SMPL-X), 159 (without eyes), 156 (SMPL-H), 72 (SMPL) or 66 (body) numbers."""
    width = flat.shape[1]
    hands_at = {165: 75, 159: 69, 156: 66}.get(width)
    if hands_at is None and width not in (63 + 3, 72):
        text = f"its poses have {width} numbers a frame, which is no body that is known"
        raise fail("motion.npz", text, subject, _AGAIN)
    found = np.zeros((len(flat), len(SMPLX_JOINTS), 3))
    found[:, :22] = flat[:, :66].reshape(-1, 22, 3)
    if hands_at is not None:
        found[:, _HANDS:] = flat[:, hands_at : hands_at + 90].reshape(-1, 30, 3)
    if width == 165:
        found[:, 22] = flat[:, 66:69]
    return found


def _flat(values: npt.NDArray[Any], subject: str) -> Array:
    if values.ndim not in (2, 3) or len(values) == 0 or values.dtype.kind != "f":
        raise fail("motion.npz", f"its poses are {list(values.shape)}, not frames of angles", subject, _AGAIN)
    flat = values.reshape(len(values), -1)
    check_amount(len(flat), 2 * max(flat.shape[1], 165), subject)
    return flat


def _fps(arrays: Arrays, subject: str, log: ProblemLog) -> float:
    given = _first(arrays, _RATES)
    if given is None or given.size != 1 or given.dtype.kind != "f":
        text = f"it does not say its frame rate; {_USUAL_FPS:g} was taken"
        log.warn("motion.rate", text, subject, "Stretch the clip if it plays at the wrong speed")
        return _USUAL_FPS
    return float(given.reshape(-1)[0])


def _first(arrays: Arrays, keys: tuple[str, ...]) -> npt.NDArray[Any] | None:
    return next((arrays[key] for key in keys if key in arrays), None)
