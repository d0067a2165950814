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
    bare: the same without the artist's handwork (the very array where there is none); known [frames]: which
    of them were composed and still hold. The arrays go on being filled: read them on the owner's thread, and
    again when `version` is another."""

    rate: Rate
    values: npt.NDArray[np.float32]
    known: npt.NDArray[np.bool_]
    names: tuple[str, ...] = ARKIT_CHANNELS
    start: int = 0
    version: int = 0
    _bare: npt.NDArray[np.float32] | None = None

    @classmethod
    def empty(cls, frames: int, rate: Rate) -> Composed:
        return cls(rate, np.zeros((frames, len(ARKIT_CHANNELS)), np.float32), np.zeros(frames, bool))

    @property
    def frames(self) -> int:
        return len(self.values)

    @property
    def bare(self) -> npt.NDArray[np.float32]:
        """[frames, channels] 0..1 as composed without the handwork."""
        return self.values if self._bare is None else self._bare

    def part_bare(self) -> None:
        """From now on values and bare may differ: there is handwork."""
        if self._bare is None:
            self._bare = self.values.copy()

    def lay(self, first: int, values: npt.NDArray[np.float32], bare: npt.NDArray[np.float32]) -> None:
        """Frames from `first` on as they were composed."""
        frames = slice(first, first + len(values))
        self.values[frames], self.known[frames] = values, True
        if self._bare is not None:
            self._bare[frames] = bare
        self.version += 1

    def resized(self, frames: int) -> Composed:
        """The same for a scene of another length."""
        other, kept = Composed.empty(frames, self.rate), min(frames, self.frames)
        if self._bare is not None:
            other.part_bare()
        other.lay(0, self.values[:kept], self.bare[:kept])
        other.known[:kept] = self.known[:kept]
        other.version = self.version + 1
        return other

    def frame_range(self, span: TimeRange) -> slice:
        """The frames that are on screen during a span, both ends included."""
        first, last = self.rate.frame_at(span.start), self.rate.frame_at(span.end)
        return slice(min(max(first, 0), self.frames), min(max(last + 1, 0), self.frames))


def frames_of_scene(length: int, rate: Rate) -> int:
    """How many frames are kept of a scene that long: a little more than it has, for what comes after."""
    return rate.frame_at(max(length, ticks(1.0))) + 2
