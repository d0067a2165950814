"""What a command says while it works and when it is done."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

from rich.console import Console

from studio.core import progress as core_progress
from studio.core.problems import ProblemLog

errors = Console(stderr=True, highlight=False, soft_wrap=True)


@contextlib.contextmanager
def progress_bar(title: str) -> Iterator[core_progress.Progress]:
    """A bar on the error stream while the block runs; silent when nobody watches a terminal."""
    if not errors.is_terminal:
        yield core_progress.silent
        return
    from rich.progress import (  # noqa: PLC0415 - slow to load, and only for those who watch
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn("{task.description:<24}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
    with Progress(*columns, TimeElapsedColumn(), console=errors, transient=True) as bar:
        task = bar.add_task(title, total=1.0)

        def report(done: float, doing: str = "") -> None:
            bar.update(task, completed=min(done, 1.0), description=doing or title)

        yield report


def say(text: str) -> None:
    """A line of result on standard output, exactly as it is."""
    sys.stdout.write(text + "\n")


def say_warnings(log: ProblemLog) -> None:
    """Each warning on a line of the error stream, with how often it was met."""
    for problem, count in log.items():
        times = f" ({count} times)" if count > 1 else ""
        errors.print(f"warning: {problem}{times}", markup=False)


def say_error(text: str) -> None:
    errors.print(f"moodline: {' '.join(text.split())}", markup=False)
