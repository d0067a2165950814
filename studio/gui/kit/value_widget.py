"""A number on screen that is dragged, stepped and typed: what all of its kinds have in common."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from studio.gui.kit.line_over import LineOver
from studio.gui.kit.own_keys import ENTER, ERASES

_gestures = itertools.count(1)
_STILL = 3.0  # pixels a hand may tremble before it drags
_HEIGHT = 24


class ValueWidget(QWidget):
    """`edited(value, gesture)` while a hand changes it: `gesture` is one key for one drag, so that it is one
    step to undo. `cancelled(gesture)` when Escape broke the drag off, after the old value is shown again.

    Subclasses say what a drag, a click, a turn of the wheel and a typed text mean.
    """

    own_keys = ERASES | ENTER

    edited = Signal(float, str)
    cancelled = Signal(str)
    resetRequested = Signal()

    def __init__(self, name: str, value: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = value
        self._held: tuple[float, float | None, str] | None = None  # x, value, gesture
        self._moved = False
        self._keyed = ""
        self._line: LineOver | None = None
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFixedHeight(_HEIGHT)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

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
        """The value as it is shown."""
        raise NotImplementedError

    def bounded(self, value: float) -> float:
        """The nearest value that is allowed."""
        raise NotImplementedError

    # What hands mean

    def dragged(self, start: float | None, x: float, way: float, held: Qt.KeyboardModifier) -> float:
        """The value of a drag that began at pixel `x` on a value and has gone `way` pixels."""
        raise NotImplementedError

    def clicked_at(self, place: QPointF, held: Qt.KeyboardModifier, gesture: str) -> None:
        """The button was let go where it had come down."""
        raise NotImplementedError

    def wheel_turned(self, notches: float, held: Qt.KeyboardModifier) -> None:
        """notches: of the wheel, upwards positive."""
        raise NotImplementedError

    def typed(self, text: str) -> None:
        """A text was taken; what is no number changes nothing."""
        raise NotImplementedError

    # Hands

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = (event.position().x(), self._value, self.new_gesture())
            self._moved = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        x, start, gesture = self._held
        way = event.position().x() - x
        if not self._moved and abs(way) < _STILL:
            return
        self._moved = True
        self.edit(self.dragged(start, x, way, event.modifiers()), gesture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if held is not None and not self._moved and event.button() == Qt.MouseButton.LeftButton:
            self.clicked_at(event.position(), event.modifiers(), held[2])
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / 120.0
        if not self.hasFocus() or not notches:  # a list is scrolled past its values without changing them
            event.ignore()
            return
        self.wheel_turned(notches, event.modifiers())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._break_off()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyed = self.new_gesture()
        super().focusInEvent(event)

    def new_gesture(self) -> str:
        """A key that no other gesture has."""
        return f"{self.accessibleName()} {next(_gestures)}"

    def edit(self, value: float, gesture: str) -> None:
        """Shows a value that a hand gave, and announces it where it is another."""
        value = self.bounded(value)
        if value != self._value:
            self.set_value(value)
            self.edited.emit(value, gesture)

    def _break_off(self) -> None:
        held, self._held = self._held, None
        if held is not None and self._moved:
            self.set_value(held[1])
            self.cancelled.emit(held[2])

    # Typing

    def open_line(self, text: str, *, select: bool = True) -> None:
        """A line over the value, taken by Enter or a click elsewhere; Escape leaves the value alone."""
        if self._line is not None or not self.isEnabled():
            return
        line = LineOver(text, self)
        line.setAccessibleName(self.accessibleName())
        line.setGeometry(self.rect())
        if select:
            line.selectAll()
        line.finished.connect(self._on_finished)
        self._line = line
        line.show()
        line.setFocus()

    def _on_finished(self, kept: bool) -> None:
        line = self._line
        if line is not None:
            self._close_line()
            if kept:
                self.typed(line.text())

    def _close_line(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            back = line.hasFocus()
            line.hide()
            line.deleteLater()
            if back:
                self.setFocus()
