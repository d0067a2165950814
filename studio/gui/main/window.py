"""The main window."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from studio.session.studio import Studio


class MainWindow(QMainWindow):
    """Viewport in the middle, the timeline below, panels around."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.setWindowTitle("Moodline")
