"""Curves with more keys than columns of pixels: each column filled from its lowest to its highest key.

Qt takes ten milliseconds and more for a jagged line that runs up and down the whole graph a thousand times;
filling one image for all such curves takes a tenth of that.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.gui.curves.graph_view import GraphView
from studio.gui.curves.lines import Scaling
from studio.gui.curves.polylines import Prepared

F64 = npt.NDArray[np.float64]

DENSE = 2.0  # keys a column beyond which a curve is a band


class Bands:
    """One picture of many dense curves, the later ones over the earlier."""

    def __init__(self, view: GraphView, scale: float) -> None:
        """scale: device pixels a logical one."""
        self._view, self._scale = view, scale
        width, height = round(view.width * scale), round(view.height * scale)
        self._pixels = np.zeros((height, width), np.uint32)
        self._rows = np.arange(height, dtype=np.int32)[:, None]
        self.any = False

    def add(self, ready: Prepared, scaling: Scaling, colour: QColor) -> None:
        """A curve; colour: opaque."""
        low, high, first = self._columns(ready)
        if not len(low):
            return
        view, place = self._view, slice(first, first + len(low))
        tops = (view.high - (high * scaling.gain + scaling.offset)) / view.pixel * self._scale
        bottoms = (view.high - (low * scaling.gain + scaling.offset)) / view.pixel * self._scale
        top = np.clip(np.floor(tops), -1, len(self._rows)).astype(np.int32)
        bottom = np.clip(np.ceil(bottoms), top + 1, len(self._rows) + 1).astype(np.int32)
        inside = (self._rows >= top) & (self._rows < bottom)
        np.copyto(self._pixels[:, place], np.uint32(colour.rgba()), where=inside)
        self.any = True

    def paint(self, painter: QPainter) -> None:
        if self.any:
            height, width = self._pixels.shape
            kind = QImage.Format.Format_ARGB32_Premultiplied
            image = QImage(self._pixels.data, width, height, width * 4, kind)
            image.setDevicePixelRatio(self._scale)
            painter.drawImage(QPointF(), image)

    def _columns(self, ready: Prepared) -> tuple[F64, F64, int]:
        """Lowest and highest value of each column of device pixels, and the first column."""
        view = self._view
        edges = view.start + np.arange(self._pixels.shape[1] + 1) * (view.scale / self._scale)
        bounds = np.searchsorted(ready.times, edges)
        full = np.flatnonzero(bounds[1:] > bounds[:-1])
        if not len(full):
            return np.zeros(0), np.zeros(0), 0
        starts = bounds[full]
        values = ready.values[: bounds[full[-1] + 1]]
        low, high = np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts)
        places = np.arange(full[0], full[-1] + 1)
        low, high = np.interp(places, full, low), np.interp(places, full, high)
        low[1:], high[1:] = np.minimum(low[1:], high[:-1]), np.maximum(high[1:], low[:-1])
        return low, high, int(full[0])


def is_dense(ready: Prepared, view: GraphView) -> bool:
    """Has a curve more keys on screen than there is room for?"""
    low, high = np.searchsorted(ready.times, [view.start, view.end])
    return int(high - low) > DENSE * view.width
