"""Full copies of unsaved work in the user's own folder, kept apart by document and window, and rotated.

A journal of every edit will sit beside them; it has its seat in the store.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from studio.core.files import atomic_write, unwritable
from studio.core.problems import Problem, ProblemError
from studio.core.progress import Progress, silent
from studio.document.files import SUFFIX, save
from studio.document.schema import Project
from studio.session.files.locks import is_alive
from studio.session.files.opening import Documents
from studio.session.files.recovering import Recovered, read_back
from studio.session.jobs import Job
from studio.session.studio import Studio

_ABOUT = "about.json"
_COPIES = 5
_OLDEST = 60 * 24 * 3600.0  # seconds after which nobody comes back for it


def _nothing() -> None:
    pass


@attrs.frozen
class Left:
    """Work that was not saved: the folder of its copies, the document's name and file, when it was kept."""

    folder: Path
    name: str
    path: Path | None
    when: float


class Autosave:
    """Keeps one window's document. What hinders it is told once, and gone when a copy could be written."""

    def __init__(self, studio: Studio, documents: Documents, folder: Path | None = None) -> None:
        self._studio, self._documents = studio, documents
        self._folder = (folder or state_folder()) / "autosave"
        self._kept: Project | None = None
        self._own: Path | None = None
        self._hindrance: Problem | None = None
        self._unneeded: set[Path] = set()  # folders whose last copy may still be being written
        studio.opened.connect(self._on_opened)
        documents.changed.connect(self._on_documents)
        studio.changed.connect(self._on_documents)

    def keep(self, then: Callable[[], object] = _nothing) -> bool:
        """A copy from a thread, when there is something new and unsaved; False when there is not."""
        project = self._studio.project
        if project is self._kept or not self._documents.modified:
            return False
        self._kept = project
        own, about = self._place(), self._about()

        def work(progress: Progress) -> None:
            try:
                _write(project, own, about, progress)
            finally:
                if own in self._unneeded:
                    shutil.rmtree(own, ignore_errors=True)

        def written(_: None) -> None:
            self._on_written()
            then()

        title, hindered = "Keeping unsaved work", self._on_hindered
        self._studio.jobs.start(
            title, work, written, key="autosave", quiet=True, failed=hindered, lane="files"
        )
        return True

    def keep_at_once(self) -> None:
        """As `keep`, before this call returns."""
        if self._documents.modified:
            try:
                _write(self._studio.project, self._place(), self._about())
            except ProblemError as error:
                self._on_hindered(error.problem)
            self._own = None  # left for the next window

    def left_behind(self) -> list[Left]:
        """Work of windows that are no more, the latest first."""
        found = [left for folder in _folders(self._folder) if (left := _left(folder)) is not None]
        return sorted(found, key=lambda left: -left.when)

    def recover(self, left: Left) -> Job:
        """Takes up the newest copy that can be read, as an unsaved step on top of its file, once both were
        read beside the window."""
        # A file that another window has open is that window's: the work goes on without one.
        path = left.path if self._is_free(left) else None

        def work(progress: Progress) -> Recovered:
            progress(0.0, "reading")
            return read_back(_copies(left.folder), path, left.name, progress)

        def then(found: Recovered) -> None:
            for problem in found.problems:
                self._studio.report(problem)
            self._documents.recover(found.project, path, found.base)
            # Until there is a copy of our own, the old one is the only one.
            if not self.keep(lambda: self.discard(left)):
                self.discard(left)

        title, refused = f"Recovering {left.name}", self._studio.report
        return self._studio.jobs.start(title, work, then, key="document.open", failed=refused, lane="files")

    def _is_free(self, left: Left) -> bool:
        return left.path is None or self._documents.holder(left.path) is None

    def discard(self, left: Left) -> None:
        shutil.rmtree(left.folder, ignore_errors=True)

    def release(self) -> None:
        """The document was saved or given up: nobody needs the copies."""
        self._studio.opened.disconnect(self._on_opened, missing_ok=True)
        self._documents.changed.disconnect(self._on_documents, missing_ok=True)
        self._studio.changed.disconnect(self._on_documents, missing_ok=True)
        self._forget()

    def _on_written(self) -> None:
        if self._hindrance is not None:
            self._studio.findings.take_back(self._hindrance)
        self._hindrance = None

    def _on_hindered(self, problem: Problem) -> None:
        """The next copy is tried for all that."""
        self._kept = None
        reason = f"{problem.subject} {problem.text}"
        told = Problem(
            "autosave.hindered",
            f"no copy of unsaved work could be kept: {reason}",
            self._documents.title,
            "Save the project itself often, until this is mended",
        )
        if self._hindrance is None:
            self._studio.report(told)
            self._hindrance = told

    def _on_opened(self) -> None:
        self._forget()

    def _on_documents(self, *_: object) -> None:
        """What was saved, or undone to what is saved, is nothing to recover."""
        if self._own is not None and not self._documents.modified:
            self._forget()

    def _forget(self) -> None:
        if self._own is not None:
            self._unneeded.add(self._own)
            shutil.rmtree(self._own, ignore_errors=True)
        self._own = self._kept = None

    def _place(self) -> Path:
        if self._own is None:
            key = f"{self._studio.project.id} {self._documents.path} {os.getpid()} {time.time_ns()}"
            self._own = self._folder / hashlib.sha256(key.encode()).hexdigest()[:16]
        return self._own

    def _about(self) -> dict[str, Any]:
        path = self._documents.path
        return {
            "name": self._documents.title,
            "path": None if path is None else str(path),
            "when": time.time(),
            "pid": os.getpid(),
            "host": socket.gethostname(),
        }


def state_folder() -> Path:
    """Where unsaved work is kept; MOODLINE_STATE names another folder."""
    from platformdirs import user_state_path  # noqa: PLC0415 - only where nobody names a folder

    named = os.environ.get("MOODLINE_STATE")
    return Path(named) if named else Path(user_state_path("moodline"))


def _write(project: Project, folder: Path, about: dict[str, Any], progress: Progress = silent) -> None:
    """One more copy, and away with the oldest. Raises ProblemError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        number = 1 + max((int(copy.stem) for copy in _copies(folder)), default=0)
        save(project, folder / f"{number:04d}{SUFFIX}", progress)
        with atomic_write(folder / _ABOUT) as stream:
            stream.write(json.dumps(about, indent=1).encode())
        for old in _copies(folder)[_COPIES:]:
            old.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def _copies(folder: Path) -> list[Path]:
    """The newest first."""
    named = [path for path in folder.glob(f"*{SUFFIX}") if path.stem.isdigit()]
    return sorted(named, key=lambda path: -int(path.stem))


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir()]
    except OSError:
        return []


def _left(folder: Path) -> Left | None:
    try:
        about = json.loads((folder / _ABOUT).read_bytes()[:65536])
        when, pid, host = float(about["when"]), int(about["pid"]), str(about["host"])
        path = Path(about["path"]) if about["path"] else None
        name = str(about["name"])[:200]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if host == socket.gethostname() and is_alive(pid):
        return None
    if time.time() - when > _OLDEST or not _copies(folder):
        return None
    return Left(folder, name, path, when)
