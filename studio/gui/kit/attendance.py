"""Tells jobs that the window answers, so that they let it go first where it does not."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer

from studio.session.jobs import Job, Jobs

_EVERY = 10  # ms


class Attendance(QObject):
    """Of the window's thread. Its timer goes off whenever the window is through with what came before, and
    runs only while something is at work."""

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._on_due)
        jobs.changed.connect(self._on_job)

    def release(self) -> None:
        self._jobs.changed.disconnect(self._on_job, missing_ok=True)
        self._timer.stop()
        self._jobs.seen(again=False)

    def _on_job(self, _: Job) -> None:
        if not self._timer.isActive() and self._jobs.at_work:
            self._jobs.seen()
            self._timer.start()

    def _on_due(self) -> None:
        going_on = self._jobs.at_work
        self._jobs.seen(again=going_on)
        if not going_on:
            self._timer.stop()
