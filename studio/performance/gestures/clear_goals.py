"""Key poses that a character's own build lets it take: hands lie on its body and on each other, not in them.

Done once for each key in an upright body, so that a pose that is held needs no more pushing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.animation.poses import IDENTITY, Array
from studio.performance.gestures import goals as columns
from studio.performance.gestures.arm import limited
from studio.performance.gestures.arms import Arm, Carried, Reach, collar_lift
from studio.performance.gestures.body_field import PARTS, PartFrames, body_field
from studio.performance.gestures.collision import Care, kept_clear
from studio.performance.gestures.goals import Ask
from studio.performance.gestures.hand import finger_turns
from studio.performance.gestures.proportions import Proportions
from studio.rig.bind_pose import joint_index
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_CARE = Care(rounds=24, gain=0.5, air=0.005)


def cleared(
    values: Sequence[F64], asked: Sequence[Sequence[Ask]], rig: Rig, body: Proportions
) -> tuple[F64, F64]:
    """values, asked: of the left and of the right hand; the values with places and swivels that are clear."""
    out = values[0].copy(), values[1].copy()
    rows = [{(ask.g.event.id, ask.g.start, ask.pose.at): k for k, ask in enumerate(side)} for side in asked]
    both = [key for key in rows[0] if key in rows[1]]
    if both:
        _clear(out, ([rows[0][k] for k in both], [rows[1][k] for k in both]), rig, body)
    for side in (0, 1):
        alone = [k for key, k in rows[side].items() if key not in rows[1 - side]]
        if alone:
            _clear(out, (alone, []) if side == 0 else ([], alone), rig, body)
    return out


def _clear(out: tuple[F64, F64], rows: tuple[list[int], list[int]], rig: Rig, body: Proportions) -> None:
    sides = [side for side in (0, 1) if rows[side]]
    count = len(rows[sides[0]])
    field = body_field(rig)
    chest = rig.joint_positions[joint_index(rig, "spine01")].astype(np.float64)
    still = np.tile(IDENTITY, (count, 1))
    parts = PartFrames(
        np.tile(IDENTITY, (count, len(PARTS), 1)), np.repeat((field.places - chest)[None], count, axis=0)
    )
    arms = [_arm(side, body, still) for side in sides]
    found = [_reach(arm, out[arm.side][rows[arm.side]]) for arm in arms]
    for arm, reach in zip(arms, kept_clear(rig, arms, found, parts, _CARE), strict=True):
        place = arm.socket(reach.collar) + reach.wrist - body.at_rest[arm.side]
        here = np.array(rows[arm.side])
        out[arm.side][here, columns.PLACE] = place / body.arm[arm.side]
        out[arm.side][here, columns.SWIVEL] = reach.swivel[:, None]


def _arm(side: int, body: Proportions, still: Array) -> Arm:
    upright = Carried(still, still, still, still)
    return Arm(side, body, {"collar": still}, upright, np.zeros(len(still), np.int64), 0)


def _reach(arm: Arm, values: F64) -> Reach:
    ones = np.ones(len(values))
    place = values[:, columns.PLACE]
    collar = collar_lift(place, values[:, columns.SHOULDER], ones)
    return Reach(
        wrist=arm.body.at_rest[arm.side] + place * arm.body.arm[arm.side] - arm.socket(collar),
        swivel=values[:, columns.SWIVEL][:, 0].copy(),
        angles=limited(values[:, columns.ANGLES]),
        roll=0.0 * ones,
        fingers=finger_turns(values[:, columns.SHAPE]),
        collar=collar,
        weight=ones,
    )
