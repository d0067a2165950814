"""The small motion that nothing alive is without."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray
from studio.performance.life.motion import drift

F64 = npt.NDArray[np.float64]

_FIRST_STREAM = 60  # below lie the streams of the head and the eyes


@attrs.define(frozen=True, eq=False)
class Unrest:
    """Smooth noise of about unit size, a function of time and seed alone, times how lively the body is
    [frames]."""

    at: TickArray
    seed: int
    lively: F64

    def __call__(self, stream: int, hertz: float) -> F64:
        return np.asarray(drift(self.at, self.seed, _FIRST_STREAM + stream, hertz) * self.lively, np.float64)


def still_unrest(frames: int) -> Unrest:
    """None at all, for measuring."""
    return Unrest(np.zeros(frames, np.int64), 0, np.zeros(frames))
