"""Brings messages of other threads into Qt's event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class QtPost(QObject):
    """`post(f)` runs `f` on the thread this object lives in, in the order of posting."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, message: Callable[[], None]) -> None:
        self._posted.emit(message)

    def _run(self, message: Callable[[], None]) -> None:
        message()
