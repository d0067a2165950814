"""The middle of the window: the stage with what plays on it, or the welcome page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from studio.gui.kit.docks import LitBody


class Centre(QStackedWidget):
    """`welcome` is the page that was given, None until then."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.welcome: QWidget | None = None
        self._stage = QWidget()
        self._rows = QVBoxLayout(self._stage)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._welcome_view = QScrollArea()  # so that its size asks nothing of the stage behind it
        self._welcome_view.setWidgetResizable(True)
        self._welcome_view.setFrameShape(QFrame.Shape.NoFrame)
        self._welcome_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.addWidget(self._stage)
        self.addWidget(self._welcome_view)

    def put_on_stage(self, panel: QWidget, stretch: int) -> None:
        """One more row below the others."""
        body = LitBody()
        body.rows.addWidget(panel)
        self._rows.addWidget(body, stretch)

    def set_welcome(self, page: QWidget) -> None:
        self.welcome = page
        self._welcome_view.setWidget(page)

    @property
    def welcoming(self) -> bool:
        return self.currentWidget() is self._welcome_view

    def show_welcome(self, on: bool) -> None:
        self.setCurrentWidget(self._welcome_view if on else self._stage)
