"""The way of a hand over the affect pad, as feelings that are worth keeping: calmed, without flashes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.core.time import TICKS_PER_SECOND, TickArray, ticks
from studio.emotion.affect import mix_of_point

F64 = npt.NDArray[np.float64]

_CALM = 0.08  # seconds within which a hand's trembling is nobody's intention
_FLASH = 0.15  # seconds below which an emotion that was only come through was not meant
_UP = 0.02  # intensity from which an emotion counts as up
_STEP = ticks(1 / 60)


def felt_way(at: TickArray, points: F64) -> tuple[TickArray, F64]:
    """Ticks on the grid of strokes, and [n, 8] in the order of EMOTIONS, of a hand that was at points [k, 2]
    at rising ticks [k]. Both ends stay where the hand was."""
    grid = np.arange(at[0] // _STEP, -(-at[-1] // _STEP) + 1, dtype=np.int64) * _STEP
    way = np.stack([np.interp(grid, at, points[:, axis]) for axis in (0, 1)], axis=1)
    mix = mix_of_point(way)
    for column in mix.T:
        _without_flashes(column)
    return grid, np.clip(_calmed(mix), 0.0, 1.0)


def _calmed(rows: F64) -> F64:
    """Smoothed over 80 ms, neither early nor late: beyond its ends a way goes on as it came, so that they
    stay."""
    reach = min(round(_CALM * TICKS_PER_SECOND / _STEP), len(rows) - 1)
    if reach < 1:
        return rows
    before = 2 * rows[:1] - rows[reach:0:-1]
    after = 2 * rows[-1:] - rows[-2 : -reach - 2 : -1]
    padded = np.concatenate([before, rows, after])
    window = np.hanning(2 * reach + 3)[1:-1]
    columns = [np.convolve(column, window / window.sum(), "valid") for column in padded.T]
    return np.stack(columns, axis=1)


def _without_flashes(values: F64) -> None:
    """Takes out, in place, what comes up between two moments for less than a flash."""
    up = np.concatenate([[False], values > _UP, [False]])
    edges = np.flatnonzero(up[1:] != up[:-1])
    for start, end in edges.reshape(-1, 2):
        short = (end - start) * _STEP < _FLASH * TICKS_PER_SECOND
        if short and start > 0 and end < len(values):
            values[start:end] = 0.0
