"""What has been composed of a character's face so far, over its whole scene."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import ARKIT_CHANNELS
from studio.core.time import Rate, TimeRange, ticks

PAGE = 128
"""Frames that are composed and kept together."""


@attrs.define(eq=False)
class Composed:
    """names: the 52 channels; values [frames, 52] float32, frame i on screen at `start + rate.tick_of(i)`;
    known [frames]: which of them were composed and still hold. The arrays go on being filled: read them on
    the owner's thread, and again when `version` is another."""

    rate: Rate
    values: npt.NDArray[np.float32]
    known: npt.NDArray[np.bool_]
    names: tuple[str, ...] = ARKIT_CHANNELS
    start: int = 0
    version: int = 0

    @classmethod
    def empty(cls, frames: int, rate: Rate) -> Composed:
        return cls(rate, np.zeros((frames, len(ARKIT_CHANNELS)), np.float32), np.zeros(frames, bool))

    @property
    def frames(self) -> int:
        return len(self.values)

    def frame_range(self, span: TimeRange) -> slice:
        """The frames that are on screen during a span, both ends included."""
        first, last = self.rate.frame_at(span.start), self.rate.frame_at(span.end)
        return slice(min(max(first, 0), self.frames), min(max(last + 1, 0), self.frames))


def frames_of_scene(length: int, rate: Rate) -> int:
    """How many frames are kept of a scene that long: a little more than it has, for what comes after."""
    return rate.frame_at(max(length, ticks(1.0))) + 2
