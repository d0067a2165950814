"""A row of a form: a label, its field, and a dot that puts the field back to its default."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.core.time import Rate
from studio.gui.kit.field_editors import editor_of
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import current_theme
from studio.session.fields.field import Field, Value

LABEL_WIDTH = 84


class FieldRow(QWidget):
    """`edited(field, value, gesture)` with the field as it was shown last; `cancelled(gesture)`."""

    edited = Signal(object, object, str)
    cancelled = Signal(str)
    refused = Signal(str)

    def __init__(self, field: Field, rate: Rate | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = editor_of(field, rate, self)
        self._label = QLabel(tr(field.label), self)
        self._label.setProperty("class", "dim")
        self._label.setToolTip(tr(field.tip) if field.tip else "")
        self._label.setBuddy(self.editor)
        self._dot = self._reset_dot()
        self._arrange()
        self.editor.edited.connect(self._on_edited)
        self.editor.cancelled.connect(self.cancelled)
        self.editor.refused.connect(self.refused)
        self.editor.resetRequested.connect(self._on_reset)
        self.show_field(field)

    @property
    def busy(self) -> bool:
        return self.editor.busy

    def show_field(self, field: Field) -> None:
        """The same field with what it is now."""
        self.field = field
        if not self.editor.busy:
            self.editor.show_field(field)
        self._dot.setEnabled(field.off_default)

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(SPACE // 2)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._label.setWordWrap(True)
        row.addWidget(self._label)
        if self.editor.wide:
            row.addStretch(1)
            outer.addLayout(row)
            outer.addWidget(self.editor)
        else:
            row.addWidget(self.editor, 1)
            row.addWidget(self._dot)
            outer.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def _reset_dot(self) -> _ResetDot:
        dot = _ResetDot(tr("Reset {0}", tr(self.field.label)), self)
        dot.clicked.connect(self._on_reset)
        keeps = dot.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        dot.setSizePolicy(keeps)
        dot.setVisible(self.field.default is not None and not self.editor.wide)
        return dot

    def _on_edited(self, value: Value, gesture: str) -> None:
        self.edited.emit(self.field, value, gesture)

    def _on_reset(self) -> None:
        if self.field.default is not None and self.field.off_default:
            self.edited.emit(self.field, self.field.default, "")


class _ResetDot(QAbstractButton):
    """Seen only where there is something to reset."""

    def __init__(self, tip: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(14, 20)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(tip)
        self.setAccessibleName(tip)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.isEnabled():
            return
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lit = self.underMouse() or self.hasFocus()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.text if lit else theme.accent))
            size = 4.0 if lit else 3.0
            painter.drawEllipse(QRectF(self.rect()).center(), size, size)
