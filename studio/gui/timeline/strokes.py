"""Many points on screen at once: numpy arrays to Qt without a loop, and dense curves as images of columns."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

Numbers = npt.NDArray[np.floating]

_BYTES = 16  # of a QPointF


def polyline(xs: Numbers, ys: Numbers) -> QPolygonF:
    """Points [n] as Qt draws them."""
    polygon = QPolygonF()
    if not len(xs):
        return polygon
    polygon.resize(len(xs))
    # The stubs know neither the size nor that the first point stands for all of them.
    memory = shiboken6.VoidPtr(polygon.data(), len(xs) * _BYTES, True)  # type: ignore[arg-type, call-arg]
    points = np.frombuffer(memory, np.float64).reshape(-1, 2)  # type: ignore[call-overload]
    points[:, 0], points[:, 1] = xs, ys
    return polygon


def filled(xs: Numbers, ys: Numbers, base: float) -> QPolygonF:
    """The area between points [n] and a level."""
    if not len(xs):
        return QPolygonF()
    return polyline(np.concatenate([xs, xs[-1:], xs[:1]]), np.concatenate([ys, [base, base]]))


def joined(low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
    """Columns [n] reaching as far as their neighbours to the left, so that a line has no gaps."""
    joined_low, joined_high = low.copy(), high.copy()
    np.minimum(low[1:], high[:-1], out=joined_low[1:])
    np.maximum(high[1:], low[:-1], out=joined_high[1:])
    return joined_low, joined_high


def paint_columns(
    painter: QPainter, area: QRectF, top: Numbers, bottom: Numbers, colour: str, opacity: float = 1.0
) -> None:
    """One vertical bar for each column of device pixels of `area`, edges softened. top, bottom: [columns]
    pixels from the area's upper edge; bars thinner than a pixel are drawn as a pixel."""
    scale = painter.device().devicePixelRatio()
    height = max(round(area.height() * scale), 1)
    pixels = _tints(colour, round(opacity * 255))[_coverage(top * scale, bottom * scale, height)]
    width = pixels.shape[1]
    if width:
        # The image only looks at the pixels, which live until it is drawn.
        image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
        painter.drawImage(QRectF(area.x(), area.y(), width / scale, height / scale), image)


def columns_in(width: float, painter: QPainter) -> int:
    """How many columns of device pixels lie in a width."""
    return max(round(width * painter.device().devicePixelRatio()), 1)


def _coverage(top: Numbers, bottom: Numbers, height: int) -> npt.NDArray[np.uint8]:
    """[height, columns] share of each pixel that lies within its column's bar, 0..255."""
    first, last = top.astype(np.float32), bottom.astype(np.float32)
    thin = np.maximum((1.0 - (last - first)) / 2, 0.0)
    first, last = first - thin, last + thin
    rows = np.arange(height, dtype=np.float32)[:, None]
    share = np.minimum(rows + 1, last[None]) - np.maximum(rows, first[None])
    return np.asarray(np.clip(share, 0.0, 1.0) * 255, np.uint8)


@functools.lru_cache(maxsize=64)
def _tints(colour: str, opacity: int) -> npt.NDArray[np.uint32]:
    """[256] premultiplied ARGB of a colour by coverage."""
    paint = QColor(colour)
    alpha = np.arange(256, dtype=np.float64) / 255 * opacity
    parts = [alpha, *(alpha * value / 255 for value in (paint.red(), paint.green(), paint.blue()))]
    a, r, g, b = (np.rint(part).astype(np.uint32) for part in parts)
    return np.asarray((a << 24) | (r << 16) | (g << 8) | b, np.uint32)


def corners(*points: tuple[float, float]) -> QPolygonF:
    """A small shape."""
    return QPolygonF([QPointF(x, y) for x, y in points])
