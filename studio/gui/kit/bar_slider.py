"""A slider that is its own label: name and value lie on the bar, as in the programs artists come from."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ENTER, ERASES
from studio.gui.kit.stylesheet import field_edge
from studio.gui.kit.theme import RADIUS
from studio.gui.kit.theming import current_theme, digits_font, ui_font

_gestures = itertools.count(1)


class BarSlider(QWidget):
    """`edited(value, gesture)` while a hand changes it: `gesture` is one key for one drag, so that it is one
    step to undo. `cancelled(gesture)` when Escape broke the drag off, after the old value is shown again.

    Arrows change it by a step (Shift: ten), Delete or a double click put it back, Enter types a value.
    """

    own_keys = frozenset({"Left", "Right", "PgUp", "PgDown"}) | ENTER | ERASES

    edited = Signal(float, str)
    cancelled = Signal(str)
    resetRequested = Signal()

    def __init__(
        self,
        name: str,
        low: float = 0.0,
        high: float = 1.0,
        default: float | None = None,
        parent: QWidget | None = None,
        *,
        percent: bool = True,
    ) -> None:
        super().__init__(parent)
        self._name, self._low, self._high, self._default = name, low, high, default
        self._percent = percent
        self._value: float | None = default if default is not None else low
        self._tick: float | None = None
        self._colour = ""
        self._held: tuple[float, float | None, str] | None = None  # x, value, gesture
        self._moved = False
        self._keyed = ""
        self._field: QLineEdit | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setAccessibleName(name)
        self.setFixedHeight(24)

    @property
    def value(self) -> float | None:
        """None: several unlike values."""
        return self._value

    @property
    def name(self) -> str:
        return self._name

    def set_value(self, value: float | None) -> None:
        """Shows another value; not announced."""
        if value != self._value:
            self._value = value
            self.setAccessibleDescription(self._text())
            self.update()

    def set_name(self, name: str) -> None:
        self._name = name
        self.setAccessibleName(name)
        self.update()

    def set_colour(self, colour: str) -> None:
        """Of the bar, `#rrggbb`; the accent without one."""
        if colour != self._colour:
            self._colour = colour
            self.update()

    def set_natural(self, value: float | None) -> None:
        """A small mark at the value it has by itself; also where a double click puts it back to."""
        if (value, value) != (self._tick, self._default):
            self._tick = self._default = value
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, 24)

    # hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (event.position().x(), self._value, f"{self._name} {next(_gestures)}")
            self._moved = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        x, start, gesture = self._held
        if not self._moved and abs(event.position().x() - x) < 3:
            return
        self._moved = True
        fine = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        base = start if start is not None else self._value_at(x)
        share = (event.position().x() - x) / max(self.width(), 1) * fine
        self._edit(base + share * (self._high - self._low), gesture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and not self._moved and event.button() == Qt.MouseButton.LeftButton:
            self._edit(self._value_at(event.position().x()), self._held[2])
        self._held = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.hasFocus():  # a list is scrolled past its sliders without changing them
            event.ignore()
            return
        self._step(event.angleDelta().y() / 120.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ten = 10.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        steps = {
            Qt.Key.Key_Right: ten, Qt.Key.Key_Left: -ten, Qt.Key.Key_PageUp: 10.0, Qt.Key.Key_PageDown: -10.0
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key == Qt.Key.Key_Escape and self._held is not None:
            self._break_off()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._reset()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.type_value()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyed = f"{self._name} {next(_gestures)}"
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Type a value..."), self.type_value)
        if self._default is not None:
            menu.addAction(tr("Reset"), self._reset)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def type_value(self) -> None:
        """Opens a field over the bar: `0.5`, `50%` or `50`."""
        field = QLineEdit(self._text().rstrip("%") if self._value is not None else "", self)
        field.setGeometry(self.rect())
        field.setAccessibleName(self._name)
        field.selectAll()
        field.editingFinished.connect(self._on_typed)
        self._field = field
        field.show()
        field.setFocus()

    def _on_typed(self) -> None:
        field, self._field = self._field, None
        if field is None:
            return
        value = _number(field.text(), self._percent)
        field.deleteLater()
        self.setFocus()
        if value is not None:
            self._edit(value, f"{self._name} {next(_gestures)}")

    def _break_off(self) -> None:
        if self._held is not None:
            _, value, gesture = self._held
            self._held = None
            if self._moved:
                self.set_value(value)
                self.cancelled.emit(gesture)

    def _reset(self) -> None:
        if self._default is not None:
            self.set_value(self._default)
        self.resetRequested.emit()

    def _step(self, steps: float) -> None:
        base = self._value if self._value is not None else self._low
        self._edit(base + steps * (self._high - self._low) / 100.0, self._keyed)

    def _edit(self, value: float, gesture: str) -> None:
        value = round(min(max(value, self._low), self._high), 4)
        if value != self._value:
            self.set_value(value)
            self.edited.emit(value, gesture)

    def _value_at(self, x: float) -> float:
        return self._low + (self._high - self._low) * min(max(x / max(self.width() - 1, 1), 0.0), 1.0)

    # looks

    def _text(self) -> str:
        if self._value is None:
            return "—"
        return f"{round(100 * self._value)}%" if self._percent else f"{self._value:.2f}"

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
            shape = QPainterPath()
            shape.addRoundedRect(box, RADIUS - 1, RADIUS - 1)
            painter.fillPath(shape, QColor(theme.field if self.isEnabled() else theme.panel))
            painter.setClipPath(shape)
            self._paint_bar(painter, box)
            painter.setClipping(False)
            edge = theme.accent if self.hasFocus() else field_edge(theme)
            painter.setPen(QPen(QColor(edge), 1.0))
            painter.drawPath(shape)
            self._paint_texts(painter, box)

    def _paint_bar(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        if self._value is not None and self.isEnabled():
            colour = QColor(self._colour or theme.accent)
            colour.setAlphaF(0.55 if self.underMouse() or self._held else 0.42)
            painter.fillRect(
                QRectF(box.left(), box.top(), self._x_of(self._value, box), box.height()), colour
            )
        if self._tick is not None:
            x = round(box.left() + self._x_of(self._tick, box)) + 0.5
            painter.setPen(QPen(QColor(theme.text_faint), 0))
            painter.drawLine(int(x), int(box.bottom() - 4), int(x), int(box.bottom()))

    def _paint_texts(self, painter: QPainter, box: QRectF) -> None:
        theme = current_theme()
        pad = 8 if box.width() > 90 else 5
        inner = box.adjusted(pad, 0, -pad, 0)
        painter.setFont(digits_font(11))
        painter.setPen(QColor(theme.text_dim if self.isEnabled() else theme.text_faint))
        text = self._text()
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(text) - 3
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.text_faint))
        name = painter.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)

    def _x_of(self, value: float, box: QRectF) -> float:
        return box.width() * (value - self._low) / (self._high - self._low)


def _number(text: str, percent: bool) -> float | None:
    plain = text.strip().replace(",", ".")
    sign = plain.endswith("%")
    try:
        value = float(plain.rstrip("% "))
    except ValueError:
        return None
    return value / 100.0 if percent and (sign or abs(value) > 2.0 or "." not in plain) else value
