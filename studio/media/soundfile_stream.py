"""Blocks of a sound file by libsndfile."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import numpy as np

from studio.media.streams import Block, BrokenError, RefusedError, Stream, frames_per_block

_UNKNOWN_LENGTH = 1 << 62


class _Watched(io.RawIOBase):
    """A file without a name, so that content alone decides; remembers a disk error, because an exception
    cannot cross the C library that calls back."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self.error: OSError | None = None

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - a C buffer that numpy's types cannot name
        try:
            data = self._stream.read(len(buffer))
        except OSError as error:
            self.error = error
            return 0
        buffer[: len(data)] = data
        return len(data)

    def seek(self, offset: int, whence: int = 0) -> int:
        # A broken header may point before the start; the library expects a position, not an exception.
        try:
            return self._stream.seek(offset, whence)
        except (OSError, ValueError):
            return self._stream.tell()

    def tell(self) -> int:
        return self._stream.tell()


@contextlib.contextmanager
def open_library(path: Path) -> Iterator[Stream]:
    """Stream of a file that libsndfile reads. Raises RefusedError when it does not."""
    import soundfile  # noqa: PLC0415 - heavy, and not needed before the first recording

    with path.open("rb") as stream:
        watched = _Watched(stream)
        try:
            sound = soundfile.SoundFile(watched)
        except (soundfile.SoundFileError, TypeError, ValueError, OverflowError) as error:
            raise RefusedError(_reason(error)) from error
        with sound:
            # Or else every block is followed by a seek to where the file already stands, which damaged ones
            # do not survive.
            sound._info.seekable = 0
            frames = int(sound.frames)
            declared = 0 if frames >= _UNKNOWN_LENGTH else max(frames, 0)
            yield Stream(sound.samplerate, sound.channels, declared, _blocks(sound, watched))


def _blocks(sound: Any, watched: _Watched) -> Iterator[Block]:  # noqa: ANN401 - soundfile is imported late
    import soundfile  # noqa: PLC0415 - heavy, and already loaded by the caller

    while True:
        buffer = np.empty((frames_per_block(sound.channels), sound.channels), np.float32)
        try:
            block = sound.read(out=buffer)
        except (soundfile.SoundFileError, ValueError, OverflowError) as error:
            raise BrokenError(_reason(error)) from error
        if watched.error is not None:
            raise watched.error
        if not len(block):
            return
        yield block


def _reason(error: Exception) -> str:
    text = str(getattr(error, "error_string", error)).strip().rstrip(".")
    return text or type(error).__name__
