"""Python's collector of cycles, run between the events of the window and never within one.

Left to itself it runs wherever memory is asked for: in a thread beside the window, or while Qt walks over
all widgets to dress them anew. A widget that is garbage by then goes away under Qt's hands, which ends the
program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY = 1000  # ms


class Collector(QObject):
    """In charge from its making to `release`, on the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """The oldest generation that has waited long enough, with those younger."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if limits[generation] and counts[generation] > limits[generation]:
                gc.collect(generation)
                return

    def release(self) -> None:
        self._timer.stop()
        if self._was_on:
            gc.enable()
