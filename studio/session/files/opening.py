"""Opening and saving: work of threads on snapshots, one file at a time, nobody's work written over."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from psygnal import Signal

from studio.core.problems import Problem, fail
from studio.core.progress import Progress
from studio.core.resources import assets
from studio.core.time import Rate
from studio.document.files import load, save
from studio.document.package import JSON
from studio.document.schema import Character, Project, Scene
from studio.session.files import locks
from studio.session.files.locks import Holder
from studio.session.files.media_paths import absolute, relative
from studio.session.jobs import Job, State
from studio.session.studio import EMPTY, Studio

_RECENT = "files.recent"
_MOST_RECENT = 12

Done = Callable[[], object]


def _nothing() -> None:
    pass


class Documents:
    """The file of the open document. `changed()` when path, saved state or recent files may be others.

    read_only: another window has the file; saving asks for another name.
    """

    changed: ClassVar[Signal] = Signal()

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self.read_only = False
        self._job: Job | None = None
        self._opening: Job | None = None
        self._later: list[Done] = []
        studio.jobs.changed.connect(self._on_job)
        self._locked: Path | None = None

    @property
    def path(self) -> Path | None:
        return self._studio.path

    @property
    def title(self) -> str:
        """What the document is called: its file's name, its folder's, or the project's."""
        path = self.path
        if path is None:
            return self._studio.project.name
        return path.parent.name if path.name == JSON else path.stem

    @property
    def saving(self) -> bool:
        return self._job is not None and not self._job.over

    @property
    def modified(self) -> bool:
        return self._studio.store.modified

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files opened or saved last, the latest first; some may be gone."""
        names = self._studio.settings.get(_RECENT, [])
        return tuple(Path(name) for name in names if isinstance(name, str))[:_MOST_RECENT]

    def forget_recent(self) -> None:
        self._studio.settings.set(_RECENT, [])
        self.changed.emit()

    def holder(self, path: Path) -> Holder | None:
        """Who else has a project open."""
        file = project_file(path)
        return None if is_bundled(file) else locks.holder_of(file)

    def new(self) -> None:
        """A scene with one character, without a file."""
        self._take_over(blank(), None)

    def close(self) -> None:
        """Nothing is open any more."""
        self._take_over(EMPTY, None)

    def open(self, path: Path, then: Done = _nothing, *, read_only: bool = False, copy: bool = False) -> None:
        """Loads a project beside the window. copy: as a new document without a file, as is always done with
        what came with the program."""
        file = project_file(path)
        copy = copy or is_bundled(file)

        def work(progress: Progress) -> Project:
            progress(0.0, "reading")
            return absolute(load(file, progress), file.parent)

        def opened(project: Project) -> None:
            self._take_over(project, None if copy else file, read_only=read_only)
            if not copy:
                self._remember(file)
            then()
            self._go_on()

        def refused(problem: Problem) -> None:
            self._studio.report(problem)
            self._go_on()

        title = f"Opening {_name(file)}"
        self._opening = self._studio.jobs.start(
            title, work, opened, key="document.open", failed=refused, lane="files"
        )

    def when_open(self, then: Done) -> None:
        """Does something with the open document: after the one that is being read has come, or could not."""
        if self._opening is None:
            then()
        else:
            self._later.append(then)

    def _on_job(self, job: Job) -> None:
        if job is self._opening and job.state is State.CANCELLED:
            self._go_on()

    def _go_on(self) -> None:
        self._opening = None
        later, self._later = self._later, []
        for then in later:
            then()

    def save(self, path: Path | None = None, then: Done = _nothing, *, failed: Done = _nothing) -> None:
        """Writes the document as it is now; edits made meanwhile stay unsaved. Raises ProblemError when there
        is no file to write to."""
        file = project_file(path) if path is not None else self.path
        if file is None or (self.read_only and file == self.path):
            raise fail("files.nameless", "has no file of its own yet", self.title, "Save it under a name")
        snapshot, studio = self._studio.project, self._studio

        def work(progress: Progress) -> None:
            save(relative(snapshot, file.parent), file, progress)

        def saved(_: None) -> None:
            self._saved(snapshot, file)
            then()

        def refused(problem: Problem) -> None:
            studio.report(problem)
            self.changed.emit()
            failed()

        self._job = studio.jobs.start(
            f"Saving {_name(file)}", work, saved, key="document.save", failed=refused, lane="files"
        )
        self.changed.emit()

    def revert(self, then: Done = _nothing) -> None:
        """Back to what is on disk, forgetting the history."""
        if self.path is not None:
            self.open(self.path, then, read_only=self.read_only)

    def recover(self, project: Project, path: Path | None, base: Project | None) -> None:
        """Takes up work that was not saved: an unsaved step on top of what is on disk (base). Where nothing
        is, there is no step either, and still something to save."""
        self._take_over(base or project, path)
        if base is not None:
            self._studio.apply("Recover unsaved work", lambda _: project)
        else:
            self._studio.store.mark_saved(EMPTY)
        self.changed.emit()

    def release(self) -> None:
        """Others may open the file."""
        if self._locked is not None:
            locks.release(self._locked)
            self._locked = None

    def _take_over(self, project: Project, path: Path | None, *, read_only: bool = False) -> None:
        self.release()
        self.read_only = read_only
        self._studio.open(project, path)
        self._lock(path)
        self.changed.emit()

    def _saved(self, snapshot: Project, file: Path) -> None:
        self._studio.store.mark_saved(snapshot)
        if file != self.path:
            self.release()
            self._studio.path, self.read_only = file, False
            self._lock(file)
        self._remember(file)
        self._studio.told.emit(f"Saved {_name(file)}")
        self.changed.emit()

    def _lock(self, path: Path | None) -> None:
        if path is not None and not self.read_only and locks.take(path):
            self._locked = path

    def _remember(self, file: Path) -> None:
        name = str(file.parent if file.name == JSON else file)
        names = [name, *(str(path) for path in self.recent if str(path) != name)]
        self._studio.settings.set(_RECENT, names[:_MOST_RECENT])


def blank() -> Project:
    """What a new project begins with."""
    nora = Character("nora", "Nora", "nora", seed=1)
    scene = Scene("scene-1", "Scene 1", Rate(30), (nora,))
    return Project(f"project-{secrets.token_hex(6)}", "Untitled", (scene,))


def project_file(path: Path) -> Path:
    """The file that stands for a project: a folder's project.json, else the file itself."""
    path = path.absolute()
    return path / JSON if path.is_dir() or not (path.suffix or path.exists()) else path


def is_bundled(path: Path) -> bool:
    """Does a file belong to the program? Those are never written to."""
    return path.absolute().is_relative_to(assets().absolute())


def _name(file: Path) -> str:
    return file.parent.name if file.name == JSON else file.name
