"""Faults of the program itself: written down, told calmly, and no reason to lose anybody's work."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from studio.core.problems import Problem
from studio.session.findings import Post
from studio.session.studio import Studio

_LARGEST = 2 << 20
_MOST_TOLD = 20  # of one kind: a fault in a paint event comes with every picture

_kept_open: list[object] = []


def log_folder() -> Path:
    """Where faults are written down."""
    from platformdirs import user_log_path  # noqa: PLC0415 - only when something is written

    return Path(user_log_path("moodline", ensure_exists=True))


def install(studio: Studio, post: Post) -> None:
    """Every fault that nobody catches ends here from now on, whichever thread it comes from."""
    told: dict[str, int] = {}

    def tell(text: str) -> None:
        problem = Problem("program.fault", f"a fault of the program: {text}", "", "Your work is still there")
        studio.report(problem)

    def hear(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            return
        text = f"{kind.__name__}: {value}"
        told[text] = told.get(text, 0) + 1
        if told[text] <= _MOST_TOLD:
            write_down("".join(traceback.format_exception(kind, value, trace)))
            post(lambda: tell(text))

    jobs = logging.getLogger("moodline.jobs")
    jobs.propagate = False
    if not any(isinstance(handler, _Writer) for handler in jobs.handlers):
        jobs.addHandler(_Writer())
    sys.excepthook = hear
    threading.excepthook = lambda args: hear(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )
    _watch_for_crashes()


class _Writer(logging.Handler):
    """What a job failed of, which the window tells by itself."""

    def emit(self, record: logging.LogRecord) -> None:
        write_down(self.format(record))


def write_down(text: str) -> None:
    """Adds to the log; begins a new one when it has grown large."""
    logging.getLogger("moodline").error("%s", text)
    try:
        path = log_folder() / "fault.log"
        if path.exists() and path.stat().st_size > _LARGEST:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as stream:
            stream.write(f"--- {datetime.now().astimezone().isoformat(timespec='seconds')}\n{text}\n")
    except OSError:
        return


def _watch_for_crashes() -> None:
    try:
        stream = (log_folder() / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return
    _kept_open.append(stream)
    faulthandler.enable(stream)
