"""How a tile of the palette looks: the face, the emotion's colour at its edge, its name."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QLinearGradient, QPainter, QPainterPath, QPen, QPixmap

from studio.gui.emotions.tiles import Tile
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import RADIUS, emotion_colour
from studio.gui.kit.theming import current_theme, ui_font

_EDGE = 4.0


def paint_tile(
    painter: QPainter, tile: Tile, face: QPixmap | None, *, chosen: bool, hovered: bool, focused: bool
) -> None:
    """chosen: what the brush holds; focused: the keyboard is on it."""
    theme = current_theme()
    box = QRectF(tile.place).adjusted(0.5, 0.5, -0.5, -0.5)
    shape = QPainterPath()
    shape.addRoundedRect(box, RADIUS, RADIUS)
    painter.fillPath(shape, QColor(theme.hover if hovered or chosen else theme.raised))
    painter.save()
    painter.setClipPath(shape)
    _paint_face(painter, QRectF(tile.picture), face)
    edge = QRectF(tile.picture.left(), tile.picture.bottom() + 1 - _EDGE, tile.picture.width(), _EDGE)
    painter.fillRect(edge, _edge_brush(tile, edge))
    painter.restore()
    _paint_name(painter, tile, chosen)
    if tile.swatch.own:
        mark = QRectF(tile.picture.right() - 17, tile.picture.top() + 4, 13, 13)
        paint_icon(painter, mark, "star-fill", theme.text)
    if chosen or focused:
        colour = QColor(theme.accent if chosen else theme.text_dim)
        painter.setPen(QPen(colour, 2.0 if chosen else 1.0))
        painter.drawPath(shape)


def _paint_face(painter: QPainter, place: QRectF, face: QPixmap | None) -> None:
    theme = current_theme()
    if face is not None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, face, QRectF(face.rect()))
        return
    painter.fillRect(place, QColor(theme.well))
    side = min(place.width(), place.height()) * 0.42
    mark = QRectF(0, 0, side, side)
    mark.moveCenter(place.center() - QPointF(0, 1))
    paint_icon(painter, mark, "smiley-blank", theme.text_faint)


def _edge_brush(tile: Tile, edge: QRectF) -> QBrush:
    emotions = tile.swatch.emotions
    if len(emotions) == 1:
        return QBrush(QColor(emotion_colour(emotions[0])))
    ramp = QLinearGradient(edge.topLeft(), edge.topRight())
    for k, emotion in enumerate(emotions):
        colour = QColor(emotion_colour(emotion))
        ramp.setColorAt(0.49 * k + 0.01 * k, colour)
        ramp.setColorAt(0.49 + 0.51 * k, colour)
    return QBrush(ramp)


def _paint_name(painter: QPainter, tile: Tile, chosen: bool) -> None:
    theme = current_theme()
    painter.setFont(ui_font(11 if tile.place.width() >= 60 else 10, bold=chosen))
    painter.setPen(QColor(theme.text if chosen else theme.text_dim))
    top = tile.picture.bottom() + 2
    place = QRectF(tile.place.left() + 2, top, tile.place.width() - 4, tile.place.bottom() - top)
    lines = _lines(
        tr(tile.swatch.title), painter.fontMetrics(), int(place.width()), int(place.height()) // 14
    )
    height = place.height() / len(lines)
    for k, line in enumerate(lines):
        row = QRectF(place.left(), place.top() + k * height, place.width(), height)
        painter.drawText(row, int(Qt.AlignmentFlag.AlignCenter), line)


def _lines(text: str, metrics: QFontMetrics, width: int, most: int) -> list[str]:
    """The text in one line, or by its words in two; cut with dots where even that is too long."""
    if most > 1 and metrics.horizontalAdvance(text) > width and " " in text:
        first, _, rest = text.partition(" ")
        return [metrics.elidedText(part, Qt.TextElideMode.ElideRight, width) for part in (first, rest)]
    return [metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]
