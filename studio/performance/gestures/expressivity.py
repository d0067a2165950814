"""How a mood shows in the way a gesture is done: wide or small, fast or slow, hard or soft.

The dimensions are those of Hartmann, Mancini and Pelachaud (2005); the amounts are our own reading.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]


@attrs.define(frozen=True, eq=False)
class Expressivity:
    """Each a number, or an array over times.

    extent, tempo: factors; rise, out, near: arm lengths that hands are higher, further out to their sides,
    nearer to the body; power: 0 soft .. 1 hard strokes; fluidity: 0 jerky and straight .. 1 flowing;
    tension: of the hands, 0 limp .. 1 clenched; leave: how hastily hands go back, a factor.
    """

    extent: F64 | float = 1.0
    tempo: F64 | float = 1.0
    rise: F64 | float = 0.0
    out: F64 | float = 0.0
    near: F64 | float = 0.0
    power: F64 | float = 0.45
    fluidity: F64 | float = 0.6
    tension: F64 | float = 0.25
    leave: F64 | float = 1.0


_E = Expressivity
EXPRESSIVITY: dict[str, Expressivity] = {
    "joy": _E(extent=1.22, tempo=1.15, rise=0.09, out=0.07, power=0.55, fluidity=0.95, tension=0.2),
    "sadness": _E(
        extent=0.58, tempo=0.68, rise=-0.19, out=-0.03, near=0.06, power=0.1, fluidity=0.8, tension=0.02,
        leave=0.75,
    ),
    "anger": _E(
        extent=1.36, tempo=1.4, rise=0.13, out=0.02, power=1.0, fluidity=0.15, tension=0.9, leave=1.2
    ),
    "fear": _E(
        extent=0.68, tempo=1.3, rise=0.06, out=-0.05, near=0.16, power=0.7, fluidity=0.25, tension=0.7,
        leave=1.7,
    ),
    "disgust": _E(extent=0.85, tempo=0.95, rise=0.02, near=0.07, power=0.5, fluidity=0.4, tension=0.55),
    "surprise": _E(extent=1.12, tempo=1.2, rise=0.08, out=0.04, power=0.7, fluidity=0.5, tension=0.45),
    "contempt": _E(extent=0.78, tempo=0.85, rise=-0.02, power=0.3, fluidity=0.85, tension=0.15),
    "pain": _E(extent=0.68, tempo=0.9, near=0.1, power=0.55, fluidity=0.3, tension=0.8, leave=1.2),
    "pride": _E(extent=1.12, tempo=0.9, rise=0.04, out=0.05, power=0.6, fluidity=0.75, tension=0.25),
}  # fmt: skip


def expressivity(emotions: Mapping[str, F64], count: int) -> Expressivity:
    """The manner of a mix of emotions [count] 0..1; without any, the neutral one."""
    known = [name for name in EXPRESSIVITY if name in emotions]
    crowd = np.maximum(sum((emotions[name] for name in known), np.zeros(count)), 1.0)
    neutral = attrs.asdict(Expressivity())
    totals = {name: np.full(count, value) for name, value in neutral.items()}
    for name in known:
        share = emotions[name] / crowd
        for field, amount in attrs.asdict(EXPRESSIVITY[name]).items():
            totals[field] = totals[field] + (amount - neutral[field]) * share
    return Expressivity(**totals)
