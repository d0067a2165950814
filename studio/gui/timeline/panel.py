"""The timeline: toolbar, ruler, lanes with their heads, overview."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollBar, QVBoxLayout, QWidget

from studio.core.time import TimeRange, ticks
from studio.document.schema import Project
from studio.gui.kit.grab_hand import GrabHand, grab_actions
from studio.gui.kit.panel import Panel
from studio.gui.kit.theming import theme_changed
from studio.gui.timeline.axis import Axis
from studio.gui.timeline.canvas import Canvas
from studio.gui.timeline.corner import Corner
from studio.gui.timeline.follow import Follower
from studio.gui.timeline.headers import Headers
from studio.gui.timeline.keys_actions import key_actions
from studio.gui.timeline.lanes import LaneTree
from studio.gui.timeline.lanes_curve import CurveLane
from studio.gui.timeline.overview import Overview
from studio.gui.timeline.ruler import Ruler
from studio.gui.timeline.sound_actions import sound_actions
from studio.gui.timeline.timeline_actions import timeline_actions
from studio.gui.timeline.toolbar import Toolbar
from studio.gui.timeline.walk_actions import walk_actions
from studio.gui.timeline.walking import LaneWalk
from studio.gui.timeline.zoom_slider import ZoomSlider
from studio.session.actions import Action
from studio.session.keying.chosen_deeds import has_keys
from studio.session.keying.time_text import TimeFormat
from studio.session.studio import Studio

_SOON = 30  # milliseconds in which what was composed is gathered before it is painted


class TimelinePanel(Panel):
    """Ties the parts to the studio: each hears what concerns it and repaints no more than that."""

    name = "timeline"
    title = "Timeline"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self.axis = Axis()
        self.tree = LaneTree(studio)
        self.canvas = Canvas(studio, self.axis, self.tree)
        self.ruler = Ruler(self.canvas)
        self.headers = Headers(self.canvas, self.tree)
        self.walk = LaneWalk(self)
        self.canvas.mouse.place_of_keys = self.walk.place
        self.grabbing = GrabHand(studio, self.canvas, self._reach)
        self.overview = Overview(studio, self.axis)
        self.follower = Follower(studio, self.axis, self.canvas)
        self.bar = QScrollBar(Qt.Orientation.Vertical)
        self.corner = Corner(studio)
        self.zoom = ZoomSlider(self.axis)
        self.toolbar = Toolbar(studio, self)
        self._fitted = False
        self._composed = QTimer(self)
        self._composed.setSingleShot(True)
        self._composed.setInterval(_SOON)
        self._composed.timeout.connect(self.canvas.repaint_composed)
        kept = studio.settings.get("timeline.format", studio.time_format.value.value)
        studio.time_format.set(TimeFormat(kept) if kept in set(TimeFormat) else TimeFormat.TIMECODE)
        self._lay_out()
        self.setFocusProxy(self.canvas)
        self._listen()
        self._rebuild()

    def actions_offered(self) -> Iterable[Action]:
        has = partial(has_keys, self.studio)
        grabs = grab_actions(self.grabbing, "keys", self.name, "Keys", has)
        recordings = sound_actions(self.studio)
        return (*timeline_actions(self), *key_actions(self), *grabs, *walk_actions(self), *recordings)

    def frame_all(self) -> None:
        """The whole scene on screen."""
        self.axis.frame(TimeRange(0, self.studio.transport.length))

    def frame_selected(self) -> None:
        """What is chosen on screen; all of it when nothing is."""
        from studio.session.keying.chosen_span import chosen_span  # noqa: PLC0415 - at the first use

        span = chosen_span(self.studio)
        if span is None:
            self.frame_all()
        else:
            self._on_revealed(span, fill=True)

    def _reach(self) -> tuple[float, float]:
        """Ticks and value of a pixel, on the lane of the first of the chosen keys."""
        chosen = {key.curve for key in self.studio.selection.value.keys}
        lanes = (lane for lane in self.tree.shown() if isinstance(lane, CurveLane) and lane.ref in chosen)
        lane = next(lanes, None)
        return self.axis.view.value.scale, lane.axis.pixel if lane is not None else 0.0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_once()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.corner, 0, 0)
        grid.addWidget(self.ruler, 0, 1)
        grid.addWidget(self.headers, 1, 0)
        grid.addWidget(self.canvas, 1, 1)
        grid.addWidget(self.bar, 1, 2)
        grid.addWidget(self.zoom, 2, 0)
        grid.addWidget(self.overview, 2, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.toolbar)
        box.addLayout(grid, 1)

    def _listen(self) -> None:
        studio = self.studio
        self.follow(studio.changed, self._on_changed)
        self.follow(studio.opened, self._on_opened)
        self.follow(studio.revealed, self._on_revealed)
        self.follow(studio.selection.changed, self._on_seen)
        self.follow(studio.brush.changed, self._on_seen)
        self.follow(studio.brush.changed, self.toolbar.show_brush)
        self.follow(studio.time_format.changed, self._on_format)
        self.follow(studio.keymap.changed, self._on_seen)
        self.follow(studio.transport.changed, self.corner.show_format)
        self.follow(studio.time_format.changed, self._on_seen)
        self.follow(studio.stage.solo.changed, self._on_seen)
        self.follow(studio.stage.channels.changed, self._on_seen)
        self.follow(studio.transport.moved, self._on_moved)
        self.follow(studio.transport.changed, self._on_transport)
        self.follow(studio.stage.heard, self._on_heard)
        self.follow(studio.suggestions.changed, self._on_suggested)
        self.follow(studio.stage.composed_changed, self._on_composed)
        self.follow(studio.stage.stale_changed, self._on_seen)
        self.follow(self.axis.view.changed, self._on_view)
        self.follow(theme_changed, self._on_theme)
        self.canvas.scrolled.connect(self._on_scrolled)
        self.canvas.hovered.connect(studio.hovered.emit)
        self.canvas.guide.moved = self.canvas.update
        self.bar.valueChanged.connect(self.canvas.scroll_to)

    def _rebuild(self) -> None:
        self.tree.rebuild()
        self.canvas.lay_out()
        self.headers.update()
        self.overview.spoil()

    def _on_changed(self, before: Project, after: Project) -> None:
        if self.tree.only_curves():
            self.canvas.repaint_changed()
            return
        if self.tree.rebuild():
            self.canvas.lay_out()
        else:
            self.canvas.repaint_changed()
        self.headers.update()
        self.ruler.update()
        self.overview.spoil_if_other()

    def _on_opened(self) -> None:
        self._fitted = False
        QTimer.singleShot(0, self, self._fit_once)

    def _fit_once(self) -> None:
        """A document that was just opened is shown whole, or its first half minute when it is long."""
        if self._fitted or self.canvas.width() < 50 or self.studio.scene is None:
            return
        self._fitted = True
        self.axis.frame(TimeRange(0, min(self.studio.transport.length, ticks(30.0))))

    def _on_revealed(self, span: TimeRange, fill: bool = False) -> None:
        view = self.axis.view.value
        inside = view.span.start <= span.start and span.end <= view.span.end
        if fill or span.duration > view.span.duration:
            self.axis.frame(span)
        elif not inside:
            middle = (span.start + span.end) / 2
            self.axis.pan((middle - view.start) / view.scale - view.width / 2)

    def _on_moved(self, tick: int) -> None:
        self.canvas.move_playhead(tick)
        self.ruler.move_playhead(tick)
        self.overview.move_playhead(tick)
        self.follower.on_moved(tick)

    def _on_transport(self) -> None:
        self.canvas.repaint_all()
        self.ruler.update()
        self.overview.update()

    def _on_view(self, *_: object) -> None:
        self.zoom.show_zoom()
        self.studio.stage.want(self.axis.view.value.span)
        self.canvas.update()
        self.ruler.update()
        self.overview.update()

    def _on_seen(self, *_: object) -> None:
        self.canvas.repaint_all()
        self.headers.update()
        self.ruler.update()

    def _on_format(self, *_: object) -> None:
        self.corner.show_format()
        self.studio.settings.set("timeline.format", self.studio.time_format.value.value)

    def _on_theme(self, *_: object) -> None:
        self._on_seen()
        self.overview.spoil()

    def _on_heard(self, *_: object) -> None:
        self.canvas.repaint_all()
        self.overview.spoil()

    def _on_suggested(self, *_: object) -> None:
        # It may be told while an edit is being announced, which rebuilds the lanes by itself.
        QTimer.singleShot(0, self, self._rebuild)

    def _on_composed(self, *_: object) -> None:
        if not self._composed.isActive():
            self._composed.start()

    def _on_scrolled(self) -> None:
        stack, most = self.canvas.stack, self.canvas.most_scroll
        self.bar.blockSignals(True)
        self.bar.setRange(0, most)
        self.bar.setPageStep(self.canvas.height())
        self.bar.setSingleStep(24)
        self.bar.setValue(stack.scroll)
        self.bar.blockSignals(False)
        self.bar.setVisible(most > 0)
