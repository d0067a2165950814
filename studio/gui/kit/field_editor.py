"""What all widgets of fields have in common."""

from __future__ import annotations

import itertools

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.fields.field import Field, Value

_gestures = itertools.count(1)


class Editor(QWidget):
    """`edited(value, gesture)`, `cancelled(gesture)`, `refused(text)`, `resetRequested()`."""

    edited = Signal(object, str)
    cancelled = Signal(str)
    refused = Signal(str)
    resetRequested = Signal()
    wide = False  # takes the whole row, below its label

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACE)

    @property
    def busy(self) -> bool:
        """Is a hand in the middle of something that must not be disturbed?"""
        return False

    def show_field(self, field: Field) -> None:
        """Shows the field's value; announces nothing."""
        raise NotImplementedError

    def say(self, value: Value) -> None:
        self.edited.emit(value, f"{self.objectName()} {next(_gestures)}")

    def take(self, widget: QWidget, field: Field) -> None:
        self._box.addWidget(widget)
        self.setFocusProxy(widget)
        widget.setAccessibleName(tr(field.label))
        widget.setToolTip(tr(field.tip) if field.tip else "")
