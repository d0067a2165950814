"""How close one looks at time, as a slider from the whole scene to single samples."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE
from studio.gui.timeline.axis import Axis
from studio.gui.timeline.time_view import CLOSEST, WIDEST

_STEPS = 1000


class ZoomSlider(QWidget):
    """To the right is closer; every step is the same factor."""

    def __init__(self, axis: Axis, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._axis = axis
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._slider.setAccessibleName(tr("Zoom"))
        self._slider.setToolTip(tr("How close one looks at time; Ctrl and the wheel zoom at the mouse"))
        self._slider.valueChanged.connect(self._on_moved)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * SPACE, 0, 3 * SPACE, 0)
        row.addWidget(self._slider)

    def show_zoom(self) -> None:
        """The slider where the view is."""
        share = math.log(WIDEST / self._axis.view.value.scale) / math.log(WIDEST / CLOSEST)
        self._slider.blockSignals(True)
        self._slider.setValue(round(share * _STEPS))
        self._slider.blockSignals(False)

    def _on_moved(self, value: int) -> None:
        scale = WIDEST * (CLOSEST / WIDEST) ** (value / _STEPS)
        self._axis.zoom(self._axis.view.value.scale / scale)
