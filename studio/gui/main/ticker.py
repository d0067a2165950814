"""Moves the playhead on with the clock while it plays."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from studio.session.studio import Studio

_EVERY = 16  # ms


class Ticker(QObject):
    """Runs only while the transport plays."""

    def __init__(self, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._studio = studio
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(studio.transport.advance)
        studio.transport.changed.connect(self._on_changed)

    def release(self) -> None:
        self._timer.stop()
        self._studio.transport.changed.disconnect(self._on_changed, missing_ok=True)

    def _on_changed(self) -> None:
        playing = self._studio.transport.playing
        if playing and not self._timer.isActive():
            self._timer.start()
        elif not playing:
            self._timer.stop()
