"""The articulators that sounds are described by, and the value that describes one sound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# jaw is in units of the jawOpen shape; the others are 0..1 of their own full reach.
ARTICULATORS: tuple[str, ...] = ("jaw", "wide", "round", "funnel", "upper", "lower", "tongue")
JAW, WIDE, ROUND, FUNNEL, UPPER, LOWER, TONGUE = range(len(ARTICULATORS))

CONTACTS: tuple[str, ...] = ("none", "lips", "tuck", "teeth")
NONE, LIPS, TUCK, TEETH = range(len(CONTACTS))


@dataclass(frozen=True)
class Sound:
    """Where a sound wants the articulators, and how much it cares.

    targets and strengths by articulator; an absent one is left wholly to the neighbours. contact: `lips`
    (closed), `tuck` (lower lip under the upper teeth), `teeth` (edges nearly together); held: the share
    of the sound, from its start, for which the contact lasts (a stop opens at its burst).
    """

    goals: Mapping[str, tuple[float, float]]
    contact: str = "none"
    held: float = 1.0
    vowel: bool = False

    def targets(self) -> Floats:
        return np.array([self.goals.get(name, (0.0, 0.0))[0] for name in ARTICULATORS])

    def strengths(self) -> Floats:
        return np.array([self.goals.get(name, (0.0, 0.0))[1] for name in ARTICULATORS])
