"""Waveforms to draw: lowest and highest sample of ever wider buckets, so that any zoom costs the same."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent

BUCKET = 256
FACTOR = 4
_BLOCK = BUCKET * 4096

MinMax = npt.NDArray[np.float32]


@attrs.define(frozen=True, eq=False)
class Peaks:
    """levels[k] is [buckets, 2] float32 (lowest, highest) over BUCKET * FACTOR**k samples each; the last
    bucket of a level may cover fewer. `count` samples in all."""

    count: int
    levels: tuple[MinMax, ...]

    def arrays(self) -> dict[str, npt.NDArray[np.generic]]:
        """As the cache keeps it."""
        named: dict[str, npt.NDArray[np.generic]] = {
            f"level{k}": level for k, level in enumerate(self.levels)
        }
        return {"count": np.array([self.count], np.int64), **named}

    @classmethod
    def from_arrays(cls, arrays: dict[str, npt.NDArray[np.generic]]) -> Peaks:
        levels = (arrays[f"level{k}"].astype(np.float32, copy=False) for k in range(len(arrays) - 1))
        return cls(int(arrays["count"][0]), tuple(levels))


def waveform_peaks(samples: npt.NDArray[np.float32], progress: Progress = silent) -> Peaks:
    """Pyramid over all samples [n]; reads them by blocks, so a memory map stays on disk."""
    parts = []
    for start in range(0, len(samples), _BLOCK):
        parts.append(_reduced(np.asarray(samples[start : start + _BLOCK])[:, None].repeat(2, axis=1), BUCKET))
        progress(min(start + _BLOCK, len(samples)) / len(samples), "Drawing the waveform")
    levels = [np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)]
    while len(levels[-1]) > 1:
        levels.append(_reduced(levels[-1], FACTOR))
    return Peaks(len(samples), tuple(levels))


def _reduced(pairs: MinMax, factor: int) -> MinMax:
    edges = np.arange(0, len(pairs), factor)
    low = np.minimum.reduceat(pairs[:, 0], edges)
    return np.stack([low, np.maximum.reduceat(pairs[:, 1], edges)], axis=1)


def view(peaks: Peaks, samples: npt.NDArray[np.float32], start: int, stop: int, columns: int) -> MinMax:
    """[columns, 2] lowest and highest of the samples start..stop under each column of pixels.

    Columns outside the recording are 0. Close up the samples themselves are read; further out the level
    whose buckets are no wider than a column, so a column may take in up to one bucket of its neighbours.
    """
    edges = np.linspace(start, stop, columns + 1)
    width = max((stop - start) / max(columns, 1), 1e-9)
    if width < BUCKET:
        return _columns(samples, samples, edges, 1, len(samples))
    k = min(int(np.log(width / BUCKET) / np.log(FACTOR) + 1e-9), len(peaks.levels) - 1)
    level = peaks.levels[max(k, 0)]
    return _columns(level[:, 0], level[:, 1], edges, BUCKET * FACTOR ** max(k, 0), peaks.count)


def _columns(
    low: npt.NDArray[np.float32],
    high: npt.NDArray[np.float32],
    edges: npt.NDArray[np.float64],
    width: int,
    count: int,
) -> MinMax:
    """Extremes of buckets `width` samples wide between each two neighbouring edges (in samples)."""
    result = np.zeros((len(edges) - 1, 2), np.float32)
    first = np.clip(np.floor(edges[:-1] / width), 0, len(low)).astype(np.int64)
    last = np.clip(np.ceil(edges[1:] / width), 0, len(low)).astype(np.int64)
    inside = np.flatnonzero((edges[1:] > 0) & (edges[:-1] < count) & (last > first))
    if not inside.size:
        return result
    base = first[inside[0]]
    # reduceat takes pairs of edges; every second result is the gap between two columns. One sample more at
    # the end keeps the last edge within the array.
    bounds = np.stack([first[inside], last[inside]], axis=1).ravel() - base
    reach = slice(base, last[inside[-1]])
    result[inside, 0] = np.minimum.reduceat(np.append(low[reach], np.inf), bounds)[::2]
    result[inside, 1] = np.maximum.reduceat(np.append(high[reach], -np.inf), bounds)[::2]
    return result
