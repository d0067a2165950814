"""The column beside the lanes: names, swatches, mute, solo, lock, folds and heights."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ARROWS, PRESSES
from studio.gui.kit.saying import say
from studio.gui.kit.theming import current_theme
from studio.gui.timeline.canvas import Canvas
from studio.gui.timeline.header_menu import show_colours, show_menu
from studio.gui.timeline.header_paint import Part, paint_header, part_at, tip_of
from studio.gui.timeline.lane import Lane
from studio.gui.timeline.lanes import LaneTree
from studio.gui.timeline.lanes_character import CharacterLane
from studio.gui.timeline.rows import Row

NARROWEST, WIDEST = 120, 420
_GRIP = 4  # pixels at a row's lower edge, or the column's right one, that resize
_MOVE = 14  # pixels of a drag from which a lane changes places


class Headers(QWidget):
    """Follows the canvas: the same rows at the same heights."""

    own_keys = ARROWS | PRESSES

    def __init__(self, canvas: Canvas, tree: LaneTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._tree = canvas, tree
        self._hovered: tuple[str, Part] = ("", Part.NOTHING)
        self._resized: Row | None = None
        self._moved: tuple[Lane, float] | None = None
        self._widened = False
        self.current = ""  # id of the lane the keyboard is on
        self.setObjectName("timeline-headers")
        self.setAccessibleName(tr("Lanes"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        settings = canvas.studio.settings
        self.setFixedWidth(round(settings.number("timeline.header_width", 196, NARROWEST, WIDEST)))
        canvas.scrolled.connect(self.update)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self._canvas.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.panel))
            walked = self.hasFocus() or self._canvas.hasFocus()
            for row in self._canvas.visible_rows():
                on = self._hovered[1] if self._hovered[0] == row.lane.id else Part.NOTHING
                box = QRectF(0, row.top, self.width(), row.height)
                painter.save()
                painter.setClipRect(box)
                painter.fillRect(box, QColor(theme.panel))
                focused = walked and row.lane.id == self.current
                paint_header(painter, theme, row.lane, box, on, focused=focused)
                painter.restore()

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if event.position().x() >= self.width() - _GRIP:
            self._widened = True
        elif row is not None and self._on_lower_edge(row, event.position()):
            self._resized = row
        elif row is not None:
            self.make_current(row.lane)
            self._press(row, event)

    def _press(self, row: Row, event: QMouseEvent) -> None:
        lane = row.lane
        part = self._part(row, event.position())
        if part is Part.FOLD:
            self.fold(lane)
        elif part is Part.MUTE:
            lane.set_muted(not lane.muted)
        elif part is Part.SOLO:
            lane.set_solo(not lane.solo)
        elif part is Part.LOCK:
            lane.set_locked(not lane.locked)
        elif part is Part.SWATCH:
            show_colours(self, lane, event.globalPosition().toPoint())
        else:
            self.choose(lane, event.modifiers())
            self._moved = (lane, event.position().y())
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._widened:
            self._widen(round(event.position().x()))
        elif self._resized is not None:
            row = self._resized
            self._set_height(row.lane, max(round(event.position().y()) - row.top, row.lane.least_height))
        elif self._moved is not None:
            self._move(event.position().y())
        else:
            self._hover(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._resized, self._moved, self._widened = None, None, False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position())
        if row is not None and self._on_lower_edge(row, event.position()):
            self._set_height(row.lane, 0)
        elif row is not None and row.lane.is_group and self._part(row, event.position()) is Part.NOTHING:
            self.fold(row.lane)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row_at(QPointF(event.pos()))
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            row = next((r for r in self._canvas.visible_rows() if r.lane.id == self.current), row)
        if row is not None:
            self.make_current(row.lane)
            show_menu(self, self._canvas, self._tree, row.lane, event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._canvas.scroll_to(self._canvas.stack.scroll - round(event.angleDelta().y() / 120 * 48))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = ("", Part.NOTHING)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._row_at(QPointF(event.pos()))
            text = tip_of(row.lane, self._part(row, QPointF(event.pos()))) if row is not None else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shown = self._tree.shown()
        at = next((k for k, lane in enumerate(shown) if lane.id == self.current), 0)
        lane = shown[at] if shown else None
        if lane is None:
            return
        match Qt.Key(event.key()):
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                at += 1 if key == Qt.Key.Key_Down else -1
                there = shown[min(max(at, 0), len(shown) - 1)]
                self.make_current(there)
                say(self, there.spoken_head())
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key if lane.is_group:
                if lane.state.collapsed == (key == Qt.Key.Key_Right):
                    self.fold(lane)
                    say(self, lane.spoken_head())
            case Qt.Key.Key_Space:
                self.choose(lane, event.modifiers())
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                row = self._canvas.stack.row_of(lane.id)
                top = (row.top if row is not None else 0) - self._canvas.stack.scroll
                place = self.mapToGlobal(QPointF(24, top + 20)).toPoint()
                show_menu(self, self._canvas, self._tree, lane, place)
            case _:
                super().keyPressEvent(event)

    # What the parts do

    def choose(self, lane: Lane, held: Qt.KeyboardModifier) -> None:
        """What the lane is about, and whose it is."""
        selection = self._canvas.studio.selection
        owner = self._tree.owner_of(lane) or selection.value.character
        selection.set(attrs.evolve(selection.value, character=owner))
        if isinstance(lane, CharacterLane):
            lane.choose()
        lane.header_pressed(held)
        self.update()

    def fold(self, lane: Lane) -> None:
        """Folds a group, or unfolds it."""
        self._tree.set_state(lane, collapsed=not lane.state.collapsed)
        self._canvas.lay_out()

    def make_current(self, lane: Lane) -> None:
        """The lane that keys are about, here and on the canvas."""
        self.current = lane.id
        self._canvas.reveal_row(lane.id)
        self.update()

    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if self._canvas in (old, now) or self in (old, now):
            self.update()  # the frame of the current lane

    def _set_height(self, lane: Lane, height: int) -> None:
        self._tree.set_state(lane, height=height)
        self._canvas.lay_out()

    def _widen(self, width: int) -> None:
        width = min(max(width, NARROWEST), WIDEST)
        self.setFixedWidth(width)
        self._canvas.studio.settings.set("timeline.header_width", width)

    def _move(self, y: float) -> None:
        assert self._moved is not None
        lane, start = self._moved
        if abs(y - start) > max(_MOVE, lane.height * 0.7):
            lane.reorder(1 if y > start else -1)
            self._moved = (lane, y)

    def _hover(self, at: QPointF) -> None:
        row = self._row_at(at)
        part = self._part(row, at) if row is not None else Part.NOTHING
        edge = row is not None and self._on_lower_edge(row, at)
        if at.x() >= self.width() - _GRIP:
            self.setCursor(Qt.CursorShape.SizeHorCursor)
        elif edge:
            self.setCursor(Qt.CursorShape.SizeVerCursor)
        else:
            self.unsetCursor()
        hovered = (row.lane.id if row is not None else "", part)
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    def _part(self, row: Row, at: QPointF) -> Part:
        return part_at(row.lane, QRectF(0, row.top, self.width(), row.height), at)

    def _row_at(self, at: QPointF) -> Row | None:
        return self._canvas.stack.at(at.y(), self._canvas.height())

    def _on_lower_edge(self, row: Row, at: QPointF) -> bool:
        return row.lane.resizable and not row.pinned and at.y() >= row.top + row.height - _GRIP
