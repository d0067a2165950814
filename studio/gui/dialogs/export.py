"""The export dialog: presets for engines, what is written, and the writing as a job beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import attrs
from psygnal import SignalInstance
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.core.problems import Problem, ProblemError
from studio.core.progress import Progress
from studio.core.time import seconds
from studio.gui.dialogs.export_foot import ExportFoot, told_label
from studio.gui.dialogs.export_form import ExportForm, unlike_shown
from studio.gui.dialogs.export_words import exported, replaced, written
from studio.gui.dialogs.preset_list import PresetList
from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.exporting.presets import LAST, ExportPreset, plain, preset_of, usual_folder
from studio.session.exporting.scenes import Exported, Order, export_scene, file_names, targets
from studio.session.jobs import Job, State
from studio.session.studio import Studio

_FOLDER = "export.folder"
_NAMES_SHOWN = 4


class ExportDialog(QDialog):
    """Not modal: editing goes on while it writes. Writes the document as it was when Export was pressed."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.setWindowTitle(tr("Export"))
        self.setObjectName("exportDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._closed = False
        self._job: Job | None = None
        self._done: Exported | None = None
        self._foot = ExportFoot()
        self._foot.exportRequested.connect(self.export)
        self._foot.folderRequested.connect(self._on_show)
        self._foot.closeRequested.connect(self._on_cancel)
        self._form = ExportForm()
        self._form.changed.connect(self.refresh)
        self._presets = PresetList(studio.settings, self._form.preset)
        self._presets.presetChosen.connect(self._on_preset)
        self._presets.refused.connect(lambda text: self._foot.say(text, "danger"))
        self._note, self._files = told_label("dim", 2), told_label("dim")
        self._folder = QLineEdit()
        self._folder.setAccessibleName(tr("Folder"))
        self._folder.textEdited.connect(self.refresh)
        self._arrange()
        stage = studio.stage
        edited = (studio.changed, studio.transport.changed, stage.solo.changed, stage.audition.changed)
        self._signals: list[tuple[SignalInstance, Callable[..., None]]] = [
            (studio.jobs.changed, self._on_job), *((signal, self._on_edited) for signal in edited)
        ]  # fmt: skip
        for signal, slot in self._signals:
            signal.connect(slot)
        self._begin()

    def release(self) -> None:
        """Lets go of the studio; before it is deleted."""
        for signal, slot in self._signals:
            signal.disconnect(slot, missing_ok=True)

    @property
    def order(self) -> Order:
        """What the dialog would write now."""
        folder = Path(self._folder.text().strip()).expanduser()
        return Order(self._form.preset(), folder, self._form.characters, self.studio.transport.range)

    def refresh(self) -> None:
        """Says what would be written, or why nothing can be."""
        if self._writing:
            return
        try:
            self._files.setText(self._told())
            ready = True
        except ProblemError as error:
            self._files.setText(str(error))
            ready = False
        self._foot.go.setEnabled(ready)

    def export(self) -> None:
        """Starts writing."""
        studio, scene, order = self.studio, self.studio.scene, self.order
        if scene is None or self._writing:
            return
        project, media_path = studio.project, studio.stage.media_path
        self._keep(order)
        self._done = None

        def work(progress: Progress) -> Exported:
            return export_scene(project, scene, order, media_path, progress)

        title = tr("Export to {0}", order.preset.name or tr("files"))
        self._job = studio.jobs.start(title, work, self._on_done, key="export", failed=self._on_failed)
        self._show_state()

    @property
    def _writing(self) -> bool:
        return self._job is not None and not self._job.over

    def _told(self) -> str:
        scene, order = self.studio.scene, self.order
        if scene is None:
            raise ProblemError(Problem("export.nothing", tr("There is nothing to export yet")))
        if not order.preset.formats:
            raise ProblemError(Problem("export.format", tr("Choose at least one format")))
        if not self._form.characters:
            raise ProblemError(Problem("export.nobody", tr("Choose at least one character")))
        if not self._folder.text().strip():
            raise ProblemError(Problem("export.folder", tr("Choose a folder")))
        names = file_names(order, targets(self.studio.project, scene, order))
        more = tr(" and {0} more", len(names) - _NAMES_SHOWN) if len(names) > _NAMES_SHOWN else ""
        there = sum((order.folder / name).exists() for name in names)
        writes = tr("Writes {0}", ", ".join(names[:_NAMES_SHOWN]) + more)
        return writes + replaced(there, len(names)) + unlike_shown(self.studio)

    def _begin(self) -> None:
        kept = self.studio.settings.get(LAST, {})
        preset = preset_of(kept) if kept else None
        if preset is not None:
            self._presets.choose(preset.name)
            shown = self._form.preset()
            self._form.show_preset(attrs.evolve(preset, own=shown.own, note=shown.note, icon=shown.icon))
        else:
            self._presets.choose("")
        usual = usual_folder(self.studio.path)
        self._folder.setText(self.studio.settings.get(_FOLDER, "") or str(usual))
        self._show_scene()
        self._show_state()

    def _keep(self, order: Order) -> None:
        self.studio.settings.set(LAST, plain(order.preset))
        self.studio.settings.set(_FOLDER, str(order.folder))

    def _show_scene(self) -> None:
        scene, span = self.studio.scene, self.studio.transport.range
        in_out = ""
        if span is not None:
            in_out = tr("{0} to {1} s", f"{seconds(span.start):.2f}", f"{seconds(span.end):.2f}")
        if scene is not None:
            self._form.show_scene(scene.characters, in_out, str(scene.rate))

    def _on_preset(self, preset: ExportPreset) -> None:
        self._form.show_preset(preset)
        self._note.setText(tr(preset.note) if preset.note else tr("Your own preset."))
        self.refresh()

    # writing

    def _on_job(self, job: Job) -> None:
        if self._job is not None and job is self._job:
            self._foot.show_progress(job.done)
            if job.state in {State.RUNNING, State.WAITING}:
                self._foot.say(tr(job.doing) if job.doing else tr("Waiting for its turn"))
            if job.state is State.CANCELLED:
                self._foot.say(tr("Cancelled. Nothing was written."))
            self._show_state()

    def _on_done(self, done: Exported) -> None:
        for problem, _ in done.findings.items():
            self.studio.findings.add(problem)
        self.studio.told.emit(exported(len(done.files), done.folder))
        if self._closed:
            return
        self._done = done
        self._foot.say(written(len(done.files), len(done.findings)), "success")
        self._show_state()
        self.refresh()

    def _on_failed(self, problem: Problem) -> None:
        self.studio.report(problem)
        if not self._closed:
            self._foot.say(str(problem), "danger")
            self._show_state()

    def _on_edited(self, *_: object) -> None:
        if self.isVisible():
            self._show_scene()
            self.refresh()

    def _show_state(self) -> None:
        self._foot.show_state(writing=self._writing, written=self._done is not None)
        self.refresh()

    def _on_show(self) -> None:
        if self._done is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._done.folder)))

    def _on_browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Export to"), self._folder.text())
        if folder:
            self._folder.setText(folder)
            self.refresh()

    def _on_cancel(self) -> None:
        if self._writing and self._job is not None:
            self.studio.jobs.cancel(self._job)
        else:
            self.close()

    def done(self, result: int) -> None:
        """Writing goes on in the list of jobs. Also by Escape, which closes nothing."""
        self._closed = True
        self.release()
        super().done(result)

    # looks

    def _arrange(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(4 * SPACE)
        columns.addWidget(self._presets)
        columns.addLayout(self._right(), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        box.setSpacing(3 * SPACE)
        box.addLayout(columns, 1)
        box.addWidget(self._foot)
        self.resize(760, 560)

    def _right(self) -> QVBoxLayout:
        browse = push_button(tr("Choose..."), icon_name="folder-open")
        browse.clicked.connect(self._on_browse)
        folder = QHBoxLayout()
        folder.setSpacing(2 * SPACE)
        folder.addWidget(self._folder, 1)
        folder.addWidget(browse)
        self._form.add_row(tr("Folder"), folder)
        right = QVBoxLayout()
        right.setSpacing(3 * SPACE)
        right.addWidget(self._note)
        right.addWidget(self._form)
        right.addWidget(self._files)
        right.addStretch(1)
        return right
