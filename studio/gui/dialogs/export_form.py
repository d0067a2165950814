"""What an export writes, as a form: formats, rate, range, who, names."""

from __future__ import annotations

from collections.abc import Iterable

import attrs
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from studio.document.schema import Character
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.session.exporting.presets import SCENE_RATE, ExportPreset, Range
from studio.session.studio import Studio

FORMATS = (
    ("fbx", "FBX", "character and performance"),
    ("bvh", "BVH", "skeleton motion"),
    ("csv", "CSV", "Live Link Face take"),
    ("npz", "NPZ", "everything as arrays"),
    ("smplx", "SMPL-X", "body as a sequence"),
    ("truth", "Truth", "world positions, for checks"),
)
RATES = (SCENE_RATE, "24", "25", "30", "60", "23.976", "29.97", "59.94", "120")
_RANGES = ((Range.ALL, "Everything"), (Range.IN_OUT, "In to out"), (Range.LINES, "A file for each line"))


class ExportForm(QWidget):
    """`changed()` when a hand changed anything."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preset = ExportPreset("")
        self._formats = {name: self._check(f"{label}: {tr(use)}") for name, label, use in FORMATS}
        self._rate = self._rates()
        self._influences = QComboBox()
        for count, label in ((4, tr("4 joints (every engine)")), (8, tr("8 joints (finer)"))):
            self._influences.addItem(label, count)
        self._influences.activated.connect(self.changed)
        self._ranges = QButtonGroup(self)
        self._pattern = QLineEdit()
        self._pattern.textEdited.connect(self.changed)
        self._pattern.setToolTip(tr("Words in braces are filled in: {0}",
                                    "{project} {scene} {character} {line} {rate}"))  # fmt: skip
        self._audio = self._check(tr("Copy the recordings beside the files"))
        self._cast: dict[str, QCheckBox] = {}
        self._cast_box = QVBoxLayout()
        self._cast_box.setSpacing(SPACE // 2)
        self._arrange()

    @property
    def characters(self) -> tuple[str, ...]:
        """Ids of who is chosen."""
        return tuple(id_ for id_, box in self._cast.items() if box.isChecked())

    def preset(self) -> ExportPreset:
        """What the form says."""
        chosen = self._ranges.checkedButton()
        return attrs.evolve(
            self._preset,
            formats=tuple(name for name, box in self._formats.items() if box.isChecked()),
            rate=self._typed_rate(),
            influences=int(self._influences.currentData()),
            range=str(chosen.property("range")) if chosen is not None else Range.ALL,
            pattern=self._pattern.text(),
            audio=self._audio.isChecked(),
        )

    def show_preset(self, preset: ExportPreset) -> None:
        """Fills the form; tells nobody."""
        self._preset = preset
        for name, box in self._formats.items():
            box.setChecked(name in preset.formats)
        index = self._rate.findData(preset.rate)
        self._rate.setCurrentIndex(index)
        if index < 0:
            self._rate.setEditText(preset.rate)
        self._influences.setCurrentIndex(self._influences.findData(preset.influences))
        for button in self._ranges.buttons():
            button.setChecked(button.property("range") == preset.range)
        self._pattern.setText(preset.pattern)
        self._audio.setChecked(preset.audio)

    def show_scene(self, cast: Iterable[Character], in_out: str, rate: str) -> None:
        """Who there is, what lies between in and out (empty: nothing is set), and the scene's own rate."""
        chosen = {id_: box.isChecked() for id_, box in self._cast.items()}
        for box in self._cast.values():
            box.hide()
            box.deleteLater()
        self._cast = {}
        for character in cast:
            box = self._check(character.name)
            box.setChecked(chosen.get(character.id, True))
            self._cast[character.id] = box
            self._cast_box.addWidget(box)
        for button in self._ranges.buttons():
            if button.property("range") == Range.IN_OUT:
                button.setEnabled(bool(in_out))
                button.setText(tr("In to out ({0})", in_out) if in_out else tr("In to out (not set)"))
        self._rate.setItemText(0, tr("As the scene ({0})", rate))

    def _check(self, text: str) -> QCheckBox:
        box = QCheckBox(text)
        box.clicked.connect(self.changed)
        return box

    def _rates(self) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setAccessibleName(tr("Frame rate"))
        for rate in RATES:
            combo.addItem(tr("As the scene") if rate == SCENE_RATE else f"{rate} fps", rate)
        combo.activated.connect(self.changed)
        line = combo.lineEdit()
        assert line is not None  # an editable combo box has one
        line.editingFinished.connect(self.changed)
        return combo

    def _typed_rate(self) -> str:
        text = self._rate.currentText()
        index = self._rate.findText(text)
        return str(self._rate.itemData(index)) if index >= 0 else text.strip().removesuffix("fps").strip()

    def _arrange(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(3 * SPACE)
        grid.setColumnStretch(1, 1)
        parts: tuple[tuple[str, QWidget | QLayout], ...] = (
            (tr("Formats"), self._formats_grid()),
            (tr("Frame rate"), self._rate),
            (tr("Range"), self._ranges_column()),
            (tr("Characters"), self._cast_box),
            (tr("Skin (FBX)"), self._influences),
            (tr("File names"), self._pattern),
            ("", self._audio),
        )
        self._grid = grid
        for title, part in parts:
            self.add_row(title, part)

    def add_row(self, title: str, part: QWidget | QLayout) -> None:
        """One more line below, its label in the column of the others. title: translated."""
        label, row = QLabel(title), self._grid.rowCount()
        label.setProperty("class", "dim")
        self._grid.addWidget(label, row, 0)
        if isinstance(part, QWidget):
            self._grid.addWidget(part, row, 1)
            label.setBuddy(part)
            part.setAccessibleName(title or part.accessibleName())
            return
        self._grid.addLayout(part, row, 1)
        if isinstance(part, QGridLayout | QVBoxLayout):  # several lines: the label stands beside the first
            self._grid.setAlignment(label, Qt.AlignmentFlag.AlignTop)

    def _formats_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        for place, box in enumerate(self._formats.values()):
            grid.addWidget(box, place // 2, place % 2)
        return grid

    def _ranges_column(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(3 * SPACE)
        for value, label in _RANGES:
            button = QRadioButton(tr(label))
            button.setProperty("range", value)
            button.clicked.connect(self.changed)
            self._ranges.addButton(button)
            row.addWidget(button)
        row.addStretch(1)
        return row


def unlike_shown(studio: Studio) -> str:
    """A line about what is seen now and is not written; empty where there is nothing of the kind."""
    parts = [tr("solo")] if studio.stage.solo.value else []
    parts += [tr("the variation that is tried")] if studio.stage.audition.value else []
    if not parts:
        return ""
    return "\n" + tr("The whole document is written, without {0}.", tr(" and ").join(parts))
