"""A slider that is its own label: name and value lie on the bar, as in the programs artists come from."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ENTER, ERASES
from studio.gui.kit.stylesheet import field_edge
from studio.gui.kit.theme import RADIUS
from studio.gui.kit.theming import current_theme, digits_font, ui_font
from studio.gui.kit.value_widget import ValueWidget


class BarSlider(ValueWidget):
    """Arrows change it by a step (Shift: ten), Delete or a double click put it back, Enter types a value."""

    own_keys = frozenset({"Left", "Right", "PgUp", "PgDown"}) | ENTER | ERASES

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
        super().__init__(name, default if default is not None else low, parent)
        self._low, self._high, self._default = low, high, default
        self._percent = percent
        self._tick: float | None = None
        self._colour = ""

    @property
    def name(self) -> str:
        return self.accessibleName()

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

    def text(self) -> str:
        """`50%`, or `0.50` where it is no share; a dash for several unlike values."""
        if self._value is None:
            return "—"
        return f"{round(100 * self._value)}%" if self._percent else f"{self._value:.2f}"

    def read(self, text: str) -> float | None:
        """A typed value, `0.5`, `50%` or `50`; None for what is no number."""
        plain = text.strip().replace(",", ".")
        sign = plain.endswith("%")
        try:
            value = float(plain.rstrip("% "))
        except ValueError:
            return None
        return value / 100.0 if self._percent and (sign or abs(value) > 2.0 or "." not in plain) else value

    def sizeHint(self) -> QSize:
        return QSize(180, 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(70, 24)

    # What hands mean

    def bounded(self, value: float) -> float:
        return round(min(max(value, self._low), self._high), 4)

    def dragged(self, start: float | None, x: float, way: float, held: Qt.KeyboardModifier) -> float:
        fine = 0.1 if held & Qt.KeyboardModifier.ShiftModifier else 1.0
        base = start if start is not None else self._value_at(x)
        return base + way / max(self.width(), 1) * fine * (self._high - self._low)

    def clicked_at(self, place: QPointF, held: Qt.KeyboardModifier, gesture: str) -> None:
        self.edit(self._value_at(place.x()), gesture)

    def wheel_turned(self, notches: float, held: Qt.KeyboardModifier) -> None:
        self._step(notches)

    def typed(self, text: str) -> None:
        value = self.read(text)
        if value is not None:
            self.edit(value, self.new_gesture())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._reset()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ten = 10.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        steps = {
            Qt.Key.Key_Right: ten, Qt.Key.Key_Left: -ten, Qt.Key.Key_PageUp: 10.0, Qt.Key.Key_PageDown: -10.0
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._reset()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.type_value()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(tr("Type a value..."), self.type_value)
        if self._default is not None:
            menu.addAction(tr("Reset"), self._reset)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def type_value(self) -> None:
        """Opens a field over the bar."""
        self.open_line(self.text().rstrip("%") if self._value is not None else "")

    def _reset(self) -> None:
        if self._default is not None:
            self.set_value(self._default)
        self.resetRequested.emit()

    def _step(self, steps: float) -> None:
        base = self._value if self._value is not None else self._low
        self.edit(base + steps * (self._high - self._low) / 100.0, self._keyed)

    def _value_at(self, x: float) -> float:
        return self._low + (self._high - self._low) * min(max(x / max(self.width() - 1, 1), 0.0), 1.0)

    # looks

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
        text = self.text()
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), text)
        room = inner.width() - painter.fontMetrics().horizontalAdvance(text) - 3
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.text if self.isEnabled() else theme.text_faint))
        name = painter.fontMetrics().elidedText(self.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)

    def _x_of(self, value: float, box: QRectF) -> float:
        return box.width() * (value - self._low) / (self._high - self._low)
