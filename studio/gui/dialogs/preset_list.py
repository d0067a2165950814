"""The list of presets for exports: the program's own, and those that the artist keeps."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.core.problems import ProblemError
from studio.gui.kit.buttons import tool_button
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.exporting.presets import ExportPreset, forget_preset, keep_preset, presets
from studio.session.settings import Settings

_NAME = Qt.ItemDataRole.UserRole
_ROW = 30  # pixels


class PresetList(QWidget):
    """`presetChosen(preset)`; `refused(text)` when one cannot be kept. now: what the form says at present."""

    presetChosen = Signal(object)
    refused = Signal(str)

    def __init__(
        self, settings: Settings, now: Callable[[], ExportPreset], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings, self._now = settings, now
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Presets"))
        self._list.setIconSize(QSize(18, 18))
        self._list.currentItemChanged.connect(self._on_chosen)
        keep = tool_button("plus", tr("Keep what is set here as a preset of your own"))
        keep.clicked.connect(self._on_keep)
        self._remove = tool_button("trash", tr("Remove this preset"))
        self._remove.clicked.connect(self._on_remove)
        tools = QHBoxLayout()
        tools.setSpacing(SPACE)
        tools.addWidget(keep)
        tools.addWidget(self._remove)
        tools.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._list, 1)
        box.addLayout(tools)
        self.setFixedWidth(170)
        self._fill()

    def choose(self, name: str) -> None:
        """Chooses a preset by its name; the first one when there is none of it."""
        names = [preset.name for preset in presets(self._settings)]
        self._list.setCurrentRow(names.index(name) if name in names else 0)

    def keep(self, name: str) -> None:
        """Keeps what the form says under a name of the artist's."""
        try:
            keep_preset(self._settings, attrs.evolve(self._now(), name=name, note=""))
        except ProblemError as error:
            self.refused.emit(str(error))
            return
        self._fill()
        self.choose(name.strip())

    def _fill(self) -> None:
        self._list.clear()
        for preset in presets(self._settings):
            item = QListWidgetItem(icon("star" if preset.own else preset.icon), tr(preset.name))
            item.setData(_NAME, preset.name)
            item.setSizeHint(QSize(0, _ROW))
            self._list.addItem(item)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME) if item is not None else ""
        for preset in presets(self._settings):
            if preset.name == name:
                self._remove.setEnabled(preset.own)
                self.presetChosen.emit(preset)

    def _on_keep(self) -> None:
        name, given = QInputDialog.getText(self, tr("Keep preset"), tr("Name of the preset"))
        if given:
            self.keep(name)

    def _on_remove(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            forget_preset(self._settings, item.data(_NAME))
            self._fill()
            self.choose("")
