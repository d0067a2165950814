"""Channels over frames, with their names: the currency between the stages."""

from __future__ import annotations

from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import Rate, TickArray, frame_starts
from studio.document.schema import Take

FloatArray = npt.NDArray[np.float32]


@attrs.define(frozen=True, eq=False, slots=False)
class ChannelFrames:
    """values [frames, channels] float32 at `rate`, frame 0 at tick `start`."""

    names: tuple[str, ...]
    rate: Rate
    start: int
    values: FloatArray

    def __attrs_post_init__(self) -> None:
        if self.values.ndim != 2 or self.values.shape[1] != len(self.names):
            raise ValueError(f"{len(self.names)} channels named, but values are {self.values.shape}")
        if len(set(self.names)) != len(self.names):
            raise ValueError("channel names repeat")

    @cached_property
    def index(self) -> dict[str, int]:
        return {name: i for i, name in enumerate(self.names)}

    @property
    def frame_count(self) -> int:
        return len(self.values)

    def column(self, name: str) -> FloatArray:
        """[frames] view of one channel. KeyError when it is not there."""
        return self.values[:, self.index[name]]

    def ticks(self) -> TickArray:
        """[frames] int64 ticks of the frames."""
        return self.start + frame_starts(self.rate, self.frame_count)

    def with_values(self, values: npt.NDArray[np.floating]) -> ChannelFrames:
        """Same names and times, other values."""
        return attrs.evolve(self, values=np.ascontiguousarray(values, np.float32))

    def reordered(self, names: tuple[str, ...]) -> ChannelFrames:
        """The named channels in that order; those absent here are zero."""
        values = np.zeros((self.frame_count, len(names)), np.float32)
        for i, name in enumerate(names):
            if name in self.index:
                values[:, i] = self.column(name)
        return ChannelFrames(names, self.rate, self.start, values)


def frames_of(take: Take) -> ChannelFrames:
    """A take as channel frames; the values are shared, not copied."""
    return ChannelFrames(take.names, take.rate, take.start, take.values)
