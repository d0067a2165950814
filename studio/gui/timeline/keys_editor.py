"""Typing the exact time and value of the chosen keys, right where they lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, SPACE
from studio.gui.kit.theming import current_theme

MIXED = "\u2013"  # stands where the chosen keys differ

_Reads = tuple[Callable[[str], object], Callable[[str], object]]


class KeyEditor(QFrame):
    """`typed(time, value)`: texts that were changed, empty where they were not. Enter takes them, Escape or a
    click elsewhere leaves everything as it is. before: time and value as they are; reads: None for a time or
    a value that cannot be read, whose field is marked then."""

    typed: ClassVar[Signal] = Signal(str, str)

    def __init__(self, parent: QWidget, before: tuple[str, str], reads: _Reads) -> None:
        super().__init__(parent)
        self.setObjectName("key-editor")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        theme = current_theme()
        self.setStyleSheet(
            f"#key-editor {{ background: {theme.raised}; border: 1px solid {theme.accent};"
            f" border-radius: {RADIUS}px; }}"
        )
        self._parent, self._before, self._reads = parent, before, reads
        self._over = False
        self.time, self.value = self._field(before[0], tr("Time")), self._field(before[1], tr("Value"))
        self.time.setToolTip(tr("12f frames, 1.25s seconds, 00:00:01:12 timecode"))
        self.value.setToolTip(tr("0.5 or 50%"))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        row.setSpacing(SPACE)
        for text, field in ((tr("Time"), self.time), (tr("Value"), self.value)):
            label = QLabel(text)
            label.setProperty("class", "dim")
            row.addWidget(label)
            row.addWidget(field)
        self.adjustSize()

    def open_at(self, place: QPoint) -> None:
        """Beside a key, inside the parent."""
        x = min(max(place.x() + 10, 2), max(self._parent.width() - self.width() - 2, 2))
        y = min(max(place.y() - self.height() - 10, 2), max(self._parent.height() - self.height() - 2, 2))
        self.move(x, y)
        self.show()
        self.raise_()
        self.value.setFocus(Qt.FocusReason.PopupFocusReason)
        self.value.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # letters are for the field
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self._leave()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
        if event.type() == QEvent.Type.FocusOut and not self._within():
            self._leave()
        return False

    def _field(self, text: str, name: str) -> QLineEdit:
        field = QLineEdit(text)
        field.setFixedWidth(92)
        field.setAccessibleName(name)
        field.installEventFilter(self)
        return field

    def _take(self) -> None:
        fields = self.time, self.value
        texts = [field.text().strip() for field in fields]
        changed = [text if text != was else "" for text, was in zip(texts, self._before, strict=True)]
        wrong = []
        for field, text, read in zip(fields, changed, self._reads, strict=True):
            if text and read(text) is None:
                wrong.append(field)
            field.setProperty("class", "wrong" if field in wrong else "")
            field.style().polish(field)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            wrong[0].selectAll()
            return
        self._leave()
        if any(changed):
            self.typed.emit(*changed)

    def _within(self) -> bool:
        return self.time.hasFocus() or self.value.hasFocus()

    def _leave(self) -> None:
        if self._over:
            return
        self._over = True
        if self._within():
            self._parent.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self.deleteLater()
