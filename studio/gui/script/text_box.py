"""The script of a line as plain text: typed freely, applied with one key, directions in italics."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from studio.document.schema import VoiceClip
from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE, emotion_colour
from studio.gui.kit.theming import current_theme
from studio.session.scripting.directions import read_direction

_DIRECTION = re.compile(r"\[([^\[\]]*)\]|\(([^()]*)\)|\{([^{}]*)\}")
_MOST = 6  # directions that are explained; more would push the text away


class TextBox(QWidget):
    """`committed(clip id, text)` when the artist applies the text."""

    committed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip: VoiceClip | None = None
        self.editor = _Editor(self)
        self._marks = _Directions(self.editor.document())
        self.meaning = QLabel(self)
        self.meaning.setWordWrap(True)
        self.meaning.setProperty("class", "dim")
        self.meaning.setTextFormat(Qt.TextFormat.RichText)
        self.apply = push_button(
            tr("Apply"), "primary", tip=tr("Words are found in the sound again (Ctrl+Enter)")
        )
        self.revert = push_button(tr("Discard"), tip=tr("The script as it was"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.revert)
        buttons.addWidget(self.apply)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, 2 * SPACE)
        rows.setSpacing(SPACE)
        rows.addWidget(self.editor, 1)
        rows.addWidget(self.meaning)
        rows.addLayout(buttons)
        self.editor.textChanged.connect(self._on_typed)
        self.editor.committed.connect(self._on_commit)
        self.apply.clicked.connect(self._on_commit)
        self.revert.clicked.connect(self._on_revert)
        self._on_typed()

    @property
    def changed(self) -> bool:
        """Was something typed that is not applied?"""
        return self._clip is not None and self.editor.toPlainText() != self._clip.script.text

    def show_clip(self, clip: VoiceClip | None) -> None:
        """Another line, or the same after an edit; what is being typed in it stays."""
        before, typed = self._clip, self.changed
        self._clip = clip
        same = before is not None and clip is not None and before.id == clip.id
        if not (same and typed):
            text = clip.script.text if clip is not None else ""
            if text != self.editor.toPlainText():
                self.editor.setPlainText(text)
        self.editor.setEnabled(clip is not None)
        self._on_typed()

    def _on_typed(self) -> None:
        self.apply.setEnabled(self.changed)
        self.revert.setEnabled(self.changed)
        self.meaning.setText(_meanings(self.editor.toPlainText()))
        self.meaning.setVisible(bool(self.meaning.text()))

    def _on_commit(self) -> None:
        if self._clip is not None and self.changed:
            self.committed.emit(self._clip.id, self.editor.toPlainText())

    def _on_revert(self) -> None:
        if self._clip is not None:
            self.editor.setPlainText(self._clip.script.text)


class _Editor(QPlainTextEdit):
    committed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Script"))
        self.setTabChangesFocus(True)
        self.setPlaceholderText(
            tr("Type what is said. Stage directions go in brackets: (sadly), [very angry] ...")
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.committed.emit()
        else:
            super().keyPressEvent(event)


class _Directions(QSyntaxHighlighter):
    """Brackets in italics; those that are understood in the text's own colour, notes faint."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)

    def highlightBlock(self, text: str) -> None:
        theme = current_theme()
        for match in _DIRECTION.finditer(text):
            form = QTextCharFormat()
            form.setFontItalic(True)
            known = read_direction(_inner(match)).understood
            form.setForeground(QColor(theme.accent if known else theme.text_faint))
            self.setFormat(match.start(), match.end() - match.start(), form)


def _inner(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group), "")


def _meanings(text: str) -> str:
    """What each direction does, as a few lines."""
    found = dict.fromkeys(_inner(match).strip() for match in _DIRECTION.finditer(text))
    lines = []
    for direction in [d for d in found if d][:_MOST]:
        reading = read_direction(direction)
        dot = f"<span style='color:{emotion_colour(reading.style)}'>●</span> " if reading.style else ""
        means = reading.title if reading.understood else tr("a note")
        lines.append(f"<i>{escape(direction)}</i> → {dot}{means}")
    more = len([d for d in found if d]) - _MOST
    return "<br>".join([*lines, tr("and {0} more", more)] if more > 0 else lines)
