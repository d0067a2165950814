"""Plays a few words and stops behind them."""

from __future__ import annotations

from studio.core.time import TimeRange, ticks
from studio.session.studio import Studio

_ROUND = ticks(0.08)


class Snippet:
    """`moved` is told of every move of the playhead."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._end: int | None = None

    def play(self, span: TimeRange) -> None:
        """From a little before a stretch of the scene to a little behind it."""
        transport = self._studio.transport
        transport.stop()
        transport.seek(max(span.start - _ROUND, 0))
        transport.play()
        self._end = span.end + _ROUND

    def moved(self, at: int) -> None:
        if self._end is not None and at >= self._end:
            self._end = None
            self._studio.transport.stop()

    def forget(self) -> None:
        """Somebody else plays or stops: nothing ends by itself."""
        if not self._studio.transport.playing:
            self._end = None
