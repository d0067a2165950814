"""Drawing of curves in a lane: the graph, its grid of values, keys, handles and the brush over it."""

from __future__ import annotations

import bisect
import functools
import itertools
import math
from operator import attrgetter

import attrs
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.animation.sample import Sampler
from studio.document.curves import Curve, Interpolation, Key
from studio.gui.kit.key_stamp import KEY, STAMP, key_stamp, paint_anchor
from studio.gui.kit.stylesheet import mixed
from studio.gui.kit.theme import Theme
from studio.gui.timeline.canvas_pens import pen
from studio.gui.timeline.strokes import columns_in, filled, paint_dots, paint_fade, polyline
from studio.gui.timeline.time_view import TimeView

F64 = npt.NDArray[np.float64]

NEAR = 7.0  # pixels within which the mouse takes hold of a key
_SMOOTH = 24  # points to a stretch between two keys
_ROOM = 6  # pixels above value 1 and below value 0
_CLOSE = 5.0  # pixels between keys below which they are dots
_ANCHOR = 10.7  # pixels above the foot of a lane at which anchors begin
_TIME = attrgetter("time")


@attrs.frozen
class ValueAxis:
    """Values 0..1 over a lane's height in pixels."""

    height: int

    @property
    def room(self) -> int:
        return _ROOM if self.height >= 40 else 3

    def y_of(self, value: float) -> float:
        """Logical pixels below the upper edge."""
        return self.room + (1.0 - value) * (self.height - 2 * self.room)

    def ys_of(self, values: F64) -> F64:
        return self.room + (1.0 - values) * (self.height - 2 * self.room)

    def value_at(self, y: float) -> float:
        """Within 0..1."""
        value = 1.0 - (y - self.room) / max(self.height - 2 * self.room, 1)
        return min(max(value, 0.0), 1.0)

    @property
    def pixel(self) -> float:
        """Value of one pixel."""
        return 1.0 / max(self.height - 2 * self.room, 1)


def line_colour(colour: str, theme: Theme) -> QColor:
    """A lane's colour as a line: darker where the window is light."""
    return QColor(colour) if theme.name == "dark" else QColor(colour).darker(150)


def columns(view: TimeView, step: int = 1) -> npt.NDArray[np.int64]:
    """Tick under every pixel of a view, or one of some."""
    places = view.start + np.arange(-1, view.width + 1 + step, step) * view.scale
    return np.asarray(np.rint(places), np.int64)


def keys_between(curve: Curve, first: int, last: int, beyond: int = 0) -> tuple[Key, ...]:
    """Keys from one tick to another, both included, and some more on either side."""
    low = bisect.bisect_left(curve.keys, first, key=_TIME)
    high = bisect.bisect_right(curve.keys, last, low, key=_TIME)
    return curve.keys[max(low - beyond, 0) : high + beyond]


def points_of(curve: Curve, sampler: Sampler, view: TimeView) -> tuple[F64, F64]:
    """Pixels and values of a curve on screen: one point a column, or fewer where it is smooth, and every key
    where there is room."""
    first, last = round(view.start - view.scale), round(view.start + (view.width + 1) * view.scale)
    keys = keys_between(curve, first, last)
    if len(keys) > 3 * view.width:
        times = np.array([k.time for k in keys], np.int64)
        return _extremes(sampler, times, columns(view), view)
    at = columns(view, _step(keys_between(curve, first, last, beyond=1), view))
    extra = [key.time for key in keys]
    # a step falls just before its end, not over a column
    steps = (b.time - 1 for a, b in itertools.pairwise(keys) if a.interpolation is _STEP)
    at = np.sort(np.concatenate([at, np.array([*extra, *steps], np.int64)]))
    return np.asarray((at - view.start) / view.scale, np.float64), sampler(at)


_STEP = Interpolation.STEPPED


def _step(keys: tuple[Key, ...], view: TimeView) -> int:
    """Pixels from one point of a curve to the next that no eye tells from every pixel. Handles may bend it as
    they like."""
    if any(key.left is not None or key.right is not None for key in keys):
        return 1
    least = min((b.time - a.time for a, b in itertools.pairwise(keys)), default=view.width * view.scale)
    return min(max(int(least / view.scale / _SMOOTH), 1), 4)


def _extremes(
    sampler: Sampler, keys: npt.NDArray[np.int64], at: npt.NDArray[np.int64], view: TimeView
) -> tuple[F64, F64]:
    """Highest and lowest of each column in turn: nothing is lost where keys are denser than pixels."""
    values = sampler(keys)
    bounds = np.searchsorted(keys, at)
    bounds = np.unique(bounds[bounds < len(keys)])
    low, high = np.minimum.reduceat(values, bounds), np.maximum.reduceat(values, bounds)
    xs = np.repeat((keys[bounds] - view.start) / view.scale, 2)
    return xs, np.stack([high, low], axis=1).ravel()


