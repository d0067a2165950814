"""The list of all actions with their keys, menu by menu."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from studio.gui.kit.actions import key_text
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theming import ui_font
from studio.gui.main.menus import ORDER
from studio.session.actions import Action
from studio.session.finding import match
from studio.session.studio import Studio

_ROLE = Qt.ItemDataRole.UserRole
_ROW = 24  # pixels


class KeysList(QTreeWidget):
    """Marks the artist's own keys, and those that two actions have."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self._studio, self._keymap = studio, studio.keymap
        self.setAccessibleName(tr("Commands and their keys"))
        self.setHeaderLabels([tr("Command"), tr("Key"), tr("Where")])
        self.setRootIsDecorated(True)
        self.setAlternatingRowColors(True)
        self.setUniformRowHeights(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.setColumnWidth(1, 190)
        self.setColumnWidth(2, 110)

    def fill(self, query: str) -> None:
        """Actions whose name or key fits. What was chosen stays so; while somebody searches, what fits best
        is."""
        chosen = self.chosen()
        self.clear()
        groups = dict[str, QTreeWidgetItem]()
        for action in sorted(self._studio.actions, key=_place):
            keys = [key_text(self._studio, action), *self._keymap.keys_of(action)]
            if query and not match(action.title, query) and query.lower() not in " ".join(keys).lower():
                continue
            name = action.menu.partition("/")[0] or tr("Elsewhere")
            if name not in groups:
                groups[name] = self._group(name)
            item = self._item(action)
            groups[name].addChild(item)
            if chosen is not None and action.id == chosen.id:
                self.setCurrentItem(item)
        self._choose_best(query, list(groups.values()))

    def chosen(self) -> Action | None:
        """The action of the current row."""
        item = self.currentItem()
        id_ = str(item.data(0, _ROLE)) if item is not None else ""
        return self._studio.actions[id_] if id_ in self._studio.actions else None  # noqa: SIM401 - no dict

    def _group(self, name: str) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self, [tr(name)])
        group.setFont(0, ui_font(bold=True))
        group.setSizeHint(0, QSize(0, _ROW))  # the first row says how high all are
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        group.setExpanded(True)
        return group

    def _choose_best(self, query: str, groups: list[QTreeWidgetItem]) -> None:
        children = (group.child(k) for group in groups for k in range(group.childCount()))
        items = [child for child in children if child is not None]
        if items and (query or self.currentItem() is None):
            best = max(items, key=lambda item: match(item.text(0), query))
            self.setCurrentItem(best)
            self.scrollToItem(best)

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


def _place(action: Action) -> tuple[int, str, str]:
    top = action.menu.partition("/")[0]
    return ORDER.index(top) if top in ORDER else len(ORDER), top, action.title
