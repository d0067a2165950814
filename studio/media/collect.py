"""Blocks of sound to 16 kHz mono samples, in memory while they are few and on disk when they are many."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Callable
from typing import IO

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.problems import ProblemError, fail
from studio.media.audio import ANALYSIS_RATE
from studio.media.health import Health
from studio.media.streams import BrokenError, Stream

Samples = npt.NDArray[np.float32]

IN_MEMORY = 10 * 60 * ANALYSIS_RATE
LONGEST_HOURS = 24
_LONGEST = LONGEST_HOURS * 3600 * ANALYSIS_RATE
_STEP = 1 << 22  # bytes


class SampleStore:
    """Grows by blocks; beyond IN_MEMORY samples it moves to a nameless temporary file."""

    def __init__(self) -> None:
        self._parts: list[Samples] = []
        self._file: IO[bytes] | None = None
        self._peak = 0.0
        self.count = 0

    def append(self, samples: Samples) -> None:
        self.count += len(samples)
        self._peak = max(self._peak, float(np.abs(samples).max(initial=0.0)))
        if self._file is not None:
            self._write(samples)
            return
        self._parts.append(samples)
        if self.count > IN_MEMORY:
            self._file = tempfile.TemporaryFile(prefix="moodline-")  # noqa: SIM115 - closed with the store
            weakref.finalize(self, self._file.close)
            for part in self._parts:
                self._write(part)
            self._parts = []

    def _write(self, samples: Samples) -> None:
        assert self._file is not None
        try:
            self._file.write(samples.tobytes())
        except OSError as error:
            raise disk_full(error) from error

    def finish(self, offset: float, gain: float) -> Samples:
        """All samples, moved by `offset` and scaled by `gain`, within -1..1; read-only."""
        if self._file is None:
            samples = np.concatenate([np.zeros(0, np.float32), *self._parts])
            samples = self._levelled(samples, offset, gain)
            samples.flags.writeable = False
            return samples
        try:
            self._level_file(self._file, offset, gain)
            self._file.flush()
        except OSError as error:
            raise disk_full(error) from error
        return np.memmap(self._file, np.float32, mode="r", shape=(self.count,))

    def _level_file(self, file: IO[bytes], offset: float, gain: float) -> None:
        # By blocks through the file, not the map, so that memory does not grow with the recording.
        if self._peak <= 1.0 and offset == 0.0 and gain == 1.0:
            return
        for start in range(0, self.count * 4, _STEP):
            file.seek(start)
            samples = np.frombuffer(file.read(_STEP), np.float32)
            file.seek(start)
            file.write(self._levelled(samples, offset, gain).tobytes())

    def _levelled(self, samples: Samples, offset: float, gain: float) -> Samples:
        levelled: Samples = np.clip((samples - np.float32(offset)) * np.float32(gain), -1.0, 1.0)
        return levelled


def disk_full(error: OSError) -> ProblemError:
    """The problem of a temporary folder that takes no more."""
    return fail(
        "media.no_room",
        f"long recordings need room in the temporary folder ({(error.strerror or str(error)).lower()})",
        tempfile.gettempdir(),
        "Free some space there",
    )


@attrs.define(frozen=True, eq=False)
class Collected:
    """What could be read: samples not yet scaled, figures, why reading stopped early (empty: it did not)."""

    store: SampleStore
    health: Health
    rate: int
    channels: int
    declared: int
    broken: str

    @property
    def seconds(self) -> float:
        return self.store.count / ANALYSIS_RATE


def collect(stream: Stream, pick: int | None, told: Callable[[int], None]) -> Collected:
    """Drains a stream, cleaned, mixed (or channel `pick` alone), resampled; `told` hears the frames so far.

    Raises ProblemError beyond LONGEST_HOURS.
    """
    health, store = Health(stream.channels, pick), SampleStore()
    resample = _resampler(stream.rate)
    broken = ""
    try:
        for block in stream.blocks:
            store.append(resample(health.clean(block), False))
            told(health.frames)
            if store.count > _LONGEST:
                raise fail(
                    "media.too_long",
                    f"the recording is longer than {LONGEST_HOURS} hours",
                    hint="Cut it into scenes first",
                )
    except BrokenError as error:
        broken = str(error)
    store.append(resample(np.zeros(0, np.float32), True))
    return Collected(store, health, stream.rate, stream.channels, stream.declared, broken)


def _resampler(rate: int) -> Callable[[Samples, bool], Samples]:
    if rate == ANALYSIS_RATE:
        return lambda samples, last: samples
    import soxr  # type: ignore[import-untyped] # noqa: PLC0415 - ships no types; only other rates pay for it

    stream = soxr.ResampleStream(rate, ANALYSIS_RATE, 1, dtype="float32", quality="HQ")
    return lambda samples, last: np.asarray(stream.resample_chunk(samples, last=last), np.float32)
