"""The drawn face beside a slider for each of its regions."""

from __future__ import annotations

import attrs
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from studio.core.names import FACE_REGIONS
from studio.gui.emotions.region_map import REGION_TITLES, RegionMap
from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE, emotion_colour
from studio.session.palette.lane import lane_in_hand, set_region
from studio.session.studio import Studio
from studio.session.tools import Brush


class RegionBox(QWidget):
    """The map chooses where the brush paints; the sliders weigh the regions of the lane in hand."""

    def __init__(self, studio: Studio, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.studio = studio
        self.map = RegionMap(self)
        self.map.toggled.connect(self._on_toggled)
        self.map.cleared.connect(self.clear)
        self.sliders = {name: self._slider(name) for name in FACE_REGIONS}
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(3 * SPACE)
        columns.addWidget(self.map)
        rows = QVBoxLayout()
        rows.setSpacing(SPACE // 2)
        for slider in self.sliders.values():
            rows.addWidget(slider)
        columns.addLayout(rows, 1)
        self.map.setFixedWidth(116)
        self.refresh()

    def refresh(self) -> None:
        """After the brush, the choice or the lane became others."""
        brush, lane = self.studio.brush.value, lane_in_hand(self.studio)
        weights = _weights(brush) if lane is None else {r: lane.regions.get(r, 1.0) for r in FACE_REGIONS}
        colour = emotion_colour(brush.emotion)
        self.map.show_weights(weights, colour)
        for name, slider in self.sliders.items():
            slider.set_value(weights[name])
            slider.set_colour(colour)
            slider.setEnabled(lane is not None)
            tip = tr("How much of this lane shows in this region")
            slider.setToolTip(tip if lane is not None else tr("Paint first: then each region can be weighed"))

    def note(self) -> str:
        """Where the brush paints, in short."""
        regions = self.studio.brush.value.regions
        if not regions:
            return tr("whole face")
        return ", ".join(tr(REGION_TITLES[r]).lower() for r in FACE_REGIONS if r in regions)

    def _slider(self, name: str) -> BarSlider:
        slider = BarSlider(tr(REGION_TITLES[name]), default=1.0, parent=self)
        slider.edited.connect(lambda value, gesture: self._weigh(name, value, gesture))
        slider.cancelled.connect(self.studio.take_back)
        slider.resetRequested.connect(lambda: self._weigh(name, 1.0, None))
        return slider

    def _weigh(self, region: str, value: float, gesture: str | None) -> None:
        lane = lane_in_hand(self.studio)
        if lane is not None:
            label = tr("Weight of the {0}", tr(REGION_TITLES[region]).lower())
            self.studio.apply(label, lambda p: set_region(p, lane.id, region, value), gesture)

    def _on_toggled(self, region: str) -> None:
        brush = self.studio.brush.value
        regions = brush.regions ^ {region}
        self.studio.brush.set(_with_regions(brush, regions))

    def clear(self) -> None:
        """The brush paints the whole face again."""
        self.studio.brush.set(_with_regions(self.studio.brush.value, frozenset()))


def _weights(brush: Brush) -> dict[str, float]:
    return {r: float(not brush.regions or r in brush.regions) for r in FACE_REGIONS}


def _with_regions(brush: Brush, regions: frozenset[str]) -> Brush:
    whole = len(regions) == len(FACE_REGIONS)
    return attrs.evolve(brush, regions=frozenset() if whole else regions)
