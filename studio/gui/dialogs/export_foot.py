"""The foot of the export dialog: how far the writing is, what came of it, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE


class ExportFoot(QWidget):
    """`exportRequested`; `folderRequested`: to look at what was written; `closeRequested`, which while it
    writes means to break that off."""

    exportRequested = Signal()
    folderRequested = Signal()
    closeRequested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.said = told_label("")
        self.folder = push_button(tr("Show in folder"), icon_name="folder-open")
        self.folder.clicked.connect(self.folderRequested)
        self.close_ = push_button(tr("Close"))
        self.close_.clicked.connect(self.closeRequested)
        self.go = push_button(tr("Export"), "primary", icon_name="export")
        self.go.setDefault(True)
        self.go.clicked.connect(self.exportRequested)
        row = QHBoxLayout()
        row.setSpacing(2 * SPACE)
        row.addWidget(self.said, 1)
        for button in (self.folder, self.close_, self.go):
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3 * SPACE)
        box.addWidget(self.bar)
        box.addLayout(row)

    def show_state(self, *, writing: bool, written: bool) -> None:
        """written: there is something to look at."""
        self.bar.setVisible(writing)
        self.folder.setVisible(written and not writing)
        self.close_.setText(tr("Cancel") if writing else tr("Close"))
        if writing:
            self.go.setEnabled(False)

    def show_progress(self, share: float) -> None:
        """share: 0..1 of the work."""
        self.bar.setValue(round(1000 * share))

    def say(self, text: str, kind: str = "dim") -> None:
        """kind: how it looks, as the stylesheet calls it: dim, success or danger."""
        self.said.setProperty("class", kind)
        self.said.style().polish(self.said)
        self.said.setText(text)


def told_label(kind: str, lines: int = 1) -> QLabel:
    """An empty label that wraps and takes text as it is. kind: how it looks, as the stylesheet calls it;
    lines: for which there is always room, so that what stands below stays where it is."""
    label = QLabel()
    label.setWordWrap(True)
    if lines > 1:
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        label.setMinimumHeight(lines * label.fontMetrics().lineSpacing())
    label.setProperty("class", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
