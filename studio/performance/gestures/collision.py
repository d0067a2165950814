"""Keeps forearms and hands out of the body and out of each other.

A push depends on the frame's own pose alone and sets in softly before anything touches, so that paths stay
smooth and a piece of a performance is the same as that piece of the whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import multiply, rotate, to_matrix
from studio.animation.quaternions import conjugate
from studio.core.progress import Progress, silent
from studio.performance.gestures.arm import FORE_WAY, elbow_axes, hand_turn, two_bones
from studio.performance.gestures.arm_shape import ABOVE, ALONG, ArmShape, arm_shape, hand_balls
from studio.performance.gestures.arms import Arm, Carried, Reach
from studio.performance.gestures.body_field import CELL, BodyField, PartFrames, body_field
from studio.performance.gestures.proportions import MIRROR
from studio.performance.life.motion import glide
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TOUCH = 2e-4  # metres of push that call for more rounds
_SOFT = 0.004  # metres over which a push sets in
_BEGINS = 0.12  # share of the way from rest by which pushes have set in: a hanging hand has its own clearance
_OWN = 0.08  # metres from the own shoulder within which nothing counts, and over which it begins to
_FOLDED = 0.3  # share of its length from which a folded arm's forearm begins to be pushed
_STEP = 0.04  # metres that one round may move a wrist
_GIVE = 0.012  # metres that a hand gives way to the other in one round: crossing arms shall not leap
_NEAR = 0.5  # metres between wrists within which hands may meet
_LEVER: F64 = np.concatenate([ALONG, np.ones(16)])  # how far a ball goes along with the wrist
_MOVING = len(_LEVER)  # balls of forearm and hand; those of the upper arm are only in the way


@attrs.frozen
class Care:
    """How pushes are made: `rounds` after the first, the share of a push that each makes, and the metres kept
    between skins."""

    rounds: int = 4
    gain: float = 1.0
    air: float = 0.003


def kept_clear(
    rig: Rig,
    arms: Sequence[Arm],
    planned: Sequence[Reach],
    parts: PartFrames,
    care: Care | None = None,
    progress: Progress = silent,
) -> list[Reach]:
    """The arms' reaches, pushed out of the body (its parts at `parts`) and out of each other. progress is
    only asked whether to stop."""
    care = care or Care()
    if not arms:
        return []
    space = _Space(body_field(rig, progress), arm_shape(rig), to_matrix(parts.turns), parts.places, care)
    progress(0.0)
    found, touch = _pushed(space, arms, planned)
    near = np.flatnonzero(touch > _TOUCH)
    if not len(near):
        return found
    space = attrs.evolve(space, turns=space.turns[near], places=space.places[near])
    arms, few = [_frames_of(arm, near) for arm in arms], [_rows(reach, near) for reach in found]
    for _ in range(care.rounds):
        progress(0.0)
        few, _ = _pushed(space, arms, few)
    for whole, part in zip(found, few, strict=True):
        whole.wrist[near], whole.swivel[near] = part.wrist, part.swivel
    return found


def _pushed(space: _Space, arms: Sequence[Arm], reaches: Sequence[Reach]) -> tuple[list[Reach], F64]:
    """The reaches after one push, and how far [F] the most pressed ball was to move."""
    placed = [space.balls(arm, reach) for arm, reach in zip(arms, reaches, strict=True)]
    pushes = [space.out_of_body(a, r, b) for a, r, b in zip(arms, reaches, placed, strict=True)]
    if len(arms) == 2:
        pushes = _apart(space, arms, placed, pushes)
    most = np.max([np.abs(push).max(axis=(1, 2)) for push in pushes], axis=0)
    gain = space.care.gain
    return [_moved(a, r, gain * p) for a, r, p in zip(arms, reaches, pushes, strict=True)], most


def _frames_of(arm: Arm, rows: Ints) -> Arm:
    carried = Carried(*(turn[rows] for turn in attrs.astuple(arm.carried, recurse=False)))
    return attrs.evolve(arm, rest={}, carried=carried, ticks=arm.ticks[rows])


def _rows(reach: Reach, rows: Ints) -> Reach:
    return Reach(*(values[rows] for values in attrs.astuple(reach, recurse=False)))


@attrs.define(frozen=True, eq=False)
class _Space:
    field: BodyField
    shape: ArmShape
    turns: F64
    places: F64
    care: Care

    def balls(self, arm: Arm, reach: Reach) -> F64:
        """[F, balls, 3] metres from the chest's joint, in the world's axes."""
        frame = arm.carried.frame
        bones = two_bones(reach.wrist, reach.swivel, arm.upper, arm.fore)
        fore, hand = hand_turn(multiply(frame, bones.fore), reach.angles)
        elbow = arm.socket(reach.collar) + rotate(frame, bones.elbow)
        along = rotate(fore, np.broadcast_to(FORE_WAY, elbow.shape)) * arm.fore
        on_arm = elbow[:, None] + ALONG[:, None] * along[:, None]
        held = hand_balls(self.shape, arm.side, reach.fingers)
        on_hand = (elbow + along)[:, None] + rotate(hand[:, None], held)
        shoulder = arm.socket(reach.collar)
        above = shoulder[:, None] + ABOVE[:, None] * (elbow - shoulder)[:, None]
        balls = np.concatenate([on_arm, on_hand, above], axis=1)
        return balls * MIRROR if arm.side == 1 else balls

    def out_of_body(self, arm: Arm, reach: Reach, balls: F64) -> F64:
        """[F, balls, 3] metres that each ball of forearm and hand is to move."""
        from studio.performance.gestures.field_kernel import distances  # noqa: PLC0415 - heavy, compiled

        balls = np.ascontiguousarray(balls[:, :_MOVING])
        found = np.empty((*balls.shape[:2], 4))
        distances(
            balls, self.turns, self.places, self.field.places, self.field.boxes, self.field.values,
            self.field.origin, CELL, found,
        )  # fmt: skip
        deep = _depth(self.shape.radii[arm.side, :_MOVING] + self.care.air - found[..., 0])
        # A folded arm lies on its own shoulder; and where the arm was cut off the body has no skin.
        shoulder = arm.socket(reach.collar) * (MIRROR if arm.side == 1 else 1.0)
        apart = np.linalg.norm(balls - shoulder[:, None], axis=2)
        deep *= glide((apart - _OWN) / _OWN)
        # A forearm folded upon its upper arm turns about so easily that pushes would only make it flutter.
        folded = np.linalg.norm(reach.wrist, axis=1) / (arm.upper + arm.fore)
        deep[:, : len(ALONG)] *= glide((folded - _FOLDED) / 0.12)[:, None]
        return deep[..., None] * found[..., 1:]


def _depth(overlap: F64) -> F64:
    """At least nought, rounded off."""
    return np.asarray(_SOFT * np.logaddexp(0.0, np.minimum(overlap, 0.15) / _SOFT), np.float64)


def _apart(space: _Space, arms: Sequence[Arm], placed: Sequence[F64], pushes: Sequence[F64]) -> list[F64]:
    """The pushes [F, balls, 3] with those of the two arms on each other added."""
    out = [push.copy() for push in pushes]
    wrists = [balls[:, len(ALONG)] for balls in placed]
    near = np.flatnonzero(np.linalg.norm(wrists[0] - wrists[1], axis=1) < _NEAR)
    if not len(near):
        return out
    first, second = (balls[near] for balls in placed)
    radii = [space.shape.radii[arm.side] for arm in arms]
    step = first[:, :, None] - second[:, None]
    between = np.linalg.norm(step, axis=-1)
    deep = _depth(radii[0][:, None] + radii[1] + space.care.air - between)
    # Balls that lie in one another do not tell which way is out: the hands as a whole do.
    way = step + 0.3 * (wrists[0] - wrists[1])[near][:, None, None]
    way /= np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-6)
    yields = np.where(np.arange(deep.shape[1]) < _MOVING, 0.5, 1.0)  # a hand gives way to an upper arm
    for k, axis, sign, share in ((0, 2, 1.0, yields), (1, 1, -1.0, yields[:, None])):
        strength = deep**2
        sums = ((strength * deep * share)[..., None] * way).sum(axis=axis)
        mean = sums / (strength.sum(axis=axis)[..., None] + 1e-12)
        size = np.maximum(np.linalg.norm(mean, axis=-1, keepdims=True), 1e-9)
        mean *= _GIVE * np.tanh(size / _GIVE) / size
        out[k][near, 1:] += sign * mean[:, 1:_MOVING]
    return out


def _moved(arm: Arm, reach: Reach, push: F64) -> Reach:
    """The reach with its wrist and elbow moved as its balls ask, those that are deepest before the others."""
    if arm.side == 1:
        push = push * MIRROR
    begun = glide(reach.weight / _BEGINS)[:, None]
    deep = np.linalg.norm(push, axis=2)
    share = deep**2 / ((deep**2).sum(axis=1, keepdims=True) + 1e-10)
    wanted = (share[..., None] * push / np.maximum(_LEVER, 0.35)[:, None])[:, 1:].sum(axis=1)
    size = np.maximum(np.linalg.norm(wanted, axis=1, keepdims=True), 1e-9)
    wanted *= _STEP * np.tanh(size / _STEP) / size
    wrist = reach.wrist + begun * rotate(conjugate(arm.carried.frame), wanted)
    swivel = reach.swivel + begun[:, 0] * _lifted(arm, reach, push[:, :2])
    return attrs.evolve(reach, wrist=wrist, swivel=swivel)


def _lifted(arm: Arm, reach: Reach, push: F64) -> F64:
    """[F] radians of swivel that take the elbow's end of the forearm where its balls [F, 2, 3] are pushed."""
    along = reach.wrist / np.maximum(np.linalg.norm(reach.wrist, axis=1, keepdims=True), 1e-6)
    down, side = elbow_axes(along)
    tangent = -np.sin(reach.swivel)[:, None] * down + np.cos(reach.swivel)[:, None] * side
    bones = two_bones(reach.wrist, reach.swivel, arm.upper, arm.fore)
    across = bones.elbow - (bones.elbow * along).sum(axis=1, keepdims=True) * along
    radius = np.linalg.norm(across, axis=1)
    asked = rotate(conjugate(arm.carried.frame), push.sum(axis=1))
    turn = (asked * tangent).sum(axis=1) * radius / (radius**2 + 0.05**2)
    return np.asarray(0.2 * np.tanh(turn / 0.2), np.float64)
