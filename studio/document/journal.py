"""A seat for whoever keeps every edit safe between saves."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from studio.document.schema import Project


class Commit(StrEnum):
    """What a commit did to the history: a new step, more of the last step, one step back or forward, or
    something worked out, laid into every step."""

    EDIT = "edit"
    MERGE = "merge"
    UNDO = "undo"
    REDO = "redo"
    DERIVE = "derive"


class Journal(Protocol):
    """Called by the store after each commit and before anybody else hears of it."""

    def committed(self, commit: Commit, label: str, before: Project, after: Project) -> None:
        """Keeps the change. Must not edit. An exception reaches the caller of the edit, which stands."""


class NoJournal:
    """Keeps nothing."""

    def committed(self, commit: Commit, label: str, before: Project, after: Project) -> None:
        pass
