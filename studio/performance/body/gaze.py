"""Eyes that stay on what they look at when the body leans, turns or hangs its head."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import (
    IDENTITY,
    Array,
    PoseFrames,
    about,
    chain,
    conjugate,
    multiply,
    rotate,
    slerp,
)
from studio.core.names import SMPLX_JOINTS, SMPLX_PARENTS
from studio.performance.life.realise import EYE_RANGE_DOWN, EYE_RANGE_UP, EYE_RANGE_YAW

F64 = npt.NDArray[np.float64]

_SHARE = 0.5  # the eyes take back this much of what the body does to the head; a hung head still looks down
_HIGHEST = 0.0  # degrees that eyes go up for a hung head: farther, the upper lid would hide them


def steadied_gaze(gaze_degrees: F64, body: PoseFrames, head: Array, share: float = _SHARE) -> F64:
    """`steadied` for the head of a whole body."""
    return steadied(gaze_degrees, head_turns(body), head, share)


def head_turns(body: PoseFrames) -> Array:
    """[F, 4] where the head of a body stands in the world."""
    return _world(body, "head")


def steadied(gaze_degrees: F64, stands: Array, head: Array, share: float = _SHARE) -> F64:
    """Gaze [F, 4] in the head (yaw and pitch of the left, then the right eye) for a head that the body
    carries along and that then stands [F, 4] in the world.

    gaze_degrees is meant for the head's own turn `head` [F, 4] on a quiet body, as life gives both.
    """
    carried = multiply(stands, conjugate(head))
    back = chain(conjugate(head), conjugate(slerp(IDENTITY, carried, share)), head)
    parts = []
    for yaw, pitch in zip(gaze_degrees[:, 0::2].T, gaze_degrees[:, 1::2].T, strict=True):
        eye = multiply(about([0.0, 1, 0], np.radians(yaw)), about([-1.0, 0, 0], np.radians(pitch)))
        look = rotate(multiply(back, eye), np.broadcast_to([0.0, 0.0, 1.0], (len(eye), 3)))
        aside = np.degrees(np.arctan2(look[:, 0], look[:, 2]))
        up = np.degrees(np.arcsin(np.clip(look[:, 1], -1.0, 1.0)))
        up = np.minimum(up, np.maximum(pitch, _HIGHEST))
        parts += [np.clip(aside, -EYE_RANGE_YAW, EYE_RANGE_YAW), np.clip(up, -EYE_RANGE_DOWN, EYE_RANGE_UP)]
    return np.stack(parts, axis=1)


def _world(body: PoseFrames, name: str) -> Array:
    joint = SMPLX_JOINTS.index(name)
    turn = body.rotations[:, joint]
    while (joint := SMPLX_PARENTS[joint]) >= 0:
        turn = multiply(body.rotations[:, joint], turn)
    return turn
