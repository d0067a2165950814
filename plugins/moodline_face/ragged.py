"""Many stretches of a grid at once, of unequal lengths."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def ragged(first: npt.NDArray[np.integer], last: npt.NDArray[np.integer]) -> tuple[Ints, Ints]:
    """Every (row, integer) with first[row] <= integer <= last[row], as two flat arrays."""
    counts = np.maximum(last - first + 1, 0).astype(np.int64)
    row = np.repeat(np.arange(len(first)), counts)
    offset = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return row, first[row] + offset
