"""Where a hand is on its way from key to key: minimum-jerk moves, each from wherever the last one left it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.performance.gestures.keys import WEIGHT, Move
from studio.performance.life.motion import glide

F64 = npt.NDArray[np.float64]


def followed(plan: Sequence[Move], at: F64, columns: slice) -> F64:
    """Values [frames, columns] at times in seconds, growing; before the first move and after the last, rest.

    Depends on each time alone: frames may be asked for in any pieces.
    """
    width = columns.stop - columns.start
    out = np.zeros((len(at), width + 1))
    ends = [*(m.end for m in plan[1:]), np.inf]
    for move, settled in zip(plan, ends, strict=False):
        i, j, k = np.searchsorted(at, [move.start, move.end, settled])
        if k <= i:
            continue
        goal = np.append(move.goal[columns], move.goal[WEIGHT])
        share = glide((at[i:j] - move.start) / max(move.end - move.start, 1e-3))[:, None]
        free = out[i:j, -1:] < 1e-9  # a hand at rest: only its weight shows
        out[i:j, :-1] = np.where(free, goal[:-1], out[i:j, :-1] + share * (goal[:-1] - out[i:j, :-1]))
        out[i:j, -1:] += share * (goal[-1] - out[i:j, -1:])
        out[j:k] = goal
    return out[:, -1:] if columns == WEIGHT else out[:, :-1]
