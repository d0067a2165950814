"""Opens the window's own dialogs by name."""

from __future__ import annotations

from studio.gui.main.about import AboutDialog
from studio.gui.main.finder import Finder
from studio.gui.main.keys_dialog import KeysDialog
from studio.gui.main.tour import Tour
from studio.gui.main.window import MainWindow
from studio.session.studio import Studio


def show(what: str, studio: Studio, window: MainWindow) -> None:
    """`commands`, `keys`, `about` or `tour`."""
    if what == "commands":
        Finder(studio, window).open_over(window)
    elif what == "keys":
        KeysDialog(studio, window).show()
    elif what == "about":
        AboutDialog(window).show()
    elif what == "tour":
        Tour(window).begin()
