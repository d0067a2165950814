"""The time axis that ruler, lanes and overview share."""

from __future__ import annotations

from studio.core.time import TimeRange
from studio.gui.timeline.time_view import TimeView
from studio.session.held import Held


class Axis:
    """`view.changed(before, after)` when another stretch of time is on screen."""

    def __init__(self) -> None:
        self.view: Held[TimeView] = Held(TimeView())

    def resize(self, width: int) -> None:
        self.view.set(self.view.value.resized(width))

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
        self.view.set(self.view.value.framing(span))

    def show(self, tick: int, margin: float = 0.05) -> bool:
        """Turns the page when a tick is not on screen; False when it was."""
        view = self.view.value
        x = view.x_of(tick)
        if 0 <= x < view.width:
            return False
        self.pan(x - margin * view.width)
        return True
