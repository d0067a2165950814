"""What is done with whole lines: their text, language, alignment, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtWidgets import QFileDialog

from studio.core.problems import ProblemError
from studio.document.edits.tree import part_of
from studio.document.schema import VoiceClip
from studio.gui.kit.language import tr
from studio.session.files.kinds import SCRIPTS, patterns
from studio.session.scripting.files import export_textgrid, import_words

if TYPE_CHECKING:
    from studio.gui.script.panel import ScriptPanel


class LineDeeds:
    """Ties text, language and files of the panel's line to the session."""

    def __init__(self, panel: ScriptPanel) -> None:
        self._panel, self.studio = panel, panel.studio

    def wire(self) -> None:
        self._panel.text.committed.connect(self._on_text)
        self._panel.language.languageChosen.connect(self._on_language)

    def align_line(self) -> None:
        if self._panel.line is not None:
            self.align(self._panel.line.clip.id, None)

    def align(self, clip_id: str, ids: tuple[str, ...] | None) -> None:
        from studio.session.scripting.realigning import realign  # noqa: PLC0415 - heavy

        self._guard(lambda: realign(self.studio, clip_id, ids))

    def _on_text(self, clip_id: str, text: str) -> None:
        from studio.session.scripting.realigning import set_text  # noqa: PLC0415 - heavy

        script = attrs.evolve(part_of(self.studio.project, VoiceClip, clip_id).script, text=text)
        self._guard(lambda: set_text(self.studio, clip_id, script))

    def _on_language(self, code: str) -> None:
        from studio.session.scripting.realigning import set_language  # noqa: PLC0415 - heavy

        line = self._panel.line
        self._panel.words.setFocus()  # keys are the panel's again, not the field's
        if line is not None:
            self._guard(lambda: set_language(self.studio, line.clip.id, code))

    def read_words(self) -> None:
        """Words of another program's file for the line."""
        line = self._panel.line
        if line is None:
            return
        kinds = patterns(SCRIPTS)
        path, _ = QFileDialog.getOpenFileName(self._panel, tr("Import words"), "", tr("Words ({0})", kinds))
        if path:
            self._guard(lambda: import_words(self.studio, line.clip.id, Path(path)))

    def write_words(self) -> None:
        """The line's words as a TextGrid."""
        line = self._panel.line
        if line is None:
            return
        name = Path(line.clip.media.name).with_suffix(".TextGrid").name
        path, _ = QFileDialog.getSaveFileName(
            self._panel, tr("Export TextGrid"), name, "TextGrid (*.TextGrid)"
        )
        if path:
            self._guard(lambda: export_textgrid(line.clip, Path(path)))

    def _guard(self, deed: Callable[[], object]) -> None:
        try:
            deed()
        except ProblemError as error:
            self.studio.report(error.problem)