def paint_value_grid(painter: QPainter, theme: Theme, axis: ValueAxis, width: int) -> None:
    """A line at the middle; a tall lane has lines at quarters."""
    marks = (0.25, 0.5, 0.75) if axis.height >= 90 else (0.5,)
    for mark in marks:
        paint_dots(painter, theme.grid, round(axis.y_of(mark)), width)


def paint_area(
    painter: QPainter,
    theme: Theme,
    xs: F64,
    ys: F64,
    axis: ValueAxis,
    colour: QColor,
    fill: QColor | None = None,
    opacity: float = 1.0,
) -> None:
    """The graph filled down to 0, fading downwards, under its line. fill: by default the line's colour."""
    strong = QColor(fill or colour)
    strong.setAlphaF(0.55 * opacity)
    if len(xs):
        left = math.floor(max(float(xs[0]), 0.0))
        width = math.ceil(float(xs[-1])) - left
        area = QRectF(left, 0.0, width, axis.y_of(0.0))
        middles = _middles(left, width, columns_in(width, painter))
        paint_fade(painter, area, np.interp(middles, xs, ys), strong, 0.12 * opacity)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen(_faded(theme.well, colour.name(), opacity)))
    painter.drawPolyline(polyline(xs, ys))


@functools.lru_cache(maxsize=64)
def _faded(ground: str, colour: str, share: float) -> str:
    """A colour as it looks on a ground through which so much of it is seen: lines through which one really
    sees take Qt twice as long."""
    return mixed(ground, colour, share)


@functools.lru_cache(maxsize=16)
def _middles(left: int, width: int, count: int) -> F64:
    """Pixels of the middles of columns of the device."""
    return np.asarray(left + (np.arange(count) + 0.5) * (width / count), np.float64)


def paint_ghost(painter: QPainter, xs: F64, ys: F64, axis: ValueAxis, colour: QColor) -> None:
    """A curve that is only proposed: a pale area with a dotted edge."""
    pale = QColor(colour)
    pale.setAlphaF(0.10)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pale)
    painter.drawPolygon(filled(xs, ys, axis.y_of(0.0)))
    pale.setAlphaF(0.7)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(pale, 0, Qt.PenStyle.DotLine))
    painter.drawPolyline(polyline(xs, ys))


@attrs.frozen
class KeySpot:
    """A key on screen."""

    time: int
    x: float
    y: float
    chosen: bool = False
    anchored: bool = False


def paint_keys(
    painter: QPainter, theme: Theme, spots: list[KeySpot], colour: QColor, height: int, under: int | None
) -> None:
    """Diamonds; dots where they are dense. Chosen ones are the selection's colour. under: the time of the key
    that the mouse is over."""
    apart = (spots[-1].x - spots[0].x) / (len(spots) - 1) if len(spots) > 1 else 2 * _CLOSE
    dense = apart < _CLOSE
    scale = painter.device().devicePixelRatio()
    for spot in spots:
        big = spot.chosen or spot.time == under
        fill = theme.text if spot.chosen else colour.name()
        r = KEY + 1.0 if big else 0.0 if dense else KEY
        stamp = key_stamp(fill, theme.well, r, scale)
        painter.drawPixmap(QPointF(spot.x - STAMP / 2, spot.y - STAMP / 2), stamp)
        if spot.anchored and (big or not dense):
            paint_anchor(painter, theme.text_dim, spot.x, height - _ANCHOR)


def paint_handles(
    painter: QPainter, theme: Theme, lines: list[tuple[QPointF, QPointF]], colour: QColor
) -> None:
    """Tangents of chosen keys: from the key to the end one takes hold of."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(theme.text_dim), 0)
    for start, end in lines:
        painter.setPen(pen)
        painter.drawLine(QLineF(start, end))
        painter.setPen(QPen(QColor(theme.well), 0))
        painter.setBrush(colour)
        painter.drawEllipse(end, 3.0, 3.0)


def paint_brush(
    painter: QPainter, theme: Theme, place: QPointF, half_width: float, hardness: float, colour: QColor
) -> None:
    """The brush where the mouse is: as wide as it paints, its inner ring where it is hard."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half_height = min(max(half_width, 3.0), 13.0)
    soft = QColor(colour)
    soft.setAlphaF(0.22)
    painter.setBrush(soft)
    painter.setPen(QPen(QColor(theme.text), 0))
    painter.drawEllipse(place, max(half_width, 2.0), half_height)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if hardness > 0.03 and half_width > 6.0:
        ring = QColor(theme.text)
        ring.setAlphaF(0.5)
        painter.setPen(QPen(ring, 0, Qt.PenStyle.DashLine))
        painter.drawEllipse(place, half_width * hardness, half_height * hardness)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.text))
    painter.drawEllipse(place, 1.5, 1.5)
