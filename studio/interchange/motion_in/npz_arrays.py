"""Arrays of an .npz that somebody else wrote: no pickles, no surprises in size."""

from __future__ import annotations

import math
import zipfile
import zlib
from collections.abc import Collection
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from studio.core.problems import ProblemError, fail
from studio.interchange.motion_in.limits import MAX_VALUES, checked_size, unreadable

_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, TypeError, SyntaxError, RecursionError,
    NotImplementedError, RuntimeError, MemoryError, OverflowError, UnicodeError, IndexError,
)  # fmt: skip
_HEADERS = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
_AGAIN = "Save it again with numpy.savez, as arrays of numbers"


def read_arrays(path: Path, wanted: Collection[str]) -> dict[str, npt.NDArray[Any]]:
    """Those of the wanted arrays that the archive has, numbers as float64. Raises ProblemError."""
    checked_size(path)
    try:
        with zipfile.ZipFile(path) as archive:
            names = {i.filename.removesuffix(".npy"): i for i in archive.infolist()}
            return {name: _array(archive, names[name], path) for name in wanted if name in names}
    except ProblemError:
        raise
    except OSError as error:
        raise unreadable(path, error) from error
    except _BROKEN as error:
        raise fail("motion.npz", "this is no whole .npz file", path.name, _AGAIN) from error


def _array(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> npt.NDArray[Any]:
    subject = f"{path.name}: {info.filename}"
    with archive.open(info) as stream:
        shape, fortran, dtype = _header(stream)
        if dtype.hasobject:
            text = "holds a pickled object, which is not opened because it could run code"
            raise fail("motion.pickle", text, subject, _AGAIN)
        if dtype.kind not in "fiubUS" or dtype.itemsize > 1024:
            raise fail("motion.npz", "holds no numbers", subject, _AGAIN)
        if math.prod(shape) > MAX_VALUES // 2:
            raise fail(
                "motion.too_long", "holds more values than are worked on", subject, "Cut it into pieces"
            )
        data = stream.read(math.prod(shape) * dtype.itemsize)
    values = np.frombuffer(data, dtype).reshape(shape, order="F" if fortran else "C")
    return values if dtype.kind in "US" else values.astype(np.float64, copy=False)


def _header(stream: IO[bytes]) -> tuple[tuple[int, ...], bool, np.dtype[Any]]:
    version = np.lib.format.read_magic(stream)
    shape, fortran, dtype = _HEADERS[version](stream)
    if any(n < 0 for n in shape):
        raise ValueError("a shape below nought")
    return shape, fortran, dtype
