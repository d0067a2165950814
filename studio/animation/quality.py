"""How smooth a motion is, in figures that do not depend on its frame rate: all are per second, at the real
rate.

The definitions are the usual ones of gesture evaluation: acceleration and jerk are the mean size of the
second and third difference times the rate to that power, over frames and channels (or joints).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames
from studio.animation.quaternions import Array, conjugate, multiply, to_axis_angle

Floats = npt.NDArray[np.floating[Any]]
Figures = dict[str, float | int | str]


def motion_quality(face: ChannelFrames, body: PoseFrames) -> dict[str, Figures]:
    """Figures for a report: `face` in channel units (0..1) and `body` in degrees, each per second."""
    return {"face": face_quality(face), "body": body_quality(body)}


def face_quality(face: ChannelFrames) -> Figures:
    """Smoothness, and how many values leave 0..1 or are no numbers."""
    values = face.values.astype(np.float64)
    finite = np.isfinite(values)
    sound = np.where(finite, values, 0.0)
    jerk = derivative(sound, face.rate.fps, 3)
    roughest = int(np.argmax(np.abs(jerk).mean(axis=0))) if jerk.size else 0
    return {
        "not_finite": int((~finite).sum()),
        "out_of_range": int(((sound < 0.0) | (sound > 1.0)).sum()),
        "largest": _largest(sound),
        "largest_step": _largest(np.diff(sound, axis=0)),
        "acceleration": _mean(derivative(sound, face.rate.fps, 2)),
        "jerk": _mean(jerk),
        "roughest_channel": face.names[roughest] if jerk.size else "",
    }


def body_quality(body: PoseFrames) -> Figures:
    """Of the joints' own turns in degrees, and of the pelvis in metres."""
    turning = np.degrees(angular_velocity(body.rotations, body.rate.fps))
    root = body.translation
    return {
        "not_finite": int((~np.isfinite(body.rotations)).sum() + (~np.isfinite(root)).sum()),
        "largest_speed": _largest(np.linalg.norm(turning, axis=-1)),
        "acceleration": _mean_length(derivative(turning, body.rate.fps, 1)),
        "jerk": _mean_length(derivative(turning, body.rate.fps, 2)),
        "root_largest_speed": _largest(np.linalg.norm(derivative(root, body.rate.fps, 1), axis=-1)),
        "root_jerk": _mean_length(derivative(root, body.rate.fps, 3)),
    }


def derivative(values: Floats, fps: float, order: int) -> Array:
    """Differences [F - order, ...] of values [F, ...], per second to the power `order`."""
    if len(values) <= order:
        return np.zeros((0, *values.shape[1:]))
    found: Array = np.diff(values.astype(np.float64), order, axis=0) * fps**order
    return found


def angular_velocity(rotations: Array, fps: float) -> Array:
    """[F - 1, ..., 3] radians a second of turns [F, ..., 4], about axes of the turned frame."""
    return to_axis_angle(multiply(conjugate(rotations[:-1]), rotations[1:])) * fps


def foot_slide(places: Floats, rest: float = 0.01) -> Array:
    """[F - 1] metres that the foot points [F, k, 3] which stand on the ground (within `rest` metres of the
    lowest they ever are) move along it from frame to frame; the largest of them."""
    if len(places) < 2:
        return np.zeros(max(len(places) - 1, 0))
    low = places[..., 1] <= places[..., 1].min(axis=0) + rest
    moved = np.linalg.norm(np.diff(places[..., [0, 2]].astype(np.float64), axis=0), axis=-1)
    slid: Array = np.where(low[1:] & low[:-1], moved, 0.0).max(axis=-1)
    return slid


def foot_drift(places: Floats) -> float:
    """Metres: the farthest that any planted point of [F, k, 3] ever is from its middle place on the
    ground."""
    if not len(places):
        return 0.0
    ground = places[..., [0, 2]].astype(np.float64)
    return float(np.linalg.norm(ground - np.median(ground, axis=0), axis=-1).max())


def _largest(values: Floats) -> float:
    return float(np.nanmax(np.abs(values))) if values.size else 0.0


def _mean(values: Floats) -> float:
    return float(np.mean(np.abs(values))) if values.size else 0.0


def _mean_length(values: Floats) -> float:
    return float(np.mean(np.linalg.norm(values, axis=-1))) if values.size else 0.0
