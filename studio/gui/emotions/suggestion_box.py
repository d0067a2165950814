"""What the recording suggests to feel: how much of it shows, and taking it over as one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from studio.gui.kit.language import tr
from studio.session.studio import Studio


class SuggestionBox(QWidget):
    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.hint = QLabel(tr("Once a recording has been heard, its feelings are suggested here."), self)
        self.hint.setProperty("class", "dim")
        self.hint.setWordWrap(True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.hint)

    def refresh(self) -> None: ...

    def note(self) -> str:
        return ""
