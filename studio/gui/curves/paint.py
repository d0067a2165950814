"""The curves themselves, their keys and tangents, and what the hand is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from studio.gui.curves import keys_on_screen
from studio.gui.curves.lines import Line
from studio.gui.kit.theme import Theme
from studio.session.keying import curve_of
from studio.session.selection import KeyRef

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

_KEY = 4.0  # pixels from a key's middle to its corners
_CLOSE = 5.0  # pixels between keys below which only the chosen ones are drawn
_MOST = 4000  # keys that are drawn


def paint_curves(scene: GraphScene, painter: QPainter, theme: Theme, hover: KeyRef | None) -> None:
    """Every visible curve with its keys, the active one bright and on top."""
    lines = scene.visible()
    for line in lines:
        _paint_line(scene, painter, theme, line)
    for line in lines:
        _paint_keys(scene, painter, theme, line, hover)


def paint_chosen(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    """The box around the chosen keys, and their tangents."""
    box = keys_on_screen.box_of(scene)
    if box is not None:
        area = keys_on_screen.rect_of(box, scene.view)
        shade = QColor(theme.selection)
        painter.setPen(QPen(shade, 0, Qt.PenStyle.DashLine))
        shade.setAlphaF(0.06)
        painter.setBrush(shade)
        painter.drawRect(area)
        painter.setBrush(QColor(theme.selection))
        painter.setPen(QPen(QColor(theme.well), 0))
        for place in keys_on_screen.grips_of(box, scene.view).values():
            painter.drawRect(QRectF(place.x() - 3, place.y() - 3, 6, 6))
    _paint_tangents(scene, painter, theme)


def paint_rubber(painter: QPainter, theme: Theme, area: QRectF) -> None:
    """The rectangle of a selection that is being drawn."""
    shade = QColor(theme.selection)
    painter.setPen(QPen(shade, 0))
    shade.setAlphaF(0.14)
    painter.setBrush(shade)
    painter.drawRect(area)


def _paint_line(scene: GraphScene, painter: QPainter, theme: Theme, line: Line) -> None:
    active = line.ref == scene.active.value
    colour = line.shade(theme)
    colour.setAlphaF((1.0 if active else 0.72) * (0.4 if line.muted else 1.0))
    curve = curve_of(scene.studio.project, line.ref)
    points = scene.polylines.line(line.ref, curve, scene.view, scene.scaling(line.ref))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, points.size() < 4000)
    painter.setPen(QPen(colour, 0, Qt.PenStyle.DashLine if line.locked else Qt.PenStyle.SolidLine))
    painter.drawPolyline(points)
    if active:  # a second stroke half a pixel below: a wide pen would be five times as slow
        colour.setAlphaF(0.55)
        painter.setPen(QPen(colour, 0))
        painter.translate(0.0, 0.7)
        painter.drawPolyline(points)
        painter.translate(0.0, -0.7)


def _paint_keys(scene: GraphScene, painter: QPainter, theme: Theme, line: Line, hover: KeyRef | None) -> None:
    spots = list(keys_on_screen.places(scene, line))
    if not spots:
        return
    dense = len(spots) > 1 and (spots[-1][1] - spots[0][1]) / (len(spots) - 1) < _CLOSE
    chosen = {key.time for key in scene.chosen if key.curve == line.ref}
    over = hover.time if hover is not None and hover.curve == line.ref else None
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if dense:
        spots = [spot for spot in spots if spot[0] in chosen or spot[0] == over]
    edge, colour = QPen(QColor(theme.well), 0), line.shade(theme)
    colour.setAlphaF(0.45 if line.locked or line.muted else 1.0)
    for time, x, y in spots[:_MOST]:
        picked = time in chosen
        r = _KEY + (1.5 if time == over else 0.5 if picked else 0.0)
        painter.setPen(QPen(QColor(theme.accent), 0) if picked else edge)
        painter.setBrush(QColor(theme.text) if picked else colour)
        painter.drawPolygon(
            QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)])
        )


def _paint_tangents(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arm = QColor(theme.text_dim)
    for tip in keys_on_screen.tips(scene):
        painter.setPen(QPen(arm, 0))
        painter.drawLine(QLineF(tip.place, tip.end))
        painter.setBrush(QColor(theme.well))
        painter.setPen(QPen(QColor(theme.text), 0))
        painter.drawEllipse(tip.end, 3.5, 3.5)
