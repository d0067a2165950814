"""What the recording suggests to feel: how much of it shows, and taking it over as one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.core.names import EMOTIONS
from studio.document.curves import Curve
from studio.document.schema import Character
from studio.gui.emotions.sparkline import SuggestionRow
from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.palette.laying import target_of
from studio.session.studio import Studio


class SuggestionBox(QWidget):
    """Nothing is worked out here: the session listens to recordings and says what it heard."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.blend = BarSlider(tr("Perform suggestion"), default=0.0, parent=self)
        self.blend.setToolTip(tr("How much of the suggested feelings shows beside the painted ones"))
        self.blend.edited.connect(self._on_blend)
        self.blend.cancelled.connect(studio.take_back)
        self.blend.resetRequested.connect(lambda: self._on_blend(0.0, None))
        self.rows = {name: self._row(name) for name in EMOTIONS}
        self.here = push_button(
            tr("Accept here"), tip=tr("Makes the suggestion editable keys where you work")
        )
        self.whole = push_button(tr("Accept all"), tip=tr("Makes all of the suggestion editable keys"))
        self.again = push_button(tr("Suggest again"), "flat", tip=tr("Suggests anew what was accepted"))
        self.here.clicked.connect(self._on_accept_here)
        self.whole.clicked.connect(lambda: self._accept(all_of_it=True))
        self.again.clicked.connect(self._on_again)
        self.hint = QLabel(self)
        self.hint.setProperty("class", "dim")
        self.hint.setWordWrap(True)
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """After a recording was heard, or the document became another."""
        character = self.studio.character
        every = self.studio.suggestions.every(character.id) if character is not None else {}
        for part in (self.blend, self.here, self.whole, *self.rows.values()):
            _show(part, bool(every))
        _show(self.hint, not every)
        _show(self.again, character is not None and bool(character.extra.get("suggestion_accepted")))
        if character is None or not every:
            self.hint.setText(self._why_none(character))
            return
        self.blend.set_value(self.studio.suggestions.blend(character.id))
        self._show_rows(character, every)

    def note(self) -> str:
        """How much shows, for the heading."""
        character = self.studio.character
        blend = self.studio.suggestions.blend(character.id) if character is not None else 0.0
        return tr("{0}% shows", round(100 * blend)) if blend > 0 else ""

    def _show_rows(self, character: Character, every: dict[str, Curve]) -> None:
        wanted = self.studio.suggestions.ghosts(character.id)
        blend, length = self.studio.suggestions.blend(character.id), self.studio.transport.length
        for name, row in self.rows.items():
            row.setVisible(name in every)
            if name in every:
                row.show_curve(every[name], length, blend, wanted=name in wanted)
        self.here.setEnabled(bool(wanted))
        self.whole.setEnabled(bool(wanted))

    def _why_none(self, character: Character | None) -> str:
        if character is None or not character.clips:
            return tr("Once a recording has been heard, the feelings in voice and words are suggested here.")
        if self.studio.suggestions.waits(character.id):
            return tr("Listening to the recording...")
        if character.extra.get("suggestion_accepted"):
            return tr("All that was suggested is yours now.")
        return tr("Voice and words suggest no feeling here.")

    def _row(self, name: str) -> SuggestionRow:
        row = SuggestionRow(name, self)
        row.check.clicked.connect(lambda on: self._on_wanted(name, on))
        return row

    def _on_wanted(self, name: str, on: bool) -> None:
        character = self.studio.character
        if character is None:
            return
        suggestions = self.studio.suggestions
        out = set(suggestions.every(character.id)) - set(suggestions.ghosts(character.id))
        suggestions.leave_out(character.id, out - {name} if on else out | {name})

    def _on_blend(self, value: float, gesture: str | None) -> None:
        if self.studio.character is not None:
            self.studio.suggestions.set_blend(self.studio.character.id, value, gesture)

    def _on_accept_here(self) -> None:
        self._accept(all_of_it=False)

    def _accept(self, *, all_of_it: bool) -> None:
        character, target = self.studio.character, target_of(self.studio)
        if character is not None and target is not None:
            self.studio.suggestions.accept(character.id, None if all_of_it else target.span)

    def _on_again(self) -> None:
        if self.studio.character is not None:
            self.studio.suggestions.suggest_again(self.studio.character.id)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE)
        rows.addWidget(self.hint)
        rows.addWidget(self.blend)
        for row in self.rows.values():
            rows.addWidget(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.here, self.whole, self.again):
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows.addLayout(buttons)


def _show(part: QWidget, wanted: bool) -> None:
    """Only where that is new: to show even what shows lays all around it out anew."""
    if part.isHidden() == wanted:
        part.setVisible(wanted)
