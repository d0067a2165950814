"""The jobs: what is being worked on beside the window, what waits, what is done and what failed."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.gui.kit.buttons import tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.gui.records.row import Row
from studio.gui.records.row_list import RowList
from studio.session.actions import Action
from studio.session.jobs import Job, State
from studio.session.studio import Studio

_SOON = 80  # milliseconds
_LATER = 400  # milliseconds to the count: what is over before is not worth moving the tabs
_LOOKS = {
    State.WAITING: ("hourglass-medium", "text_faint"),
    State.RUNNING: ("spinner-gap", "accent"),
    State.DONE: ("check-circle", "success"),
    State.FAILED: ("warning-circle", "danger"),
    State.CANCELLED: ("prohibit", "text_faint"),
}


class JobsPanel(Panel):
    """The latest job first. A job's button, or Delete, cancels it; once it is over, takes it off the list."""

    name = "jobs"
    title = "Jobs"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._gone: set[int] = set()
        self._list = RowList(tr("Jobs"), tr("Nothing is being worked on."), self)
        self._list.buttonPressed.connect(self._on_button)
        self._count = QLabel(self)
        self._count.setProperty("class", "dim")
        self._clear = tool_button("eraser", tr("Take finished jobs off the list"), parent=self)
        self._clear.clicked.connect(self.clear)
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, SPACE, SPACE, SPACE)
        head.addWidget(self._count, 1)
        head.addWidget(self._clear)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._list, 1)
        self.setFocusProxy(self._list)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.refresh)
        self._later = QTimer(self, singleShot=True, interval=_LATER)
        self._later.timeout.connect(self._tell)
        self.follow(studio.jobs.changed, self._on_changed)

    def actions_offered(self) -> Iterable[Action]:
        """Stopping and tidying up."""
        busy = self.studio.jobs
        return (
            Action(
                "jobs.cancel_all",
                "Cancel all jobs",
                self._cancel_all,
                "Window",
                icon="prohibit",
                enabled=lambda: any(not job.over for job in busy.all),
            ),
            Action("jobs.clear", "Clear finished jobs", self.clear, "", icon="eraser"),
        )

    def refresh(self) -> None:
        """Shows the jobs there are."""
        jobs = [job for job in reversed(self.studio.jobs.all) if job.number not in self._gone]
        self._list.show_rows(row_of(job) for job in jobs)
        running = sum(not job.over for job in jobs)
        self._count.setText(tr("{0} running", running) if running else tr("All done"))
        self._clear.setEnabled(any(job.over for job in jobs))

    def clear(self) -> None:
        """Takes what is over off the list."""
        self._gone |= {job.number for job in self.studio.jobs.all if job.over}
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _cancel_all(self) -> None:
        for job in self.studio.jobs.all:
            self.studio.jobs.cancel(job)

    def _tell(self) -> None:
        self.counted.emit(sum(not job.over for job in self.studio.jobs.all))

    def _on_changed(self, _: Job) -> None:
        if not self._later.isActive():
            self._later.start()
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _on_button(self, id_: str) -> None:
        for job in self.studio.jobs.all:
            if str(job.number) == id_:
                if job.over:
                    self._gone.add(job.number)
                else:
                    self.studio.jobs.cancel(job)
        self.refresh()


def row_of(job: Job) -> Row:
    """A job as a line."""
    icon, tone = _LOOKS[job.state]
    running = job.state is State.RUNNING
    detail = tr(job.doing) if running and job.doing else ""
    if job.problem is not None:
        detail = str(job.problem)
    badge = f"{job.done:.0%}" if running else tr(job.state.value)
    return Row(
        str(job.number),
        tr(job.title),
        detail,
        icon,
        tone,
        badge,
        progress=job.done if running else None,
        dim=job.state is State.CANCELLED,
        button="x",
    )
