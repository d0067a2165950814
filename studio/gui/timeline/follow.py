"""Keeps the playhead in sight while something plays."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject

from studio.gui.timeline.axis import Axis
from studio.gui.timeline.canvas import Canvas
from studio.session.studio import Studio

_PLACE = 0.4  # of the width: where the playhead stays when time flows smoothly


class Following(StrEnum):
    """How the view follows the playhead."""

    PAGE = "page"
    SMOOTH = "smooth"
    OFF = "off"


class Follower(QObject):
    """The view follows as the artist chose, but never pulls away what is being dragged."""

    def __init__(self, studio: Studio, axis: Axis, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._studio, self._axis, self._canvas = studio, axis, canvas

    @property
    def way(self) -> Following:
        name = self._studio.settings.get("timeline.follow", Following.PAGE.value)
        return Following(name) if name in set(Following) else Following.PAGE

    def choose(self, way: Following) -> None:
        self._studio.settings.set("timeline.follow", way.value)

    def on_moved(self, tick: int) -> None:
        way = self.way
        if way is Following.OFF or self._canvas.mouse.dragging or not self._studio.transport.playing:
            return
        view = self._axis.view.value
        x = view.x_of(tick)
        if way is Following.SMOOTH:
            # Whole pixels, so that nothing shimmers.
            by = round(x - view.width * _PLACE)
            if by > 0 or x < 0:
                self._axis.pan(by)
        elif not 0 <= x < view.width:
            self._axis.pan(x - 0.05 * view.width)
