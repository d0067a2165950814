"""Copies of unsaved work every few minutes, and the offer to take them up after a crash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from studio.gui.kit.language import tr
from studio.gui.main import questions
from studio.session.files.autosave import Autosave
from studio.session.files.opening import Documents
from studio.session.studio import Studio

_EVERY = 120  # seconds
_LONGEST = 3600.0  # seconds between two copies


class Safekeeping:
    """The window's side of autosaving."""

    def __init__(self, studio: Studio, documents: Documents, window: QWidget) -> None:
        self._studio, self._documents, self._window = studio, documents, window
        self._autosave = Autosave(studio, documents)
        self._timer = QTimer(window)
        seconds = studio.settings.number("autosave.seconds", _EVERY, 5.0, _LONGEST)
        self._timer.setInterval(round(1000 * seconds))
        self._timer.timeout.connect(self._autosave.keep)
        self._timer.start()

    def keep_now(self) -> None:
        """At once and before anything else, because there may be no later."""
        self._autosave.keep_at_once()

    def offer(self, settle: Callable[[Callable[[], object]], None]) -> None:
        """Asks about work that an ended window left behind. settle: does something after what is open now was
        saved or given up."""
        left = self._autosave.left_behind()
        if not left:
            return
        lines = [
            tr(
                "{0}, {1}",
                entry.name,
                datetime.fromtimestamp(entry.when).astimezone().strftime("%Y-%m-%d %H:%M"),
            )
            for entry in left
        ]
        answer = questions.ask_recover(self._window, lines)
        if answer == "recover":
            settle(lambda: self._autosave.recover(left[0]))
        elif answer == "discard":
            for entry in left:
                self._autosave.discard(entry)

    def release(self) -> None:
        """The window ends as it should: nothing is left behind."""
        self._timer.stop()
        self._autosave.release()
