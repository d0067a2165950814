"""FBX time: ticks of 1/46,186,158,000 s, and the names it has for frame rates."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from studio.core.time import Rate

TICKS_PER_SECOND = 46_186_158_000
CUSTOM_RATE = 14

# Autodesk's FbxTime::EMode. The drop-frame and film variants of a rate only change how it is displayed.
_MODES = {
    Rate(120): 1, Rate(100): 2, Rate(60): 3, Rate(50): 4, Rate(48): 5, Rate(30): 6, Rate(30000, 1001): 9,
    Rate(25): 10, Rate(24): 11, Rate(1000): 12, Rate(24000, 1001): 13, Rate(96): 15, Rate(72): 16,
    Rate(60000, 1001): 17, Rate(120000, 1001): 18,
}  # fmt: skip


def mode(rate: Rate) -> int:
    """The number of a frame rate, CUSTOM_RATE when it has none."""
    lowest = Fraction(rate.numerator, rate.denominator)
    return _MODES.get(Rate(lowest.numerator, lowest.denominator), CUSTOM_RATE)


def key_times(frames: int, rate: Rate) -> npt.NDArray[np.int64]:
    """[frames] ticks, frame 0 at 0, each to the nearest tick."""
    # Whole numbers throughout: after hours the product passes what float64 holds exactly.
    step = TICKS_PER_SECOND * rate.denominator
    return np.array(
        [(2 * i * step + rate.numerator) // (2 * rate.numerator) for i in range(frames)], np.int64
    )
