"""Which key does what: search, change, see what clashes, take keys from one machine to another."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.files import atomic_write
from studio.core.problems import ProblemError, fail
from studio.gui.kit.actions import key_text
from studio.gui.kit.buttons import push_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.kit.theming import ui_font
from studio.gui.main.key_field import KeyField
from studio.gui.main.menus import ORDER
from studio.session.actions import PRESETS, Action
from studio.session.finding import match
from studio.session.studio import Studio

_TITLES = {"nle": "Editing programs (Premiere, Resolve)", "blender": "Blender", "maya": "Maya"}
_LARGEST = 1 << 20
_ROLE = Qt.ItemDataRole.UserRole

_ROW = 24  # pixels


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
        self.tree = QTreeWidget()
        self.field = KeyField()
        self.clash = QLabel()
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
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.tree.setHeaderLabels([tr("Command"), tr("Key"), tr("Where")])
        self.tree.setRootIsDecorated(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(True)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.setColumnWidth(1, 190)
        self.tree.setColumnWidth(2, 110)
        self.tree.currentItemChanged.connect(self._on_current)
        self.clash.setWordWrap(True)
        self.clash.setProperty("class", "warning")
        self.field.chosen.connect(self._on_key)

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
        rows.addWidget(self.clash)
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
        chosen = self._chosen()
        self.tree.clear()
        query, groups = self.search.text().strip(), dict[str, QTreeWidgetItem]()
        for action in sorted(self._studio.actions, key=_place):
            keys = [key_text(self._studio, action), *self._keymap.keys_of(action)]
            if query and not match(action.title, query) and query.lower() not in " ".join(keys).lower():
                continue
            name = action.menu.partition("/")[0] or tr("Elsewhere")
            if name not in groups:
                groups[name] = QTreeWidgetItem(self.tree, [tr(name)])
                groups[name].setFont(0, ui_font(bold=True))
                groups[name].setSizeHint(0, QSize(0, _ROW))  # the first row says how high all are
                groups[name].setFlags(Qt.ItemFlag.ItemIsEnabled)
                groups[name].setExpanded(True)
            item = self._item(action)
            groups[name].addChild(item)
            if chosen is not None and action.id == chosen.id:
                self.tree.setCurrentItem(item)
        self._choose_best(query, list(groups.values()))

    def _choose_best(self, query: str, groups: list[QTreeWidgetItem]) -> None:
        """While somebody searches, what fits best; else what was chosen stays."""
        children = (group.child(k) for group in groups for k in range(group.childCount()))
        items = [child for child in children if child is not None]
        if items and (query or self.tree.currentItem() is None):
            best = max(items, key=lambda item: match(item.text(0), query))
            self.tree.setCurrentItem(best)
            self.tree.scrollToItem(best)

    def _item(self, action: Action) -> QTreeWidgetItem:
        keys = ", ".join(self._keymap.keys_of(action))
        where = tr("anywhere") if action.scope == "window" else tr(action.scope)
        item = QTreeWidgetItem([tr(action.title.removesuffix("...")), keys, where])
        item.setData(0, _ROLE, action.id)
        others = self._keymap.clashes(action, self._keymap.keys_of(action), self._studio.actions)
        if others:
            item.setIcon(1, icon("warning", "warning"))
            item.setToolTip(1, tr("Also: {0}", ", ".join(tr(o.title) for o in others)))
        elif self._keymap.is_own(action):
            item.setIcon(1, icon("user", "accent"))
            item.setToolTip(1, tr("Your own choice"))
        return item

    def _chosen(self) -> Action | None:
        item = self.tree.currentItem()
        id_ = str(item.data(0, _ROLE)) if item is not None else ""
        return self._studio.actions[id_] if id_ in self._studio.actions else None  # noqa: SIM401 - no dict

    def _on_current(self, *_: object) -> None:
        action = self._chosen()
        self.field.setEnabled(action is not None)
        self.field.show_key(", ".join(self._keymap.keys_of(action)) if action else "")
        self._show_clashes(action)

    def _show_clashes(self, action: Action | None) -> None:
        others = (
            self._keymap.clashes(action, self._keymap.keys_of(action), self._studio.actions) if action else []
        )
        titles = ", ".join(tr(other.title.removesuffix("...")) for other in others)
        self.clash.setText(tr("The same key does: {0}", titles) if others else "")

    # changing

    def _on_key(self, key: str) -> None:
        action = self._chosen()
        if action is not None:
            self._keymap.set_keys(action, [key])
            self._fill()

    def _clear(self) -> None:
        action = self._chosen()
        if action is not None:
            self._keymap.set_keys(action, [])
            self._fill()

    def _reset(self) -> None:
        action = self._chosen()
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


def _place(action: Action) -> tuple[int, str, str]:
    top = action.menu.partition("/")[0]
    return ORDER.index(top) if top in ORDER else len(ORDER), top, action.title


def _plain(path: Path) -> object:
    try:
        with path.open("rb") as stream:
            return json.loads(stream.read(_LARGEST))
    except (OSError, ValueError, RecursionError) as error:
        raise fail(
            "keymap.format", "cannot be read", str(path), "Choose keys that Moodline exported"
        ) from error
