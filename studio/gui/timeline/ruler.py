"""The ruler: time in words, the playhead's handle, markers, in and out."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import current_theme, digits_font, ui_font
from studio.gui.timeline.canvas import Canvas
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.mouse_surface import MouseSurface
from studio.gui.timeline.ruler_mouse import RulerMouse
from studio.gui.timeline.strokes import corners
from studio.gui.timeline.time_marks import marks
from studio.gui.timeline.wheel import NOTCH, ZOOM
from studio.session.selection import Kind

HEIGHT = 38
FLAGS = 16  # pixels of the upper strip with markers' flags
_HEAD = 6
_LINES = HEIGHT - 8  # pixel from which on no label is crossed
_LABEL = 160  # pixels that a label may take


class Ruler(MouseSurface):
    """Click or drag: scrub. Shift and drag: choose a stretch. Ctrl and drag: set in and out."""

    def __init__(self, canvas: Canvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = canvas
        self.mouse = self._work = RulerMouse(self)
        self._playhead = 0
        self.setObjectName("timeline-ruler")
        self.setAccessibleName(tr("Time ruler"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT)

    def move_playhead(self, tick: int) -> None:
        view = self.canvas.axis.view.value
        for at in (self._playhead, tick):
            x = round(view.x_of(at))
            self.update(QRect(x - _HEAD - 2, 0, 2 * _HEAD + 5, HEIGHT))
        self._playhead = tick

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            painter.fillRect(self.rect(), QColor(theme.panel))
            self._paint_range(painter, theme)
            self._paint_lines(painter, theme, event.rect())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_markers(painter, theme)
            self._paint_head(painter, theme)

    def _paint_lines(self, painter: QPainter, theme: Theme, area: QRect) -> None:
        studio = self.canvas.studio
        view, rate = self.canvas.axis.view.value, studio.transport.rate
        low, high = area.left() - _LABEL, area.right() + 1
        found = [m for m in marks(view, rate, studio.time_format.value) if low <= m.x <= high]
        painter.setPen(pen(theme.text_faint))
        painter.drawLines(
            [
                QLineF(round(m.x) + 0.5, HEIGHT - (11 if m.text else 5), round(m.x) + 0.5, HEIGHT)
                for m in found
            ]
        )
        painter.setFont(digits_font(11))
        painter.setPen(QColor(theme.text_dim))
        for mark in found:
            if mark.text:
                painter.drawText(
                    QRectF(mark.x + 4, FLAGS, _LABEL, HEIGHT - FLAGS - 4),
                    Qt.AlignmentFlag.AlignVCenter,
                    mark.text,
                )
        painter.setPen(pen(theme.border))
        painter.drawLine(QLineF(0, HEIGHT - 0.5, self.width(), HEIGHT - 0.5))

    def _paint_range(self, painter: QPainter, theme: Theme) -> None:
        transport, view = self.canvas.studio.transport, self.canvas.axis.view.value
        chosen = self.canvas.studio.selection.value.span
        if chosen is not None:
            left, right = view.x_of(chosen.start), view.x_of(chosen.end)
            painter.fillRect(QRectF(left, FLAGS, right - left, HEIGHT - FLAGS), tinted(theme.selection, 0.25))
        span = transport.range
        if span is None:
            return
        left, right = view.x_of(span.start), view.x_of(span.end)
        tint = theme.success if transport.loop else theme.accent
        painter.fillRect(QRectF(left, FLAGS, right - left, HEIGHT - FLAGS), tinted(tint, 0.16))
        painter.fillRect(QRectF(left, FLAGS, right - left, 3), QColor(tint))
        for x, side in ((left, 1), (right, -1)):
            painter.fillRect(QRectF(x if side > 0 else x - 3, FLAGS, 3, HEIGHT - FLAGS), QColor(tint))
            painter.fillRect(QRectF(x if side > 0 else x - 7, HEIGHT - 4, 7, 3), QColor(tint))

    def _paint_markers(self, painter: QPainter, theme: Theme) -> None:
        scene, view = self.canvas.studio.scene, self.canvas.axis.view.value
        selected = self.canvas.studio.selection.value
        chosen = selected.ids if selected.kind is Kind.MARKER else ()
        painter.setFont(ui_font(11))
        metrics = painter.fontMetrics()
        for marker in scene.markers if scene is not None else ():
            x = round(view.x_of(marker.time))
            name = metrics.elidedText(marker.name, Qt.TextElideMode.ElideRight, 140)
            width = metrics.horizontalAdvance(name) + 10 if name else 9
            if x + width < 0 or x > self.width():
                continue
            held = marker.id in (self.mouse.held, *chosen)
            painter.setPen(pen(theme.text) if held else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.warning) if held else tinted(theme.warning, 0.85))
            painter.drawPolygon(
                corners((x, 1), (x + width, 1), (x + width, FLAGS - 2), (x + 4, FLAGS - 2), (x, FLAGS + 2))
            )
            painter.setPen(QColor(theme.well if theme.name == "dark" else theme.on_accent))
            painter.drawText(QRectF(x + 5, 1, width - 5, FLAGS - 3), Qt.AlignmentFlag.AlignVCenter, name)
            painter.setPen(pen(theme.warning))
            # Not through the label that may stand between flag and lines.
            painter.drawLines(
                [QLineF(x + 0.5, 1, x + 0.5, FLAGS + 2), QLineF(x + 0.5, _LINES, x + 0.5, HEIGHT)]
            )

    def _paint_head(self, painter: QPainter, theme: Theme) -> None:
        x = round(self.canvas.axis.view.value.x_of(self.canvas.studio.transport.at)) + 0.5
        painter.setPen(pen(theme.playhead))
        painter.drawLine(QLineF(x, FLAGS, x, HEIGHT))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.playhead))
        top = FLAGS + 1
        painter.drawPolygon(
            corners(
                (x - _HEAD, top), (x + _HEAD, top), (x + _HEAD, top + 6), (x, top + 13), (x - _HEAD, top + 6)
            )
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        across = event.angleDelta().x() / NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or across:
            self.canvas.axis.pan(-(across or event.angleDelta().y() / NOTCH) * 96)
        else:
            self.canvas.axis.zoom(ZOOM ** (event.angleDelta().y() / NOTCH), event.position().x())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.update()
