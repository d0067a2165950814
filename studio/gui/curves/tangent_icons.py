"""Little pictures of tangents and eases, painted in the window's colours."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from studio.animation.tangents import Tangent
from studio.document.curves import Interpolation
from studio.gui.kit.theming import current_theme
from studio.session.keying.shapes import Ease

_W, _H = 20, 18
_SCALE = 3  # painted larger: sharp on any screen

# Beziers of each picture: start, two inner points, end; then the tangent's ends around the key in the middle.
_Curve = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
_SHAPES: dict[Tangent, tuple[tuple[_Curve, ...], tuple[tuple[float, float], ...]]] = {
    Tangent.CLAMPED: ((((1, 16), (6, 16), (5, 6), (10, 6)), ((10, 6), (15, 6), (14, 4), (19, 4))), ()),
    Tangent.AUTO: ((((1, 16), (4, 16), (5, 9), (10, 7)), ((10, 7), (14, 4), (16, 2), (19, 6))), ()),
    Tangent.FLAT: (
        (((1, 16), (4, 16), (5, 9), (10, 9)), ((10, 9), (15, 9), (16, 2), (19, 2))),
        ((4, 9), (16, 9)),
    ),
    Tangent.LINEAR: ((((1, 16), (4, 13), (7, 10), (10, 7)), ((10, 7), (13, 9), (16, 12), (19, 14))), ()),
    Tangent.ALIGNED: (
        (((1, 16), (2, 12), (6, 14), (10, 9)), ((10, 9), (14, 4), (18, 6), (19, 2))),
        ((5, 15), (15, 3)),
    ),
    Tangent.BROKEN: (
        (((1, 16), (2, 8), (6, 8), (10, 12)), ((10, 12), (12, 4), (16, 4), (19, 3))),
        ((5, 7), (13, 3)),
    ),
}
_EASES: dict[Ease, tuple[_Curve, ...]] = {
    Ease.LINEAR: (((2, 16), (7, 11), (13, 6), (18, 2)),),
    Ease.SMOOTH: (((2, 16), (9, 16), (11, 2), (18, 2)),),
    Ease.EASE_IN: (((2, 16), (9, 16), (15, 6), (18, 2)),),
    Ease.EASE_OUT: (((2, 16), (5, 12), (11, 2), (18, 2)),),
    Ease.FAST_START: (((2, 16), (3, 5), (6, 2), (18, 2)),),
    Ease.HOLD: (((2, 16), (8, 16), (12, 16), (18, 16)), ((18, 16), (18, 12), (18, 6), (18, 2))),
    Ease.OVERSHOOT: (((2, 16), (8, -6), (13, 4), (18, 4)),),
    Ease.ANTICIPATE: (((2, 14), (8, 14), (12, 24), (18, 2)),),
    Ease.BOUNCE: (
        ((2, 16), (4, 16), (6, 12), (8, 3)),
        ((8, 3), (9, 9), (12, 9), (13, 3)),
        ((13, 3), (14, 6), (16, 6), (18, 3)),
    ),
}

_SEGMENTS: dict[Interpolation, tuple[_Curve, ...]] = {
    Interpolation.BEZIER: (((3, 14), (9, 14), (11, 4), (17, 4)),),
    Interpolation.LINEAR: (((3, 14), (8, 11), (12, 7), (17, 4)),),
    Interpolation.STEPPED: (((3, 14), (7, 14), (12, 14), (17, 14)), ((17, 14), (17, 11), (17, 8), (17, 4))),
}


def segment_icon(kind: Interpolation) -> QIcon:
    """Two keys and how the first leads to the second."""
    return _icon(_SEGMENTS[kind], (), key=True)


def tangent_icon(mode: Tangent) -> QIcon:
    """A key with the tangents of a kind."""
    curves, ends = _SHAPES[mode]
    return _icon(curves, ends, key=True)


def ease_icon(ease: Ease) -> QIcon:
    """The way from one key to the next."""
    return _icon(_EASES[ease], (), key=False)


def _icon(curves: tuple[_Curve, ...], ends: tuple[tuple[float, float], ...], *, key: bool) -> QIcon:
    made = QIcon()
    theme = current_theme()
    for mode, colour in ((QIcon.Mode.Normal, theme.text_dim), (QIcon.Mode.Disabled, theme.text_faint)):
        pixmap = QPixmap(_W * _SCALE, _H * _SCALE)
        pixmap.setDevicePixelRatio(_SCALE)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        faint = QColor(colour)
        if mode is QIcon.Mode.Disabled:
            faint.setAlphaF(0.6)
        painter.setPen(QPen(faint, 1.3))
        _draw(painter, curves, ends, theme.accent if mode is QIcon.Mode.Normal else colour, key=key)
        painter.end()
        made.addPixmap(pixmap, mode)
    return made


def _draw(
    painter: QPainter,
    curves: tuple[_Curve, ...],
    ends: tuple[tuple[float, float], ...],
    accent: str,
    *,
    key: bool,
) -> None:
    for start, first, second, end in curves:
        path = QPainterPath(QPointF(*start))
        path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*end))
        painter.drawPath(path)
    middle = QPointF(*curves[0][3])
    painter.setPen(QPen(QColor(accent), 1.0))
    painter.setBrush(QColor(accent))
    for end in ends:
        painter.drawLine(middle, QPointF(*end))
        painter.drawEllipse(QPointF(*end), 1.3, 1.3)
    spots = [] if not key else [middle] if len(curves) == 2 and curves[0][3][0] == 10 else _ends(curves)
    for spot in spots:
        painter.drawRect(QRectF(spot.x() - 1.7, spot.y() - 1.7, 3.4, 3.4))


def _ends(curves: tuple[_Curve, ...]) -> list[QPointF]:
    return [QPointF(*curves[0][0]), QPointF(*curves[-1][3])]
