"""The list of curves: ticks show and hide, a click makes one active, a double click shows it alone."""

from __future__ import annotations

from typing import ClassVar

import attrs
from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem, QWidget

from studio.gui.curves.lines import EMOTIONS, Line
from studio.gui.curves.scene import GraphScene
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import current_theme
from studio.session.keying.keys import curve_of
from studio.session.selection import CurveRef, KeyRef

_REF = Qt.ItemDataRole.UserRole
_SWATCH = 12


class CurveList(QTreeWidget):
    """`keysWanted(refs)`: the keys of these curves are to be chosen."""

    keysWanted: ClassVar[Signal] = Signal(object)

    def __init__(self, scene: GraphScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = scene
        self._filling = False
        self.setObjectName("curves-list")
        self.setAccessibleName(tr("Curves"))
        self.setToolTip(tr("Tick to show; double click shows one alone"))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(4)
        self.setIconSize(QSize(_SWATCH, _SWATCH))
        self.setUniformRowHeights(True)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMinimumWidth(120)
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(self._on_current)
        self.itemDoubleClicked.connect(self._on_double)
        self.customContextMenuRequested.connect(self._on_menu)

    def fill(self) -> None:
        """Items for the lines as they are now."""
        self._filling = True
        try:
            self.clear()
            group = ""
            several = len({line.group for line in self._scene.lines}) > 1
            for line in self._scene.lines:
                if several and line.group != group:
                    group = line.group
                    self.addTopLevelItem(_heading(tr("Emotions") if group == EMOTIONS else tr("Handwork")))
                self.addTopLevelItem(self._item(line))
            self._mark()
        finally:
            self._filling = False

    def show_state(self) -> None:
        """Ticks and the active curve, without new items."""
        self._filling = True
        try:
            hidden = self._scene.showing.value.hidden
            for item in self._items():
                ticked = Qt.CheckState.Unchecked if item.data(0, _REF) in hidden else Qt.CheckState.Checked
                item.setCheckState(0, ticked)
            self._mark()
        finally:
            self._filling = False

    def _item(self, line: Line) -> QTreeWidgetItem:
        theme = current_theme()
        item = QTreeWidgetItem([line.title])
        item.setData(0, _REF, line.ref)
        item.setIcon(0, _swatch(line, theme, self.devicePixelRatio()))
        hidden = line.ref in self._scene.showing.value.hidden
        item.setCheckState(0, Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked)
        notes = [tr("muted")] * line.muted + [tr("locked")] * line.locked
        item.setToolTip(0, f"{line.title} ({', '.join(notes)})" if notes else line.title)
        if notes:
            item.setForeground(0, QColor(theme.text_faint))
        return item

    def _mark(self) -> None:
        active, alone = self._scene.active.value, self._scene.showing.value.alone
        theme = current_theme()
        for item in self._items():
            ref = item.data(0, _REF)
            font = item.font(0)
            font.setBold(ref == active)
            item.setFont(0, font)
            faint = bool(alone) and ref not in alone
            item.setForeground(0, QColor(theme.text_faint if faint else theme.text))
            if ref == active and self.currentItem() is not item:
                self.setCurrentItem(item)

    def _items(self) -> list[QTreeWidgetItem]:
        items = (self.topLevelItem(i) for i in range(self.topLevelItemCount()))
        return [item for item in items if item is not None and item.data(0, _REF) is not None]

    def _on_changed(self, item: QTreeWidgetItem) -> None:
        ref = item.data(0, _REF)
        if self._filling or ref is None:
            return
        showing = self._scene.showing
        shown = item.checkState(0) == Qt.CheckState.Checked
        refs = {ref} | ({i.data(0, _REF) for i in self.selectedItems()} if item.isSelected() else set())
        hidden = showing.value.hidden - refs if shown else showing.value.hidden | refs
        showing.set(attrs.evolve(showing.value, hidden=frozenset(hidden) - {None}))

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if not self._filling and item is not None and item.data(0, _REF) is not None:
            self._scene.active.set(item.data(0, _REF))

    def _on_double(self, item: QTreeWidgetItem) -> None:
        ref = item.data(0, _REF)
        if ref is not None:
            self._show_alone(frozenset({ref}))

    def _show_alone(self, refs: frozenset[CurveRef]) -> None:
        showing = self._scene.showing
        same = showing.value.alone == refs
        showing.set(attrs.evolve(showing.value, alone=frozenset() if same else refs))

    def _on_menu(self, at: QPoint) -> None:
        refs = [i.data(0, _REF) for i in self.selectedItems() if i.data(0, _REF) is not None]
        menu = QMenu(self)
        if refs:
            menu.addAction(
                tr("Choose its keys") if len(refs) == 1 else tr("Choose their keys")
            ).triggered.connect(lambda: self.keysWanted.emit(refs))
            menu.addAction(tr("Show alone")).triggered.connect(lambda: self._show_alone(frozenset(refs)))
        menu.addAction(tr("Show all")).triggered.connect(self._show_all)
        menu.exec(self.viewport().mapToGlobal(at))
        menu.deleteLater()

    def _show_all(self) -> None:
        showing = self._scene.showing
        showing.set(attrs.evolve(showing.value, hidden=frozenset(), alone=frozenset(), follows=False))


def keys_of(scene: GraphScene, refs: list[CurveRef]) -> frozenset[KeyRef]:
    """Every key of some curves."""
    project = scene.studio.project
    return frozenset(KeyRef(ref, key.time) for ref in refs for key in curve_of(project, ref).keys)


def _heading(text: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setForeground(0, QColor(current_theme().text_faint))
    return item


def _swatch(line: Line, theme: Theme, scale: float) -> QIcon:
    pixmap = QPixmap(round(_SWATCH * scale), round(_SWATCH * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = line.shade(theme)
    painter.setPen(QPen(colour, 0))
    if line.muted or line.locked:
        colour.setAlphaF(0.25)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(1, 1, _SWATCH - 2, _SWATCH - 2), 3, 3)
    painter.end()
    swatch = QIcon(pixmap)
    swatch.addPixmap(pixmap, QIcon.Mode.Selected)  # else Qt mixes the selection's colour into it
    return swatch
