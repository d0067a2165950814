"""Which piece of the plane of time and value is on screen."""

from __future__ import annotations

import attrs

from studio.core.time import TICKS_PER_SECOND

CLOSEST = TICKS_PER_SECOND / 20_000  # ticks a pixel
WIDEST = TICKS_PER_SECOND * 60.0
_FINEST, _COARSEST = 1e-4, 4.0  # values from edge to edge
SCALE = 40  # pixels at the left edge that the numbers of values take
_BEFORE = SCALE + 24  # pixels before tick 0 that may be seen


@attrs.frozen
class GraphView:
    """start: tick at the left edge; scale: ticks a pixel; low, high: values at the bottom and top edge;
    width, height: pixels."""

    start: float = -TICKS_PER_SECOND / 5
    scale: float = TICKS_PER_SECOND / 120
    low: float = -0.1
    high: float = 1.1
    width: int = 800
    height: int = 300

    @property
    def pixel(self) -> float:
        """Value of one pixel."""
        return (self.high - self.low) / max(self.height, 1)

    @property
    def end(self) -> float:
        """Tick at the right edge."""
        return self.start + self.width * self.scale

    def x_of(self, tick: float) -> float:
        """Logical pixels from the left edge."""
        return (tick - self.start) / self.scale

    def y_of(self, value: float) -> float:
        """Logical pixels from the upper edge."""
        return (self.high - value) / self.pixel

    def tick_at(self, x: float) -> int:
        return round(self.start + x * self.scale)

    def value_at(self, y: float) -> float:
        return self.high - y * self.pixel

    def resized(self, width: int, height: int) -> GraphView:
        """The same values over another height, the same time a pixel."""
        return attrs.evolve(self, width=max(width, 1), height=max(height, 1))

    def panned(self, right: float, down: float) -> GraphView:
        """After the plane was dragged by pixels."""
        start = max(self.start - right * self.scale, -_BEFORE * self.scale)
        rise = down * self.pixel
        return attrs.evolve(self, start=start, low=self.low + rise, high=self.high + rise)

    def zoomed(self, in_time: float, in_value: float, x: float, y: float) -> GraphView:
        """Closer by factors (> 1), what is under (x, y) staying there."""
        scale = min(max(self.scale / in_time, CLOSEST), WIDEST)
        start = max(self.start + x * (self.scale - scale), -_BEFORE * scale)
        height = min(max((self.high - self.low) / in_value, _FINEST), _COARSEST)
        value = self.value_at(y)
        high = value + y / max(self.height, 1) * height
        return attrs.evolve(self, scale=scale, start=start, low=high - height, high=high)

    def framing(self, first: int, last: int, low: float, high: float) -> GraphView:
        """A piece of the plane on screen, with room around it."""
        length = max(last - first, TICKS_PER_SECOND // 10)
        room_left, room = SCALE + 20, max(self.width - SCALE - 52, 40)
        scale = min(max(length / room, CLOSEST), WIDEST)
        start = max((first + last - length) / 2 - room_left * scale, -_BEFORE * scale)
        rise = max(high - low, 0.02)
        # the ruler above and the words below lie over the plane
        pixel = rise / max(self.height - 74, 40)
        return attrs.evolve(
            self, start=start, scale=scale, low=low - 36 * pixel, high=low + rise + 38 * pixel
        )
