"""Lowest and highest value of ever longer stretches of dense curves, so that any zoom draws at one cost."""

from __future__ import annotations

import functools

import attrs
import numpy as np
import numpy.typing as npt

BUCKET = 16
FACTOR = 4

_HIGHEST, _LOWEST = np.float32(np.inf), np.float32(-np.inf)

Values = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]


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
        width = (stop - start) / max(columns, 1)
        if width < 2 * BUCKET:
            return self._close(channel, start, stop, columns)
        levels = self._levels_of(channel)
        k = max(min(int(np.log(width / BUCKET) / np.log(FACTOR) + 1e-9), len(levels) - 1), 0)
        low, high = levels[k]
        size = BUCKET * FACTOR**k
        touched = _touched(start / size, stop / size, columns, len(low))
        return touched.extremes(low[touched.first : touched.last], high[touched.first : touched.last])

    def _close(self, channel: int, start: float, stop: float, columns: int) -> tuple[Values, Values]:
        near = _nearby(start, stop, columns, self.frames)
        part = self._values[near.first : near.last, channel]
        at_edges = part[near.before] + (part[near.after] - part[near.before]) * near.share
        low, high = np.minimum(at_edges[:-1], at_edges[1:]), np.maximum(at_edges[:-1], at_edges[1:])
        inner_low, inner_high = near.inner.extremes(part, part)
        some = near.some
        return (
            np.where(some, np.minimum(low, inner_low), low),
            np.where(some, np.maximum(high, inner_high), high),
        )

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


@attrs.frozen(eq=False)
class _Columns:
    """Which of the values from `first` to `last` (not included) lie in each column; bounds: [2 * columns] the
    first and the one behind the last of each, counted from `first`."""

    first: int
    last: int
    bounds: Indices

    def extremes(self, low: Values, high: Values) -> tuple[Values, Values]:
        """[columns] of values that have been cut to `first`..`last`."""
        # reduceat wants every bound inside, so one neutral value is laid behind the end; every second result
        # is the gap between two columns.
        lowest = np.minimum.reduceat(np.append(low, _HIGHEST), self.bounds)[::2]
        highest = np.maximum.reduceat(np.append(high, _LOWEST), self.bounds)[::2]
        return lowest, highest


@attrs.frozen(eq=False)
class _Nearby:
    """Frames `first`..`last` and how columns narrower than some of them cut them: each edge lies `share` of
    the way from frame `before` to `after`; inner: the frames between two edges; some: are there any?"""

    first: int
    last: int
    before: Indices
    after: Indices
    share: Values
    inner: _Columns
    some: npt.NDArray[np.bool_]


# Many channels are looked at in the same columns, one after the other.
@functools.lru_cache(maxsize=4)
def _touched(start: float, stop: float, columns: int, count: int) -> _Columns:
    """Of `count` buckets those that each two neighbouring edges touch; start, stop: in buckets."""
    edges = np.linspace(start, stop, columns + 1)
    first = np.clip(np.floor(edges[:-1]), 0, count - 1).astype(np.int64)
    last = np.clip(np.ceil(edges[1:]), first + 1, count).astype(np.int64)
    bounds = np.stack([first, last], axis=1).ravel() - first[0]
    return _Columns(int(first[0]), int(last[-1]), bounds)


@functools.lru_cache(maxsize=4)
def _nearby(start: float, stop: float, columns: int, frames: int) -> _Nearby:
    """start, stop: in frames."""
    first = min(max(int(start) - 1, 0), max(frames - 1, 0))
    last = max(min(int(stop) + 2, frames), first + 1)
    edges, size = np.linspace(start, stop, columns + 1) - first, last - first
    held = np.clip(edges, 0.0, size - 1)
    before = held.astype(np.int64)
    after = np.minimum(before + 1, size - 1)
    lower = np.clip(np.ceil(edges[:-1]), 0, size - 1).astype(np.int64)
    upper = np.clip(np.floor(edges[1:]) + 1, 0, size).astype(np.int64)
    bounds = np.stack([lower, np.maximum(upper, lower + 1)], axis=1).ravel()
    share = (held - before).astype(np.float32)
    return _Nearby(first, last, before, after, share, _Columns(0, size, bounds), upper > lower)
