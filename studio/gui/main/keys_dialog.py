"""Which key does what: search, change, see what clashes, take keys from one machine to another."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from studio.core.files import atomic_write
from studio.core.problems import ProblemError, fail
from studio.gui.kit.buttons import push_button
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.main.key_field import KeyField
from studio.gui.main.keys_list import KeysList
from studio.session.actions import PRESETS, Action
from studio.session.studio import Studio

_TITLES = {"nle": "Editing programs (Premiere, Resolve)", "blender": "Blender", "maya": "Maya"}
_LARGEST = 1 << 20


class KeysDialog(QDialog):
    """Every change counts at once."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 600)
        self._studio, self._keymap = studio, studio.keymap
        self.preset = QComboBox()
        self.search = QLineEdit()
        self.tree = KeysList(studio)
        self.field = KeyField()
        self.clash = QLabel()
        self.take = push_button(tr("Take it from there"), tip=tr("Only this command has the key then"))
        self._set_up()
        self._lay_out()
        self._fill()

    def _set_up(self) -> None:
        for name in PRESETS:
            self.preset.addItem(tr(_TITLES[name]), name)
        self.preset.setCurrentIndex(PRESETS.index(self._keymap.preset))
        self.preset.setAccessibleName(tr("Key map"))
        self.preset.activated.connect(self._on_preset)
        self.search.setPlaceholderText(tr("Search by name or key"))
        self.search.setAccessibleName(tr("Search by name or key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.tree.currentItemChanged.connect(self._on_current)
        self.clash.setWordWrap(True)
        self.clash.setProperty("class", "warning")
        self.field.chosen.connect(self._on_key)
        self.take.clicked.connect(self._take)

    def _lay_out(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(4 * SPACE, 4 * SPACE, 4 * SPACE, 4 * SPACE)
        rows.setSpacing(2 * SPACE)
        top = QHBoxLayout()
        top.addWidget(self.preset)
        top.addWidget(self.search, 1)
        rows.addLayout(top)
        rows.addWidget(self.tree, 1)
        edit = QHBoxLayout()
        edit.addWidget(QLabel(tr("Key for this command")))
        edit.addWidget(self.field, 1)
        edit.addWidget(self._button(tr("No key"), self._clear, tr("The command has no key")))
        edit.addWidget(self._button(tr("Reset"), self._reset, tr("The key map's own key")))
        rows.addLayout(edit)
        told = QHBoxLayout()
        told.addWidget(self.clash, 1)
        told.addWidget(self.take)
        rows.addLayout(told)
        foot = QHBoxLayout()
        foot.addWidget(self._button(tr("Import..."), self._import, tr("Take keys from a file")))
        foot.addWidget(self._button(tr("Export..."), self._export, tr("Write the keys to a file")))
        foot.addWidget(self._button(tr("Reset all"), self._reset_all, tr("The key map as it comes")))
        foot.addStretch(1)
        close = push_button(tr("Close"), "primary")
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        rows.addLayout(foot)

    @staticmethod
    def _button(text: str, act: object, tip: str) -> QWidget:
        button = push_button(text, tip=tip)
        button.clicked.connect(act)
        return button

    # the list

    def _fill(self, *_: object) -> None:
        self.tree.fill(self.search.text().strip())

    def _on_current(self, *_: object) -> None:
        action = self.tree.chosen()
        self.field.setEnabled(action is not None)
        self.field.show_key(", ".join(self._keymap.keys_of(action)) if action else "")
        self._show_clashes(action)

    def _show_clashes(self, action: Action | None) -> None:
        """Who else has the key: where it clashes, with a button that takes it away from there."""
        keys, actions = self._keymap.keys_of(action) if action else (), list(self._studio.actions)
        same = self._keymap.clashes(action, keys, actions) if action else []
        near = self._keymap.shadows(action, keys, actions) if action and not same else []
        self.take.setVisible(bool(same))
        self.clash.setProperty("class", "warning" if same else "dim")
        self.clash.style().polish(self.clash)
        if same:
            self.clash.setText(tr("The same key does: {0}", _titles(same)))
        elif near and action is not None and action.scope == "window":
            self.clash.setText(tr("Where a panel has the focus the same key does: {0}", _titles(near)))
        else:
            self.clash.setText(tr("Elsewhere the same key does: {0}", _titles(near)) if near else "")

    # changing

    def _on_key(self, key: str) -> None:
        action = self.tree.chosen()
        if action is not None:
            self._keymap.set_keys(action, [key])
            self._fill()

    def _take(self) -> None:
        action = self.tree.chosen()
        if action is not None:
            self._keymap.take(action, self._keymap.keys_of(action), self._studio.actions)
            self._fill()
            self.field.setFocus()

    def _clear(self) -> None:
        action = self.tree.chosen()
        if action is not None:
            self._keymap.set_keys(action, [])
            self._fill()

    def _reset(self) -> None:
        action = self.tree.chosen()
        if action is not None:
            self._keymap.reset(action)
            self._fill()

    def _reset_all(self) -> None:
        self._keymap.reset_all()
        self._fill()

    def _on_preset(self, index: int) -> None:
        self._keymap.set_preset(str(self.preset.itemData(index)))
        self._fill()

    def _export(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Export keys"), "moodline-keys.json", "JSON (*.json)")
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        try:
            with atomic_write(path) as stream:
                stream.write(json.dumps(self._keymap.exported(), indent=1).encode())
        except ProblemError as error:
            self._studio.report(error.problem)

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Import keys"), "", "JSON (*.json)")
        if name:
            self.read(Path(name))

    def read(self, path: Path) -> None:
        try:
            self._keymap.take_in(_plain(path), str(path))
        except ProblemError as error:
            self._studio.report(error.problem)
            self.clash.setText(str(error.problem))
            return
        self.preset.setCurrentIndex(PRESETS.index(self._keymap.preset))
        self._fill()


def _titles(actions: list[Action]) -> str:
    """With the place of those that are done in a panel alone."""
    names = (tr(other.title.removesuffix("...")) for other in actions)
    places = ("" if other.scope == "window" else f" ({tr(other.scope)})" for other in actions)
    return ", ".join(name + place for name, place in zip(names, places, strict=True))


def _plain(path: Path) -> object:
    try:
        with path.open("rb") as stream:
            return json.loads(stream.read(_LARGEST))
    except (OSError, ValueError, RecursionError) as error:
        raise fail(
            "keymap.format", "cannot be read", str(path), "Choose keys that Moodline exported"
        ) from error
