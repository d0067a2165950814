"""Spares each import a look through its source.

Once Qt is there, its Python side reads the source of every module that is imported, to learn whether names in
it may be spelt in another style, and keeps the text: a fifth of the time of all imports, and 50 MB. Ours are
all spelt alike.
"""

from __future__ import annotations

import importlib


def spare_imports() -> bool:
    """True where it is as expected: how Qt does this is not part of what it promises."""
    try:
        importlib.import_module("PySide6.QtCore")
        feature = importlib.import_module("shibokensupport.feature")
    except ImportError:
        return False
    if not hasattr(feature, "_mod_uses_pyside"):
        return False
    feature._mod_uses_pyside = _uses_none  # type: ignore[attr-defined]
    return True


def _uses_none(_module: object) -> bool:
    return False
