"""No face is even, and none holds still: small seeded differences of the sides, and slow drift in time."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.core.names import FACE_REGIONS
from studio.core.time import TickArray, seconds_array
from studio.emotion.units import UNITS

F64 = npt.NDArray[np.float64]

_SIDE_SPREAD = 0.05
_SIDE_LIMIT = 0.11
_DRIFT = 0.045
_WAVES = 4


def side_gains(seed: int) -> F64:
    """[units, 2] factors within 1 ± 0.12 on the left and right of each unit, of mean 1: one face's own
    habit."""
    generator = np.random.default_rng((seed, 0x51DE))
    lean = np.clip(generator.normal(0.0, _SIDE_SPREAD, len(UNITS)), -_SIDE_LIMIT, _SIDE_LIMIT)
    return np.stack([1.0 + lean, 1.0 - lean], axis=1)


def drift(seed: int, ticks: TickArray) -> F64:
    """[frames, regions] factors within 1 ± 0.09 that wander over 2 to 9 s, so that a held expression lives.

    A function of absolute time: the same tick gives the same value in any range at any rate.
    """
    generator = np.random.default_rng((seed, 0xD21F7))
    periods = generator.uniform(2.0, 9.0, (_WAVES, len(FACE_REGIONS)))
    phases = generator.uniform(0.0, 2 * np.pi, (_WAVES, len(FACE_REGIONS)))
    angle = 2 * np.pi * seconds_array(ticks)[:, None, None] / periods + phases
    return np.asarray(1.0 + _DRIFT / np.sqrt(_WAVES) * np.sin(angle).sum(axis=1))
