"""The problems: what went wrong, and what a look through the document found; a click goes to the place."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.core.problems import Problem
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.kit.theme import SPACE
from studio.gui.records.row import Row
from studio.gui.records.row_list import RowList
from studio.session.actions import Action
from studio.session.looking.checking import Checker
from studio.session.looking.places import Place, go_to, places
from studio.session.studio import Studio

_SOON, _LOOK = 80, 900  # milliseconds to the list, and to the next look through the document
_UNSEEN = 4000  # milliseconds to that look while only its count is seen
_ICONS = {
    "check.doubtful": ("question", "warning"), "check.stale": ("clock-counter-clockwise", "warning"),
    "check.media": ("file-x", "danger"), "check.closure": ("smiley-sad", "warning"),
    "check.script": ("text-t", "text_dim"), "check.words": ("hourglass-medium", "text_dim"),
    "check.late": ("arrow-line-right", "text_dim"),
}  # fmt: skip
_GRAVE = ("unreadable", "broken", "missing", "failed", "fault", "write", "locked", "lost")


@attrs.frozen
class Found:
    """A problem, how often, and whether a look through the document finds it still."""

    problem: Problem
    count: int
    live: bool


class ProblemsPanel(Panel):
    """Grouped by their subjects. Those of the document go when they are mended; the others are cleared."""

    name = "problems"
    title = "Problems"

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(studio, parent)
        self._checker = Checker(studio)
        self._shown: dict[str, Found] = {}
        self._places: dict[str, Place] = {}
        self._filter = QLineEdit(self)
        self._filter.setPlaceholderText(tr("Filter problems"))
        self._filter.setAccessibleName(tr("Filter problems"))
        self._filter.setClearButtonEnabled(True)
        self._filter.textChanged.connect(self.refresh)
        self._clear = tool_button("eraser", tr("Clear what was told"), parent=self)
        self._clear.clicked.connect(studio.findings.clear)
        self._list = RowList(tr("Problems"), tr("No problems. What goes wrong is listed here."), self)
        self._list.rowChosen.connect(self._on_chosen)
        self._arrange()
        self._soon = self._timer(_SOON, self.refresh)
        self._look = self._timer(_LOOK, self._checker.look)
        self._look.start(_UNSEEN)
        self.follow(studio.findings.changed, self._on_found)
        self.follow(self._checker.changed, self._on_found)
        self.follow(studio.changed, self._on_edited)
        self.follow(studio.stage.stale_changed, self._on_edited)

    def actions_offered(self) -> Iterable[Action]:
        """Looking again and clearing."""
        return (
            Action("problems.check", "Check the document", self._checker.look, "Window", icon="check-circle"),
            Action("problems.clear", "Clear problems", self.studio.findings.clear, "", icon="eraser"),
            Action("problems.next", "Go to the next problem", self._go_next, "Edit", {"": ("F8",)}),
        )

    def refresh(self) -> None:
        """Shows what is known now."""
        found = [Found(p, n, False) for p, n in self.studio.findings.items()]
        found += [Found(p, 1, True) for p in self._checker.found]
        self._places = places(self.studio.project, {one.problem.subject for one in found})
        self._clear.setEnabled(len(self.studio.findings) > 0)
        words = self._filter.text().casefold().split()
        self._shown = {}
        groups: dict[str, list[Row]] = {}
        for number, one in enumerate(found):
            label = self._subject(one.problem.subject)
            said = f"{label} {one.problem} {one.problem.kind}".casefold()
            if all(word in said for word in words):
                id_ = f"{number}:{one.problem.kind}:{one.problem.subject}"
                self._shown[id_] = one
                groups.setdefault(label, []).append(row_of(id_, one))
        rows: list[Row] = []
        for label, members in groups.items():
            count = str(len(members)) if len(members) > 1 else ""
            rows += [Row(f"head:{label}", label or tr("General"), badge=count, head=True), *members]
        self._list.empty = tr("Nothing matches.") if words and found else tr("No problems.")
        self._list.show_rows(rows)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start(0)
        self.refresh()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, 2 * SPACE, SPACE, 2 * SPACE)
        head.addWidget(self._filter, 1)
        head.addWidget(self._clear)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self._list, 1)
        self.setFocusProxy(self._list)

    def _timer(self, wait: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait)
        timer.timeout.connect(slot)
        return timer

    def _subject(self, subject: str) -> str:
        place = self._place(subject)
        return place.label if place is not None else subject.rsplit("/", maxsplit=1)[-1]

    def _place(self, subject: str) -> Place | None:
        return self._places.get(subject)

    def _on_found(self, *_: object) -> None:
        self.counted.emit(len(self.studio.findings) + len(self._checker.found))
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    def _on_edited(self, *_: object) -> None:
        self._look.start(_LOOK if self.isVisible() else _UNSEEN)

    def _on_chosen(self, id_: str) -> None:
        found = self._shown.get(id_)
        place = self._place(found.problem.subject) if found is not None else None
        if place is not None:
            go_to(self.studio, place)

    def _go_next(self) -> None:
        ids = list(self._shown)
        if not ids:
            self.studio.told.emit(tr("No problems."))
            return
        now = self._list.chosen_id
        following = ids[(ids.index(now) + 1) % len(ids)] if now in ids else ids[0]
        self._list.choose(following, reveal=True)
        self._on_chosen(following)


def row_of(id_: str, found: Found) -> Row:
    """A problem as a line."""
    problem = found.problem
    grave = any(part in problem.kind for part in _GRAVE)
    icon, tone = _ICONS.get(problem.kind, ("warning-circle", "danger") if grave else ("warning", "warning"))
    title = problem.text[:1].upper() + problem.text[1:]
    badge = f"× {found.count}" if found.count > 1 else ""
    return Row(id_, title, problem.hint, icon, tone, badge, wrap=True)
