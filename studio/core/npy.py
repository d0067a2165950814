"""Arrays as numpy writes them (.npy), read without evaluating Python text.

numpy's own reader hands each header to `ast.literal_eval`; on Python 3.11 two threads that do that at once,
or one beside `ast.parse`, may break each other with a SystemError. Ours load characters and caches side by
side.
"""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import IO, Any

import attrs
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

_LARGEST_HEADER = 4096
_HEADER = re.compile(
    rb"\{'descr': '([<>|=]?[a-zA-Z]\d{0,4})', 'fortran_order': (True|False), "
    rb"'shape': \(([\d, ]{0,200})\),? *\}\s*"
)


@attrs.frozen
class Header:
    """What lies in a file: element type, order, shape."""

    dtype: np.dtype[Any]
    order: str
    shape: tuple[int, ...]

    @property
    def size(self) -> int:
        """In bytes."""
        return math.prod(self.shape) * self.dtype.itemsize


def read_header(stream: IO[bytes]) -> Header:
    """The header; the stream stands at the first element then. ValueError for what numpy has not written, and
    for arrays of objects or of several fields."""
    start = stream.read(8)
    if start[:6] != b"\x93NUMPY" or start[6:] not in (b"\x01\x00", b"\x02\x00"):
        raise ValueError("no .npy file of version 1 or 2")
    length = int.from_bytes(stream.read(2 if start[6] == 1 else 4), "little")
    text = stream.read(min(length, _LARGEST_HEADER))
    found = _HEADER.fullmatch(text)
    if found is None or len(text) != length:
        raise ValueError("the header of a .npy file is damaged")
    dtype = np.dtype(found[1].decode("ascii"))
    if dtype.hasobject or dtype.itemsize == 0:
        raise ValueError("a .npy file that holds no numbers")
    shape = tuple(int(n) for n in found[3].split(b",") if n.strip())
    return Header(dtype, "F" if found[2] == b"True" else "C", shape)


def read(stream: IO[bytes]) -> Array:
    """The whole array, writeable. ValueError, also when the file ends early."""
    header = read_header(stream)
    data = bytearray(stream.read(header.size))
    if len(data) != header.size:
        raise ValueError("a .npy file ends early")
    return np.frombuffer(data, header.dtype).reshape(header.shape, order=_order(header))


def mapped(path: Path) -> Array:
    """The array read-only, left on disk until it is looked at. ValueError, OSError."""
    with path.open("rb") as stream:
        header = read_header(stream)
        if not header.size:
            empty: Array = np.zeros(header.shape, header.dtype, order=_order(header))
            empty.flags.writeable = False
            return empty
        offset = stream.tell()
    return np.memmap(path, header.dtype, "r", offset, header.shape, _order(header))


def _order(header: Header) -> Any:  # noqa: ANN401 - numpy's own words for it are private
    return header.order
