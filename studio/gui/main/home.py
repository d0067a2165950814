"""One studio and its window, put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from studio.gui.kit.attendance import Attendance
from studio.gui.kit.collector import Collector
from studio.gui.kit.language import tr
from studio.gui.kit.post import QtPost
from studio.gui.main import faults
from studio.gui.main.commands import Commands
from studio.gui.main.desk import Desk
from studio.gui.main.safekeeping import Safekeeping
from studio.gui.main.ticker import Ticker
from studio.gui.main.welcome import WelcomePage
from studio.gui.main.window import MainWindow
from studio.session.files.opening import Documents
from studio.session.playing.playback import playback_actions
from studio.session.studio import Studio

SEEN = "tour.seen"
_BREATH = 800  # ms before the tour begins: first the character is looked at
_SETTLE = 2000  # ms after which settings that were changed are written


class Home:
    """Owns everything that lives as long as the window."""

    def __init__(self, post: QtPost) -> None:
        self.post = post
        self.studio = Studio(post.post)
        self.documents = Documents(self.studio)
        self.window = MainWindow(self.studio)
        self.desk = Desk(self.studio, self.documents, self.window)
        self._attendance = Attendance(self.studio.jobs, self.window)
        self._collector = Collector(self.window, self._busy)
        self.ticker = Ticker(self.studio, self.window)
        self.safe = Safekeeping(self.studio, self.documents, self.window)
        self.studio.actions.add(Commands(self.studio, self.desk, self.window, self.open_help).all())
        self.studio.actions.add(playback_actions(self.studio))
        self.window.menus.fillers["File/Open recent"] = self.desk.fill_recent
        self.window.may_close = self.desk.may_close
        self.window.dropped.connect(self.desk.take_in)
        self.window.ready.connect(self._on_ready)
        self._writing = QTimer(self.window)
        self._writing.setInterval(_SETTLE)
        self._writing.timeout.connect(self.studio.settings.flush)
        self._writing.start()
        self.welcome = WelcomePage(self.studio, self.desk)
        self.window.set_welcome(self.welcome)
        self.studio.changed.connect(self._retitle)
        self.studio.changed.connect(self._on_changed)
        self.documents.changed.connect(self._retitle)
        self._released = self._ready = False
        self._retitle()

    def show(self, expecting: bool = False) -> None:
        """expecting: a document comes at once, so there is nothing to welcome to."""
        self.window.restore_place()
        self.window.prepare(welcome=not expecting)
        self.window.show()

    def begin(self, paths: Sequence[Path]) -> None:
        """The window has been seen: fill it, then open what was asked for."""
        self.window.start_making()
        if paths:
            self.desk.take_in(paths)

    def open_help(self, what: str) -> None:
        """`commands`, `keys`, `about`, `tour`, or `log`."""
        if what == "log":
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(faults.log_folder())))
            return
        from studio.gui.main import helping  # noqa: PLC0415 - when somebody asks

        helping.show(what, self.studio, self.window)

    def end_at_once(self) -> None:
        """Asked to go by the system: what is unsaved is kept for recovery."""
        self.safe.keep_now()
        self.window.may_close = lambda: True
        self.window.close()

    def release(self) -> None:
        if self._released:
            return
        self._released = True
        self._writing.stop()
        self.ticker.release()
        self._collector.release()
        self._attendance.release()
        self.studio.sound.close()
        self.safe.release()
        self.studio.transport.stop()
        self.studio.jobs.cancel_all()
        self.studio.changed.disconnect(self._retitle, missing_ok=True)
        self.studio.changed.disconnect(self._on_changed, missing_ok=True)
        self.documents.release()
        self.studio.settings.flush()
        self.post.close()

    def _on_changed(self, *_: object) -> None:
        if self._wants_welcome != self.window.welcoming:
            # On its own, after all others have heard of the change: so many panels are a piece of work.
            QTimer.singleShot(0, self.window, self._show_right_page)

    def _busy(self) -> bool:
        """Is there anything that a pause of several pictures would be seen in, or much yet to come?"""
        return self.studio.transport.playing or self.studio.jobs.busy

    @property
    def _wants_welcome(self) -> bool:
        """Nothing is open. Where the first step was undone, there is work to redo: the window stays."""
        nothing = self.studio.scene is None and self.documents.path is None
        return nothing and not self.studio.store.steps

    def _show_right_page(self) -> None:
        if self._wants_welcome != self.window.welcoming and not self._released:
            self.window.show_welcome(self._wants_welcome)
            self._show_around()

    def _on_ready(self) -> None:
        self._ready = True
        self.safe.offer(self.desk.after_saving)
        self._show_around()

    def _show_around(self) -> None:
        """The tour, once in a lifetime: when the first document is there."""
        if self._ready and not self.window.welcoming and not self.studio.settings.get(SEEN, False):
            QTimer.singleShot(_BREATH, self.window, lambda: self.open_help("tour"))

    def _retitle(self, *_: object) -> None:
        name = "" if self._wants_welcome else self.documents.title
        marks = tr(" (to look at)") if self.documents.read_only else ""
        self.window.setWindowTitle(f"{name}{marks}[*]" if name else "Moodline")
        self.window.setWindowModified(bool(name) and self.documents.modified)
