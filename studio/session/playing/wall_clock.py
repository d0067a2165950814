"""The clock of a machine without a sound card."""

from __future__ import annotations

import time

from studio.core.time import TimeRange, ticks


class WallClock:
    """Runs with the computer's own time."""

    def __init__(self) -> None:
        self._from, self._since, self._speed = 0, time.perf_counter(), 0.0
        self._loop: TimeRange | None = None

    def start(self, at: int, speed: float, loop: TimeRange | None = None) -> None:
        """Runs from a tick on, round and round in a loop."""
        self._from, self._since, self._speed, self._loop = at, time.perf_counter(), speed, loop

    def stop(self) -> None:
        self._from, self._speed = self.now(), 0.0

    def now(self) -> int:
        at = self._from + ticks((time.perf_counter() - self._since) * self._speed)
        loop = self._loop
        if loop is None or loop.duration <= 0:
            return at
        beyond = at >= loop.end if self._speed > 0 else at < loop.start
        return loop.start + (at - loop.start) % loop.duration if beyond else at
