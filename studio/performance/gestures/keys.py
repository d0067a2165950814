"""Gestures as moves of each hand from key to key: when each begins and ends, and what it leads to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.performance.gestures.arm import hand_frame, nearest_wrist, two_bones
from studio.performance.gestures.performed import LINK, Performed
from studio.performance.gestures.proportions import Proportions
from studio.performance.gestures.schema import Hand, HandShape, Pose

F64 = npt.NDArray[np.float64]

PLACE, ANGLES, SWIVEL, FRAME, SHOULDER, TRUNK, SHAPE, WEIGHT = (
    slice(0, 3), slice(3, 6), slice(6, 7), slice(7, 9), slice(9, 11), slice(11, 17), slice(17, 37),
    slice(37, 38),
)  # fmt: skip
WIDTH = 38
# FRAME: how far a place belongs to the chest itself, to the head; WEIGHT: how far a hand has left its rest.

_CENTRE = np.array([0.05, -0.62, 0.36])  # about where hands start from and come back to while someone talks
_LULL = 0.3  # share of the way there that hands sink between two gestures
_SWIVELS = np.radians(np.arange(-25.0, 61.0, 5.0))
_CLENCHED = np.array([50, 60, 35, 52, 62, 36, 54, 62, 36, 54, 60, 34, 0, 0, 0, 0, 20, 0, 30, 32.0])


@attrs.define(frozen=True, eq=False)
class Move:
    """From `start` to `end` in seconds towards a key's values [WIDTH]; power 0..1 hurries its beginning.
    `fresh`: a hand at rest may take the key's place at once, for only its weight shows."""

    start: float
    end: float
    goal: F64


def moves(
    gestures: Sequence[Performed], side: int, shapes: Mapping[str, HandShape], body: Proportions
) -> tuple[Move, ...]:
    """The moves of one hand (0 left, 1 right) in the order of time, each ending later than the one before."""
    mine = [(g, share, k == 0) for g in gestures for k, (s, share) in enumerate(g.sides) if s == side]
    return _linked(mine, side, shapes, body)


def trunk_moves(
    gestures: Sequence[Performed], shapes: Mapping[str, HandShape], body: Proportions
) -> tuple[Move, ...]:
    """The moves of head and trunk with whichever hand leads; only TRUNK and WEIGHT count."""
    led = [(g, 1.0, True) for g in gestures]
    return _linked(led, 0, shapes, body)


def _linked(
    mine: Sequence[tuple[Performed, float, bool]],
    side: int,
    shapes: Mapping[str, HandShape],
    body: Proportions,
) -> tuple[Move, ...]:
    found: list[Move] = []
    for n, (g, share, leads) in enumerate(mine):
        following = mine[n + 1][0] if n + 1 < len(mine) else None
        until = following.start if following else np.inf
        goals = [_goal(g, pose, share, leads, side, shapes, body) for pose in g.gesture.poses]
        before = g.start
        for pose, goal, time in zip(g.gesture.poses, goals, g.poses, strict=True):
            if before < until:
                found.append(_move(before, time, goal, g, pose))
            before = time
        found += _leaving(g, goals[-1], following)
    return tuple(_in_order(found))


def _move(before: float, time: float, goal: F64, g: Performed, pose: Pose) -> Move:
    """Fluid moves begin before the last one has ended; hard strokes begin late and are fast."""
    length = max(time - before, 0.08)
    early = 0.3 * float(g.manner.fluidity) * min(length, 0.4)
    if pose.phase == "stroke":
        early -= 0.3 * max(float(g.manner.power) - 0.3, 0.0) * length
    return Move(max(before - early, g.start), time, goal)


def _leaving(g: Performed, last: F64, following: Performed | None) -> list[Move]:
    back = (g.end - g.held) / float(np.clip(g.manner.leave, 0.5, 2.0))
    back = max(back, 0.45)
    if following is None or following.start > g.end + LINK:
        rest = last.copy()
        rest[WEIGHT] = 0.0
        return [Move(g.held, g.held + back, rest)]
    if following.start <= g.held + 0.1:
        return []
    lull = last.copy()
    lull[PLACE] += _LULL * (_CENTRE - last[PLACE])
    lull[FRAME] *= 1 - _LULL
    lull[TRUNK] *= 0.3
    lull[SHOULDER] *= 0.3
    return [Move(g.held, g.held + max(back, 0.6), lull)]


