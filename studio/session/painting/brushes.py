"""What a brush does to dense values: how it falls off and how it relaxes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]


def falloff(distance: F64, size: float, hardness: float) -> F64:
    """Weight 0..1 at distances (>= 0, inf where the hand never was) from where the brush was: full over
    `hardness` of its half width `size`, eased to 0 at its edge."""
    core = size * min(max(hardness, 0.0), 1.0)
    soft = size - core
    if soft <= 1e-9 * max(size, 1.0):
        return np.asarray(distance <= size, np.float64)
    x = np.clip((size - distance) / soft, 0.0, 1.0)
    return np.asarray(x * x * (3.0 - 2.0 * x), np.float64)


def relaxed(values: F64, reach: int) -> F64:
    """Values smoothed over `reach` places to either side; those at the ends hold beyond them."""
    if reach < 1 or len(values) < 2:
        return values
    kernel = np.hanning(2 * reach + 3)[1:-1]
    padded = np.concatenate([np.full(reach, values[0]), values, np.full(reach, values[-1])])
    return np.convolve(padded, kernel / kernel.sum(), "valid")
