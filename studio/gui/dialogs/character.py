"""The characters of a scene: who they are, how they look, how they speak, gesture and listen."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.document.edits.scenes import add_character, set_character
from studio.document.identity import fresh_id
from studio.document.schema import Character, Project
from studio.gui.dialogs.portrait_row import PortraitRow
from studio.gui.kit.buttons import push_button, tool_button
from studio.gui.kit.field_row import FieldRow
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.section import Section
from studio.gui.kit.theme import SPACE
from studio.session.fields import field as fields
from studio.session.fields.chosen import first_name, known_assets
from studio.session.fields.people import of_person
from studio.session.looking.deeds import DEEDS
from studio.session.looking.portraits import Portraits
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio

_ID = Qt.ItemDataRole.UserRole
_ROW = 32  # pixels


class CharacterDialog(QDialog):
    """Not modal; everything is done at once and can be undone."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.setWindowTitle(tr("Characters"))
        self.setObjectName("characterDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._portraits = Portraits(studio)
        self._assets = known_assets()
        self._rows: list[FieldRow] = []
        self._of = ""
        self._cast = QListWidget()
        self._cast.setAccessibleName(tr("Characters of the scene"))
        self._cast.currentItemChanged.connect(self._on_chosen)
        self._looks = PortraitRow(self._assets, self._portraits, self)
        self._looks.assetChosen.connect(self._on_asset)
        self._form = QWidget()
        self._parts = QVBoxLayout(self._form)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._arrange()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(40)
        self._soon.timeout.connect(self.refresh)
        self._signals = (
            (studio.changed, self._on_changed),
            (studio.selection.changed, self._on_changed),
            (self._portraits.drawn, self._on_drawn),
        )
        for signal, slot in self._signals:
            signal.connect(slot)
        self.refresh()

    def release(self) -> None:
        """Lets go of the studio; before it is deleted."""
        for signal, slot in self._signals:
            signal.disconnect(slot, missing_ok=True)
        self._soon.stop()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.release()
        super().closeEvent(event)

    def refresh(self) -> None:
        """Shows the scene's characters and the one the artist works on."""
        scene, character = self.studio.scene, self.studio.character
        cast = scene.characters if scene is not None else ()
        names = [(c.id, c.name) for c in cast]
        if names != [(i.data(_ID), i.text()) for i in self._items()]:
            self._fill(names)
        self._mark(character)
        self._remove.setEnabled(character is not None)
        self._copy.setEnabled(character is not None)
        self._looks.setEnabled(character is not None)
        self._show(character)

    def _show(self, character: Character | None) -> None:
        if character is None:
            self._of = ""
            self._clear()
            return
        self._looks.choose(character.asset)
        shown = of_person(character, self._assets)
        if character.id != self._of:
            self._of = character.id
            self._build(shown)
        else:
            known = {row.field.id: row for row in self._rows}
            for one in shown.fields:
                if one.id in known:
                    known[one.id].show_field(one)

    def _build(self, shown: fields.Inspection) -> None:
        self._clear()
        for part in shown.sections:
            section = Section(tr(part.title), self._form, opened=not part.folded)
            for one in part.fields:
                if one.id == "asset":
                    continue  # the pictures choose it
                row = FieldRow(one, None, section.body)
                row.edited.connect(self._on_edited)
                row.cancelled.connect(self._on_cancelled)
                row.refused.connect(self.studio.told.emit)
                section.rows.addWidget(row)
                self._rows.append(row)
            self._parts.addWidget(section)
        self._parts.addStretch(1)

    def _clear(self) -> None:
        self._rows = []
        while self._parts.count():
            item = self._parts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _items(self) -> list[QListWidgetItem]:
        found = (self._cast.item(row) for row in range(self._cast.count()))
        return [item for item in found if item is not None]

    def _fill(self, names: list[tuple[str, str]]) -> None:
        self._cast.blockSignals(True)
        self._cast.clear()
        for id_, name in names:
            item = QListWidgetItem(icon("user"), name)
            item.setData(_ID, id_)
            item.setSizeHint(QSize(0, _ROW))
            self._cast.addItem(item)
        self._cast.blockSignals(False)

    def _mark(self, character: Character | None) -> None:
        self._cast.blockSignals(True)
        for item in self._items():
            if character is not None and item.data(_ID) == character.id:
                self._cast.setCurrentItem(item)
        self._cast.blockSignals(False)

    # hands

    def _on_changed(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_drawn(self, _: str) -> None:
        self._looks.redraw()

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            scene = self.studio.selection.value.scene
            self.studio.selection.set(Selected(scene, item.data(_ID), Kind.CHARACTER, (item.data(_ID),)))

    def _on_asset(self, asset: str) -> None:
        """Another model; a character that still bears the old model's name takes the new one's."""
        character = self.studio.character
        if character is None:
            return
        plain = first_name(character.asset)
        renamed = {"name": first_name(asset)} if character.name == plain else {}
        edit = {"asset": asset, **renamed}
        self.studio.apply("Choose model", lambda project: set_character(project, character.id, **edit))

    def _on_edited(self, field: fields.Field, value: fields.Value, gesture: str) -> None:
        label = tr("Set {0}", tr(field.label).lower())
        self._last = (gesture, label)
        self.studio.apply(label, lambda project: field.put(project, value), gesture or None)

    _last: tuple[str, str] = ("", "")

    def _on_cancelled(self, gesture: str) -> None:
        if self._last[0] == gesture and self.studio.store.undo_label == self._last[1]:
            self.studio.store.undo()

    def _on_add(self) -> None:
        scene = self.studio.scene
        if scene is None:
            return
        used = {c.asset for c in scene.characters}
        asset = next((a for a in self._assets if a not in used), self._assets[0] if self._assets else "nora")
        made: list[str] = []

        def edit(project: Project) -> Project:
            own = fresh_id(project, "character-")
            made.append(own)
            return add_character(project, scene.id, Character(own, first_name(asset), asset))

        if self.studio.apply("Add character", edit):
            self.studio.selection.set(Selected(scene.id, made[-1], Kind.CHARACTER, (made[-1],)))

    def _on_deed(self, deed: str) -> None:
        if self.studio.character is not None:
            DEEDS[deed](self.studio, (self.studio.character.id,))

    # looks

    def _arrange(self) -> None:
        add = tool_button("plus", tr("Add a character"))
        add.clicked.connect(self._on_add)
        self._copy = tool_button("copy", tr("Duplicate, with everything it says and does"))
        self._copy.clicked.connect(lambda: self._on_deed("character.duplicate"))
        self._remove = tool_button("trash", tr("Remove from the scene"))
        self._remove.clicked.connect(lambda: self._on_deed("character.remove"))
        tools = QHBoxLayout()
        tools.setSpacing(SPACE)
        for button in (add, self._copy, self._remove):
            tools.addWidget(button)
        tools.addStretch(1)
        left = QVBoxLayout()
        left.addWidget(self._cast, 1)
        left.addLayout(tools)
        self._cast.setFixedWidth(170)
        self._cast.setIconSize(QSize(18, 18))
        columns = QHBoxLayout()
        columns.setSpacing(4 * SPACE)
        columns.addLayout(left)
        columns.addLayout(self._right(), 1)
        close = push_button(tr("Close"))
        close.clicked.connect(self.close)
        hint = QLabel(tr("Manner and seed show when the character performs again."))
        hint.setProperty("class", "dim")
        again = push_button(tr("Perform again"), "primary", icon_name="arrows-clockwise")
        again.clicked.connect(lambda: self._on_deed("character.perform"))
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(close)
        foot.addWidget(again)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        box.setSpacing(3 * SPACE)
        box.addLayout(columns, 1)
        box.addLayout(foot)
        self.resize(700, 620)

    def _right(self) -> QVBoxLayout:
        scroll = QScrollArea()
        scroll.setWidget(self._form)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = QVBoxLayout()
        right.setSpacing(3 * SPACE)
        right.addWidget(self._looks)
        right.addWidget(scroll, 1)
        return right
