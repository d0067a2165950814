"""A number that is dragged, stepped or typed: `0.5*2`, `250ms`, `12f`, `+=1`."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from studio.core.problems import ProblemError
from studio.core.time import Rate
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.own_keys import ARROWS, ENTER, ERASES, NUMBER
from studio.gui.kit.stylesheet import field_edge
from studio.gui.kit.theme import RADIUS
from studio.gui.kit.theming import current_theme, digits_font
from studio.session.fields.field import Number
from studio.session.fields.number_text import number_of, shown

_gestures = itertools.count(1)
_HEIGHT, _ARROW = 24, 16
_TRAVEL = 4.0  # pixels of a drag that are one step


class NumberField(QWidget):
    """`edited(value, gesture)` while a hand changes it; all edits of one gesture are one step to undo.
    `cancelled(gesture)` when Escape broke a drag off, `refused(text)` when what was typed is no number.

    Dragging: Shift finer, Ctrl coarser. Arrow keys: Shift ten steps, Ctrl a tenth. Enter or a click types.
    """

    own_keys = ARROWS | ENTER | ERASES | NUMBER | {"F2"}

    edited = Signal(float, str)
    cancelled = Signal(str)
    refused = Signal(str)
    resetRequested = Signal()

    def __init__(self, name: str, shape: Number, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.rate: Rate | None = None
        self._value: float | None = 0.0
        self._held: tuple[float, float, str] | None = None  # x, value, gesture
        self._moved = False
        self._keyed = ""
        self._line: QLineEdit | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def value(self) -> float | None:
        """None: several unlike values."""
        return self._value

    @property
    def dragging(self) -> bool:
        return self._held is not None and self._moved

    @property
    def typing(self) -> bool:
        return self._line is not None

    def set_value(self, value: float | None) -> None:
        """Shows another value; not announced."""
        if value != self._value:
            self._value = value
            self.setAccessibleDescription(self.text())
            self.update()

    def text(self) -> str:
        """The value as it is shown, with its unit."""
        if self._value is None:
            return "mixed" if self.isEnabled() else ""
        unit = {"°": "°", "": "", "×": " ×"}.get(self.shape.unit, f" {self.shape.unit}")
        return shown(self._value, self.shape.decimals) + unit

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (event.position().x(), self._start(), self._gesture())
            self._moved = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        x, start, gesture = self._held
        way = event.position().x() - x
        if not self._moved and abs(way) < 3:
            return
        self._moved = True
        held = event.modifiers()
        pace = 0.1 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        pace *= 10.0 if held & Qt.KeyboardModifier.ControlModifier else 1.0
        self._edit(start + way / _TRAVEL * self.shape.step * pace, gesture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if held is None or self._moved or event.button() != Qt.MouseButton.LeftButton:
            self.update()
            return
        side = self._arrow_at(event.position())
        if side:
            self._step(side, event.modifiers())
        else:
            self.type_value()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():  # a panel is scrolled past its fields without changing them
            event.ignore()
            return
        self._step(1 if event.angleDelta().y() > 0 else -1, event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.dragging:
            self._break_off()
        elif key in steps:
            self._step(steps[key], event.modifiers())
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.resetRequested.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}:
            self.type_value()
        elif event.text() and event.text() in "0123456789.-+*/(":
            self.type_value(event.text())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyed = self._gesture()
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self.update()

    def type_value(self, first: str = "") -> None:
        """Opens a line over the number, with all of it selected or with what was typed first."""
        if self._line is not None or not self.isEnabled():
            return
        now = "" if self._value is None else shown(self._value, max(self.shape.decimals, 3))
        line = QLineEdit(first or now, self)
        line.setAccessibleName(self.accessibleName())
        line.setGeometry(self.rect())
        line.setFont(digits_font(12))
        if not first:
            line.selectAll()
        line.editingFinished.connect(self._on_typed)
        line.installEventFilter(self)
        self._line = line
        line.show()
        line.setFocus()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride} and watched is self._line:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                self._close_line()
                return True
        return False

    def _on_typed(self) -> None:
        if self._line is None:
            return
        text = self._line.text()
        self._close_line()
        now = self._value if self._value is not None else 0.0
        if text.strip() == ("" if self._value is None else shown(now, max(self.shape.decimals, 3))):
            return
        try:
            value = number_of(text, self.shape.unit, self.rate, now)
        except ProblemError as error:
            self.refused.emit(str(error))
            return
        self._edit(value, self._gesture())

    def _close_line(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            back = line.hasFocus()
            line.hide()
            line.deleteLater()
            if back:
                self.setFocus()

    def _break_off(self) -> None:
        if self._held is not None:
            _, value, gesture = self._held
            self._held = None
            self.set_value(value)
            self.cancelled.emit(gesture)

    def _step(self, steps: int, held: Qt.KeyboardModifier) -> None:
        pace = 10.0 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        pace *= 0.1 if held & Qt.KeyboardModifier.ControlModifier and self.shape.decimals else 1.0
        self._edit(self._start() + steps * pace * self.shape.step, self._keyed or self._gesture())

    def _edit(self, value: float, gesture: str) -> None:
        value = round(self.shape.clipped(value), 6)
        if value != self._value:
            self.set_value(value)
            self.edited.emit(value, gesture)

    def _start(self) -> float:
        return self._value if self._value is not None else self.shape.clipped(0.0)

    def _gesture(self) -> str:
        return f"{self.accessibleName()} {next(_gestures)}"

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
