"""Lines of text in dialogs that say what is, and what was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel


def told_label(kind: str) -> QLabel:
    """An empty label that wraps and takes text as it is. kind: how it looks, as the stylesheet calls it."""
    label = QLabel()
    label.setWordWrap(True)
    label.setProperty("class", kind)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
