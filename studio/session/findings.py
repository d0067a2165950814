"""Problems of the running program, for the panel that lists them; filled from any thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from psygnal import Signal

from studio.core.problems import Problem, ProblemLog

Post = Callable[[Callable[[], None]], None]
"""Runs a function later on the thread that owns the document."""


class Findings(ProblemLog):
    """`changed()` is emitted on the owner's thread after something was found or cleared."""

    changed: ClassVar[Signal] = Signal()

    def __init__(self, post: Post) -> None:
        super().__init__()
        self._post = post

    def warn(self, kind: str, text: str, subject: str = "", hint: str = "") -> None:
        self.add(Problem(kind, text, subject, hint))

    def add(self, problem: Problem) -> None:
        super().add(problem)
        self._post(self.changed.emit)

    def take_back(self, problem: Problem) -> None:
        """It is so no longer."""
        if self._counts.pop(problem, None) is not None:
            self._post(self.changed.emit)

    def clear(self) -> None:
        """Forget everything that was found."""
        self._counts.clear()
        self._post(self.changed.emit)
