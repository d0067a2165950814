"""The stack of lanes: lays them out, paints what changed and hands the mouse on."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import attrs
from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theming import current_theme
from studio.gui.timeline.axis import Axis
from studio.gui.timeline.backing import Backing
from studio.gui.timeline.canvas_drops import CanvasDrops
from studio.gui.timeline.canvas_mouse import CanvasMouse
from studio.gui.timeline.canvas_paint import paint_over, paint_rows
from studio.gui.timeline.guide import Guide
from studio.gui.timeline.lane import Lane
from studio.gui.timeline.lanes import LaneTree
from studio.gui.timeline.mouse_surface import MouseSurface
from studio.gui.timeline.rows import Row, Stack, room_of
from studio.gui.timeline.wheel import pinch, turn
from studio.session.keying.time_text import write
from studio.session.studio import Studio

_BELOW = 24  # pixels
_REST = 60  # milliseconds after the last step of a zoom until all is sharp
_STRIP = 3  # pixels on either side of the playhead that are painted when it moves


class Canvas(MouseSurface):
    """`scrolled()` when other rows are on screen or lie elsewhere; `hovered(text)`: under the mouse."""

    scrolled: ClassVar[Signal] = Signal()
    hovered: ClassVar[Signal] = Signal(str)

    def __init__(self, studio: Studio, axis: Axis, tree: LaneTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio, self.axis, self.tree = studio, axis, tree
        self.stack = Stack()
        self.guide = Guide(studio, axis, tree)
        self.mouse = self._work = CanvasMouse(self)
        self.drops = CanvasDrops(self)
        self.setAcceptDrops(True)
        self._backing = Backing()
        self._sharpener = QTimer(self, singleShot=True, interval=_REST)
        self._sharpener.timeout.connect(self._sharpen)
        self._contents: dict[str, object] = {}
        self._room = 1.0
        self._playhead = studio.transport.at
        self._painted_view = axis.view.value
        self.setObjectName("timeline-canvas")
        self.setAccessibleName(tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(120, 80))

    # What is laid out

    def lay_out(self) -> None:
        """Rows of the tree's lanes as they are now."""
        self._room = room_of(self.height())
        for lane in self.tree.all():
            lane.room = self._room
            lane.canvas, lane.snap = self, self.guide.snap
            lane.asked_update = partial(self.repaint_lane, lane)
        self.stack.lay(self.tree.shown())
        self.scroll_to(self.stack.scroll)
        self.repaint_all()

    def visible_rows(self) -> list[Row]:
        return self.stack.visible(self.height())

    def scroll_to(self, y: int) -> None:
        """Rows from a pixel of them on, as far as there are any."""
        y = min(max(y, 0), self.most_scroll)
        changed = y != self.stack.scroll
        self.stack.scroll = y
        if changed:
            self.repaint_all()
        self.scrolled.emit()

    @property
    def most_scroll(self) -> int:
        """The last row may be scrolled a little above the lower edge: one sees that it is the last."""
        beyond = self.stack.height - self.height()
        return beyond + _BELOW if beyond > 0 else 0

    def reveal_row(self, lane_id: str) -> None:
        """Scrolls until a row is on screen."""
        row = self.stack.row_of(lane_id)
        if row is None:
            return
        top, bottom = self.stack.scroll, self.stack.scroll + self.height()
        if row.top < top:
            self.scroll_to(row.top)
        elif row.top + row.height > bottom:
            self.scroll_to(row.top + row.height - self.height())

    # What is painted again

    def repaint_all(self) -> None:
        self._backing.spoil_all()
        self.update()

    def repaint_lane(self, lane: Lane) -> None:
        self._backing.spoil(lane.id)
        for row in self.visible_rows():
            if row.lane is lane:
                self.update(QRect(0, row.top, self.width(), row.height))

    def repaint_changed(self) -> None:
        """After the document changed: rows that show other things than before."""
        for row in self.visible_rows():
            lane = row.lane
            content = lane.content()
            if not _same(self._contents.get(lane.id, self), content):
                self.repaint_lane(lane)
            self._contents[lane.id] = content

    def repaint_composed(self) -> None:
        for row in self.visible_rows():
            if row.lane.shows_composed:
                self.repaint_lane(row.lane)

    def _sharpen(self) -> None:
        """The zoom rests: what was stretched is painted."""
        if self._backing.stretched:
            self._backing.spoil_all(wide=True)
            self.update()

    def move_playhead(self, tick: int) -> None:
        """Paints the two strips where it was and where it is."""
        view = self.axis.view.value
        for at in (self._playhead, tick):
            x = round(view.x_of(at))
            if -_STRIP <= x <= self.width() + _STRIP:
                self.update(QRect(x - _STRIP, 0, 2 * _STRIP + 1, self.height()))
        self._playhead = tick

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        rows = self.visible_rows()
        self._show_view(rows)
        ground = QColor(theme.window)
        self._backing.refresh(self.size(), self.devicePixelRatio(), rows, ground, partial(paint_rows, self))
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            self._backing.draw(painter)
            paint_over(self, painter, theme)

    def _show_view(self, rows: list[Row]) -> None:
        """Hands the view to the lanes; what is painted is moved along where that will do."""
        view, before = self.axis.view.value, self._painted_view
        width = self.width()
        stay = {row.lane.id for row in rows if not row.lane.pans} if view != before else set()
        for row in rows:
            row.lane.view = view
            row.lane.rect = QRect(0, row.top, width, row.height)
        if view == before:
            return
        self._painted_view = view
        by = (view.start - before.start) / view.scale
        zoomed = view.scale != before.scale and view.width == before.width
        if zoomed and self._backing.zoom(before.scale / view.scale, -by):
            self._sharpener.start()
            return
        if view.scale != before.scale or view.width != before.width or abs(by - round(by)) > 1e-3:
            self._backing.spoil_all()
            return
        stay |= {row.lane.id for row in rows if not row.lane.pans}  # some lanes pan in some views only
        if self.mouse.over is not None:
            stay.add(self.mouse.over.id)  # brushes and hints stay under the mouse
        self._backing.pan(round(by), stay)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.axis.resize(self.width())
        if room_of(self.height()) == self._room:
            self.scroll_to(self.stack.scroll)
        else:
            self.lay_out()

    # Mouse and keys

    def leaveEvent(self, event: QEvent) -> None:
        self.mouse.leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.drops.move(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.drops.move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self.drops.drop(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn(self, event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and pinch(self, event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.mouse.dragging:
            chosen = self.studio.selection.value
            self.studio.selection.set(attrs.evolve(chosen, span=None).with_keys(frozenset()))
        else:
            super().keyPressEvent(event)

    def time_text(self, tick: int) -> str:
        """A tick as the artist reads times."""
        return write(max(tick, 0), self.studio.transport.rate, self.studio.time_format.value)


def _same(before: object, after: object) -> bool:
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) == len(after) and all(
            a is b or _plain(a, b) for a, b in zip(before, after, strict=True)
        )
    return before is after


def _plain(a: object, b: object) -> bool:
    return isinstance(a, str | int | float | bool) and type(a) is type(b) and a == b
