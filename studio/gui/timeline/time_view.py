"""Which stretch of time is on screen and where a tick lies on it."""

from __future__ import annotations

import attrs

from studio.core.time import TICKS_PER_SECOND, TimeRange

CLOSEST = TICKS_PER_SECOND / 192_000  # ticks a pixel: single samples of any recording stand apart
WIDEST = TICKS_PER_SECOND * 60.0


@attrs.frozen
class TimeView:
    """start: tick at the left edge; scale: ticks a pixel; width: pixels."""

    start: float = 0.0
    scale: float = TICKS_PER_SECOND / 100
    width: int = 1000

    def x_of(self, tick: float) -> float:
        """Pixels from the left edge."""
        return (tick - self.start) / self.scale

    def tick_at(self, x: float) -> int:
        """Nearest tick under a pixel."""
        return round(self.start + x * self.scale)

    @property
    def span(self) -> TimeRange:
        """What is on screen, from tick 0 on."""
        first = max(round(self.start), 0)
        return TimeRange(first, max(round(self.start + self.width * self.scale), first))

    def panned(self, pixels: float) -> TimeView:
        """The view after time was dragged `pixels` to the left."""
        return attrs.evolve(self, start=max(self.start + pixels * self.scale, -40 * self.scale))

    def zoomed(self, factor: float, x: float) -> TimeView:
        """Closer by `factor` (> 1), with the tick under `x` staying where it is."""
        scale = min(max(self.scale / factor, CLOSEST), WIDEST)
        start = self.start + x * (self.scale - scale)
        return attrs.evolve(self, scale=scale, start=max(start, -40 * scale))

    def resized(self, width: int) -> TimeView:
        return attrs.evolve(self, width=max(width, 1))

    def framing(self, span: TimeRange, margin: float = 0.03) -> TimeView:
        """All of a span on screen."""
        length = max(span.duration, CLOSEST * self.width)
        scale = min(max(length * (1 + 2 * margin) / self.width, CLOSEST), WIDEST)
        return attrs.evolve(self, scale=scale, start=span.start - margin * length)
