"""The window: what an artist sees and touches. The only room that knows Qt."""

from __future__ import annotations

import ctypes
import sys


def _keep_constants() -> None:
    """PySide6 6.12.0 returns None, True, False and NotImplemented without counting the reference, which
    Pythons before 3.12 need: after some thousand calls of a painter they stop with "deallocating None".
    6.10.3 and 6.11.3 are free of it. Here the four get more references than a year can use up."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for constant in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(constant)).value += 1 << 48


_keep_constants()
