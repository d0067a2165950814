"""The brush made wider or narrower by moving the mouse, as painting programs do after F."""

from __future__ import annotations

import attrs
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from studio.core.time import seconds
from studio.gui.timeline.axis import Axis
from studio.session.studio import Studio
from studio.session.tools import Brush

SMALLEST, LARGEST = 0.02, 2.0  # seconds


class BrushSizing:
    """From `start` until a click keeps the size or Escape takes the old one back. To the right is wider."""

    def __init__(self, studio: Studio, axis: Axis, canvas: QWidget) -> None:
        self._studio, self._axis, self._canvas = studio, axis, canvas
        self._from: tuple[float, Brush] | None = None

    @property
    def running(self) -> bool:
        return self._from is not None

    def start(self) -> None:
        x = self._canvas.mapFromGlobal(QCursor.pos()).x()
        self._from = (x, self._studio.brush.value)

    def move(self, x: float) -> None:
        if self._from is not None:
            start, brush = self._from
            by = seconds(round((x - start) * self._axis.view.value.scale))
            self.set(brush.size + by)

    def keep(self) -> None:
        self._from = None

    def cancel(self) -> None:
        if self._from is not None:
            self.set(self._from[1].size)
        self._from = None

    def set(self, size: float) -> None:
        """Half the brush's width in seconds, within what a brush can be."""
        size = min(max(size, SMALLEST), LARGEST)
        self._studio.brush.set(attrs.evolve(self._studio.brush.value, size=size))
