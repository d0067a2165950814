"""Where the program's own assets and bundled plugins lie, in a checkout and when installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from studio.core.problems import fail

_HOME = Path(__file__).resolve().parents[2]


def _find(folder: str, variable: str) -> Path:
    candidates = [Path(os.environ[variable])] if os.environ.get(variable) else []
    candidates += [_HOME / folder, Path(sys.prefix) / "share" / "moodline" / folder]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise fail(
        "install.missing",
        f"the {folder} folder of the program is missing",
        str(_HOME / folder),
        "Install Moodline again",
    )


def assets() -> Path:
    """Folder of characters, demo and icons."""
    return _find("assets", "MOODLINE_ASSETS")


def plugins() -> Path:
    """Folder of the bundled plugins."""
    return _find("plugins", "MOODLINE_PLUGINS")
