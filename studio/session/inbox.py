"""Where threads leave messages for an owner who has no event loop: tests, scripts, the command line."""

from __future__ import annotations

import queue
import time
from collections.abc import Callable


class Inbox:
    """`post` may be called from any thread; `deliver` runs what was posted on the caller's."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(self, message: Callable[[], None]) -> None:
        self._waiting.put(message)

    def deliver(self) -> int:
        """Runs everything posted so far; how many messages that were."""
        count = 0
        while not self._waiting.empty():
            self._waiting.get()()
            count += 1
        return count

    def settle(self, busy: Callable[[], bool], seconds: float = 60.0) -> bool:
        """Delivers until nothing is busy any more; False when that takes longer than `seconds`."""
        end = time.monotonic() + seconds
        while busy() or not self._waiting.empty():
            if time.monotonic() > end:
                return False
            if not self.deliver():
                time.sleep(0.002)
        return True
