"""Property values of FBX records, encoded: a type letter and the value, little-endian."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt

_COMPRESS_ABOVE = 128  # bytes; smaller arrays only grow
_LEVEL = 1  # higher levels take several times as long for two per cent

_LETTERS = {"<f4": b"f", "<f8": b"d", "<i4": b"i", "<i8": b"l"}


def integer(value: int) -> bytes:
    """32-bit."""
    return b"I" + struct.pack("<i", value)


def long(value: int) -> bytes:
    """64-bit: object ids and times."""
    return b"L" + struct.pack("<q", value)


def double(value: float) -> bytes:
    return b"D" + struct.pack("<d", value)


def flag(value: bool) -> bytes:
    return b"C" + struct.pack("<?", value)


def text(value: str) -> bytes:
    data = value.encode("utf-8")
    return b"S" + struct.pack("<I", len(data)) + data


def named(name: str, kind: str) -> bytes:
    """An object's name with its class, as binary files join them."""
    return text(f"{name}\0\x01{kind}")


def raw(data: bytes) -> bytes:
    return b"R" + struct.pack("<I", len(data)) + data


def array(values: npt.NDArray[Any]) -> bytes:
    """float32, float64, int32 or int64 of any shape, as a flat array."""
    letter = _LETTERS[values.dtype.newbyteorder("<").str]
    data = np.ascontiguousarray(values, values.dtype.newbyteorder("<")).tobytes()
    if len(data) <= _COMPRESS_ABOVE:
        return letter + struct.pack("<III", values.size, 0, len(data)) + data
    packed = zlib.compress(data, _LEVEL)
    return letter + struct.pack("<III", values.size, 1, len(packed)) + packed


def integers(values: npt.ArrayLike) -> bytes:
    """An int32 array."""
    return array(np.asarray(values, np.int32))


def doubles(values: npt.ArrayLike) -> bytes:
    """A float64 array."""
    return array(np.asarray(values, np.float64))
