"""Small labelled boxes on a lane: words, phones."""

from __future__ import annotations

import functools
import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.gui.kit.fitted_text import SIZE, fitted
from studio.gui.kit.stylesheet import mixed
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import ui_font
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.strokes import columns_in, paint_columns
from studio.gui.timeline.time_view import TimeView

READABLE = 12.0  # pixels from which a chip carries part of its text
_LEAST = 6.0  # pixels from which it carries all of a short one
_MARGIN = 2
_CHIP = 4.0  # pixels on average from which words are single chips
_ROUND = 3


def paint_chip(
    painter: QPainter, theme: Theme, box: QRectF, text: str, tint: str, *, chosen: bool, doubtful: bool
) -> None:
    """A box with as much of its text as fits. Doubtful ones have a dotted edge and a mark."""
    fill, edge = _look(theme, tint, chosen=chosen, doubtful=doubtful)
    painter.setBrush(fill)
    painter.setPen(edge)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, min(_ROUND, inner.width() / 2), _ROUND)
    room = box.width() - _MARGIN
    if box.width() < _LEAST:
        return
    if doubtful and room > 30:
        painter.setPen(QColor(theme.warning if not chosen else theme.on_accent))
        painter.drawText(
            QRectF(box.left() + 4, box.top(), 8, box.height()), Qt.AlignmentFlag.AlignCenter, "?"
        )
        box, room = box.adjusted(9, 0, 0, 0), room - 9
    painter.setPen(QColor(theme.on_accent if chosen else theme.text))
    fitting, font = fitted(text, math.floor(room))
    if font is not None:
        painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, fitting)
    if font is not None:
        painter.setFont(ui_font(SIZE))


def _look(theme: Theme, tint: str, *, chosen: bool, doubtful: bool) -> tuple[QColor, QPen]:
    # On a light ground a chip is white, as words are in the script: grey ones look switched off.
    fill = "" if theme.name == "dark" else mixed(theme.raised, tint, 0.1)
    edge = theme.warning if doubtful else theme.accent if chosen else tint
    strong = 1.0 if chosen or doubtful else 0.55
    style = Qt.PenStyle.DotLine if doubtful else Qt.PenStyle.SolidLine
    return _made(theme.accent if chosen else fill, tint, edge, strong, style)


@functools.lru_cache(maxsize=64)
def _made(fill: str, tint: str, edge: str, strong: float, style: Qt.PenStyle) -> tuple[QColor, QPen]:
    """What a chip is filled with, its tint shining through where that is empty, and its edge."""
    return QColor(fill) if fill else tinted(tint, 0.22), pen(tinted(edge, strong), style)


def too_dense(starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64], view: TimeView) -> bool:
    """Would single chips be narrower than can be told apart?"""
    if not len(starts):
        return False
    return float(np.mean(ends - starts)) / view.scale < _CHIP


def paint_density(
    painter: QPainter,
    area: QRectF,
    view: TimeView,
    starts: npt.NDArray[np.int64],
    ends: npt.NDArray[np.int64],
    tint: str,
) -> None:
    """How much of each column is spoken, as a strip that is the higher the more."""
    columns = columns_in(area.width(), painter)
    if not columns or not len(starts):
        return
    edges = view.start + (area.left() + np.linspace(0, area.width(), columns + 1)) * view.scale
    share = np.diff(_spoken_until(edges, starts, ends)) / np.diff(edges)
    height = area.height()
    foot = np.where(share > 0, height, height + 2)  # no bar, not even a thin one, where nothing is
    paint_columns(painter, area, foot - height * share, foot, tint, 0.55)


def _spoken_until(
    at: npt.NDArray[np.float64], starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Ticks of speech before each place."""
    total = np.concatenate([[0], np.cumsum(ends - starts)]).astype(np.float64)
    k = np.searchsorted(starts, at, side="right")
    before = np.maximum(k - 1, 0)
    rest = np.clip(ends[before] - at, 0.0, None)
    return np.asarray(np.where(k > 0, total[k] - rest, 0.0))
