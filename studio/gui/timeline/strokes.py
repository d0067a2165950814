"""Many points on screen at once: numpy arrays to Qt without a loop, and dense curves as images of columns."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt
import shiboken6
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF

Numbers = npt.NDArray[np.floating]
Table = tuple[int, ...]

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
    sheet = _sheet(height, len(top), _tints(colour, opacity))
    marks = sheet.marks
    _cover(marks, top * scale, bottom * scale)
    if under is not None:
        level, weak = under
        rows = np.arange(min(round(level * scale), height), dtype=np.float32)[:, None]
        ground = (rows >= np.asarray(top * scale, np.float32)).view(np.uint8) * np.uint8(weak / opacity * 255)
        np.maximum(marks[: len(rows)], ground, out=marks[: len(rows)])
    sheet.draw(painter, area, scale)


def paint_fade(painter: QPainter, area: QRectF, top: Numbers, colour: QColor, weakest: float) -> None:
    """Each column of device pixels of `area` filled from `top` ([columns], pixels from the area's upper edge)
    down to its foot, fading downwards from the colour's opacity to `weakest`."""
    scale = painter.device().devicePixelRatio()
    height = max(round(area.height() * scale), 1)
    sheet = _sheet(height, len(top), _fade(colour.rgb(), colour.alphaF(), weakest))
    rows, steps = _ramp(height)
    # Each row is an entry of the table of colours, 0 the one that is not seen.
    np.multiply(rows >= np.asarray(top * scale - 0.5, np.float32), steps, out=sheet.marks)
    sheet.draw(painter, area, scale)


@functools.lru_cache(maxsize=32)
def _ramp(height: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint8]]:
    """[height, 1] numbers of rows, and entries of a table of colours from the second to the last."""
    rows = np.arange(height, dtype=np.float32)[:, None]
    return rows, (1 + np.arange(height) * 255 // height).astype(np.uint8)[:, None]


class _Sheet:
    """Marks [rows, columns of device pixels] in the colours of the table whose numbers they are. They are
    written anew for each drawing: image and table are made once."""

    def __init__(self, height: int, width: int, table: Table) -> None:
        self.marks = np.zeros((height, width), np.uint8)
        # The image only looks at the marks.
        self._image = QImage(self.marks.data, width, height, width, QImage.Format.Format_Indexed8)
        self._image.setColorTable(table)

    def draw(self, painter: QPainter, area: QRectF, scale: float) -> None:
        height, width = self.marks.shape
        painter.drawImage(QRectF(area.x(), area.y(), width / scale, height / scale), self._image)


@functools.lru_cache(maxsize=48)
def _sheet(height: int, width: int, table: Table) -> _Sheet:
    return _Sheet(height, max(width, 1), table)


def columns_in(width: float, painter: QPainter) -> int:
    """How many columns of device pixels lie in a width."""
    return max(round(width * painter.device().devicePixelRatio()), 1)


def _cover(marks: npt.NDArray[np.uint8], top: Numbers, bottom: Numbers) -> None:
    """Writes the share of each pixel [height, columns] that lies within its column's bar, 0..255."""
    height = len(marks)
    # Whole numbers, short ones where they will do: a processor takes more of them at once.
    kind: type[np.signedinteger] = np.int16 if height < _SHORT else np.int32
    thin = np.maximum((1.0 - (bottom - top)) / 2, 0.0)
    first, last = (np.clip([top - thin, bottom + thin], -1, height + 1) * 255).astype(kind)
    above = (np.arange(height) * 255).astype(kind)[:, None]
    below = (np.arange(1, height + 1) * 255).astype(kind)[:, None]
    share = np.minimum(below, last)
    share -= np.maximum(above, first)
    np.maximum(share, kind(0), out=marks, casting="unsafe")


@functools.lru_cache(maxsize=64)
def _tints(colour: str, opacity: float) -> Table:
    """256 colours as Qt's image tables have them, by coverage."""
    plain = QColor(colour).rgb() & 0xFFFFFF
    return tuple(round(k * opacity) << 24 | plain for k in range(256))


@functools.lru_cache(maxsize=64)
def _fade(colour: int, strongest: float, weakest: float) -> Table:
    """Nothing, and 255 colours from the upper edge to the lower."""
    plain = colour & 0xFFFFFF
    strengths = np.rint(np.linspace(strongest, weakest, 255) * 255).astype(int).tolist()
    return (0, *(alpha << 24 | plain for alpha in strengths))


def corners(*points: tuple[float, float]) -> QPolygonF:
    """A small shape."""
    return QPolygonF([QPointF(x, y) for x, y in points])
