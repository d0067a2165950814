"""A part of a panel under a heading that folds."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import PRESSES
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme, ui_font


class SectionHead(QWidget):
    """The heading: a click, Space or Enter folds and unfolds. `note` stands at its right, quietly."""

    own_keys = PRESSES

    clicked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.note, self.open = title, "", True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(title)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 28)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, box = current_theme(), QRectF(self.rect())
        with QPainter(self) as painter:
            painter.setPen(QPen(QColor(theme.hover), 0))
            painter.drawLine(0, 0, self.width(), 0)
            mark = QRectF(SPACE, box.center().y() - 6, 12, 12)
            paint_icon(painter, mark, "caret-down" if self.open else "caret-right", "text_faint")
            painter.setFont(ui_font(12, bold=True))
            painter.setPen(QColor(theme.accent if self.hasFocus() else theme.text))
            left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            painter.drawText(box.adjusted(22, 0, -SPACE, 0), left, self.title)
            used = painter.fontMetrics().horizontalAdvance(self.title) + 34
            painter.setFont(ui_font(11))
            painter.setPen(QColor(theme.text_faint))
            room = int(box.width() - used - SPACE)
            note = painter.fontMetrics().elidedText(self.note, Qt.TextElideMode.ElideRight, max(room, 0))
            right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
            painter.drawText(box.adjusted(used, 0, -2 * SPACE, 0), right, note)


class Section(QWidget):
    """A heading and a body of widgets below one another; `folded(open)` when the artist folds it."""

    folded = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None, *, opened: bool = True) -> None:
        super().__init__(parent)
        self.head = SectionHead(title, self)
        self.body = QWidget(self)
        self.rows = QVBoxLayout(self.body)
        self.rows.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 3 * SPACE)
        self.rows.setSpacing(SPACE)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self.body)
        self.head.clicked.connect(self._on_clicked)
        self.set_open(opened)

    def set_open(self, opened: bool) -> None:
        self.head.open = opened
        self.head.setAccessibleDescription("" if opened else tr("folded"))
        self.body.setVisible(opened)
        self.head.update()

    def set_note(self, note: str) -> None:
        """What the heading says at its right: the state, also when folded."""
        if note != self.head.note:
            self.head.note = note
            self.head.update()

    def row(self, *widgets: QWidget) -> QHBoxLayout:
        """Widgets beside one another, as one more row."""
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for widget in widgets:
            row.addWidget(widget)
        self.rows.addLayout(row)
        return row

    def _on_clicked(self) -> None:
        self.set_open(not self.head.open)
        self.folded.emit(self.head.open)
