"""A number that is dragged, stepped or typed: `0.5*2`, `250ms`, `12f`, `+=1`."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.problems import ProblemError
from studio.core.time import Rate
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ARROWS, ENTER, ERASES, NUMBER
from studio.gui.kit.stylesheet import field_edge
from studio.gui.kit.theme import RADIUS
from studio.gui.kit.theming import current_theme, digits_font
from studio.gui.kit.value_widget import ValueWidget
from studio.session.fields.field import Number
from studio.session.fields.number_text import number_of, shown

_ARROW = 16
_TRAVEL = 4.0  # pixels of a drag that are one step


class NumberField(ValueWidget):
    """`refused(text)` when what was typed is no number.

    Dragging: Shift finer, Ctrl coarser. Arrow keys: Shift ten steps, Ctrl a tenth. Enter or a click types.
    """

    own_keys = ARROWS | ENTER | ERASES | NUMBER | {"F2"}

    refused = Signal(str)

    def __init__(self, name: str, shape: Number, parent: QWidget | None = None) -> None:
        super().__init__(name, 0.0, parent)
        self.shape = shape
        self.rate: Rate | None = None
        self.setMinimumWidth(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """The value as it is shown, with its unit."""
        if self._value is None:
            return tr("mixed") if self.isEnabled() else ""
        unit = {"°": "°", "": "", "×": " ×"}.get(self.shape.unit, f" {self.shape.unit}")
        return shown(self._value, self.shape.decimals) + unit

    def sizeHint(self) -> QSize:
        return QSize(120, 24)

    # What hands mean

    def bounded(self, value: float) -> float:
        return round(self.shape.clipped(value), 6)

    def dragged(self, start: float | None, x: float, way: float, held: Qt.KeyboardModifier) -> float:
        pace = 0.1 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        pace *= 10.0 if held & Qt.KeyboardModifier.ControlModifier else 1.0
        return self._base(start) + way / _TRAVEL * self.shape.step * pace

    def clicked_at(self, place: QPointF, held: Qt.KeyboardModifier, gesture: str) -> None:
        side = self._arrow_at(place)
        if side:
            self._step(side, held)
        else:
            self.type_value()

    def wheel_turned(self, notches: float, held: Qt.KeyboardModifier) -> None:
        self._step(1 if notches > 0 else -1, held)

    def typed(self, text: str) -> None:
        if text.strip() == self._typable():
            return
        try:
            value = number_of(text, self.shape.unit, self.rate, self._value or 0.0)
        except ProblemError as error:
            self.refused.emit(str(error))
            return
        self.edit(value, self.new_gesture())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key], event.modifiers())
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.resetRequested.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.type_value()
        elif event.text() and event.text() in "0123456789.-+*/(":
            self.type_value(event.text())
        else:
            super().keyPressEvent(event)

    def type_value(self, first: str = "") -> None:
        """Opens a line over the number, with all of it selected or with what was typed first."""
        self.open_line(first or self._typable(), select=not first)
        if self._line is not None:
            self._line.setFont(digits_font(12))

    def _typable(self) -> str:
        return "" if self._value is None else shown(self._value, max(self.shape.decimals, 3))

    def _step(self, steps: int, held: Qt.KeyboardModifier) -> None:
        pace = 10.0 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        pace *= 0.1 if held & Qt.KeyboardModifier.ControlModifier and self.shape.decimals else 1.0
        gesture = self._keyed or self.new_gesture()
        self.edit(self._base(self._value) + steps * pace * self.shape.step, gesture)

    def _base(self, value: float | None) -> float:
        return value if value is not None else self.shape.clipped(0.0)

    def _arrow_at(self, place: QPointF) -> int:
        if self.shape.bar or self.width() < 90:
            return 0
        return -1 if place.x() < _ARROW else 1 if place.x() > self.width() - _ARROW else 0

    # looks

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            shape = QPainterPath()
            shape.addRoundedRect(box, RADIUS - 1, RADIUS - 1)
            painter.fillPath(shape, QColor(theme.field if self.isEnabled() else theme.panel))
            if self.shape.bar and self._value is not None and self.isEnabled():
                painter.setClipPath(shape)
                self._paint_bar(painter, box)
                painter.setClipping(False)
            painter.setPen(QPen(QColor(theme.accent if self.hasFocus() else field_edge(theme)), 0))
            painter.drawPath(shape)
            lit = self.isEnabled() and self._value is not None
            painter.setPen(QColor(theme.text if lit else theme.text_faint))
            painter.setFont(digits_font(12))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self.text())
            if self.underMouse() and self.isEnabled() and not self.shape.bar and self.width() >= 90:
                for x, name in ((3.0, "caret-left"), (box.right() - 13.0, "caret-right")):
                    paint_icon(painter, QRectF(x, box.center().y() - 5, 10, 10), name, "text_dim")

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        low, high = self.shape.low, self.shape.high
        zero = min(max(0.0, low), high)
        a, b = sorted(box.left() + box.width() * (v - low) / (high - low) for v in (zero, self._value or 0.0))
        colour = QColor(current_theme().accent)
        colour.setAlphaF(0.5 if self.underMouse() or self._held else 0.36)
        painter.fillRect(QRectF(a, box.top(), b - a, box.height()), colour)
