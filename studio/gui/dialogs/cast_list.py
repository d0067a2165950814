"""The characters of a scene as a list: one is chosen, more are added, copied and removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.document.edits.scenes import add_character
from studio.document.identity import fresh_id
from studio.document.schema import Character, Project
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.fields.chosen import first_name
from studio.session.looking.deeds import DEEDS
from studio.session.rigs import FIRST
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio

_ID = Qt.ItemDataRole.UserRole
_ROW, _WIDE = 32, 170  # pixels


class CastList(QWidget):
    """assets: of the library; a new character gets the first that nobody in the scene has."""

    def __init__(self, studio: Studio, assets: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._studio, self._assets = studio, assets
        self.names = QListWidget()
        self.names.setAccessibleName(tr("Characters of the scene"))
        self.names.setIconSize(QSize(18, 18))
        self.names.currentItemChanged.connect(self._on_chosen)
        self.add = tool_button("plus", tr("Add a character"))
        self.add.clicked.connect(self._on_add)
        self.copy = tool_button("copy", tr("Duplicate, with everything it says and does"))
        self.copy.clicked.connect(lambda: self._on_deed("character.duplicate"))
        self.remove = tool_button("trash", tr("Remove from the scene"))
        self.remove.clicked.connect(lambda: self._on_deed("character.remove"))
        tools = QHBoxLayout()
        tools.setSpacing(SPACE)
        for button in (self.add, self.copy, self.remove):
            tools.addWidget(button)
        tools.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.names, 1)
        box.addLayout(tools)
        self.setFixedWidth(_WIDE)

    def show_cast(self, cast: Sequence[Character], chosen: Character | None) -> None:
        """Who there is, and whom the artist works on."""
        names = [(c.id, c.name) for c in cast]
        self.names.blockSignals(True)
        if names != [(i.data(_ID), i.text()) for i in self._items()]:
            self._fill(names)
        for item in self._items():
            if chosen is not None and item.data(_ID) == chosen.id:
                self.names.setCurrentItem(item)
        self.names.blockSignals(False)
        self.copy.setEnabled(chosen is not None)
        self.remove.setEnabled(chosen is not None)

    def _items(self) -> list[QListWidgetItem]:
        found = (self.names.item(row) for row in range(self.names.count()))
        return [item for item in found if item is not None]

    def _fill(self, names: list[tuple[str, str]]) -> None:
        self.names.clear()
        for id_, name in names:
            item = QListWidgetItem(icon("user"), name)
            item.setData(_ID, id_)
            item.setSizeHint(QSize(0, _ROW))
            self.names.addItem(item)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._choose(self._studio.selection.value.scene, item.data(_ID))

    def _choose(self, scene_id: str, character_id: str) -> None:
        self._studio.selection.set(Selected(scene_id, character_id, Kind.CHARACTER, (character_id,)))

    def _on_add(self) -> None:
        scene = self._studio.scene
        if scene is None:
            return
        used = {c.asset for c in scene.characters}
        asset = next((a for a in self._assets if a not in used), next(iter(self._assets), FIRST))
        made: list[str] = []

        def edit(project: Project) -> Project:
            own = fresh_id(project, "character-")
            made.append(own)
            return add_character(project, scene.id, Character(own, first_name(asset), asset))

        if self._studio.apply(tr("Add character"), edit):
            self._choose(scene.id, made[-1])

    def _on_deed(self, deed: str) -> None:
        if self._studio.character is not None:
            DEEDS[deed](self._studio, (self._studio.character.id,))
