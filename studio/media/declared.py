"""How much sound a file promises and lacks, for containers whose readers pass over the gap."""

from __future__ import annotations

import struct
from typing import IO

from studio.media import sniff

_MAX_CHUNKS = 10_000
_OGG_TAIL = 65_536 + 27 + 255  # the longest Ogg page


def missing_share(stream: IO[bytes], size: int, kind: sniff.Kind) -> float:
    """Share 0..1 of the promised sound that a cut file lacks; 0 when whole, unknown or never declared.

    An Ogg file without its closing page gives a tiny share above 0: how much is gone cannot be known.
    """
    stream.seek(0)
    if kind is sniff.WAV:
        return _chunks(stream, size, b"data", big=False)
    if kind is sniff.AIFF:
        return _chunks(stream, size, b"SSND", big=True)
    if kind is sniff.AU:
        return _au(stream, size)
    if kind is sniff.OGG:
        return _ogg(stream, size)
    return 0.0


def _lack(declared: int, present: int) -> float:
    return 1.0 - max(present, 0) / declared if declared > present else 0.0


def _chunks(stream: IO[bytes], size: int, sound: bytes, big: bool) -> float:
    head = stream.read(12)
    big = big or head[:4] == b"RIFX"
    wide_size = _ds64(stream) if head[:4] in (b"RF64", b"BW64") else 0
    position = 12
    for _ in range(_MAX_CHUNKS):
        stream.seek(position)
        header = stream.read(8)
        if len(header) < 8:
            return 0.0
        length = int.from_bytes(header[4:], "big" if big else "little")
        if header[:4] == sound:
            # A recorder that streams writes 0 or all ones because it cannot know.
            open_ended = length in (0, 0xFFFFFFFF)
            declared = wide_size if open_ended else length
            return _lack(declared, size - position - 8)
        position += 8 + length + (length & 1)
    return 0.0


def _ds64(stream: IO[bytes]) -> int:
    """Data size of an RF64 file from its first chunk."""
    chunk = stream.read(24)
    if len(chunk) < 24 or chunk[:4] != b"ds64":
        return 0
    return int(struct.unpack("<Q", chunk[16:24])[0])


def _au(stream: IO[bytes], size: int) -> float:
    head = stream.read(12)
    if len(head) < 12:
        return 0.0
    offset, length = struct.unpack("<II" if head[:4] == b"dns." else ">II", head[4:12])
    return 0.0 if length in (0, 0xFFFFFFFF) else _lack(length, size - offset)


def _ogg(stream: IO[bytes], size: int) -> float:
    stream.seek(max(0, size - _OGG_TAIL))
    tail = stream.read(_OGG_TAIL)
    page = tail.rfind(b"OggS")
    closing = page >= 0 and page + 5 < len(tail) and bool(tail[page + 5] & 4)
    return 0.0 if closing else 1e-6
