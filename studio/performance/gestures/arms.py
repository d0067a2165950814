"""One arm that gestures: from where its hand is to be, to the turns of collar bone, arm and fingers.

Every arm is worked as if it were the left one; the right one is given and given back in the mirror.
"""

from __future__ import annotations

from typing import ClassVar

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import (
    IDENTITY,
    Array,
    about,
    chain,
    conjugate,
    multiply,
    rotate,
    slerp,
    to_axis_angle,
)
from studio.core.time import TickArray, seconds_array
from studio.performance.gestures import goals as keys
from studio.performance.gestures.arm import (
    FORE_WAY,
    UPPER_WAY,
    collar_lift,
    hand_turn,
    limited,
    swivel_of,
    two_bones,
    wrist_angles,
    wrist_turn,
)
from studio.performance.gestures.detours import HANGING
from studio.performance.gestures.hand import FINGER_JOINTS, finger_turns
from studio.performance.gestures.keys import Plan
from studio.performance.gestures.paths import bowed, followed, shaken
from studio.performance.gestures.proportions import Proportions
from studio.performance.life.motion import drift

F64 = npt.NDArray[np.float64]

_ELBOW_LEAD, _WRIST_LAG, _FINGER_LAG, _COLLAR_LEAD = 0.03, 0.055, 0.095, 0.04  # seconds
_DRAG_LAG, _DRAG_STEP = 0.03, 0.06
_DRAG, _DRAG_MOST = 0.1, np.radians(20.0)  # radians for one arm length a second, and at the most
_STREAM = 160  # of the unrest; below lie those of the rest of the body


@attrs.define(frozen=True, eq=False)
class Carried:
    """World turns [F, 4] that a hand's places count in: the gesture's own frame, the chest, neck and head."""

    frame: Array
    chest: Array
    neck: Array
    head: Array


@attrs.define(frozen=True, eq=False)
class Arm:
    PARTS: ClassVar = ("collar", "shoulder", "elbow", "wrist")
    FINGERS: ClassVar = FINGER_JOINTS

    side: int
    body: Proportions
    rest: dict[str, Array]  # local turns [F, 4]
    carried: Carried
    ticks: TickArray
    seed: int

    @property
    def time(self) -> F64:
        """Seconds."""
        return seconds_array(self.ticks)

    @property
    def upper(self) -> float:
        return float(self.body.upper[self.side])

    @property
    def fore(self) -> float:
        return float(self.body.fore[self.side])

    def socket(self, collar: Array) -> F64:
        """[F, 3] place of the shoulder joint from the chest's joint for local turns of the collar bone."""
        chest, k = self.carried.chest, self.side
        part = multiply(chest, slerp(IDENTITY, collar, 0.6))
        whole = multiply(chest, collar)
        steps = zip(
            (chest, part, whole),
            (self.body.collar[k], self.body.blade[k], self.body.shoulder[k]),
            strict=True,
        )
        return np.asarray(sum(rotate(turn, np.broadcast_to(step, (len(turn), 3))) for turn, step in steps))


@attrs.define(frozen=True, eq=False)
class AtRest:
    """The arm as it hangs, in the terms gestures are made in: [F, ...]."""

    reach: F64  # wrist from the shoulder in the frame, metres
    swivel: F64
    angles: F64
    roll: F64  # radians that the upper arm is turned about itself beside what the elbow asks for


@attrs.define(frozen=True, eq=False)
class Reach:
    """Where a gesture has an arm, [F, ...]: the wrist from the shoulder joint in the gesture's frame in
    metres, the elbow's swivel and the wrist's angles in radians, the fingers' local turns, the collar bone's,
    and how far the hand has left its rest."""

    wrist: F64
    swivel: F64
    angles: F64
    roll: F64
    fingers: Array
    collar: Array
    weight: F64


def reached(arm: Arm, plan: Plan) -> Reach:
    """Where the moves have the arm, before anything is in its way."""
    path = followed(plan, arm.time, slice(keys.PLACE.start, keys.FRAME.stop))
    collar, rest = _collar(arm, plan), _at_rest(arm)
    shake = path.weight * shaken(plan, arm.time)
    place, frame = path.values[:, keys.PLACE], path.values[:, keys.FRAME]
    stray = _stray(arm)
    wrist = _wrist_place(arm, place + shake[:, :3] + stray, frame, collar, rest, path.weight)
    wrist += bowed(plan, arm.time) * arm.body.arm[arm.side]
    swivel = _blend(arm, plan, keys.SWIVEL, rest.swivel[:, None], -_ELBOW_LEAD)[:, 0]
    angles = _blend(arm, plan, keys.ANGLES, rest.angles, _WRIST_LAG) + shake[:, 3:]
    return Reach(
        wrist=wrist,
        swivel=swivel,
        angles=limited(angles + _dragged(arm, plan, wrist, swivel, angles)),
        roll=rest.roll * (1 - path.weight[:, 0]),
        fingers=_fingers(arm, plan),
        collar=collar,
        weight=path.weight[:, 0],
    )


def turned(arm: Arm, reach: Reach) -> dict[str, Array]:
    """Local turns [F, 4] of the collar bone, the arm and the fingers."""
    bones = two_bones(reach.wrist, reach.swivel, arm.upper, arm.fore)
    upper = chain(arm.carried.frame, bones.upper, about(UPPER_WAY, reach.roll))
    fore, _ = hand_turn(multiply(arm.carried.frame, bones.fore), reach.angles)
    found = {
        "collar": reach.collar,
        "shoulder": multiply(conjugate(multiply(arm.carried.chest, reach.collar)), upper),
        "elbow": multiply(conjugate(upper), fore),
        "wrist": wrist_turn(reach.angles),
    }
    return found | {name: reach.fingers[:, k] for k, name in enumerate(FINGER_JOINTS)}


