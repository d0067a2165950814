"""Many points on screen at once: numpy arrays to Qt without a loop, and dense curves as images of columns."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF

Numbers = npt.NDArray[np.floating]
Pixels = npt.NDArray[np.uint32]

_BYTES = 16  # of a QPointF
_SHORT = 120  # rows, 255 steps each, that a short number can count


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
    painter: QPainter,
    area: QRectF,
    top: Numbers,
    bottom: Numbers,
    colour: str,
    opacity: float = 1.0,
    under: tuple[float, float] | None = None,
) -> None:
    """One vertical bar for each column of device pixels of `area`, edges softened. top, bottom: [columns]
    pixels from the area's upper edge; bars thinner than a pixel are drawn as a pixel. under: a level in
    pixels down to which all below the bars is filled, and how opaque."""
    scale = painter.device().devicePixelRatio()
    height = max(round(area.height() * scale), 1)
    marks = _coverage(top * scale, bottom * scale, height)
    if under is not None:
        level, weak = under
        rows = np.arange(min(round(level * scale), height), dtype=np.float32)[:, None]
        ground = (rows >= np.asarray(top * scale, np.float32)).view(np.uint8) * np.uint8(weak / opacity * 255)
        np.maximum(marks[: len(rows)], ground, out=marks[: len(rows)])
    sheet = _sheet(*marks.shape)
    np.take(_tints(colour, opacity), marks, out=sheet.pixels, mode="clip")
    sheet.draw(painter, area, scale)


def paint_fade(painter: QPainter, area: QRectF, top: Numbers, colour: QColor, weakest: float) -> None:
    """Each column of device pixels of `area` filled from `top` ([columns], pixels from the area's upper edge)
    down to its foot, fading downwards from the colour's opacity to `weakest`."""
    scale = painter.device().devicePixelRatio()
    height = max(round(area.height() * scale), 1)
    sheet, rows = _sheet(height, len(top)), _rows(height)
    colours = _fade(colour.rgb(), colour.alphaF(), weakest, height)
    np.multiply(rows >= np.asarray(top * scale - 0.5, np.float32), colours, out=sheet.pixels)
    sheet.draw(painter, area, scale)


class _Sheet:
    """Pixels [rows, columns] as Qt draws them fastest: colours times their opacity. They are written anew for
    each drawing."""

    def __init__(self, height: int, width: int) -> None:
        self.pixels: Pixels = np.zeros((height, width), np.uint32)
        # The image only looks at the pixels.
        format_ = QImage.Format.Format_ARGB32_Premultiplied
        self._image = QImage(self.pixels.data, width, height, 4 * width, format_)

    def draw(self, painter: QPainter, area: QRectF, scale: float) -> None:
        """From the upper left corner of an area, a pixel for each of the device."""
        height, width = self.pixels.shape
        painter.drawImage(QRectF(area.x(), area.y(), width / scale, height / scale), self._image)


@functools.lru_cache(maxsize=24)
def _sheet(height: int, width: int) -> _Sheet:
    return _Sheet(height, max(width, 1))


@functools.lru_cache(maxsize=32)
def _rows(height: int) -> npt.NDArray[np.float32]:
    """[height, 1] their numbers."""
    return np.arange(height, dtype=np.float32)[:, None]


def paint_dots(painter: QPainter, colour: str, y: int, width: int) -> None:
    """A dotted line, a pixel of the device high: a picture of it is drawn ten times as fast as dots are."""
    painter.drawPixmap(QPointF(0, y), _dots(colour, width, painter.device().devicePixelRatio()))


@functools.lru_cache(maxsize=16)
def _dots(colour: str, width: int, scale: float) -> QPixmap:
    pixmap = QPixmap(max(round(width * scale), 1), 1)
    pixmap.fill(Qt.GlobalColor.transparent)
    with QPainter(pixmap) as painter:
        painter.setPen(QPen(QColor(colour), 0, Qt.PenStyle.DotLine))
        painter.drawLine(0, 0, pixmap.width(), 0)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def columns_in(width: float, painter: QPainter) -> int:
    """How many columns of device pixels lie in a width."""
    return max(round(width * painter.device().devicePixelRatio()), 1)


def _coverage(top: Numbers, bottom: Numbers, height: int) -> npt.NDArray[np.uint8]:
    """[height, columns] share of each pixel that lies within its column's bar, 0..255."""
    # Whole numbers, short ones where they will do: a processor takes more of them at once.
    kind: type[np.signedinteger] = np.int16 if height < _SHORT else np.int32
    thin = np.maximum((1.0 - (bottom - top)) / 2, 0.0)
    first, last = (np.clip([top - thin, bottom + thin], -1, height + 1) * 255).astype(kind)
    above = (np.arange(height) * 255).astype(kind)[:, None]
    below = (np.arange(1, height + 1) * 255).astype(kind)[:, None]
    share = np.minimum(below, last)
    share -= np.maximum(above, first)
    return np.asarray(np.maximum(share, kind(0), out=share), np.uint8)


@functools.lru_cache(maxsize=64)
def _tints(colour: str, opacity: float) -> Pixels:
    """[256] a colour by coverage."""
    return _premultiplied(QColor(colour).rgb(), np.rint(np.arange(256) * opacity))


@functools.lru_cache(maxsize=64)
def _fade(colour: int, strongest: float, weakest: float, height: int) -> Pixels:
    """[height, 1] a colour from the upper edge to the lower."""
    share = np.arange(height)[:, None] / max(height, 1)
    return _premultiplied(colour, np.rint((strongest + (weakest - strongest) * share) * 255))


def _premultiplied(colour: int, opacity: Numbers) -> Pixels:
    """A colour as Qt's images have it, at opacities 0..255."""
    red, green, blue = (np.rint((colour >> shift & 255) * opacity / 255) for shift in (16, 8, 0))
    parts = (part.astype(np.uint32) for part in (opacity, red, green, blue))
    return functools.reduce(lambda pixels, part: pixels << np.uint32(8) | part, parts)


def corners(*points: tuple[float, float]) -> QPolygonF:
    """A small shape."""
    return QPolygonF([QPointF(x, y) for x, y in points])
