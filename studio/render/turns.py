"""Who may draw: vispy keeps one current canvas for the whole process, so that threads take turns."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_PATIENCE = 0.03  # seconds that a turn which was asked for is left to the asker
_STEP = 0.001


class Turn:
    """Held by whoever makes a context current and draws in it, for one picture at a time; may be entered
    several times by its holder."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._waiting = 0
        self._asked = False

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._waiting += 1
            self._lock.acquire()
            self._waiting -= 1
        self._depth += 1

    def wait(self, between: Callable[[], object]) -> None:
        """As entering; `between` is called now and then while others draw, and may raise."""
        if self._lock.acquire(blocking=False):
            self._depth += 1
            return
        self._waiting += 1
        try:
            while not self._lock.acquire(timeout=_PATIENCE):
                between()
        finally:
            self._waiting -= 1
        self._depth += 1

    def __exit__(self, *failure: object) -> None:
        self.leave()

    def leave(self) -> None:
        """After `ask` or `wait`."""
        self._depth -= 1
        self._lock.release()

    def ask(self) -> bool:
        """As entering, but at once: False when another thread draws. That one hears that somebody asked, and
        the turn is soon free for asking again."""
        if not self._lock.acquire(blocking=False):
            self._asked = True
            return False
        self._depth += 1
        self._asked = False
        return True

    def give_way(self) -> bool:
        """By the holder, between two steps of long work: lets others draw who wait. True when they may have:
        another context may be current, and its own is to be made so again."""
        if self._depth != 1 or not (self._waiting or self._asked):
            return False
        self._depth = 0
        self._lock.release()
        end = time.monotonic() + _PATIENCE
        time.sleep(_STEP)
        while self._asked and time.monotonic() < end:
            time.sleep(_STEP)
        self._asked = False
        self.__enter__()
        return True


TURN = Turn()