def _collar(arm: Arm, plan: Plan) -> Array:
    path = followed(plan, arm.time + _COLLAR_LEAD, slice(0, keys.SHOULDER.stop))
    lift = collar_lift(path.values[:, keys.PLACE], path.values[:, keys.SHOULDER], path.weight[:, 0])
    return multiply(arm.rest["collar"], lift)


def _at_rest(arm: Arm) -> AtRest:
    """What brings the hanging arm back exactly when the hand has not left its rest."""
    frame, rest = arm.carried.frame, arm.rest
    upper = chain(arm.carried.chest, rest["collar"], rest["shoulder"])
    fore = multiply(upper, rest["elbow"])
    hand = multiply(fore, rest["wrist"])
    elbow = arm.upper * rotate(upper, np.broadcast_to(UPPER_WAY, (len(upper), 3)))
    wrist = elbow + arm.fore * rotate(fore, np.broadcast_to(FORE_WAY, (len(fore), 3)))
    elbow, wrist = (rotate(conjugate(frame), v) for v in (elbow, wrist))
    swivel = swivel_of(wrist, elbow)
    bones = two_bones(wrist, swivel, arm.upper, arm.fore)
    own = multiply(conjugate(multiply(frame, bones.upper)), upper)
    return AtRest(
        wrist, swivel, wrist_angles(multiply(frame, bones.fore), hand), to_axis_angle(own) @ UPPER_WAY
    )


def _wrist_place(arm: Arm, place: F64, held: F64, collar: Array, rest: AtRest, weight: F64) -> F64:
    """[F, 3] metres of the wrist from the shoulder joint, in the gesture's frame; place: in arm lengths."""
    k, carried = arm.side, arm.carried
    place = place * arm.body.arm[k]
    home = np.broadcast_to(arm.body.at_rest[k], place.shape)
    in_chest = rotate(carried.chest, home + place)
    in_frame = rotate(carried.chest, home) + rotate(carried.frame, place)
    by_head = _by_head(arm, home + place)
    body = in_frame + held[:, :1] * (in_chest - in_frame) + held[:, 1:] * (by_head - in_frame)
    goal = rotate(conjugate(carried.frame), body - arm.socket(collar))
    return rest.reach + weight * (goal - rest.reach) + _bow(rest.reach, goal, weight)


def _stray(arm: Arm) -> F64:
    """[F, 3] arm lengths: a hand that is held up is not held still."""
    streams = [_STREAM + 3 * arm.side + k for k in range(3)]
    return 0.006 * np.stack([drift(arm.ticks, arm.seed, stream, 0.37) for stream in streams], axis=1)


def _dragged(arm: Arm, plan: Plan, wrist: F64, swivel: F64, angles: F64) -> F64:
    """[F, 3] radians that the hand, hanging on its wrist, stays behind and swings through."""
    now, before = (followed(plan, arm.time - lag, keys.PLACE) for lag in (_DRAG_LAG, _DRAG_LAG + _DRAG_STEP))
    away = [path.weight * (path.values - HANGING) for path in (now, before)]
    speed = (away[0] - away[1]) / _DRAG_STEP
    bones = two_bones(wrist, swivel, arm.upper, arm.fore)
    _, hand = hand_turn(bones.fore, angles)
    in_hand = rotate(conjugate(hand), speed)
    size = np.maximum(np.linalg.norm(in_hand, axis=1, keepdims=True), 1e-9)
    swing = _DRAG_MOST * np.tanh(_DRAG * size / _DRAG_MOST) * in_hand / size
    return np.stack([np.zeros(len(swing)), swing[:, 1], -0.5 * swing[:, 2]], axis=1)


def _by_head(arm: Arm, place: F64) -> F64:
    """Places [F, 3] that count from the chest's joint in the neutral pose, gone along with the head."""
    b, c = arm.body, arm.carried
    mirror = np.array([1.0, 1.0, 1.0]) if arm.side == 0 else np.array([-1.0, 1.0, 1.0])
    neck, head = b.neck * mirror, b.head * mirror
    base = rotate(c.chest, np.broadcast_to(neck, place.shape)) + rotate(
        c.neck, np.broadcast_to(head, place.shape)
    )
    return np.asarray(base + rotate(c.head, place - neck - head), np.float64)


def _bow(rest: F64, goal: F64, weight: F64) -> F64:
    """Hands leave their rest and come back in an arc before the body, not in a line through it."""
    across = np.linalg.norm(goal - rest, axis=1, keepdims=True)
    bow: F64 = 4 * weight * (1 - weight) * across * np.array([0.03, -0.03, 0.1])
    return bow


def _blend(arm: Arm, plan: Plan, columns: slice, rest: F64, lag: float) -> F64:
    path = followed(plan, arm.time - lag, columns)
    return rest + path.weight * (path.values - rest)


def _fingers(arm: Arm, plan: Plan) -> Array:
    """Fingers follow the hand, the little one last."""
    rest = np.stack([arm.rest[name] for name in FINGER_JOINTS], axis=1)
    path = followed(plan, arm.time - _FINGER_LAG, keys.SHAPE)
    return slerp(rest, finger_turns(path.values), path.weight)
