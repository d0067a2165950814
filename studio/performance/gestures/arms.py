"""One arm that gestures: from where its hand is to be, to the turns of collar bone, arm and fingers.

Every arm is worked as if it were the left one; the right one is given and given back in the mirror.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from studio.performance.gestures import keys
from studio.performance.gestures.arm import (
    FORE_WAY,
    UPPER_WAY,
    hand_turn,
    swivel_of,
    two_bones,
    wrist_angles,
    wrist_turn,
)
from studio.performance.gestures.hand import FINGER_JOINTS, finger_turns
from studio.performance.gestures.keys import Move
from studio.performance.gestures.paths import followed
from studio.performance.gestures.proportions import Proportions

F64 = npt.NDArray[np.float64]

_ELBOW_LEAD, _WRIST_LAG, _FINGER_LAG, _COLLAR_LEAD = 0.03, 0.055, 0.095, 0.04  # seconds


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
    time: F64
    seed: int

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


def reached(arm: Arm, plan: Sequence[Move]) -> Reach:
    """Where the moves have the arm, before anything is in its way."""
    weight = followed(plan, arm.time, keys.WEIGHT)
    collar, rest = _collar(arm, plan), _at_rest(arm)
    return Reach(
        wrist=_wrist_place(arm, plan, collar, rest, weight),
        swivel=_blend(arm, plan, keys.SWIVEL, rest.swivel[:, None], -_ELBOW_LEAD)[:, 0],
        angles=_blend(arm, plan, keys.ANGLES, rest.angles, _WRIST_LAG),
        roll=rest.roll * (1 - weight[:, 0]),
        fingers=_fingers(arm, plan),
        collar=collar,
        weight=weight[:, 0],
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


def _collar(arm: Arm, plan: Sequence[Move]) -> Array:
    """The shoulder rises with a hand above it and comes forward with one that reaches."""
    time = arm.time + _COLLAR_LEAD
    weight = followed(plan, time, keys.WEIGHT)[:, 0]
    place, own = followed(plan, time, keys.PLACE), followed(plan, time, keys.SHOULDER)
    length = np.linalg.norm(place, axis=1)
    high = np.clip(place[:, 1] + 0.35, 0.0, 1.2)
    up = weight * (16.0 * high**2 / (high + 0.25) + 13.0 * own[:, 0])
    forward = weight * (
        7.0 * np.clip(length - 0.7, 0, 0.3) / 0.3 * np.clip(place[:, 2], 0, 1) + 10.0 * own[:, 1]
    )
    forward += weight * 9.0 * np.clip(-place[:, 0], 0.0, 0.6)
    lifted = chain(about([0.0, -1.0, 0.0], np.radians(forward)), about([0.0, 0.0, 1.0], np.radians(up)))
    return multiply(arm.rest["collar"], lifted)


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


def _wrist_place(arm: Arm, plan: Sequence[Move], collar: Array, rest: AtRest, weight: F64) -> F64:
    """[F, 3] metres of the wrist from the shoulder joint, in the gesture's frame."""
    k, carried = arm.side, arm.carried
    place = followed(plan, arm.time, keys.PLACE) * arm.body.arm[k]
    held = followed(plan, arm.time, keys.FRAME)
    home = np.broadcast_to(arm.body.at_rest[k], place.shape)
    in_chest = rotate(carried.chest, home + place)
    in_frame = rotate(carried.chest, home) + rotate(carried.frame, place)
    body = (
        in_frame
        + held[:, :1] * (in_chest - in_frame)
        + held[:, 1:] * (_by_head(arm, home + place) - in_frame)
    )
    goal = rotate(conjugate(carried.frame), body - arm.socket(collar))
    return rest.reach + weight * (goal - rest.reach) + _bow(rest.reach, goal, weight)


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


def _blend(arm: Arm, plan: Sequence[Move], columns: slice, rest: F64, lag: float) -> F64:
    weight = followed(plan, arm.time - lag, keys.WEIGHT)
    return rest + weight * (followed(plan, arm.time - lag, columns) - rest)


def _fingers(arm: Arm, plan: Sequence[Move]) -> Array:
    rest = np.stack([arm.rest[name] for name in FINGER_JOINTS], axis=1)
    weight = followed(plan, arm.time - _FINGER_LAG, keys.WEIGHT)
    return slerp(rest, finger_turns(followed(plan, arm.time - _FINGER_LAG, keys.SHAPE)), weight)
