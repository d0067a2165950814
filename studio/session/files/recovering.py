"""Work that an ended window left behind, read beside the window that takes it up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs

from studio.core.problems import Problem, ProblemError, fail
from studio.core.progress import Progress, part_of, silent
from studio.document.files import load
from studio.document.schema import Project
from studio.session.files.media_paths import absolute


@attrs.frozen(eq=False)
class Recovered:
    """project: what was being worked on; base: what its file holds, None where there is none, or none that
    can be read; problems: of files that could not be read."""

    project: Project
    base: Project | None
    problems: tuple[Problem, ...] = ()


def read_back(copies: Sequence[Path], path: Path | None, name: str, progress: Progress = silent) -> Recovered:
    """The first of the copies that can be read, and the file that the work belongs to. Raises ProblemError
    when there is no such copy."""
    problems: list[Problem] = []
    for copy in copies:
        try:
            project = load(copy, part_of(progress, 0.0, 0.5))
        except ProblemError as error:
            problems.append(error.problem)
            continue
        return Recovered(project, _on_disk(path, problems, part_of(progress, 0.5, 1.0)), tuple(problems))
    hint = "Open its file as it was saved last"
    raise fail("autosave.unreadable", "none of the copies of its unsaved work can be read", name, hint)


def _on_disk(path: Path | None, problems: list[Problem], progress: Progress) -> Project | None:
    if path is None or not path.exists():
        return None
    try:
        return absolute(load(path, progress), path.parent)
    except ProblemError as error:
        problems.append(error.problem)
        return None
