"""The painted emotion as the planners ask for it: plain numbers at a moment."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray
from studio.emotion.mix import EmotionMix


@attrs.define(frozen=True, eq=False)
class Mood:
    """Emotion on a coarse grid: `emotions` name -> [n] 0..1, arousal and valence [n] in -1..1."""

    at: TickArray
    emotions: Mapping[str, npt.NDArray[np.float64]]
    arousal: npt.NDArray[np.float64]
    valence: npt.NDArray[np.float64]

    def level(self, emotion: str, time: int) -> float:
        """Intensity 0..1 of an emotion at a tick."""
        values = self.emotions.get(emotion)
        return float(np.interp(time, self.at, values)) if values is not None and len(values) else 0.0

    def arousal_at(self, time: int) -> float:
        return float(np.interp(time, self.at, self.arousal)) if len(self.at) else 0.0


def mood_of(mix: EmotionMix, at: TickArray) -> Mood:
    """The mood of a mix that was taken at ticks `at`."""
    affect = mix.valence_arousal()
    return Mood(at, mix.emotions(), affect[:, 1], affect[:, 0])


def calm() -> Mood:
    """Nothing painted."""
    none = np.zeros(1)
    return Mood(np.zeros(1, np.int64), {}, none, none)
