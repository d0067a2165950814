"""What a scene sounds like at any tick and speed, in blocks."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TICKS_PER_SECOND, TimeRange

Samples = npt.NDArray[np.float32]

AUDIBLE = 2.05
"""Times the speed beyond which nothing is heard."""


class Source(Protocol):
    """A recording that can be read anywhere, at its own rate."""

    @property
    def rate(self) -> float: ...

    def read(self, first: int, count: int) -> Samples:
        """[count] mono samples from `first` on; zeros outside the recording."""


@attrs.define(frozen=True, eq=False)
class Held:
    """Samples in memory."""

    samples: Samples
    rate: float

    def read(self, first: int, count: int) -> Samples:
        found = np.zeros(count, np.float32)
        low, high = max(first, 0), min(first + count, len(self.samples))
        if high > low:
            found[low - first : high - first] = self.samples[low:high]
        return found


class Filed:
    """A recording read from its file in its own quality; from `instead` where nobody can read that."""

    def __init__(self, path: Path, instead: Held) -> None:
        self._path, self._instead = path, instead
        self._file: Any = None
        self._alone = threading.Lock()

    @property
    def rate(self) -> float:
        self._open()
        return float(self._file.samplerate) if self._file else self._instead.rate

    def read(self, first: int, count: int) -> Samples:
        self._open()
        if not self._file:
            return self._instead.read(first, count)
        found = np.zeros(count, np.float32)
        low, high = max(first, 0), min(first + count, self._file.frames)
        if high > low:
            with self._alone:
                self._file.seek(low)
                block = self._file.read(high - low, dtype="float32", always_2d=True)
            found[low - first : low - first + len(block)] = block.mean(axis=1)
        return found

    def _open(self) -> None:
        if self._file is not None:
            return
        with self._alone:
            if self._file is None:
                self._file = _opened(self._path)


def _opened(path: Path) -> Any:  # noqa: ANN401 - a library without types
    import soundfile  # noqa: PLC0415 - heavy

    try:
        file = soundfile.SoundFile(path)
    except (OSError, RuntimeError):
        return False
    return file if file.seekable() and file.frames > 0 else False


@attrs.define(frozen=True, eq=False)
class Laid:
    """A source on the timeline, its own beginning at tick `start`; heard: which ticks of the scene it sounds
    in."""

    start: int
    heard: TimeRange
    source: Source


class Mix:
    """The recordings that are heard together."""

    def __init__(self, laid: Iterable[Laid] = ()) -> None:
        self._laid = tuple(laid)

    def render(self, at: float, step: float, count: int) -> Samples:
        """[count] samples at ticks at, at + step, at + 2 step ...; a negative step plays backwards. Within
        -1..1."""
        total = np.zeros(count, np.float32)
        if abs(step) <= 0:
            return total
        ticks: npt.NDArray[np.float64] = at + step * np.arange(count, dtype=np.float64)
        low, high = min(ticks[0], ticks[-1]), max(ticks[0], ticks[-1])
        for laid in self._laid:
            if laid.heard.start <= high and laid.heard.end >= low:
                total += _heard(laid, ticks)
        return np.clip(total, -1.0, 1.0)


def _heard(laid: Laid, ticks: npt.NDArray[np.float64]) -> Samples:
    place = (ticks - laid.start) * (laid.source.rate / TICKS_PER_SECOND)
    first = int(np.floor(place.min())) - 1
    window = laid.source.read(first, int(np.ceil(place.max())) - first + 2)
    inside = (ticks >= laid.heard.start) & (ticks < laid.heard.end)
    values = np.interp(place - first, np.arange(len(window)), window)
    return np.where(inside, values, 0.0).astype(np.float32)


def grain(mix: Mix, at: int, rate: float, seconds: float) -> Samples:
    """A short piece around a tick, fading in and out: what is under a hand that scrubs."""
    count = round(seconds * rate)
    step = TICKS_PER_SECOND / rate
    window = np.hanning(count + 2)[1:-1].astype(np.float32)
    return np.asarray(mix.render(at - step * count / 2, step, count) * window, np.float32)
