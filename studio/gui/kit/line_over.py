"""A line of text that opens over what it changes and closes when it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}


class LineOver(QLineEdit):
    """`finished(kept)`: Enter or a look elsewhere keeps it, Escape does not. Neither key goes on to what
    lies below."""

    finished = Signal(bool)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._over = False

    def event(self, event: QEvent) -> bool:
        asked = event.type() == QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() in _ENDS:
            event.accept()  # before a shortcut of the window takes it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENDS:
            self._end(event.key() != Qt.Key.Key_Escape)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._end(True)

    def _end(self, kept: bool) -> None:
        if not self._over:
            self._over = True
            self.finished.emit(kept)
