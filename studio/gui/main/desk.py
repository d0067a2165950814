"""What the artist does with files: the questions asked, the dialogs shown, the work handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu

from studio.core.problems import ProblemError
from studio.core.resources import assets
from studio.document.files import SUFFIX, is_project
from studio.gui.kit.language import tr
from studio.gui.main import questions
from studio.gui.main.window import MainWindow
from studio.session.files.kinds import AUDIO, MOTION, Sorted, patterns, sort_files
from studio.session.files.opening import Documents
from studio.session.studio import Studio

Then = Callable[[], object]
_MOST_NAMES = 3  # of files, in one line of the status bar


def _nothing() -> None:
    pass


class Desk:
    """Opens, saves and closes for one window."""

    def __init__(self, studio: Studio, documents: Documents, window: MainWindow) -> None:
        self._studio, self.documents, self._window = studio, documents, window

    # opening

    def new(self) -> None:
        self.after_saving(self.documents.new)

    def ask_open(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            tr("Open a project"),
            self._folder(),
            tr("Moodline projects (*{0} project.json)", SUFFIX),
        )
        if name:
            self.open(Path(name))

    def ask_open_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self._window, tr("Open a project folder"), self._folder())
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Opens a project, after asking about unsaved work and about whoever has it open already."""
        self.after_saving(lambda: self._open_now(path))

    def open_demo(self) -> None:
        """The demo as a document of its own: the one that came with the program is never written to."""
        self.after_saving(lambda: self.documents.open(assets() / "demo"))

    def _open_now(self, path: Path) -> None:
        holder = self.documents.holder(path)
        if holder is None:
            self.documents.open(path)
            return
        answer = questions.ask_shared(self._window, path, holder)
        if answer == "read":
            self.documents.open(path, read_only=True)
        elif answer == "copy":
            self.documents.open(path, copy=True)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Whatever was dropped or named: projects are opened, recordings and motions are added, scripts
        go to their recordings."""
        try:
            sorted_ = sort_files(paths)
        except ProblemError as error:
            self._studio.report(error.problem)
            return
        if sorted_.projects:
            self._open_alone(sorted_)
            return
        names = {path.stem.casefold() for path in sorted_.recordings}
        alone = [path for path in sorted_.scripts if path.stem.casefold() not in names]
        # What is dropped while a project is being read belongs to that project.
        self.documents.when_open(lambda: self._add(sorted_.recordings, sorted_.motions, alone))
        if sorted_.strangers:
            self._studio.told.emit(tr("Nothing Moodline can read: {0}", _names(sorted_.strangers)))
        elif sorted_.barren:
            self._studio.told.emit(tr("No recordings or motions in {0}", _names(sorted_.barren)))

    def _open_alone(self, sorted_: Sorted) -> None:
        """The first of the projects; what came with it is left out and named."""
        first, *more = sorted_.projects
        self.open(first)
        left = [*more, *sorted_.recordings, *sorted_.motions, *sorted_.scripts, *sorted_.strangers]
        if left:
            self._studio.told.emit(tr("Left out, because a project is opened alone: {0}", _names(left)))

    def _add(self, recordings: Sequence[Path], motions: Sequence[Path], scripts: Sequence[Path]) -> None:
        from studio.gui.main.adding import add_motions, add_recordings, add_scripts  # noqa: PLC0415 - audio, when it comes

        if recordings:
            add_recordings(self._studio, recordings)
        if motions:
            add_motions(self._studio, motions)
        if scripts:
            add_scripts(self._studio, scripts)

    def ask_import(self) -> None:
        kinds = patterns(sorted((*AUDIO, *MOTION)))
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            tr("Add recordings or motions"),
            self._folder(),
            tr("Recordings and motions ({0})", kinds),
        )
        self.take_in([Path(name) for name in names])

    def fill_recent(self, menu: QMenu) -> None:
        """Lines for the files opened last; those that are gone cannot be chosen."""
        recent = self.documents.recent
        for path in recent:
            entry = menu.addAction(path.name)
            entry.setToolTip(str(path))
            entry.setEnabled(path.exists())
            entry.triggered.connect(lambda _=False, path=path: self.open(path))
        if not recent:
            menu.addAction(tr("No files yet")).setEnabled(False)

    # saving

    def save(self, then: Then = _nothing) -> None:
        if self.documents.path is None or self.documents.read_only:
            self.ask_save_as(then)
        else:
            self._save_to(None, then)

    def ask_save_as(self, then: Then = _nothing) -> None:
        name, chosen = QFileDialog.getSaveFileName(
            self._window,
            tr("Save the project"),
            str(Path(self._folder()) / f"{self.documents.title}{SUFFIX}"),
            f"{tr('Moodline project, one file')} (*{SUFFIX});;{tr('Moodline project, a folder')} (*)",
        )
        if name:
            self._save_to(
                with_suffix(Path(name), as_folder="(*)" in chosen and f"*{SUFFIX}" not in chosen), then
            )

    def _save_to(self, path: Path | None, then: Then) -> None:
        try:
            self.documents.save(path, then)
        except ProblemError as error:
            self._studio.report(error.problem)

    def ask_revert(self) -> None:
        if questions.ask_revert(self._window, self.documents.title):
            self.documents.revert()

    def close(self) -> None:
        """Puts the document away; the window stays."""
        self.after_saving(self.documents.close)

    # leaving

    def may_close(self) -> bool:
        """Asks about unsaved work; False when the window must stay."""
        if not self.documents.modified:
            return True
        answer = questions.ask_unsaved(self._window, self.documents.title)
        if answer == "save":
            self.save(self._window.close)
        return answer == "discard"

    def after_saving(self, then: Then) -> None:
        """Does something that gives up the open document, once that was saved or need not be."""
        if not self.documents.modified:
            then()
            return
        answer = questions.ask_unsaved(self._window, self.documents.title)
        if answer == "save":
            self.save(then)
        elif answer == "discard":
            then()

    def _folder(self) -> str:
        path = self.documents.path
        if path is not None:
            return str(path.parent)
        recent = [p for p in self.documents.recent if p.parent.is_dir()]
        return str(recent[0].parent if recent else Path.home())


def with_suffix(path: Path, *, as_folder: bool) -> Path:
    """The name to save under: `.moodline` is added where an artist left it out and wants one file."""
    if as_folder:
        return path.with_suffix("") if path.suffix == SUFFIX else path
    return path if path.suffix.lower() == SUFFIX or is_project(path) else path.with_name(path.name + SUFFIX)


def _names(paths: Sequence[Path]) -> str:
    """The first few."""
    named = ", ".join(path.name for path in paths[:_MOST_NAMES])
    more = len(paths) - _MOST_NAMES
    return tr("{0} and {1} more", named, more) if more > 0 else named
