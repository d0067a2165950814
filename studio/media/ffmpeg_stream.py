"""Blocks of any other sound file by the ffmpeg program, asked over a pipe with a deadline."""

from __future__ import annotations

import contextlib
import re
import struct
import subprocess
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

from studio.core.problems import fail
from studio.media.streams import MAX_CHANNELS, Block, BrokenError, RefusedError, Stream, frames_per_block

# Containers that hold their own sound: playlists and manifests, which make ffmpeg open other files or
# hosts, are not among them.
_CONTAINERS = (
    "wav,w64,flac,ogg,mp3,aiff,au,caf,iff,nistsphere,voc,mov,matroska,aac,loas,asf,amr,amrnb,amrwb,avi,"
    "ac3,eac3,dts,tta,wv,ape,mpc,mpc8,tak,aea,xwma,flv,mpegts,mpeg,rm,dsf,sox"
)
_SECONDS = 20.0
_SECONDS_PER_MEGABYTE = 4.0
_LISTEN_SECONDS = 5.0  # enough to drain a pipe; only a stray child of the program could hold it open
_AU_FLOAT = 6
_TAG = re.compile(r"\[[^\]]* @ 0x[0-9a-f]+\] ?")  # the address of an object, another one in every run


@contextlib.contextmanager
def open_program(path: Path, size: int) -> Iterator[Stream]:
    """Stream of the first sound track of a file of `size` bytes. Raises RefusedError when ffmpeg finds
    none; a run beyond the deadline is ended and counts as broken."""
    process = _start(path)
    assert process.stdout is not None
    assert process.stderr is not None
    complaints: deque[str] = deque(maxlen=8)
    listener = threading.Thread(target=_listen, args=(process.stderr, complaints), daemon=True)
    late = threading.Event()
    timer = threading.Timer(_SECONDS + _SECONDS_PER_MEGABYTE * size / 1e6, _end, (process, late))
    timer.daemon = True
    try:
        listener.start()
        timer.start()
        run = _Run(process, listener, complaints, late)
        rate, channels = _header(process.stdout, run)
        yield Stream(rate, channels, 0, _blocks(process.stdout, channels, run))
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        process.stdout.close()
        listener.join(_LISTEN_SECONDS)
        if not listener.is_alive():
            process.stderr.close()


class _Run:
    """What a run of the program has to say for itself."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        listener: threading.Thread,
        complaints: deque[str],
        late: threading.Event,
    ) -> None:
        self._process, self._listener, self._complaints, self._late = process, listener, complaints, late

    def verdict(self) -> str:
        """Waits for the end; empty when all went well."""
        status = self._process.wait()
        self._listener.join(_LISTEN_SECONDS)
        if self._late.is_set():
            return "reading took too long and was stopped"
        if self._complaints:
            return self._complaints[-1]
        return f"ffmpeg ended with status {status}" if status else ""


def _start(path: Path) -> subprocess.Popen[bytes]:
    command = [
        *(program_path(), "-nostdin", "-hide_banner", "-loglevel", "error", "-max_alloc", "268435456"),
        *("-protocol_whitelist", "file", "-format_whitelist", _CONTAINERS, "-i", f"file:{path.absolute()}"),
        *("-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-threads", "1"),
        *("-c:a", "pcm_f32be", "-f", "au", "-protocol_whitelist", "pipe", "pipe:1"),
    ]
    try:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
    except OSError as error:
        raise fail(
            "media.no_ffmpeg",
            f"ffmpeg cannot be started ({error.strerror or error})",
            str(path),
            "Convert the recording to WAV or FLAC",
        ) from error


def program_path() -> str:
    """Where ffmpeg lies; empty when there is none."""
    import imageio_ffmpeg  # noqa: PLC0415 - only files that need the program pay for finding it

    try:
        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError:
        return ""


def _listen(stream: IO[bytes], complaints: deque[str]) -> None:
    # Reads in bounded pieces: a damaged file may make the program complain megabytes long.
    while line := stream.readline(2000):
        text = line.decode("utf-8", errors="replace").strip()
        if text:
            complaints.append(_TAG.sub("", text))


def _end(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _header(pipe: IO[bytes], run: _Run) -> tuple[int, int]:
    """Rate and channels from the AU header that leads the samples."""
    head = pipe.read(24)
    if len(head) < 24:
        raise RefusedError(run.verdict() or "no sound in it")
    magic, offset, _, encoding, rate, channels = struct.unpack(">4s5I", head)
    if magic != b".snd" or encoding != _AU_FLOAT or not 1 <= channels <= MAX_CHANNELS or offset > 65_536:
        raise RefusedError("ffmpeg gave an answer that was not understood")
    pipe.read(offset - 24)
    return rate, channels


def _blocks(pipe: IO[bytes], channels: int, run: _Run) -> Iterator[Block]:
    step = 4 * channels
    while data := pipe.read(frames_per_block(channels) * step):
        whole = len(data) - len(data) % step
        yield np.frombuffer(data[:whole], ">f4").astype(np.float32).reshape(-1, channels)
    reason = run.verdict()
    if reason:
        raise BrokenError(reason)
