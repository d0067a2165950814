"""Python's collector of cycles, run between the events of the window and never within one.

Left to itself it runs wherever memory is asked for: in a thread beside the window, or while Qt walks over
all widgets to dress them anew. A widget that is garbage by then goes away under Qt's hands, which ends the
program.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_EVERY = 1000  # ms
_PATIENCE = 30  # times as long as usual: some half an hour
_MANY = 50_000  # things made since the last time: looking through them takes as long as several pictures


class Collector(QObject):
    """In charge from its making to `release`, on the window's thread. The oldest generation takes as long as
    several pictures, and so do the youngest things where there are many, as after a long document came: these
    wait until no button of the mouse is held and nobody is `busy`, but not for ever."""

    def __init__(self, parent: QObject | None = None, busy: Callable[[], bool] = lambda: False) -> None:
        super().__init__(parent)
        self._busy, self._put_off = busy, 0
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """The oldest generation that has waited long enough, with those younger."""
        counts, limits = gc.get_count(), gc.get_threshold()
        waits = self._busy() or QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if waits and counts[0] > _MANY and self._put_off < _PATIENCE:
            self._put_off += 1
            return
        self._put_off = 0
        if limits[2] and counts[2] > limits[2] * (_PATIENCE if waits else 1):
            gc.collect(2)
        elif limits[1] and counts[1] > limits[1]:
            gc.collect(1)
        elif limits[0] and counts[0] > limits[0]:
            gc.collect(0)

    def release(self) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()
