"""Ways round: a move whose straight line would lead a hand through the body or its own shoulder is an arc."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.performance.gestures.body_field import CELL, BodyField
from studio.performance.gestures.goals import PLACE
from studio.performance.gestures.keys import Move, Plan
from studio.performance.gestures.proportions import MIRROR, Proportions

F64 = npt.NDArray[np.float64]

HANGING: F64 = np.array([0.1, -0.97, 0.05])
"""About where a hand is at rest, in arm lengths from its shoulder."""

_SHARES: F64 = np.array([0.12, 0.25, 0.4, 0.5, 0.6, 0.75, 0.88])
_SIZES: F64 = np.array([0.0, 0.06, 0.12, 0.2, 0.3, 0.42, 0.55])  # arm lengths that an arc leaves the line
_WAYS: F64 = np.array(
    [[0.2, 0.0, 0.98], [0.75, 0.0, 0.66], [0.5, 0.0, -0.1], [-0.3, 0.0, 0.95], [0.0, -0.5, 0.87]]
)
_WAY_COSTS: F64 = np.array([0.0, 0.06, 0.1, 0.06, 0.06])
_AIR = 0.06  # metres from the skin to the middle of a hand half under way
_GRAZE = 0.03  # metres of that which a hand may go without: what is left over is pushed out frame by frame
_SHOULDER = 0.42  # arm lengths that a hand under way keeps from its shoulder, where arms cannot fold
_PASSING = 0.17  # metres between wrists that pass each other
_TOGETHER = 0.15  # seconds that moves of both hands may differ and still be one


def with_detours(plan: Plan, side: int, body: Proportions, field: BodyField, chest: F64) -> Plan:
    """The plan with an arc for every move that needs one; chest [3]: the chest's joint in the bind pose."""
    if not plan.moves:
        return plan
    ends = _ends(plan.moves)
    starts = np.concatenate([HANGING[None], ends[:-1]])
    ways = _WAYS / np.linalg.norm(_WAYS, axis=1, keepdims=True)
    arcs = (_SIZES[:, None, None] * ways).reshape(-1, 3)
    costs = (_SIZES[:, None] + (_SIZES[:, None] > 0) * _WAY_COSTS).reshape(-1)
    rise = 4 * _SHARES * (1 - _SHARES)
    lines = starts[:, None] + _SHARES[:, None] * (ends - starts)[:, None]
    points = lines[:, None] + rise[:, None] * arcs[:, None]  # [moves, arcs, shares, 3]
    short = np.maximum(_AIR * np.sqrt(rise) - _away(points, side, body, field, chest), 0.0)
    inside = np.maximum(short - _GRAZE, 0.0)
    lengths = np.linalg.norm(np.stack([starts, ends]), axis=-1).min(axis=0)
    least = np.minimum(_SHOULDER, 0.95 * lengths)[:, None, None]
    close = np.maximum(least - np.linalg.norm(points, axis=-1), 0.0)
    cost = costs + 1.5 * short.max(axis=2) + 40.0 * inside.max(axis=2) + 8.0 * close.max(axis=2)
    best = arcs[np.argmin(cost, axis=1)]
    bowed = [attrs.evolve(move, bow=arc) for move, arc in zip(plan.moves, best, strict=True)]
    return attrs.evolve(plan, moves=tuple(bowed))


def past_each_other(plans: Sequence[Plan], body: Proportions) -> list[Plan]:
    """Both hands' plans (left, right): where two moves at one time would lead through each other, the hand
    that is further ahead goes round in front."""
    found = [list(plan.moves) for plan in plans]
    ways = [_ways(plan, side, body) for side, plan in enumerate(plans)]
    for i, left in enumerate(plans[0].moves):
        for j, right in enumerate(plans[1].moves):
            if max(abs(left.start - right.start), abs(left.end - right.end)) > _TOGETHER:
                continue
            gap = ways[0][i] - ways[1][j]
            short = _PASSING - float(np.linalg.norm(gap, axis=1).min())
            if short > 0:
                ahead = 0 if float(gap[:, 2].mean()) >= 0 else 1
                k = (i, j)[ahead]
                move = found[ahead][k]
                forward = np.array([0.0, 0.0, 1.5 * short / body.arm[ahead]])
                found[ahead][k] = attrs.evolve(move, bow=move.bow + forward)
    return [attrs.evolve(plan, moves=tuple(moves)) for plan, moves in zip(plans, found, strict=True)]


def _ways(plan: Plan, side: int, body: Proportions) -> F64:
    """[moves, shares, 3] metres from the chest's joint on the way of each move."""
    if not plan.moves:
        return np.zeros((0, len(_SHARES), 3))
    ends = _ends(plan.moves)
    starts = np.concatenate([HANGING[None], ends[:-1]])
    bows = np.array([move.bow for move in plan.moves])
    line = starts[:, None] + _SHARES[:, None] * (ends - starts)[:, None]
    line = line + (4 * _SHARES * (1 - _SHARES))[:, None] * bows[:, None]
    places = body.at_rest[side] + line * body.arm[side]
    return np.asarray(places * MIRROR if side == 1 else places, np.float64)


def _ends(moves: Sequence[Move]) -> F64:
    """[moves, 3] where each move leads, in arm lengths."""
    goals = np.array([move.goal for move in moves])
    return np.asarray(HANGING + goals[:, -1:] * (goals[:, PLACE] - HANGING), np.float64)


def _away(points: F64, side: int, body: Proportions, field: BodyField, chest: F64) -> F64:
    """Metres from the skin of an upright body."""
    from studio.performance.gestures.field_kernel import distances  # noqa: PLC0415 - heavy, compiled

    places = body.at_rest[side] + points.reshape(1, -1, 3) * body.arm[side]
    places = places * MIRROR if side == 1 else places
    parts = len(field.places)
    found = np.empty((*places.shape[:2], 4))
    distances(
        np.ascontiguousarray(places), np.tile(np.eye(3), (1, parts, 1, 1)), (field.places - chest)[None],
        field.places, field.boxes, field.values, field.origin, CELL, found,
    )  # fmt: skip
    return found[..., 0].reshape(points.shape[:-1])
