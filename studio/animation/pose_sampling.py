"""Poses at other times and rates: turns by slerp, places linearly."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import PoseFrames
from studio.animation.quaternions import Array, slerp
from studio.core.time import Rate, frame_starts, seconds_array

F64 = npt.NDArray[np.float64]

_BLOCK = 2048  # frames worked on at once


def at_frames(poses: PoseFrames, place: F64) -> tuple[Array, F64]:
    """Turns [n, 55, 4] and translations [n, 3] at places [n] counted in the poses' own frames; both ends
    hold."""
    count = poses.frame_count
    place = np.clip(np.asarray(place, np.float64), 0.0, max(count - 1, 0))
    # A frame's time is rounded for odd rates: a place that near to a frame is that frame.
    nearest = np.rint(place)
    place = np.where(np.abs(place - nearest) < 1e-6, nearest, place)
    low = np.floor(place).astype(np.intp)
    high = np.minimum(low + 1, count - 1)
    share = place - low
    turns = np.empty((len(place), *poses.rotations.shape[1:]))
    for i in range(0, len(place), _BLOCK):
        part = slice(i, i + _BLOCK)
        turns[part] = slerp(poses.rotations[low[part]], poses.rotations[high[part]], share[part, None])
    exact = share == 0.0
    turns[exact] = poses.rotations[low[exact]]
    moved = poses.translation[low] + share[:, None] * (poses.translation[high] - poses.translation[low])
    return turns, moved


def resampled(poses: PoseFrames, rate: Rate) -> PoseFrames:
    """The same stretch of time at another rate; frame 0 stays where it is and the last frame is the last that
    still lies within."""
    if rate == poses.rate or poses.frame_count == 0:
        return PoseFrames(rate, poses.start, poses.rotations, poses.translation)
    length = (poses.frame_count - 1) / poses.rate.fps
    count = int(np.floor(length * rate.fps + 1e-6)) + 1
    place = seconds_array(frame_starts(rate, count)) * poses.rate.fps
    turns, moved = at_frames(poses, place)
    return PoseFrames(rate, poses.start, turns, moved)


def cut(poses: PoseFrames, part: slice) -> PoseFrames:
    """Some of the frames, the first of them at tick 0."""
    return PoseFrames(poses.rate, 0, poses.rotations[part], poses.translation[part])
