"""The drawn face: an outline, six regions and a few lines, in units of a box 100 wide and 128 high."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QTransform

WIDTH, HEIGHT = 100.0, 128.0

_MIRROR = QTransform(-1, 0, 0, 1, WIDTH, 0)
Point = tuple[float, float]


def _smooth(*points: Point) -> QPainterPath:
    """A closed soft line through points (Catmull-Rom)."""
    path = QPainterPath(QPointF(*points[0]))
    count = len(points)
    for k in range(count):
        a, b, c, d = (points[(k + step) % count] for step in (-1, 0, 1, 2))
        first = QPointF(b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6)
        second = QPointF(c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6)
        path.cubicTo(first, second, QPointF(*c))
    path.closeSubpath()
    return path


def _both(left: QPainterPath) -> QPainterPath:
    """A shape of the left half and its mirror image."""
    path = QPainterPath(left)
    path.addPath(_MIRROR.map(left))
    return path


def _line(start: Point, by: Point, end: Point) -> QPainterPath:
    path = QPainterPath(QPointF(*start))
    path.quadTo(QPointF(*by), QPointF(*end))
    return path


def _oval(x: float, y: float, across: float, down: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(x - across, y - down, 2 * across, 2 * down))
    return path


FACE = _smooth(
    (50, 3), (72, 7), (87, 23), (91, 48), (88, 72), (80, 95), (67, 115), (50, 124),
    (33, 115), (20, 95), (12, 72), (9, 48), (13, 23), (28, 7),
)  # fmt: skip

REGIONS: dict[str, QPainterPath] = {
    "brows": _both(_smooth((15, 40), (19, 31), (32, 27), (46, 31), (48, 38), (46, 42), (32, 38), (20, 42))),
    "eyes": _both(_smooth((17, 51), (22, 46), (31, 44), (40, 47), (44, 53), (39, 58), (30, 59), (21, 57))),
    "nose": _smooth(
        (50, 48), (54, 58), (57, 70), (60, 78), (56, 83), (50, 85), (44, 83), (40, 78), (43, 70), (46, 58)
    ),
    "cheeks": _both(_smooth((14, 64), (24, 63), (35, 66), (38, 76), (33, 86), (24, 88), (18, 80))),
    "mouth": _smooth(
        (30, 96), (38, 90), (46, 88), (50, 89), (54, 88), (62, 90), (70, 96), (62, 104), (50, 106), (38, 104)
    ),
    "jaw": _smooth(
        (26, 97), (33, 106), (42, 110), (50, 111), (58, 110), (67, 106),
        (74, 97), (70, 108), (62, 117), (50, 121), (38, 117), (30, 108),
    ),
}  # fmt: skip

FEATURES: tuple[QPainterPath, ...] = (
    _both(_line((19, 36), (30, 28), (44, 34))),  # brows
    _both(_line((21, 53), (30, 44), (40, 53))),  # upper lids
    _both(_line((23, 54), (30, 59), (39, 54))),  # lower lids
    _both(_oval(30.5, 51.7, 3.0, 3.0)),  # irises
    _line((45, 79), (50, 84), (55, 79)),  # tip of the nose
    _line((36, 96), (50, 92.5), (64, 96)),  # upper lip
    _line((36, 96), (50, 98), (64, 96)),  # where lips meet
    _line((38, 97), (50, 107), (62, 97)),  # lower lip
)
