"""The characters of a scene: who they are, how they look, how they speak, gesture and listen."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from studio.document.edits.scenes import set_character
from studio.gui.dialogs.cast_list import CastList
from studio.gui.dialogs.person_form import PersonForm
from studio.gui.dialogs.portrait_row import PortraitRow
from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.fields.chosen import first_name, known_assets
from studio.session.looking.deeds import DEEDS
from studio.session.looking.portraits import Portraits
from studio.session.studio import Studio


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
        self._cast = CastList(studio, self._assets)
        self._looks = PortraitRow(self._assets, self._portraits, self)
        self._looks.assetChosen.connect(self._on_asset)
        self._form = PersonForm(studio, self._assets)
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

    def done(self, result: int) -> None:
        """Also by Escape, which closes nothing."""
        self.release()
        super().done(result)

    def refresh(self) -> None:
        """Shows the scene's characters and the one the artist works on."""
        scene, character = self.studio.scene, self.studio.character
        self._cast.show_cast(scene.characters if scene is not None else (), character)
        self._looks.setEnabled(character is not None)
        if character is not None:
            self._looks.choose(character.asset)
        self._form.show_person(character)

    # hands

    def _on_changed(self, *_: object) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _on_drawn(self, _: str) -> None:
        self._looks.redraw()

    def _on_asset(self, asset: str) -> None:
        """Another model; a character that still bears the old model's name takes the new one's."""
        character = self.studio.character
        if character is None:
            return
        plain = first_name(character.asset)
        renamed = {"name": first_name(asset)} if character.name == plain else {}
        edit = {"asset": asset, **renamed}
        self.studio.apply(tr("Choose model"), lambda project: set_character(project, character.id, **edit))

    def _on_perform(self) -> None:
        if self.studio.character is not None:
            DEEDS["character.perform"](self.studio, (self.studio.character.id,))

    # looks

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(3 * SPACE)
        right.addWidget(self._looks)
        right.addWidget(self._form, 1)
        columns = QHBoxLayout()
        columns.setSpacing(4 * SPACE)
        columns.addWidget(self._cast)
        columns.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        box.setSpacing(3 * SPACE)
        box.addLayout(columns, 1)
        box.addLayout(self._foot())
        self.resize(700, 620)

    def _foot(self) -> QHBoxLayout:
        close = push_button(tr("Close"))
        close.clicked.connect(self.close)
        hint = QLabel(tr("Manner and seed show when the character performs again."))
        hint.setProperty("class", "dim")
        again = push_button(tr("Perform again"), "primary", icon_name="arrows-clockwise")
        again.clicked.connect(self._on_perform)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(close)
        foot.addWidget(again)
        return foot
