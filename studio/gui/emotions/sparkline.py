"""A suggested emotion in one row: wanted or not, its name, its curve over the scene."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from studio.animation.sample import sample
from studio.document.curves import Curve
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE, emotion_colour
from studio.gui.kit.theming import current_theme

_STEPS = 90


class Sparkline(QWidget):
    """A curve 0..1 over the scene, small."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve, self._length, self._colour, self._blend = Curve(), 1, "#888888", 1.0
        self.setFixedHeight(22)

    def show_curve(self, curve: Curve, length: int, colour: str, blend: float) -> None:
        """blend: how much of it is performed, drawn filled."""
        now = (curve, length, colour, blend)
        if now != (self._curve, self._length, self._colour, self._blend):
            self._curve, self._length, self._colour, self._blend = now
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(100, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.rect(), QColor(current_theme().well))
            if self._curve.keys:
                at = np.linspace(0, max(self._length, 1), _STEPS).astype(np.int64)
                values = np.clip(sample(self._curve, at), 0.0, 1.0)
                self._paint_filled(painter, values * self._blend)
                colour = QColor(self._colour)
                colour.setAlphaF(0.9 if self.isEnabled() else 0.35)
                painter.setPen(QPen(colour, 1.0))
                painter.drawPolyline(self._polygon(values))

    def _paint_filled(self, painter: QPainter, values: np.ndarray) -> None:
        shape = self._polygon(values)
        shape.append(QPointF(self.width(), self.height()))
        shape.append(QPointF(0, self.height()))
        colour = QColor(self._colour)
        colour.setAlphaF(0.4 if self.isEnabled() else 0.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(shape)

    def _polygon(self, values: np.ndarray) -> QPolygonF:
        wide, high = self.width() / (_STEPS - 1), self.height() - 3
        return QPolygonF([QPointF(k * wide, 1.5 + high * (1 - v)) for k, v in enumerate(values.tolist())])


class SuggestionRow(QWidget):
    """`check` says whether it is wanted."""

    def __init__(self, emotion: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.emotion = emotion
        self.check = QCheckBox(tr(emotion.capitalize()), self)
        self.check.setToolTip(tr("Suggest this emotion"))
        self.check.setFixedWidth(94)
        self.line = Sparkline(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.check)
        row.addWidget(self.line, 1)

    def show_curve(self, curve: Curve, length: int, blend: float, *, wanted: bool) -> None:
        self.check.setChecked(wanted)
        self.line.setEnabled(wanted)
        self.line.show_curve(curve, length, emotion_colour(self.emotion), blend)
