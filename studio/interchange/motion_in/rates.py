"""Frame rates that files only give roughly: seconds with a few decimals, or a float."""

from __future__ import annotations

import math
from fractions import Fraction

from studio.core.problems import ProblemLog
from studio.core.time import NTSC_RATES, Rate

_NEAR = 2e-4  # .0083333 means 120; 29.97 and 30 lie a thousandth apart
_USUAL = Rate(30)


def rate_of_fps(fps: float, subject: str, log: ProblemLog) -> Rate:
    """The nearest rate that is in use, else the fraction itself; 30 with a warning where there is none."""
    if not math.isfinite(fps) or not 0.1 <= fps <= 10_000:
        text = f"its frame rate makes no sense ({fps:g} a second); 30 was taken"
        log.warn("motion.rate", text, subject, "Stretch the clip if it plays at the wrong speed")
        return _USUAL
    known = [*(Rate(n) for n in (round(fps), max(round(fps), 1)) if n > 0), *NTSC_RATES.values()]
    nearest = min(known, key=lambda r: abs(r.fps / fps - 1))
    if abs(nearest.fps / fps - 1) < _NEAR:
        return nearest
    exact = Fraction(fps).limit_denominator(1000)
    return Rate(exact.numerator, exact.denominator)
