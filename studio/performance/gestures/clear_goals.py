"""Key poses that a character's own build lets it take: hands lie on its body and on each other, not in them.

Done once for each key in an upright body, so that a pose that is held needs no more pushing.
"""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from studio.animation.poses import IDENTITY, Array
from studio.core.progress import Progress, silent
from studio.performance.gestures import goals as columns
from studio.performance.gestures.arm import collar_lift, limited
from studio.performance.gestures.arms import Arm, Carried, Reach
from studio.performance.gestures.body_field import PARTS, PartFrames, body_field
from studio.performance.gestures.collision import Care, kept_clear
from studio.performance.gestures.goals import Ask
from studio.performance.gestures.hand import finger_turns
from studio.performance.gestures.proportions import Proportions
from studio.rig.bind_pose import joint_index
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]

_MOVED = np.r_[columns.PLACE, columns.SWIVEL]

_CARE = Care(rounds=18, gain=0.55, air=0.005)
_ASIDE: F64 = np.array([0.6, -0.7, -0.3])  # arm lengths: where a hand that takes no part is out of the way
_MOST = 4096  # pairs of poses that are remembered for a character

# What was worked out for a pose stays true as long as the character lives; while an artist drags one clip,
# all the others are known already.
_known: WeakKeyDictionary[Rig, dict[bytes, F64]] = WeakKeyDictionary()


def cleared(
    values: Sequence[F64],
    asked: Sequence[Sequence[Ask]],
    rig: Rig,
    body: Proportions,
    progress: Progress = silent,
) -> tuple[F64, F64]:
    """values, asked: of the left and of the right hand; the values with places and swivels that are clear.
    progress is only asked whether to stop."""
    rows = [{(a.g.event.id, a.g.start, a.pose.at): k for k, a in enumerate(side)} for side in asked]
    pairs = list(dict.fromkeys([*rows[0], *rows[1]]))
    both = np.zeros((len(pairs), 2, columns.WIDTH))
    both[..., columns.PLACE] = _ASIDE
    for side in (0, 1):
        for n, pair in enumerate(pairs):
            if pair in rows[side]:
                both[n, side] = values[side][rows[side][pair]]
                both[n, side, columns.WEIGHT] = 1.0
    found = _remembered(both, rig, body, progress)
    out = values[0].copy(), values[1].copy()
    for side in (0, 1):
        for n, pair in enumerate(pairs):
            if pair in rows[side]:
                out[side][rows[side][pair], _MOVED] = found[n, side]
    return out


def _remembered(both: F64, rig: Rig, body: Proportions, progress: Progress) -> F64:
    """[pairs, 2, 4] clear places and swivels."""
    memory = _known.setdefault(rig, {})
    if len(memory) > _MOST:
        memory.clear()
    names = [pair.tobytes() for pair in both]
    new = list({name: n for n, name in enumerate(names) if name not in memory}.values())
    if new:
        # Rounded, so that it does not show which poses were worked out together.
        found = np.round(_clear(both[new], rig, body, progress), 9)
        memory |= dict(zip([names[n] for n in new], found, strict=True))
    return np.array([memory[name] for name in names]).reshape(-1, 2, 4)


def _clear(both: F64, rig: Rig, body: Proportions, progress: Progress) -> F64:
    count = len(both)
    field = body_field(rig, progress)
    chest = rig.joint_positions[joint_index(rig, "spine01")].astype(np.float64)
    still = np.tile(IDENTITY, (count, 1))
    parts = PartFrames(
        np.tile(IDENTITY, (count, len(PARTS), 1)), np.repeat((field.places - chest)[None], count, axis=0)
    )
    arms = [_arm(side, body, still) for side in (0, 1)]
    planned = [_reach(arm, both[:, arm.side]) for arm in arms]
    out = np.empty((count, 2, 4))
    clear = kept_clear(rig, arms, planned, parts, _CARE, progress)
    for arm, reach in zip(arms, clear, strict=True):
        place = arm.socket(reach.collar) + reach.wrist - body.at_rest[arm.side]
        out[:, arm.side, :3] = place / body.arm[arm.side]
        out[:, arm.side, 3] = reach.swivel
    return out


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
        weight=values[:, columns.WEIGHT][:, 0].copy(),
    )
