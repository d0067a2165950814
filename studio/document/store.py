"""The one gate through which the document changes: labelled, atomic, undoable, announced once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import ClassVar

import attrs
from psygnal import Signal

from studio.core.problems import ProblemError
from studio.document.journal import Commit, Journal, NoJournal
from studio.document.schema import Project

Edit = Callable[[Project], Project]


class NestedEditError(RuntimeError):
    """Somebody edited from within an edit or while the store was announcing one: a fault of the program."""


@attrs.frozen
class _Step:
    label: str
    before: Project
    after: Project
    merge_key: str | None
    sealed: bool = False  # later edits of its key are a new step


class Store:
    """Holds the document and its history. Not for several threads; the values it gives out are.

    `changed(before, after)` is emitted once after each commit that changed anything.
    """

    changed: ClassVar[Signal] = Signal(Project, Project)

    def __init__(self, project: Project, journal: Journal | None = None, limit: int = 1000) -> None:
        self._project = project
        self._saved: Project | None = project
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._journal: Journal = NoJournal() if journal is None else journal
        self._limit = limit
        self._busy = ""

    @property
    def project(self) -> Project:
        return self._project

    @property
    def undo_label(self) -> str | None:
        """Label of the step that undo would take back; None when there is none."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        return self._undone[-1].label if self._undone else None

    @property
    def steps(self) -> tuple[str, ...]:
        """Labels of all steps that can be walked, the oldest first: those done and then those undone."""
        return tuple(step.label for step in (*self._done, *reversed(self._undone)))

    @property
    def place(self) -> int:
        """How many of `steps` are done now."""
        return len(self._done)

    @property
    def saved_place(self) -> int | None:
        """How many of `steps` were done when the document was saved; None when no number of them gives it."""
        states = [step.before for step in self._done[:1]] + [step.after for step in self._done]
        states = states or [self._project]
        states += [step.after for step in reversed(self._undone)]
        return next((i for i, state in enumerate(states) if state is self._saved), None)

    @property
    def modified(self) -> bool:
        """Does the document differ from the one last saved? Undoing back to it counts as saved."""
        return self._project is not self._saved and self._project != self._saved

    def mark_saved(self, project: Project | None = None) -> None:
        """The present document, or an earlier state of it that was handed to a thread, is the one on disk.
        Later edits of a running gesture become a new step."""
        self._saved = self._project if project is None else project
        if self._done:
            self._done[-1] = attrs.evolve(self._done[-1], sealed=True)

    def apply(self, label: str, edit: Edit, merge_key: str | None = None) -> bool:
        """Commits `edit(project)`; False when that changed nothing. Consecutive edits with the same merge key
        (one drag, one stroke) are one step. An exception of `edit` leaves everything as it was."""
        with self._alone(label):
            before = self._project
            after = edit(before)
            if not isinstance(after, Project):
                raise TypeError(f"the edit '{label}' gave {type(after).__name__}, not a project")
            if after is before or after == before:
                return False
            commit = self._record(_Step(label, before, after, merge_key))
            self._project = after
        self._announce(commit, label, before)
        return True

    def before(self, merge_key: str) -> Project:
        """The document before the step that an edit with this merge key goes on with; as it is where that
        is a step of its own."""
        last = self._done[-1] if self._done else None
        return last.before if last is not None and last.merge_key == merge_key else self._project

    def derive(self, label: str, edit: Edit) -> bool:
        """Commits what is worked out rather than decided, as the words of a recording: into every state of
        the history that `edit` changes, and into the saved one, so that it is no step to undo and makes
        nothing modified. Where an edit cannot be done, that state stays; False when the present one did."""
        with self._alone(label):
            known: dict[int, Project] = {}

            def derived(state: Project) -> Project:
                if id(state) not in known:
                    try:
                        known[id(state)] = edit(state)
                    except ProblemError:
                        known[id(state)] = state
                return known[id(state)]

            def rebased(steps: list[_Step]) -> list[_Step]:
                return [attrs.evolve(s, before=derived(s.before), after=derived(s.after)) for s in steps]

            before = self._project
            done, undone = rebased(self._done), rebased(self._undone)
            saved = None if self._saved is None else derived(self._saved)
            after = derived(before)
            # Nothing is kept until every state is worked out: an error leaves all as it was.
            self._done, self._undone, self._saved, self._project = done, undone, saved, after
        if after is before:
            return False
        self._announce(Commit.DERIVE, label, before)
        return True

    def undo(self) -> bool:
        """One step back; False when there is none."""
        with self._alone("undo"):
            if not self._done:
                return False
            step = self._done.pop()
            self._undone.append(attrs.evolve(step, merge_key=None))
            before, self._project = self._project, step.before
        self._announce(Commit.UNDO, step.label, before)
        return True

    def take_back(self, merge_key: str) -> bool:
        """Undoes what was last done under a merge key, as when a drag is broken off; False when the newest
        step is another's, which stays."""
        found = False
        while self._done and self._done[-1].merge_key == merge_key:
            found = self.undo()
        return found

    def redo(self) -> bool:
        """The step undone last, again; False when there is none or something else was done since."""
        with self._alone("redo"):
            if not self._undone:
                return False
            step = self._undone.pop()
            self._done.append(step)
            before, self._project = self._project, step.after
        self._announce(Commit.REDO, step.label, before)
        return True

    def go_to(self, place: int) -> bool:
        """Undo or redo until that many of `steps` are done, each told on its own; False when none had to."""
        place = min(max(place, 0), len(self._done) + len(self._undone))
        moved = False
        while len(self._done) != place:
            moved = self.undo() if len(self._done) > place else self.redo()
        return moved

    def _record(self, step: _Step) -> Commit:
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and _goes_on(last, step):
            self._done[-1] = attrs.evolve(last, label=step.label, after=step.after)
            return Commit.MERGE
        self._done.append(step)
        del self._done[: -self._limit]
        return Commit.EDIT

    @contextlib.contextmanager
    def _alone(self, doing: str) -> Iterator[None]:
        if self._busy:
            raise NestedEditError(f"'{doing}' was asked for during '{self._busy}'")
        self._busy = doing
        try:
            yield
        finally:
            self._busy = ""

    def _announce(self, commit: Commit, label: str, before: Project) -> None:
        with self._alone(f"the announcement of {label}"):
            try:
                self._journal.committed(commit, label, before, self._project)
            finally:
                self.changed.emit(before, self._project)


def _goes_on(last: _Step, step: _Step) -> bool:
    return step.merge_key is not None and last.merge_key == step.merge_key and not last.sealed
