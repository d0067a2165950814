"""What can be set of one character, part by part; its model is chosen by pictures instead."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from studio.document.schema import Character
from studio.gui.kit.field_row import FieldRow
from studio.gui.kit.language import tr
from studio.gui.kit.scroll_column import ScrollColumn
from studio.gui.kit.section import Section
from studio.session.fields import field as fields
from studio.session.fields.people import of_person
from studio.session.studio import Studio


class PersonForm(ScrollColumn):
    """Each field is one step to undo, and so is a drag in one."""

    def __init__(self, studio: Studio, assets: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._assets = studio, assets
        self._rows: list[FieldRow] = []
        self._of = ""

    def show_person(self, character: Character | None) -> None:
        """Fields of a character; of nobody, none."""
        if character is None:
            self._of = ""
            self._build(fields.Inspection("", ""))
            return
        shown = of_person(character, self._assets)
        if character.id != self._of:
            self._of = character.id
            self._build(shown)
            return
        known = {row.field.id: row for row in self._rows}
        for one in shown.fields:
            if one.id in known:
                known[one.id].show_field(one)

    def _build(self, shown: fields.Inspection) -> None:
        self.clear()
        self._rows = []
        for part in shown.sections:
            section = Section(tr(part.title), self.body, opened=not part.folded)
            for one in part.fields:
                if one.id == "asset":
                    continue  # the pictures choose it
                row = FieldRow(one, None, section.body)
                row.edited.connect(self._on_edited)
                row.cancelled.connect(self._studio.take_back)
                row.refused.connect(self._studio.told.emit)
                section.rows.addWidget(row)
                self._rows.append(row)
            self.column.addWidget(section)
        self.column.addStretch(1)

    def _on_edited(self, field: fields.Field, value: fields.Value, gesture: str) -> None:
        label = tr("Set {0}", tr(field.label).lower())
        self._studio.apply(label, lambda project: field.put(project, value), gesture or None)
