"""A drawn face whose regions are pressed: which parts of the face a feeling shows on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QToolTip, QWidget

from studio.core.names import FACE_REGIONS
from studio.gui.emotions.face_shapes import FACE, FEATURES, HEIGHT, REGIONS, WIDTH
from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ARROWS, PRESSES
from studio.gui.kit.theming import current_theme

REGION_TITLES = {
    "brows": "Brows",
    "eyes": "Eyes",
    "nose": "Nose",
    "cheeks": "Cheeks",
    "mouth": "Mouth",
    "jaw": "Jaw",
}


class RegionMap(QWidget):
    """`toggled(region)` when one is pressed; `cleared()` when the face beside them is."""

    own_keys = ARROWS | PRESSES

    toggled = Signal(str)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._weights: dict[str, float] = {}
        self._colour = "#ffffff"
        self._hover = self._cursor = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Regions of the face"))
        self.setMinimumSize(96, 120)

    def sizeHint(self) -> QSize:
        return QSize(124, 158)

    def show_weights(self, weights: Mapping[str, float], colour: str) -> None:
        """How much of it shows in each region (absent: all), in which colour."""
        if (weights, colour) == (self._weights, self._colour):
            return
        self._weights, self._colour = dict(weights), colour
        shown = [tr(REGION_TITLES[r]) for r in FACE_REGIONS if self._weights.get(r, 1.0) > 0]
        self.setAccessibleDescription(", ".join(shown))
        self.update()

    def region_at(self, point: QPointF) -> str:
        """The region under a place of the widget; empty beside them."""
        inside = self._transform().inverted()[0].map(point)
        return next((name for name, shape in REGIONS.items() if shape.contains(inside)), "")

    def centre_of(self, region: str) -> QPointF:
        """A place of the widget within a region."""
        first = REGIONS[region].toSubpathPolygons()[0]
        return self._transform().map(first.boundingRect().center())

    def _transform(self) -> QTransform:
        scale = min(self.width() / WIDTH, self.height() / HEIGHT)
        left, top = (self.width() - WIDTH * scale) / 2, (self.height() - HEIGHT * scale) / 2
        return QTransform(scale, 0, 0, scale, left, top)

    # hands

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        region = self.region_at(event.position())
        if region != self._hover:
            self._hover = region
            shape = Qt.CursorShape.PointingHandCursor if region else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        region = self.region_at(event.position())
        if region:
            self._cursor = region
            self.toggled.emit(region)
        else:
            self.cleared.emit()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = ""
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            at = FACE_REGIONS.index(self._cursor) + step if self._cursor else 0
            self._cursor = FACE_REGIONS[at % len(FACE_REGIONS)]
            self.update()
        elif event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._cursor:
            self.toggled.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            region = self.region_at(QPointF(event.pos()))
            beside = tr("Press beside the regions for the whole face")
            QToolTip.showText(event.globalPos(), tr(REGION_TITLES[region]) if region else beside, self)
            return True
        return super().event(event)

    # looks

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            transform = self._transform()
            face = transform.map(FACE)
            painter.fillPath(face, QColor(theme.raised))
            for name, shape in REGIONS.items():
                self._paint_region(painter, name, transform.map(shape))
            painter.setPen(QPen(QColor(theme.text_faint), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(face)
            painter.setPen(QPen(QColor(theme.text_dim), 1.0))
            for feature in FEATURES:
                painter.drawPath(transform.map(feature))

    def _paint_region(self, painter: QPainter, name: str, shape: QPainterPath) -> None:
        theme = current_theme()
        weight = self._weights.get(name, 1.0)
        fill = QColor(self._colour)
        fill.setAlphaF(min(0.10 + 0.55 * weight, 0.65) if weight > 0 else 0.0)
        painter.fillPath(shape, fill)
        focused = self.hasFocus() and name == self._cursor
        if name == self._hover or focused:
            lit = QColor(theme.text)
            lit.setAlphaF(0.16)
            painter.fillPath(shape, lit)
        edge = QColor(theme.accent if focused else theme.text_faint)
        edge.setAlphaF(1.0 if focused or name == self._hover else 0.5)
        painter.setPen(QPen(edge, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
