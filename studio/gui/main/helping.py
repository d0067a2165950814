"""Opens the window's own dialogs by name."""

from __future__ import annotations

from studio.gui.main.about import AboutDialog
from studio.gui.main.finder import Finder
from studio.gui.main.keys_dialog import KeysDialog
from studio.gui.main.single import show_one
from studio.gui.main.tour import Tour
from studio.gui.main.window import MainWindow
from studio.session.studio import Studio


def show(what: str, studio: Studio, window: MainWindow) -> None:
    """`commands`, `keys`, `about` or `tour`."""
    if what == "commands":
        Finder(studio, window).open_over(window)
    elif what == "keys":
        show_one(window, KeysDialog, lambda: KeysDialog(studio, window))
    elif what == "about":
        show_one(window, AboutDialog, lambda: AboutDialog(window))
    elif what == "tour" and window.findChild(Tour) is None:
        Tour(window).begin()
