"""Where a hand is on its way from key to key: minimum-jerk moves, each from wherever the last one left it.

Everything depends on each time alone: frames may be asked for in any pieces.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.performance.gestures.keys import Plan
from studio.performance.life.motion import glide

F64 = npt.NDArray[np.float64]


@attrs.define(frozen=True, eq=False)
class Followed:
    """Values [frames, columns] and the weight [frames, 1] of a plan at some times."""

    values: F64
    weight: F64


def followed(plan: Plan, at: F64, columns: slice) -> Followed:
    """A plan at times in seconds, growing; the weight is 0 before the first move and after the last."""
    out = np.zeros((len(at), columns.stop - columns.start + 1))
    moves = plan.moves
    starts, ends = ([getattr(m, name) for m in moves] for name in ("start", "end"))
    bounds = np.searchsorted(at, [starts, ends, [*ends[1:], np.inf][: len(ends)]]).reshape(3, -1)
    for move, i, j, k in zip(moves, *bounds.tolist(), strict=True):
        if k <= i:
            continue
        goal = np.append(move.goal[columns], move.goal[-1])
        share = glide((at[i:j] - move.start) / max(move.end - move.start, 1e-3))[:, None]
        free = out[i:j, -1:] < 1e-9  # a hand at rest: only its weight shows
        out[i:j, :-1] = np.where(free, goal[:-1], out[i:j, :-1] + share * (goal[:-1] - out[i:j, :-1]))
        out[i:j, -1:] += share * (goal[-1] - out[i:j, -1:])
        out[j:k] = goal
    return Followed(out[:, :-1], out[:, -1:])


def shaken(plan: Plan, at: F64) -> F64:
    """[frames, 6] what the to and fro of poses adds to the place (arm lengths) and the wrist's angles."""
    out = np.zeros((len(at), 6))
    for shake in plan.shakes:
        i, j = np.searchsorted(at, [shake.start, shake.end])
        cycles = shake.count * (at[i:j] - shake.start) / (shake.end - shake.start)
        swell = glide(2 * cycles) * glide(2 * (shake.count - cycles))
        out[i:j] += (swell * np.sin(2 * np.pi * cycles))[:, None] * shake.size
    return out


def bowed(plan: Plan, at: F64) -> F64:
    """[frames, 3] arm lengths that arcs leave the straight ways by."""
    out = np.zeros((len(at), 3))
    for move in plan.moves:
        if move.bow.any():
            i, j = np.searchsorted(at, [move.start, move.end])
            share = glide((at[i:j] - move.start) / max(move.end - move.start, 1e-3))
            out[i:j] += (4 * share * (1 - share))[:, None] * move.bow
    return out
