"""The mouse on the ruler: scrubbing, markers, in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from studio.core.time import TimeRange
from studio.document.edits.scenes import remove_marker, set_marker
from studio.document.schema import Marker
from studio.gui.kit.language import tr
from studio.gui.timeline.label_editor import LabelEditor
from studio.session.keying.markers import add_marker_at
from studio.session.painting.drag import Drag
from studio.session.selection import Kind

if TYPE_CHECKING:
    from studio.gui.timeline.ruler import Ruler

_FLAGS = 16
_GRIP = 6


class RulerMouse(QObject):
    """held: the marker that is dragged, `in`, `out`, `head`, `span`, `range` or nothing."""

    def __init__(self, ruler: Ruler) -> None:
        super().__init__(ruler)
        self._ruler = ruler
        self._studio = ruler.canvas.studio
        self.held = ""
        self._drag: Drag | None = None
        self._from = 0  # tick where it began
        self._before: tuple[int, TimeRange | None, TimeRange | None] = (0, None, None)

    @property
    def dragging(self) -> bool:
        return bool(self.held)

    def press(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        studio = self._studio
        self._before = (studio.transport.at, studio.transport.range, studio.selection.value.span)
        self._from = self._tick(event)
        marker = self._marker_at(event)
        modifiers = event.modifiers()
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self.held = "span"
        elif modifiers & Qt.KeyboardModifier.ControlModifier:
            self.held = "range"
        elif marker is not None:
            self.held = marker.id
            studio.selection.set(studio.selection.value.of(Kind.MARKER, marker.id))
            self._drag = Drag(studio, tr("Move marker"))
        else:
            self.held = self._handle_at(event) or "head"
        if self.held == "head":
            self._scrub(event)

    def move(self, event: QMouseEvent) -> None:
        if not self.held:
            self._hover(event)
            return
        if self.held == "head":
            self._scrub(event)
        elif self.held in {"in", "out", "span", "range"}:
            self._stretch(event)
        elif self._drag is not None:
            self._move_marker(event, self._drag)

    def release(self, event: QMouseEvent) -> None:
        if self._drag is not None:
            if not self._drag.moved:
                self._go_to_marker()
            self._drag.finish()
        elif self.held == "span" and self._before[2] == self._studio.selection.value.span:
            self._set_span(None)
        self._end()

    def cancel(self) -> None:
        """Escape: as before the drag."""
        at, span, chosen = self._before
        if self._drag is not None:
            self._drag.cancel()
        elif self.held == "head":
            self._studio.transport.seek(at)
        elif self.held == "span":
            self._set_span(chosen)
        else:
            self._studio.transport.set_range(span)
        self._end()

    def double_click(self, event: QMouseEvent) -> None:
        marker = self._marker_at(event)
        if marker is not None:
            self.rename(marker)
        elif event.position().y() < _FLAGS:
            add_marker_at(self._studio, self._tick(event))

    def rename(self, marker: Marker) -> None:
        """Opens a field over a marker's flag."""
        x = round(self._ruler.canvas.axis.view.value.x_of(marker.time))

        def taken(text: str) -> None:
            self._studio.apply(tr("Rename marker"), lambda p: set_marker(p, attrs.evolve(marker, name=text)))

        LabelEditor(self._ruler, QRect(x, 0, 120, _FLAGS), marker.name, taken)

    def show_menu(self, event: QContextMenuEvent) -> None:
        ruler, studio = self._ruler, self._studio
        tick = ruler.canvas.axis.view.value.tick_at(event.pos().x())
        menu = QMenu(ruler)
        marker = self._marker_near(event.pos().x()) if event.pos().y() < _FLAGS else None
        if marker is not None:
            remove = tr("Remove marker")
            menu.addAction(tr("Rename marker"), lambda: self.rename(marker))
            menu.addAction(remove, lambda: studio.apply(remove, lambda p: remove_marker(p, marker.id)))
        else:
            menu.addAction(tr("Add marker here"), lambda: add_marker_at(studio, max(tick, 0)))
        menu.addSeparator()
        menu.addAction(tr("Set in here"), lambda: self._set_edge("in", max(tick, 0)))
        menu.addAction(tr("Set out here"), lambda: self._set_edge("out", max(tick, 0)))
        if studio.transport.range is not None:
            menu.addAction(tr("Clear in and out"), lambda: studio.transport.set_range(None))
        menu.addSeparator()
        for id_ in ("timeline.show_frames", "timeline.show_seconds", "timeline.show_timecode"):
            if id_ in studio.actions:
                action = menu.addAction(tr(studio.actions[id_].title))
                action.setCheckable(True)
                checked = studio.actions[id_].checked
                action.setChecked(bool(checked is not None and checked()))
                action.triggered.connect(lambda _=False, name=id_: studio.actions.run(name))
        menu.exec(event.globalPos())
        menu.deleteLater()

    # What drags do

    def _scrub(self, event: QMouseEvent) -> None:
        tick = self._tick(event)
        inverted = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        snapping, transport = self._studio.snapping.value, self._studio.transport
        if snapping.frames and snapping.on != inverted:
            tick = transport.rate.tick_of(transport.rate.frame_at(tick + transport.rate.tick_of(1) // 2))
        transport.scrub(max(tick, 0))
        self._tell(transport.at)

    def _stretch(self, event: QMouseEvent) -> None:
        at = self._snapped(event)
        if self.held in {"in", "out"}:
            self._set_edge(self.held, at)
        else:
            first, last = sorted((max(self._from, 0), at))
            span = TimeRange(first, last) if last > first else None
            if self.held == "span":
                self._set_span(span)
            else:
                self._studio.transport.set_range(span)
        self._tell(at)

    def _set_edge(self, edge: str, at: int) -> None:
        transport = self._studio.transport
        bounds = transport.bounds
        if edge == "in":
            transport.set_range(TimeRange(at, max(bounds.end, at + transport.rate.tick_of(1))))
        else:
            start = min(bounds.start, max(at - transport.rate.tick_of(1), 0))
            transport.set_range(TimeRange(start, max(at, start + 1)))

    def _set_span(self, span: TimeRange | None) -> None:
        self._studio.selection.set(attrs.evolve(self._studio.selection.value, span=span))

    def _move_marker(self, event: QMouseEvent, drag: Drag) -> None:
        scene = self._studio.scene
        marker = next((m for m in scene.markers if m.id == self.held), None) if scene is not None else None
        if marker is None:
            return
        far = abs(self._tick(event) - self._from) > 4 * self._ruler.canvas.axis.view.value.scale
        if drag.moved or far:
            at = self._snapped(event, frozenset({marker.time}))
            drag.apply(lambda project: set_marker(project, attrs.evolve(marker, time=at)))
            self._tell(at)

    def _go_to_marker(self) -> None:
        scene = self._studio.scene
        for marker in scene.markers if scene is not None else ():
            if marker.id == self.held:
                self._studio.transport.seek(marker.time)

    # What lies where

    def _hover(self, event: QMouseEvent) -> None:
        at_handle = self._handle_at(event) or self._marker_at(event)
        cursor = Qt.CursorShape.SizeHorCursor if at_handle else Qt.CursorShape.ArrowCursor
        if self._ruler.cursor().shape() != cursor:
            self._ruler.setCursor(cursor)
        self._tell(max(self._tick(event), 0))

    def _tell(self, tick: int) -> None:
        self._ruler.canvas.hovered.emit(self._ruler.canvas.time_text(tick))

    def _tick(self, event: QMouseEvent) -> int:
        return self._ruler.canvas.axis.view.value.tick_at(event.position().x())

    def _snapped(self, event: QMouseEvent, without: frozenset[int] = frozenset()) -> int:
        return max(self._ruler.canvas.guide.snap(self._tick(event), event.modifiers(), without), 0)

    def _handle_at(self, event: QMouseEvent) -> str:
        span, view = self._studio.transport.range, self._ruler.canvas.axis.view.value
        if span is None or event.position().y() < _FLAGS:
            return ""
        far = {"in": view.x_of(span.start), "out": view.x_of(span.end)}
        near = {name: abs(event.position().x() - x) for name, x in far.items()}
        nearest = min(near, key=lambda name: near[name])
        return nearest if near[nearest] <= _GRIP else ""

    def _marker_at(self, event: QMouseEvent) -> Marker | None:
        return self._marker_near(event.position().x()) if event.position().y() < _FLAGS else None

    def _marker_near(self, x: float) -> Marker | None:
        scene, view = self._studio.scene, self._ruler.canvas.axis.view.value
        metrics = self._ruler.fontMetrics()
        for marker in reversed(scene.markers if scene is not None else ()):
            left = view.x_of(marker.time)
            width = min(metrics.horizontalAdvance(marker.name), 140) + 10
            if left - 3 <= x <= left + width:
                return marker
        return None

    def _end(self) -> None:
        self.held, self._drag = "", None
        self._ruler.canvas.guide.clear()
        self._ruler.update()
