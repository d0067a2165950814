"""The program without a face: one open document and all that panels share around it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from psygnal import Signal

from studio.core.problems import Problem, ProblemError
from studio.document.journal import Journal
from studio.document.schema import Character, Project, Scene
from studio.document.store import Edit, Store
from studio.session.actions import Actions
from studio.session.findings import Findings, Post
from studio.session.held import Held
from studio.session.jobs import Jobs
from studio.session.keying.time_text import TimeFormat
from studio.session.keymaps import KeyMap
from studio.session.palette.suggestions import Suggestions
from studio.session.playing.sound import Sound
from studio.session.playing.transport import SHORTEST, Transport
from studio.session.selection import Selected, character_of, scene_of
from studio.session.settings import Settings
from studio.session.staging.scene_time import scene_end
from studio.session.staging.stage import Stage
from studio.session.tools import Brush, Snapping

EMPTY = Project("untitled", "Untitled")


class Studio:
    """`changed(before, after)` after every commit and when another document was opened; `opened()` only then,
    before `changed`; `told(text)`: a line for the status bar; `revealed(time range)`: somebody wants it seen;
    `hovered(text)`: what is under the mouse, empty for nothing.

    Everything belongs to one thread: `post` brings what other threads found out to it.
    """

    changed: ClassVar[Signal] = Signal(Project, Project)
    opened: ClassVar[Signal] = Signal()
    told: ClassVar[Signal] = Signal(str)
    revealed: ClassVar[Signal] = Signal(object)
    hovered: ClassVar[Signal] = Signal(str)

    def __init__(self, post: Post, journal: Journal | None = None) -> None:
        self._journal = journal
        self.store = Store(EMPTY, journal)
        self.store.changed.connect(self._announce)
        self.path: Path | None = None
        self.deriving = False
        self.findings = Findings(post)
        self.jobs = Jobs(post, self.findings.add)
        self.settings = Settings()
        self.settings.hindered.connect(self.report)
        self.keymap = KeyMap(self.settings)
        self.actions = Actions()
        self.selection: Held[Selected] = Held(Selected())
        self.brush: Held[Brush] = Held(Brush())
        self.snapping: Held[Snapping] = Held(Snapping())
        self.clipboard: Held[object] = Held(None)  # keys or events that were copied
        self.time_format: Held[TimeFormat] = Held(TimeFormat.TIMECODE)
        self.transport = Transport()
        self.stage = Stage(self)
        self.sound = Sound(self)
        self.transport.clock = self.sound
        self.suggestions = Suggestions(self)

    @property
    def project(self) -> Project:
        return self.store.project

    @property
    def scene(self) -> Scene | None:
        """The scene the artist works in; None in an empty project."""
        return scene_of(self.project, self.selection.value)

    @property
    def character(self) -> Character | None:
        """The character the artist works on."""
        return character_of(self.project, self.selection.value)

    def open(self, project: Project, path: Path | None) -> None:
        """Makes another document the open one, with no history. path: its file, None when it has none."""
        before = self.store.project
        self.transport.stop()
        self.jobs.cancel_all()
        self.store.changed.disconnect(self._announce)
        self.store = Store(project, self._journal)
        self.store.changed.connect(self._announce)
        self.path = path
        self.selection.set(Selected())
        self.transport.set_range(None)
        self.transport.seek(0)
        self.opened.emit()
        self._announce(before, project)

    def apply(self, label: str, edit: Edit, merge_key: str | None = None) -> bool:
        """Commits an edit; False when it changed nothing or cannot be done, which the artist is told."""
        try:
            return self.store.apply(label, edit, merge_key)
        except ProblemError as error:
            self.report(error.problem)
            return False

    def take_back(self, merge_key: str) -> bool:
        """A drag was broken off: undoes what was done under its merge key, and never another's step."""
        return self.store.take_back(merge_key)

    def derive(self, label: str, edit: Edit) -> bool:
        """Commits what was worked out from what the document holds: no step to undo, nothing to save."""
        self.deriving = True
        try:
            return self.store.derive(label, edit)
        finally:
            self.deriving = False

    def report(self, problem: Problem) -> None:
        """Something could not be done: into the list of problems and the status bar."""
        self.findings.add(problem)
        self.told.emit(str(problem))

    def _announce(self, before: Project, after: Project) -> None:
        scene, transport = self.scene, self.transport
        end = max(scene_end(scene) if scene is not None else 0, SHORTEST)
        rate = scene.rate if scene is not None else transport.rate
        if (end, rate) != (transport.length, transport.rate):
            transport.set_length(end, rate)
        self.changed.emit(before, after)
