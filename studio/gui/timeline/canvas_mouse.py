"""The mouse on the canvas: a lane's own drags, boxes, panning, and what is under the pointer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from studio.gui.kit.language import tr
from studio.gui.timeline.box_selection import choose_in_box
from studio.gui.timeline.brush_sizing import BrushSizing
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.gui.timeline.rows import Row
from studio.session.tools import Tool

if TYPE_CHECKING:
    from studio.gui.timeline.canvas import Canvas

_PLAY = 4  # pixels the mouse may stray in a click
_ROLL = 30  # milliseconds between two steps of rolling on beyond the edge


class CanvasMouse(QObject):
    """box: the selection's rectangle while it is drawn; over: the lane under the mouse."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.sizing = BrushSizing(canvas.studio, canvas.axis, canvas)
        self.box: QRectF | None = None
        self._held: Row | None = None  # the row whose lane took the drag
        self._from: QPointF | None = None  # where a box began
        self._pan: QPointF | None = None
        self.over: Lane | None = None
        self.place_of_keys: Callable[[], tuple[Row, QPointF] | None] = lambda: None  # for menus by keys
        self._last: QMouseEvent | None = None
        self._roll = QTimer(self)
        self._roll.setInterval(_ROLL)
        self._roll.timeout.connect(self._on_roll)

    @property
    def dragging(self) -> bool:
        held = self._held is not None or self._from is not None or self._pan is not None
        return held or self.sizing.running

    def press(self, event: QMouseEvent) -> None:
        if self.sizing.running:
            self.sizing.keep()
            return
        if self.dragging:
            return
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan = event.position()
            self._canvas.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press_left(event)

    def _press_left(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        row = canvas.stack.at(event.position().y(), canvas.height())
        self._work_with(row)
        if row is not None and canvas.studio.brush.value.tool is Tool.RAZOR and not row.lane.can_cut:
            canvas.studio.told.emit(tr("The razor cuts curves and recordings; words and events stay whole"))
        elif row is not None and row.lane.press(self._on_lane(row, event)):
            self._held = row
        else:
            self._from = event.position()

    def _work_with(self, row: Row | None) -> None:
        """Whose lane is touched is whom the artist works on: who is seen, and to whom feelings are given."""
        owner = self._canvas.tree.owner_of(row.lane) if row is not None else ""
        if owner:
            selection = self._canvas.studio.selection
            selection.set(attrs.evolve(selection.value, character=owner))

    def move(self, event: QMouseEvent) -> None:
        self._last = event.clone()
        if self._pan is not None:
            by = event.position() - self._pan
            self._pan = event.position()
            self._canvas.axis.pan(-by.x())
            self._canvas.scroll_to(self._canvas.stack.scroll - round(by.y()))
        elif self._held is not None:
            self._drag(event)
        elif self._from is not None:
            self._draw_box(event.position())
        else:
            self.sizing.move(event.position().x())
            self._hover(event)
        self._roll_on(event)

    def release(self, event: QMouseEvent) -> None:
        if self._pan is not None and event.button() == Qt.MouseButton.MiddleButton:
            self._pan = None
            self._canvas.unsetCursor()
        elif event.button() == Qt.MouseButton.LeftButton and self._held is not None:
            row, self._held = self._held, None
            row.lane.release(self._on_lane(row, event))
        elif event.button() == Qt.MouseButton.LeftButton and self._from is not None:
            self._choose(event)
        self._roll.stop()
        self._canvas.guide.clear()

    def _choose(self, event: QMouseEvent) -> None:
        """The end of a box, or of a mere click."""
        box, self._from, self.box = self.box, None, None
        row = self._canvas.stack.at(event.position().y(), self._canvas.height())
        adds = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if box is not None or row is None or not row.lane.click(self._on_lane(row, event)):
            choose_in_box(self._canvas, box, adds=adds)
        self._canvas.update()

    def cancel(self) -> None:
        """Escape: everything as before the drag."""
        self.sizing.cancel()
        held, self._held = self._held, None
        self._from = self.box = self._pan = None
        self._roll.stop()
        if held is not None:
            held.lane.cancel()
        self._canvas.unsetCursor()
        self._canvas.guide.clear()
        self._canvas.update()

    def double_click(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        row = canvas.stack.at(event.position().y(), canvas.height())
        if event.button() != Qt.MouseButton.LeftButton or row is None:
            return
        mouse = self._on_lane(row, event)
        if not row.lane.double_click(mouse):
            canvas.studio.transport.seek(max(mouse.snapped, 0))

    def show_menu(self, event: QContextMenuEvent) -> None:
        canvas, place = self._canvas, QPointF(event.pos())
        row = canvas.stack.at(event.pos().y(), canvas.height())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row, place = self.place_of_keys() or (row, place)
        if row is None or self.dragging:
            return
        self._work_with(row)
        menu, there = QMenu(canvas), canvas.mapToGlobal(place.toPoint())
        none = Qt.MouseButton.NoButton
        row.lane.menu(self._mouse(row, place, none, event.modifiers(), there), menu)
        if menu.actions():
            menu.exec(there)
        menu.deleteLater()

    def leave(self) -> None:
        if self.over is not None and self._held is None:
            self.over.leave()
            self.over = None
            self._canvas.hovered.emit("")

    def _drag(self, event: QMouseEvent) -> None:
        assert self._held is not None
        row = self._placed(self._held)
        mouse = self._on_lane(row, event)
        row.lane.drag(mouse)
        self._tell(row.lane, mouse)

    def _placed(self, row: Row) -> Row:
        """The row where it is now: others may have been scrolled in or folded meanwhile."""
        if row.pinned:
            return row
        now = self._canvas.stack.row_of(row.lane.id)
        return row if now is None else attrs.evolve(now, top=now.top - self._canvas.stack.scroll)

    def _hover(self, event: QMouseEvent) -> None:
        canvas = self._canvas
        row = canvas.stack.at(event.position().y(), canvas.height())
        lane = row.lane if row is not None else None
        if self.over is not None and self.over is not lane:
            self.over.leave()
        self.over = lane
        if row is None:
            canvas.unsetCursor()
            canvas.hovered.emit("")
        else:
            self._tell(row.lane, self._on_lane(row, event))

    def _tell(self, lane: Lane, mouse: LaneMouse) -> None:
        cursor, text = lane.hover(mouse)
        if self._canvas.cursor().shape() != cursor:
            self._canvas.setCursor(cursor)
        time = self._canvas.time_text(mouse.tick)
        self._canvas.hovered.emit(f"{time}   {text}" if text else time)

    def _draw_box(self, to: QPointF) -> None:
        assert self._from is not None
        by = to - self._from
        if self.box is not None or max(abs(by.x()), abs(by.y())) > _PLAY:
            self.box = QRectF(self._from, to).normalized()
            self._canvas.update()

    def _on_lane(self, row: Row, event: QMouseEvent) -> LaneMouse:
        button = event.button() if event.button() != Qt.MouseButton.NoButton else Qt.MouseButton.LeftButton
        place = event.globalPosition().toPoint()
        return self._mouse(row, event.position(), button, event.modifiers(), place)

    def _mouse(
        self,
        row: Row,
        at: QPointF,
        button: Qt.MouseButton,
        modifiers: Qt.KeyboardModifier,
        place: QPoint,
    ) -> LaneMouse:
        canvas = self._canvas
        lane, view = row.lane, canvas.axis.view.value
        lane.view, lane.rect = view, QRect(0, row.top, canvas.width(), row.height)
        tick = view.tick_at(at.x())
        found = canvas.guide.find(tick, modifiers)
        snapped = tick if found is None else found
        return LaneMouse(at.x(), at.y() - row.top, tick, snapped, button, modifiers, place)

    def _roll_on(self, event: QMouseEvent) -> None:
        """Starts rolling while something is dragged beyond the edge."""
        x, y = event.position().x(), event.position().y()
        beyond = not 0 <= x < self._canvas.width()
        beyond = beyond or (self._from is not None and not 0 <= y < self._canvas.height())
        rolls = beyond and (self._held is not None or self._from is not None)
        if rolls and not self._roll.isActive():
            self._roll.start()
        elif not rolls:
            self._roll.stop()

    def _on_roll(self) -> None:
        canvas, event = self._canvas, self._last
        if event is None or not self.dragging:
            self._roll.stop()
            return
        x, y = event.position().x(), event.position().y()
        across = min(x, 0.0) + max(x - canvas.width(), 0.0)
        down = min(y, 0.0) + max(y - canvas.height(), 0.0)
        before = canvas.axis.view.value
        canvas.axis.pan(across / 3)
        moved = (before.start - canvas.axis.view.value.start) / before.scale
        scrolled = canvas.stack.scroll
        if self._from is not None:
            canvas.scroll_to(canvas.stack.scroll + round(down / 3))
            self._from += QPointF(moved, scrolled - canvas.stack.scroll)
        self.move(event)
