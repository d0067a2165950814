"""Opens the window's own dialogs by name."""

from __future__ import annotations

from studio.gui.main.window import MainWindow
from studio.session.studio import Studio


def show(what: str, studio: Studio, window: MainWindow) -> None:
    """`commands`, `keys`, `about` or `tour`."""
