"""Fields of text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from studio.gui.kit.field_editor import Editor
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.fields.field import Field, Mixed, Text


class TextEditor(Editor):
    """A line; Enter or leaving it keeps what was typed, Escape does not."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(field.shape, Text)
        self._line = QLineEdit(self)
        self._line.setPlaceholderText(tr(field.shape.hint))
        self.take(self._line, field)
        self._shown = ""
        self._line.editingFinished.connect(self._on_finished)
        self._line.installEventFilter(self)

    @property
    def busy(self) -> bool:
        return self._line.hasFocus() and self._line.text() != self._shown

    def show_field(self, field: Field) -> None:
        assert isinstance(field.shape, Text)
        mixed = isinstance(field.value, Mixed)
        self._line.setPlaceholderText(tr("mixed") if mixed else tr(field.shape.hint))
        self._shown = "" if mixed else str(field.value)
        if self._line.text() != self._shown:
            self._line.setText(self._shown)
            self._line.setCursorPosition(0)

    def _on_finished(self) -> None:
        if self._line.text() != self._shown:
            self._shown = self._line.text()
            self.say(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            unlike = self._line.text() != self._shown
            if event.key() == Qt.Key.Key_Escape and unlike:
                self._line.setText(self._shown)
                return True
        return False


class LongTextEditor(Editor):
    """Several lines; leaving it or Ctrl+Enter keeps what was typed, Escape does not."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert isinstance(field.shape, Text)
        self._area = QPlainTextEdit(self)
        self._area.setPlaceholderText(tr(field.shape.hint))
        self._area.setTabChangesFocus(True)
        self._area.setFixedHeight(self._area.fontMetrics().lineSpacing() * field.shape.lines + 4 * SPACE)
        self.take(self._area, field)
        self._shown = ""
        self._area.installEventFilter(self)

    @property
    def busy(self) -> bool:
        return self._area.hasFocus() and self._area.toPlainText() != self._shown

    def show_field(self, field: Field) -> None:
        self._shown = "" if isinstance(field.value, Mixed) else str(field.value)
        if self._area.toPlainText() != self._shown:
            self._area.setPlainText(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._keep()
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._keep()
                return True
            if event.key() == Qt.Key.Key_Escape and self._area.toPlainText() != self._shown:
                self._area.setPlainText(self._shown)
                return True
        return False

    def _keep(self) -> None:
        text = self._area.toPlainText()
        if text != self._shown:
            self._shown = text
            self.say(text)
