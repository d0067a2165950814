"""What a feeling raises: its action units by name, each with a slider that the performance follows."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from studio.emotion.mix import strengths_of_track
from studio.emotion.prototypes import MOST, Strengths
from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.icons import icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE, emotion_colour
from studio.session.palette.lane import lane_in_hand
from studio.session.palette.units import (
    UNIT_NAMES,
    Raised,
    addable,
    channels_of_unit,
    raised,
    set_strengths,
    with_strength,
)
from studio.session.studio import Studio


class UnitsBox(QWidget):
    """Changes the lane in hand, or what the brush brings along when there is none yet. `keepRequested` when
    the artist wants the face kept."""

    keepRequested = Signal()

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self._sliders: dict[int, BarSlider] = {}
        self._style = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2 * SPACE)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE // 2)
        outer.addLayout(self._rows)
        self.add = self._button("plus", tr("Add"), tr("Add a movement this feeling does not have by itself"))
        self.reset = self._button(
            "arrow-counter-clockwise", tr("Reset"), tr("As the feeling has it by itself")
        )
        self.keep = self._button("star", tr("Keep"), tr("Keep this face among your own in the palette"))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        for button in (self.add, self.reset, self.keep):
            buttons.addWidget(button)
        buttons.addStretch(1)
        outer.addLayout(buttons)
        self.add.clicked.connect(self._on_add)
        self.reset.clicked.connect(lambda: self._set((), "Strengths as they were", None))
        self.keep.clicked.connect(self.keepRequested)
        self.refresh()

    def refresh(self) -> None:
        """After the brush, the choice or the lane became others."""
        style, strengths = self.studio.brush.value.emotion, self._strengths()
        rows = raised(style, strengths)
        if style != self._style or [r.unit for r in rows] != list(self._sliders):
            self._build(style, rows)
        colour = emotion_colour(style)
        for row in rows:
            slider = self._sliders[row.unit]
            slider.set_value(row.strength)
            slider.set_natural(row.own)
            slider.set_colour(colour)
        self.reset.setEnabled(bool(strengths))

    def slider_of(self, unit: int) -> BarSlider:
        """The row of a unit; KeyError when the feeling does not raise it."""
        return self._sliders[unit]

    def _build(self, style: str, rows: tuple[Raised, ...]) -> None:
        self._style = style
        for slider in self._sliders.values():
            self._rows.removeWidget(slider)
            slider.hide()
            slider.deleteLater()
        self._sliders = {row.unit: self._slider(row) for row in rows}
        for slider in self._sliders.values():
            self._rows.addWidget(slider)

    def _slider(self, row: Raised) -> BarSlider:
        slider = BarSlider(_title(row), 0.0, MOST, row.own, self)
        slider.setToolTip(_tip(row))
        slider.edited.connect(lambda value, gesture: self._edit(row.unit, value, gesture))
        slider.cancelled.connect(lambda gesture: self._on_cancelled(row.unit, gesture))
        slider.resetRequested.connect(lambda: self._edit(row.unit, None, None))
        return slider

    def _strengths(self) -> Strengths:
        lane = lane_in_hand(self.studio)
        return self.studio.brush.value.units if lane is None else strengths_of_track(lane)

    def _edit(self, unit: int, value: float | None, gesture: str | None) -> None:
        wanted = with_strength(self._strengths(), self.studio.brush.value.emotion, unit, value)
        self._set(wanted, tr("Strength of AU{0}", unit), gesture)

    def _set(self, strengths: Strengths, label: str, gesture: str | None) -> None:
        lane = lane_in_hand(self.studio)
        if lane is None:
            self.studio.brush.set(attrs.evolve(self.studio.brush.value, units=strengths))
        else:
            self.studio.apply(label, lambda p: set_strengths(p, lane.id, strengths), gesture)

    def _on_cancelled(self, unit: int, gesture: str) -> None:
        if lane_in_hand(self.studio) is None:
            self._edit(unit, self._sliders[unit].value, None)
        else:
            self.studio.take_back(gesture)

    def _on_add(self) -> None:
        menu = QMenu(self)
        for unit in addable(self.studio.brush.value.emotion, self._strengths()):
            action = menu.addAction(f"AU{unit}   {tr(UNIT_NAMES[unit])}")
            action.triggered.connect(lambda _=False, u=unit: self._edit(u, 0.5, None))
        menu.exec(self.add.mapToGlobal(QPoint(0, self.add.height())))
        menu.deleteLater()

    def _button(self, picture: str, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(picture))
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button


def _title(row: Raised) -> str:
    side = {-1: tr(" (left)"), 1: tr(" (right)")}.get(row.side, "")
    return f"AU{row.unit}  {tr(row.name)}{side}"


def _tip(row: Raised) -> str:
    lines = [tr("Moves {0}", ", ".join(channels_of_unit(row.unit)))]
    if row.onset > 0:
        lines.append(tr("Joins in above {0}% intensity", round(100 * row.onset)))
    if row.own > 0:
        lines.append(tr("Double click: {0}%, as the feeling has it", round(100 * row.own)))
    else:
        lines.append(tr("Added by you. Double click takes it away"))
    return "<br>".join(lines)
