"""A field that takes the next key pressed as it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from studio.gui.kit.key_names import key_of
from studio.gui.kit.language import tr


class KeyField(QLineEdit):
    """`chosen(key)` for a key pressed while it has the focus. Tab and Escape keep their meaning."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setPlaceholderText(tr("Click here and press a key"))
        self.setAccessibleName(tr("Key"))

    def show_key(self, text: str) -> None:
        self.setText(text)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_of(event)
        if not key or event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}:
            super().keyPressEvent(event)
            return
        self.setText(key)
        self.chosen.emit(key)
