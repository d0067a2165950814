"""Lowest and highest value of ever longer stretches of dense curves, so that any zoom draws at one cost."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BUCKET = 16
FACTOR = 4

Values = npt.NDArray[np.float32]


class Pyramid:
    """Over values [frames, channels] float32, which may go on changing: `refresh` says where they did.

    Levels are made when they are first looked at, one channel at a time: of 52 channels few are in view.
    """

    def __init__(self, values: Values) -> None:
        self._values = values
        self._levels: dict[int, list[tuple[Values, Values]]] = {}

    @property
    def frames(self) -> int:
        return len(self._values)

    def refresh(self, first: int, last: int) -> None:
        """Frames first..last (last not included) have other values."""
        for channel, levels in self._levels.items():
            self._fill(channel, levels, first, last)

    def extremes(self, channel: int, start: float, stop: float, columns: int) -> tuple[Values, Values]:
        """[columns] lowest and highest value under each of the columns between two places, in frames (may lie
        outside; there the end values hold). Between frames the curve is a line."""
        edges = np.linspace(start, stop, columns + 1)
        width = (stop - start) / max(columns, 1)
        if width < 2 * BUCKET:
            return self._close(channel, edges)
        levels = self._levels_of(channel)
        k = min(int(np.log(width / BUCKET) / np.log(FACTOR) + 1e-9), len(levels) - 1)
        return _between(*levels[max(k, 0)], edges / (BUCKET * FACTOR ** max(k, 0)))

    def _close(self, channel: int, edges: npt.NDArray[np.float64]) -> tuple[Values, Values]:
        curve = self._values[:, channel]
        first, last = max(int(edges[0]) - 1, 0), min(int(edges[-1]) + 2, len(curve))
        if last <= first:
            first, last = max(min(first, len(curve) - 1), 0), max(min(first + 1, len(curve)), 1)
        part = curve[first:last]
        at_edges = np.interp(edges - first, np.arange(len(part)), part).astype(np.float32)
        low, high = np.minimum(at_edges[:-1], at_edges[1:]), np.maximum(at_edges[:-1], at_edges[1:])
        return _with_inner(part, edges - first, low, high)

    def _levels_of(self, channel: int) -> list[tuple[Values, Values]]:
        if channel not in self._levels:
            levels = []
            count = -(-self.frames // BUCKET)
            while True:
                levels.append((np.zeros(count, np.float32), np.zeros(count, np.float32)))
                if count <= 1:
                    break
                count = -(-count // FACTOR)
            self._levels[channel] = levels
            self._fill(channel, levels, 0, self.frames)
        return self._levels[channel]

    def _fill(self, channel: int, levels: list[tuple[Values, Values]], first: int, last: int) -> None:
        if last <= first:
            return
        low: Values = self._values[:, channel]
        high, factor = low, BUCKET
        for to_low, to_high in levels:
            start, stop = first // factor, -(-last // factor)
            edges = np.arange(start, stop) * factor
            end = min(stop * factor, len(low))
            to_low[start:stop] = np.minimum.reduceat(low[edges[0] : end], edges - edges[0])
            to_high[start:stop] = np.maximum.reduceat(high[edges[0] : end], edges - edges[0])
            low, high, first, last, factor = to_low, to_high, start, stop, FACTOR


def _with_inner(
    part: Values, edges: npt.NDArray[np.float64], low: Values, high: Values
) -> tuple[Values, Values]:
    """Extremes of columns with the frames that lie within them, of which there may be none."""
    first = np.clip(np.ceil(edges[:-1]), 0, len(part) - 1).astype(np.int64)
    last = np.clip(np.floor(edges[1:]) + 1, 0, len(part)).astype(np.int64)
    some = last > first
    bounds = np.stack([first, np.maximum(last, first + 1)], axis=1).ravel()
    lowest = np.minimum.reduceat(np.append(part, np.float32(np.inf)), bounds)[::2]
    highest = np.maximum.reduceat(np.append(part, np.float32(-np.inf)), bounds)[::2]
    low = np.where(some, np.minimum(low, lowest), low)
    return low, np.where(some, np.maximum(high, highest), high)


def _between(low: Values, high: Values, edges: npt.NDArray[np.float64]) -> tuple[Values, Values]:
    """Extremes of the buckets that each two neighbouring edges (in buckets) touch."""
    first = np.clip(np.floor(edges[:-1]), 0, len(low) - 1).astype(np.int64)
    last = np.clip(np.ceil(edges[1:]), first + 1, len(low)).astype(np.int64)
    base, end = first[0], last[-1]
    bounds = np.stack([first, last], axis=1).ravel() - base
    # reduceat wants every bound inside, so one neutral value is laid behind the end; every second result is
    # the gap between two columns.
    lowest = np.minimum.reduceat(np.append(low[base:end], np.float32(np.inf)), bounds)[::2]
    highest = np.maximum.reduceat(np.append(high[base:end], np.float32(-np.inf)), bounds)[::2]
    return lowest, highest
