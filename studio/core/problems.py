"""What went wrong, to which thing, and what to do about it: for people, not for stack traces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs


@attrs.frozen
class Problem:
    """One finding.

    kind: short stable id, `room.what` (`media.truncated`); text: what happened; subject: the thing it
    happened to (a file, a word, a joint); hint: what to do.
    """

    kind: str
    text: str
    subject: str = ""
    hint: str = ""

    def __str__(self) -> str:
        head = f"{self.subject}: {self.text}" if self.subject else self.text
        return f"{head}. {self.hint}." if self.hint else f"{head}."


class ProblemError(Exception):
    """The work cannot be done; `problem` says why in words for the artist."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def fail(kind: str, text: str, subject: str = "", hint: str = "") -> ProblemError:
    """`raise fail(...)` reads as the sentence it is."""
    return ProblemError(Problem(kind, text, subject, hint))


class ProblemLog:
    """Collects warnings in order; the same finding on the same subject is counted, not repeated."""

    def __init__(self) -> None:
        self._counts: Counter[Problem] = Counter()

    def warn(self, kind: str, text: str, subject: str = "", hint: str = "") -> None:
        self._counts[Problem(kind, text, subject, hint)] += 1

    def add(self, problem: Problem) -> None:
        self._counts[problem] += 1

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._counts)

    def __len__(self) -> int:
        return len(self._counts)

    def items(self) -> list[tuple[Problem, int]]:
        return list(self._counts.items())
