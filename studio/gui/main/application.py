"""Starts the window: as little as possible before it is seen, the rest after."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from studio import __version__
from studio.gui.kit.icons import icon
from studio.gui.kit.post import QtPost
from studio.gui.kit.theming import set_theme
from studio.gui.main import faults
from studio.gui.main.home import Home
from studio.session.settings import Settings

_SEEN = 1200  # ms after which the window is there, and what the first recording needs is loaded beside it


def run(paths: Sequence[Path]) -> int:
    """The window until it is closed; its exit status. paths: what to open or add."""
    app = make_application()
    home = Home(QtPost())
    faults.install(home.studio, home.post.post)
    home.show(expecting=bool(paths))
    QTimer.singleShot(0, lambda: home.begin(paths))
    QTimer.singleShot(_SEEN, home.studio.stage.warm)
    # Lets Python's own signal handlers run while Qt waits.
    beat = QTimer()
    beat.start(250)
    beat.timeout.connect(lambda: None)
    signal.signal(signal.SIGINT, lambda *_: home.window.close())
    signal.signal(signal.SIGTERM, lambda *_: home.end_at_once())
    status = app.exec()
    home.release()
    return status


def make_application() -> QApplication:
    """Qt's application, dressed as the artist last wore it."""
    settings = Settings()
    scale = settings.get("window.scale", 100)
    if scale != 100 and "QT_SCALE_FACTOR" not in os.environ and 50 <= scale <= 400:
        os.environ["QT_SCALE_FACTOR"] = str(scale / 100)
    QCoreApplication.setApplicationName("moodline")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setApplicationDisplayName("Moodline")
    QGuiApplication.setDesktopFileName("moodline")
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    set_theme(settings.get("window.theme", "dark"))
    app.setWindowIcon(icon("smiley-sticker-fill", "accent"))
    return app
