"""The curves themselves, their keys and tangents, and what the hand is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.gui.curves import keys_on_screen
from studio.gui.curves.bands import Bands, is_dense
from studio.gui.curves.lines import Line
from studio.gui.kit.key_stamp import KEY, STAMP, key_stamp, paint_anchor
from studio.gui.kit.stylesheet import mixed
from studio.gui.kit.theme import Theme
from studio.session.keying.keys import curve_of
from studio.session.selection import KeyRef

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

_CLOSE = 5.0  # pixels between keys below which only the chosen ones are drawn
_MOST = 4000  # keys that are drawn


def paint_curves(scene: GraphScene, painter: QPainter, theme: Theme, hover: KeyRef | None) -> None:
    """Every visible curve with its keys, the active one bright and on top."""
    lines = scene.visible()
    bands = Bands(scene.view, painter.device().devicePixelRatio())
    for line in lines:
        ready = scene.polylines.prepared(line.ref, scene.curve(line.ref))
        if is_dense(ready, scene.view):
            bands.add(ready, scene.scaling(line.ref), QColor(_opaque(scene, line, theme)))
    bands.paint(painter)
    for line in lines:
        if not is_dense(scene.polylines.prepared(line.ref, scene.curve(line.ref)), scene.view):
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
    # Opaque: Qt takes four times as long for lines that one sees through.
    colour = QColor(_opaque(scene, line, theme))
    curve = curve_of(scene.studio.project, line.ref)
    points = scene.polylines.line(line.ref, curve, scene.view, scene.scaling(line.ref))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 0, Qt.PenStyle.DashLine if line.locked else Qt.PenStyle.SolidLine))
    painter.drawPolyline(points)
    if active:  # a second stroke half a pixel below: a wide pen would be five times as slow
        painter.translate(0.0, 0.7)
        painter.drawPolyline(points)
        painter.translate(0.0, -0.7)


def _opaque(scene: GraphScene, line: Line, theme: Theme) -> str:
    """A line's colour on the ground: others than the active one are a little faint, muted ones more."""
    active = line.ref == scene.active.value
    share = (1.0 if active else 0.72) * (0.4 if line.muted else 1.0)
    return mixed(theme.well, line.shade(theme).name(), share)


def _paint_keys(scene: GraphScene, painter: QPainter, theme: Theme, line: Line, hover: KeyRef | None) -> None:
    chosen = {key.time for key in scene.chosen if key.curve == line.ref}
    over = hover.time if hover is not None and hover.curve == line.ref else None
    if keys_on_screen.are_close(scene, line, _CLOSE):
        if not chosen and over is None:
            return
        spots = [s for s in keys_on_screen.places(scene, line) if s[0] in chosen or s[0] == over]
    else:
        spots = list(keys_on_screen.places(scene, line))
    faint = 0.45 if line.locked or line.muted else 1.0
    colour = mixed(theme.well, line.shade(theme).name(), faint)
    scale = painter.device().devicePixelRatio()
    plain, large = (key_stamp(colour, theme.well, r, scale) for r in (KEY, KEY + 1.5))
    anchored = scene.polylines.prepared(line.ref, scene.curve(line.ref)).anchored
    picked = key_stamp(theme.text, theme.accent, KEY + 0.5, scale)
    for time, x, y in spots[:_MOST]:
        stamp = picked if time in chosen else large if time == over else plain
        painter.drawPixmap(QPointF(x - STAMP / 2, y - STAMP / 2), stamp)
        if time in anchored:
            paint_anchor(painter, theme.text, x, y + KEY + 3.0)


def _paint_tangents(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    arm = QColor(theme.text_dim)
    for tip in keys_on_screen.tips(scene):
        painter.setPen(QPen(arm, 0))
        painter.drawLine(QLineF(tip.place, tip.end))
        painter.setBrush(QColor(theme.well))
        painter.setPen(QPen(QColor(theme.text), 0))
        painter.drawEllipse(tip.end, 3.5, 3.5)
