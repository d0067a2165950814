"""The program's window as a test has it: shown, with all its panels, and without a question at its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio.gui.kit.post import QtPost
from studio.gui.main.home import Home
from studio.session.settings import Settings


@contextmanager
def opened_window(qtbot) -> Iterator[Home]:
    settings = Settings()
    settings.set("tour.seen", True)
    settings.flush()
    home = Home(QtPost())
    home.window.may_close = lambda: True
    home.show(expecting=True)
    qtbot.waitExposed(home.window)
    home.window.make_all()
    yield home
    home.window.may_close = lambda: True  # a test may have had it ask
    home.window.close()
    home.release()
    home.window.deleteLater()
