"""What the canvas itself paints: the ground of each row, and over all rows playhead, range and selection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLine, QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import current_theme, ui_font
from studio.gui.timeline.backing import SEAM
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.rows import Row
from studio.gui.timeline.stretch import Strip
from studio.gui.timeline.time_marks import uprights
from studio.gui.timeline.time_view import TimeView

if TYPE_CHECKING:
    from studio.gui.timeline.canvas import Canvas

_TEXT = 11


def paint_rows(canvas: Canvas, painter: QPainter, rows: Sequence[Row], strip: Strip) -> None:
    """Rows that lie one below the other: ground, grid, the lanes themselves, what lies outside in and out,
    and the lines below them: in some columns, which the lanes see as all there is."""
    theme, view = current_theme(), canvas.axis.view.value
    spare = SEAM if rows[0].lane.pans else 0
    left, width = strip.left - spare, strip.width + 2 * spare
    seen = TimeView(view.start + left * view.scale, view.scale, width)
    top, height = rows[0].top, sum(row.height for row in rows)
    painter.translate(left, top)
    painter.setFont(ui_font(_TEXT))
    painter.fillRect(QRect(0, 0, width, height), QColor(theme.panel if rows[0].pinned else theme.well))
    _grid(canvas, painter, seen, height, theme)
    for row in rows:
        painter.save()
        painter.translate(0, row.top - top)
        painter.setClipRect(QRect(spare, 0, strip.width, row.height))
        row.lane.view, row.lane.edge = seen, -float(left)
        row.lane.paint(painter, theme)
        row.lane.view, row.lane.edge = view, 0.0
        painter.restore()
    _outside(canvas, painter, seen, height, theme)
    _span(canvas, painter, seen, height, theme)
    painter.setPen(pen(theme.accent if rows[0].pinned else theme.border))
    feet = (row.top + row.height - 1 - top for row in rows)
    painter.drawLines([QLine(0, foot, width, foot) for foot in feet])


def paint_over(canvas: Canvas, painter: QPainter, theme: Theme) -> None:
    """Markers, the line something snapped to, the selection's box and the playhead."""
    view, height = canvas.axis.view.value, canvas.height()
    scene = canvas.studio.scene
    if scene is None or not scene.characters:
        painter.setPen(QColor(theme.text_faint))
        painter.setFont(ui_font(13))
        text = tr("Drop a recording here")
        painter.drawText(canvas.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.setPen(pen(tinted(theme.warning, 0.55), Qt.PenStyle.DashLine))
    for marker in scene.markers if scene is not None else ():
        _upright(painter, view.x_of(marker.time), height)
    if canvas.guide.at is not None:
        painter.setPen(pen(theme.accent))
        _upright(painter, view.x_of(canvas.guide.at), height)
    if canvas.mouse.box is not None:
        painter.setPen(pen(theme.accent))
        painter.setBrush(tinted(theme.accent, 0.14))
        painter.drawRect(canvas.mouse.box)
    _drop(canvas, painter, theme)
    painter.setPen(pen(theme.playhead))
    _upright(painter, view.x_of(canvas.studio.transport.at), height)


def _drop(canvas: Canvas, painter: QPainter, theme: Theme) -> None:
    """Where what is dragged over the canvas would fall."""
    span, view = canvas.drops.span, canvas.axis.view.value
    if span is None:
        return
    first, last = view.x_of(span.start), view.x_of(span.end)
    painter.fillRect(QRectF(first, 0, last - first, canvas.height()), tinted(theme.accent, 0.18))
    painter.setPen(pen(theme.accent))
    for x in (first, last):
        _upright(painter, x, canvas.height())


def _upright(painter: QPainter, x: float, height: int) -> None:
    # Whole pixels keep the line sharp.
    painter.drawLine(QLineF(round(x) + 0.5, 0, round(x) + 0.5, height))


def _grid(canvas: Canvas, painter: QPainter, seen: TimeView, height: int, theme: Theme) -> None:
    scene = canvas.studio.scene
    if scene is None:
        return
    painter.setPen(pen(theme.grid))
    xs = (round(x) + 0.5 for x in uprights(seen, scene.rate, canvas.studio.time_format.value))
    painter.drawLines([QLineF(x, 0, x, height) for x in xs])


def _outside(canvas: Canvas, painter: QPainter, seen: TimeView, height: int, theme: Theme) -> None:
    """Dims what is not played: before in and after out."""
    span = canvas.studio.transport.range
    if span is None:
        return
    first, last = seen.x_of(span.start), seen.x_of(span.end)
    shade = tinted(theme.window, 0.55)
    if first > 0:
        painter.fillRect(QRectF(0, 0, min(first, seen.width), height), shade)
    if last < seen.width:
        painter.fillRect(QRectF(max(last, 0), 0, seen.width - max(last, 0), height), shade)


def _span(canvas: Canvas, painter: QPainter, seen: TimeView, height: int, theme: Theme) -> None:
    """The stretch of time that is chosen."""
    span = canvas.studio.selection.value.span
    if span is None:
        return
    first, last = max(seen.x_of(span.start), -1.0), min(seen.x_of(span.end), seen.width + 1.0)
    if last > first:
        painter.fillRect(QRectF(first, 0, last - first, height), tinted(theme.selection, 0.12))
