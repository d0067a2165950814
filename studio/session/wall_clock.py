"""The clock of a machine without a sound card."""

from __future__ import annotations

import time

from studio.core.time import ticks


class WallClock:
    """Runs with the computer's own time."""

    def __init__(self) -> None:
        self._from, self._since, self._speed = 0, time.perf_counter(), 0.0

    def start(self, at: int, speed: float) -> None:
        self._from, self._since, self._speed = at, time.perf_counter(), speed

    def stop(self) -> None:
        self._from, self._speed = self.now(), 0.0

    def now(self) -> int:
        return self._from + ticks((time.perf_counter() - self._since) * self._speed)
