"""Fingers of a hand from the angles of a hand shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, about, multiply
from studio.animation.quaternions import unit
from studio.performance.gestures.schema import FINGERS

F64 = npt.NDArray[np.float64]

FINGER_JOINTS = (*(f"{finger}{k}" for finger in FINGERS for k in (1, 2, 3)), "thumb1", "thumb2", "thumb3")

# Axes that fingers bend about in the T-pose, tilted so that they run together towards the ball of the thumb.
_BENDS = unit(np.array([(0.05, 0, -1.0), (-0.05, 0, -1.0), (-0.22, 0, -0.97), (-0.42, 0, -0.91)]))
_TO_INDEX, _THUMB_BEND = unit([0.0, 0.93, 0.37]), unit([0.25, 0.96, -0.1])


def finger_turns(angles: F64) -> Array:
    """Local turns [n, 15, 4] of a left hand's FINGER_JOINTS for a shape's angles [n, 20] in degrees."""
    radians = np.radians(angles)
    bends = radians[:, :12].reshape(-1, 4, 3)
    turns = np.empty((len(angles), 15, 4))
    fingers = turns[:, :12].reshape(-1, 4, 3, 4)
    half = 0.5 * bends[..., None]
    fingers[..., :3] = np.sin(half) * _BENDS[:, None, :]
    fingers[..., 3] = np.cos(half[..., 0])
    aside = about([0.0, -1.0, 0.0], radians[:, 12:16])
    fingers[:, :, 0] = multiply(aside, fingers[:, :, 0])
    turns[:, :12] = fingers.reshape(-1, 12, 4)
    down, across, second, third = radians[:, 16:].T
    turns[:, 12] = multiply(about([0.0, 0.0, -1.0], down), about(_TO_INDEX, across))
    turns[:, 13] = about(_THUMB_BEND, second)
    turns[:, 14] = about(_THUMB_BEND, third)
    return turns
