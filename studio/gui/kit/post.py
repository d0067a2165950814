"""Brings messages of other threads into Qt's event loop."""

from __future__ import annotations

import queue
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid


class QtPost(QObject):
    """`post(f)` runs `f` on the thread this object lives in, in the order of posting. Once `closed`, or when
    Qt is gone, nobody is there to hear: messages are dropped."""

    _posted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.closed = False
        self._waiting: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, message: Callable[[], None]) -> None:
        if self.closed or not isValid(self):
            return
        self._waiting.put(message)
        try:
            self._posted.emit()
        except RuntimeError:  # Qt took this object between the question and the call
            self.closed = True

    def close(self) -> None:
        """Jobs that still run may end as they like from now on."""
        self.closed = True

    def _run(self) -> None:
        message = self._waiting.get()
        if not self.closed:
            message()
