"""Widgets below one another that scroll together."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from studio.gui.kit.theme import SPACE

_SETTLED = 50  # milliseconds after which what was added has its place


class ScrollColumn(QScrollArea):
    """Only its height scrolls; `column` lays out what is added, `body` is its parent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self.body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def bring_to_top(self, widget: QWidget, above: int = 4 * SPACE) -> None:
        """Scrolls so far that one of the widgets is the first in sight, with a line over it. Soon: what was
        added just now has no place yet."""
        QTimer.singleShot(_SETTLED, widget, lambda: self.verticalScrollBar().setValue(widget.y() - above))

    def clear(self) -> None:
        """Takes everything out."""
        clear_layout(self.column)


def clear_layout(layout: QLayout) -> None:
    """Takes everything out of a layout; its widgets are hidden at once and deleted when Qt comes to it."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
