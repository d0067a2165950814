"""npz archives whose bytes depend on nothing but the arrays."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.core.files import atomic_write
from studio.core.progress import go_on


def write_npz(path: Path, arrays: Mapping[str, npt.NDArray[Any]], ask: Callable[[], object] = go_on) -> None:
    """Uncompressed, in the mapping's order, with a fixed date; readable without pickle. ask: called between
    arrays, may raise Cancelled.

    Raises ProblemError when the file cannot be written, and ValueError for arrays of Python objects.
    """
    with atomic_write(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            ask()
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            with archive.open(entry, "w", force_zip64=True) as member:
                np.lib.format.write_array(member, np.asanyarray(array), allow_pickle=False)
