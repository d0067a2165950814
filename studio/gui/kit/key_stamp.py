"""How keys of curves look, wherever they are edited: a diamond, a dot where they crowd, an anchor below."""

from __future__ import annotations

import functools

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

KEY = 4.0
"""Logical pixels from a key's middle to its corners."""

STAMP = 16
"""Logical pixels of a key's picture, which has the key in its middle."""

_DOT = 1.5  # pixels from the middle of a dot to its edge


@functools.lru_cache(maxsize=256)
def key_stamp(colour: str, edge: str, r: float, scale: float) -> QPixmap:
    """A key, painted once: a graph may show hundreds. colour, edge: `#rrggbb`; r: logical pixels to its
    corners, 0 for a dot; scale: physical pixels a logical one."""
    pixmap = QPixmap(round(STAMP * scale), round(STAMP * scale))
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    m = STAMP / 2
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(edge), 0) if r else QPen(Qt.PenStyle.NoPen))
        painter.setBrush(QColor(colour))
        if r:
            corners = [QPointF(m, m - r), QPointF(m + r, m), QPointF(m, m + r), QPointF(m - r, m)]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(QPointF(m, m), _DOT, _DOT)
    return pixmap


def paint_anchor(painter: QPainter, colour: str, x: float, top: float) -> None:
    """A key that is tied to a word carries a little anchor, 9 pixels high."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(x, top + 1.2), 1.2, 1.2)
    painter.drawLine(QLineF(x, top + 2.4, x, top + 8.5))
    painter.drawLine(QLineF(x - 2.0, top + 4.0, x + 2.0, top + 4.0))
    painter.drawArc(QRectF(x - 3.5, top + 2.5, 7.0, 6.0), 200 * 16, 140 * 16)