def _in_order(found: list[Move]) -> list[Move]:
    """Moves that a later one overtakes are cut, so that ends grow."""
    kept: list[Move] = []
    for move in sorted(found, key=lambda m: m.start):
        while kept and kept[-1].end >= move.end - 0.02:
            kept.pop()
        kept.append(move)
    return kept


def _goal(
    g: Performed,
    pose: Pose,
    share: float,
    leads: bool,
    side: int,
    shapes: Mapping[str, HandShape],
    body: Proportions,
) -> F64:
    hand = pose.hand if leads or pose.other is None else pose.other
    goal = np.zeros(WIDTH)
    goal[PLACE] = _place(g, pose, hand, leads, side, body)
    goal[FRAME] = _frame(hand)
    angles, swivel = _wrist(goal[PLACE], hand, g, side, body)
    goal[ANGLES], goal[SWIVEL] = angles, swivel
    shape = shapes[hand.shape].angles()
    goal[SHAPE] = shape + _clench(hand, float(g.manner.tension)) * (np.maximum(shape, _CLENCHED) - shape)
    goal[SHOULDER] = pose.shoulder.lift, pose.shoulder.forward
    goal[WEIGHT] = share
    if leads:
        out = 1.0 if g.leads == 0 else -1.0
        for k, turn in enumerate((pose.torso, pose.head)):
            goal[TRUNK][3 * k : 3 * k + 3] = turn.pitch, out * turn.yaw, -out * turn.roll
        goal[TRUNK] *= float(g.manner.extent)
    return goal


def _clench(hand: Hand, tension: float) -> float:
    """Anger closes hands that are open for no reason of their own."""
    return (
        0.55 * max(tension - 0.35, 0.0) / 0.65 if hand.shape in ("open_relaxed", "at_ease", "cupped") else 0.0
    )


def _frame(hand: Hand) -> tuple[float, float]:
    return float(hand.anchor in ("chest", "belly", "hip")), float(hand.anchor == "head")


def _place(g: Performed, pose: Pose, hand: Hand, leads: bool, side: int, body: Proportions) -> F64:
    """Arm lengths from the shoulder at rest, as large, high and near as the mood has it."""
    place = np.array(hand.place)
    if hand.anchor == "other_hand":
        theirs = pose.other if leads else pose.hand
        across = np.array(theirs.place if theirs else hand.place) * [-1.0, 1.0, 1.0]
        width = 2 * body.at_rest[side, 0] / body.arm[side]
        return np.asarray(across - [width, 0.0, 0.0] + place, np.float64)
    if hand.anchor != "shoulder":
        anchor = body.anchors[hand.anchor][side] - body.at_rest[side]
        return np.asarray(anchor / body.arm[side] + place, np.float64)
    if pose.touch:
        return place
    m = g.manner
    extent = float(np.clip(m.extent, *g.gesture.extent))
    grown = _CENTRE + (place - _CENTRE) * np.array(
        [extent if place[0] > 0 else min(extent, 1.1), extent, extent]
    )
    raised = float(m.rise) * np.clip((place[1] + 1.0) / 0.4, 0.0, 1.0)
    return np.asarray(grown + np.array([float(m.out), raised, -float(m.near)]), np.float64)


def _wrist(place: F64, hand: Hand, g: Performed, side: int, body: Proportions) -> tuple[F64, float]:
    """The swivel near the wanted one that lets the wrist do with the least strain, and its angles."""
    asked = np.radians(hand.swivel + g.event.params.get("swivel", 0.0) + 25.0 * float(g.manner.out))
    swivels = asked + _SWIVELS
    reach = np.broadcast_to(place * body.arm[side], (len(swivels), 3))
    bones = two_bones(reach, swivels, float(body.upper[side]), float(body.fore[side]))
    turn = hand_frame(np.array([hand.palm]), np.array([hand.fingers]))
    angles, off = nearest_wrist(bones.fore, np.broadcast_to(turn, bones.fore.shape))
    strain = off + 0.3 * np.abs(_SWIVELS) + 0.1 * (angles[:, 1] ** 2 + 4 * angles[:, 2] ** 2)
    best = int(np.argmin(strain))
    return angles[best], float(swivels[best])
