"""The window. Only this room knows Qt."""

from __future__ import annotations

import ctypes
import sys


def _keep_none() -> None:
    """PySide6 6.12.0 gives back a reference to None that it does not own whenever a method of Qt returns
    nothing; Pythons before 3.12 count them, and stop with "deallocating None" after some thousand calls of a
    painter. 6.10.3 and 6.11.3 are free of it. Here None gets more references than a year can use up."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += 1 << 48


_keep_none()
