"""A widget that hands the mouse to an object of its own, and Escape too while something is dragged."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget


class MouseWork(Protocol):
    """What the mouse does on a surface."""

    @property
    def dragging(self) -> bool: ...

    def press(self, event: QMouseEvent) -> None: ...

    def move(self, event: QMouseEvent) -> None: ...

    def release(self, event: QMouseEvent) -> None: ...

    def double_click(self, event: QMouseEvent) -> None: ...

    def show_menu(self, event: QContextMenuEvent) -> None: ...

    def cancel(self) -> None: ...


class MouseSurface(QWidget):
    """Subclasses name their `_work`; it is None while the widget is made, when Qt sends events already."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._work: MouseWork | None = None
        super().__init__(parent)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._work is not None:
            self._work.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._work is not None:
            self._work.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._work is not None:
            self._work.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._work is not None:
            self._work.double_click(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._work is not None:
            self._work.show_menu(event)

    def event(self, event: QEvent) -> bool:
        # While something is dragged Escape breaks that off, and nothing else.
        if self._work is not None and self._work.dragging and _is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._work is not None and self._work.dragging:
            self._work.cancel()
        else:
            super().keyPressEvent(event)


def _is_escape(event: QEvent) -> bool:
    """Is Escape pressed, asked before any shortcut gets it?"""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    return event.key() == Qt.Key.Key_Escape
