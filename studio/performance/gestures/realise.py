"""Gestures laid on a body that stands: turns of collar bones, arms, hands, spine and head.

Every frame is a function of its time and of the events near it, so that a piece of a performance is the same
as that piece of the whole and one changed gesture costs no more than its own frames.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    slerp,
    swing_twist,
)  # fmt: skip
from studio.core.progress import Progress, part_of, silent
from studio.core.time import TickArray, seconds_array, ticks
from studio.document.schema import EmotionTrack, Event
from studio.performance.body.trunk import Trunk
from studio.performance.gestures.arms import Arm, Carried, reached, turned
from studio.performance.gestures.body_field import body_field, part_frames
from studio.performance.gestures.clear_goals import cleared
from studio.performance.gestures.collision import kept_clear
from studio.performance.gestures.detours import past_each_other, with_detours
from studio.performance.gestures.goals import PLACE, goals
from studio.performance.gestures.keys import Plan, asked_of, hand_plan, trunk_plan
from studio.performance.gestures.library import Library
from studio.performance.gestures.paths import followed
from studio.performance.gestures.performed import LINK, Performed, performed
from studio.performance.gestures.proportions import Proportions, proportions
from studio.rig.bind_pose import joint_index
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]

_NEAR = ticks(4.0 + LINK)  # gestures further away than this leave a frame alone
_SIDES = ("left", "right")
_MIRROR = np.array([1.0, -1.0, -1.0, 1.0])
_TRUNK_LEAD, _HEAD_LEAD = 0.06, 0.0  # seconds before the hand
_SPINE_SHARES = {"spine1": 0.3, "spine2": 0.4, "spine3": 0.3}
_NECK_STEADY = 0.75


def gesture_layer(
    turns: dict[str, Array],
    upper: Trunk,
    rig: Rig,
    events: Iterable[Event],
    tracks: Sequence[EmotionTrack],
    library: Library,
    at: TickArray,
    seed: int,
    progress: Progress = silent,
) -> dict[str, Array]:
    """Local turns [F, 4] by SMPL-X name that take the place of those of a body at rest, `turns`, whose trunk
    is `upper`; none where nobody gestures."""
    near = [e for e in events if len(at) and e.end > int(at[0]) - _NEAR and e.start < int(at[-1]) + _NEAR]
    gestures = performed(near, library, tracks)
    if not gestures:
        return {}
    body, time = proportions(rig), seconds_array(at)
    plans = _hand_plans(gestures, library, rig, body, progress)
    torso = trunk_plan(gestures)
    live = _live([*plans, torso], time)
    if not live.any():
        return {}
    quiet = {name: turn[live] for name, turn in turns.items()}
    scene = _Scene(quiet, _part(upper, live), body, at[live], seed)
    progress(0.8)
    trunk = scene.trunk(torso, plans)
    progress(0.9)
    found = trunk | scene.arms(plans, rig, trunk, part_of(progress, 0.9, 1.0))
    return {name: _put(turns.get(name), found[name], live) for name in found}


def _hand_plans(
    gestures: Sequence[Performed], library: Library, rig: Rig, body: Proportions, progress: Progress
) -> list[Plan]:
    chest = rig.joint_positions[joint_index(rig, "spine01")].astype(np.float64)
    asked = [asked_of(gestures, side) for side in (0, 1)]
    values = [goals(asked[side], side, library.shapes, body) for side in (0, 1)]
    progress(0.1)
    clear = cleared(values, asked, rig, body, part_of(progress, 0.1, 0.3))
    progress(0.3)
    field = body_field(rig)
    plans = []
    for k in (0, 1):
        progress(0.4 + 0.2 * k)
        plans.append(with_detours(hand_plan(asked[k], clear[k]), k, body, field, chest))
    return past_each_other(plans, body)


@attrs.define(eq=False)
class _Scene:
    """The frames in which somebody gestures."""

    turns: dict[str, Array]
    upper: Trunk
    body: Proportions
    ticks: TickArray
    seed: int
    chest: Array = attrs.field(init=False)
    head: Array = attrs.field(init=False)
    neck: Array = attrs.field(init=False)

    def trunk(self, plan: Plan, plans: Sequence[Plan]) -> dict[str, Array]:
        """The spine turns with the gesture, and the neck keeps the head where it looks."""
        leant = self._leant(plan, _TRUNK_LEAD)[:, :3] + self._towards(plans)
        nod = self._leant(plan, _HEAD_LEAD)[:, 3:]
        found, chest = {}, self.upper.pelvis
        for name, share in _SPINE_SHARES.items():
            found[name] = multiply(self.turns[name], _degrees(share * leant))
            chest = multiply(chest, found[name])
        self.chest = chest
        more = multiply(chest, conjugate(self.upper.chest))
        goal = chain(slerp(IDENTITY, more, 1 - _NECK_STEADY), self.upper.chest, self.turns["neck"])
        half = _degrees(0.5 * nod)
        found["neck"] = multiply(multiply(conjugate(chest), goal), half)
        found["head"] = multiply(self.turns["head"], half)
        self.neck = multiply(chest, found["neck"])
        self.head = multiply(self.neck, found["head"])
        return found

    def arms(
        self, plans: Sequence[Plan], rig: Rig, trunk: dict[str, Array], progress: Progress
    ) -> dict[str, Array]:
        """Both arms, kept out of the body and out of each other."""
        sides = [side for side in (0, 1) if plans[side].moves]
        arms = [self._arm(side) for side in sides]
        planned = [reached(arm, plans[arm.side]) for arm in arms]
        parts = part_frames(rig, self.turns | trunk, self.upper.pelvis)
        clear = kept_clear(rig, arms, planned, parts, progress=progress)
        found: dict[str, Array] = {}
        for arm, reach in zip(arms, clear, strict=True):
            mirror = _MIRROR if arm.side == 1 else np.ones(4)
            name = _SIDES[arm.side]
            found |= {f"{name}_{part}": turn * mirror for part, turn in turned(arm, reach).items()}
        return found

    def _arm(self, side: int) -> Arm:
        mirror, name = _MIRROR if side == 1 else np.ones(4), _SIDES[side]
        rest = {part: self.turns[f"{name}_{part}"] * mirror for part in (*Arm.PARTS, *Arm.FINGERS)}
        carried = Carried(*(q * mirror for q in (self._upright(), self.chest, self.neck, self.head)))
        return Arm(side, self.body, rest, carried, self.ticks, self.seed)

    def _leant(self, plan: Plan, lead: float) -> F64:
        path = followed(plan, seconds_array(self.ticks) + lead, slice(0, 6))
        return path.values * path.weight

    def _towards(self, plans: Sequence[Plan]) -> F64:
        """[F, 3] degrees that the trunk goes along with hands that reach far or high."""
        total = np.zeros((len(self.ticks), 3))
        for plan, out in zip(plans, (1.0, -1.0), strict=True):
            path = followed(plan, seconds_array(self.ticks) + _TRUNK_LEAD, PLACE)
            x, y, z = path.values.T
            weight = path.weight[:, 0]
            total[:, 0] += weight * (1.2 * (z - 0.45) - 1.5 * np.clip(y + 0.3, 0, 1))
            total[:, 1] += weight * out * (2.5 * np.clip(x - 0.1, -0.5, 0.7) - 2.0 * (z - 0.45))
            total[:, 2] += weight * out * 1.5 * np.clip(y + 0.4, 0, 1)
        return total

    def _upright(self) -> Array:
        """The frame gestures are made in: it turns with the chest and leans with it by half."""
        _, yaw = swing_twist(self.chest, [0.0, 1.0, 0.0])
        return slerp(yaw, self.chest, 0.5)


def _live(plans: Sequence[Plan], time: F64) -> npt.NDArray[np.bool_]:
    """Frames that a gesture may touch, with the lags of the slowest joints."""
    live = np.zeros(len(time), bool)
    for plan in plans:
        for k, move in enumerate(plan.moves):
            held = move.goal[-1] > 0 and k + 1 < len(plan.moves)
            until = max(plan.moves[k + 1].start, move.end) if held else move.end
            i, j = np.searchsorted(time, [move.start - 0.2, until + 0.3])
            live[i:j] = True
    return live


def _part(upper: Trunk, live: npt.NDArray[np.bool_]) -> Trunk:
    left, right = upper.collars
    return Trunk(
        {name: turn[live] for name, turn in upper.turns.items()},
        upper.pelvis[live], upper.sway[live], upper.chest[live], (left[live], right[live]),
    )  # fmt: skip


def _put(rest: Array | None, found: Array, live: npt.NDArray[np.bool_]) -> Array:
    whole = np.tile(IDENTITY, (len(live), 1)) if rest is None else rest.copy()
    whole[live] = found
    return whole


def _degrees(turn: F64) -> Array:
    """Pitch forwards, yaw to the left, roll, [F, 3] degrees."""
    pitch, yaw, roll = np.radians(turn).T
    return chain(about([0.0, 1.0, 0.0], yaw), about([1.0, 0.0, 0.0], pitch), about([0.0, 0.0, 1.0], roll))
