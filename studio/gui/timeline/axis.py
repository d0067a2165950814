"""The time axis that ruler, lanes and overview share."""

from __future__ import annotations

from studio.core.time import TimeRange
from studio.gui.timeline.time_view import TimeView
from studio.session.held import Held


class Axis:
    """`view.changed(before, after)` when another stretch of time is on screen."""

    def __init__(self) -> None:
        self.view: Held[TimeView] = Held(TimeView())
        self._framed: tuple[TimeRange, TimeView] | None = None

    def resize(self, width: int) -> None:
        """Another width. What was framed and not touched since stays framed."""
        framed = self._framed if self._framed is not None and self._framed[1] == self.view.value else None
        resized = self.view.value.resized(width)
        if framed is None:
            self.view.set(resized)
        elif resized != self.view.value:
            self._framed = framed[0], resized.framing(framed[0])
            self.view.set(self._framed[1])

    def pan(self, pixels: float) -> None:
        """Later by so many pixels; whole ones, so that what is painted can be moved along."""
        pixels = round(pixels)
        self.view.set(self.view.value.panned(pixels))

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Closer by a factor around a pixel; around the middle without one."""
        view = self.view.value
        self.view.set(view.zoomed(factor, view.width / 2 if x is None else x))

    def frame(self, span: TimeRange) -> None:
        """All of a span on screen."""
        self._framed = span, self.view.value.framing(span)
        self.view.set(self._framed[1])

    def show(self, tick: int, margin: float = 0.05) -> bool:
        """Turns the page when a tick is not on screen; False when it was."""
        view = self.view.value
        x = view.x_of(tick)
        if 0 <= x < view.width:
            return False
        self.pan(x - margin * view.width)
        return True
