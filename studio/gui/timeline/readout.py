"""What is under the mouse: name, value, time."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theming import current_theme, digits_font
from studio.gui.timeline.canvas import Canvas


class Readout(QWidget):
    """One line of text that gives way instead of asking for room."""

    def __init__(self, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setObjectName("timeline-readout")
        self.setAccessibleName(tr("Under the mouse"))
        canvas.hovered.connect(self._on_hovered)

    def _on_hovered(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.setToolTip(text)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.panel))
        painter.setFont(digits_font(11))
        painter.setPen(QColor(theme.text_dim))
        box = self.rect().adjusted(8, 0, -4, 0)
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
