"""The square of valence (left to right) and arousal (calm to excited), with the emotions' places in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from studio.emotion.affect import VAD
from studio.gui.emotions.pad_field import affect_field
from studio.gui.kit.language import tr
from studio.gui.kit.own_keys import ARROWS
from studio.gui.kit.theme import RADIUS, emotion_colour
from studio.gui.kit.theming import current_theme, ui_font

_MARGIN = 10
_ABOVE = ("pain",)  # whose names would run into a neighbour's dot

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class AffectPad(QWidget):
    """Points are (valence, arousal) in -1..1. `pressed`, `moved`, `released`, `cancelled` tell of a drag;
    `nudged` of arrow keys; `entered` when a hand comes near."""

    own_keys = ARROWS

    pressed = Signal(float, float)
    moved = Signal(float, float)
    released = Signal()
    cancelled = Signal()
    nudged = Signal(float, float)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail: Sequence[Sequence[float]] = ()
        self._hand: tuple[float, float] | None = None
        self._recording = False
        self._field: tuple[str, QImage] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Valence and arousal"))
        self.setFixedHeight(200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(min(max(event.size().width() * 3 // 4, 150), 260))

    def sizeHint(self) -> QSize:
        return QSize(240, 180)

    def show_trail(self, points: Sequence[Sequence[float]]) -> None:
        """Where the performance was of late, now at the end."""
        if points == self._trail:
            return
        self._trail = points
        if len(points):
            now = points[-1]
            self.setAccessibleDescription(tr("valence {0:.2f}, arousal {1:.2f}", now[0], now[1]))
        self.update()

    def show_recording(self, on: bool) -> None:
        self._recording = on
        self.update()

    @property
    def hand(self) -> tuple[float, float] | None:
        """Where the hand holds the point; None when it does not."""
        return self._hand

    # hands

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._hand = self._point(event.position())
            self.pressed.emit(*self._hand)
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hand is not None:
            self._hand = self._point(event.position())
            self.moved.emit(*self._hand)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._hand is not None and event.button() == Qt.MouseButton.LeftButton:
            self._hand = None
            self.released.emit()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = _WAYS.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Escape and self._hand is not None:
            self._hand = None
            self.cancelled.emit()
            self.update()
        elif way is not None and self._hand is None:
            step = 0.2 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.05
            now = self._trail[-1] if len(self._trail) else (0.0, 0.0)
            self.nudged.emit(_within(now[0] + step * way[0]), _within(now[1] + step * way[1]))
        else:
            super().keyPressEvent(event)

    def place_of(self, valence: float, arousal: float) -> QPointF:
        """Where a point lies in the widget."""
        box = self._box()
        return QPointF(
            box.center().x() + valence * box.width() / 2, box.center().y() - arousal * box.height() / 2
        )

    def _point(self, place: QPointF) -> tuple[float, float]:
        box = self._box()
        across = 2 * (place.x() - box.center().x()) / box.width()
        up = 2 * (box.center().y() - place.y()) / box.height()
        return _within(across), _within(up)

    def _box(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)

    # looks

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            shape = QPainterPath()
            shape.addRoundedRect(box, RADIUS, RADIUS)
            painter.setClipPath(shape)
            painter.drawImage(box, self._coloured())
            self._paint_axes(painter)
            painter.setClipping(False)
            edge = theme.danger if self._recording else theme.accent if self.hasFocus() else theme.hover
            painter.setPen(QPen(QColor(edge), 1.0))
            painter.drawPath(shape)
            self._paint_places(painter)
            self._paint_trail(painter)
            if self._hand is not None:
                self._paint_hand(painter, self.place_of(*self._hand))

    def _coloured(self) -> QImage:
        """The field: each emotion's colour around its place, nothing around the middle."""
        theme = current_theme()
        if self._field is None or self._field[0] != theme.name:
            strength = 0.42 if theme.name == "dark" else 0.5
            self._field = (theme.name, affect_field(QColor(theme.well), strength))
        return self._field[1]

    def _paint_axes(self, painter: QPainter) -> None:
        theme, box = current_theme(), self._box()
        line = QColor(theme.text)
        line.setAlphaF(0.14)
        painter.setPen(QPen(line, 0))
        centre = box.center().toPoint()
        painter.drawLine(0, centre.y(), self.width(), centre.y())
        painter.drawLine(centre.x(), 0, centre.x(), self.height())
        painter.setFont(ui_font(10))
        painter.setPen(QColor(theme.text_faint))
        flags = Qt.AlignmentFlag
        inner = box.adjusted(-4, -6, 4, 6)
        painter.drawText(inner, int(flags.AlignTop | flags.AlignHCenter), tr("excited"))
        painter.drawText(inner, int(flags.AlignBottom | flags.AlignHCenter), tr("calm"))
        lower = QRectF(inner.left(), centre.y() + 2, inner.width(), 14)
        painter.drawText(lower, int(flags.AlignLeft), tr("unpleasant"))
        painter.drawText(lower, int(flags.AlignRight), tr("pleasant"))

    def _paint_places(self, painter: QPainter) -> None:
        theme = current_theme()
        painter.setFont(ui_font(11))
        for name, (valence, arousal, _) in VAD.items():
            place = self.place_of(valence, arousal)
            colour = QColor(emotion_colour(name))
            painter.setPen(QPen(QColor(theme.well) if theme.name == "dark" else colour.darker(170), 1.0))
            painter.setBrush(colour)
            painter.drawEllipse(place, 3.5, 3.5)
            text = tr(name.capitalize())
            wide = painter.fontMetrics().horizontalAdvance(text)
            at = place + (QPointF(-wide / 2 - 2, -7) if name in _ABOVE else QPointF(7, 4))
            at.setX(min(max(at.x(), 3.0), self.width() - wide - 3.0))
            if at.x() < place.x() and name not in _ABOVE:  # no room at the right
                at = QPointF(place.x() - wide / 2 - 6, place.y() - 7)
            painter.setPen(QColor(theme.text))
            painter.drawText(at, text)

    def _paint_trail(self, painter: QPainter) -> None:
        theme, points = current_theme(), [self.place_of(p[0], p[1]) for p in self._trail]
        for k in range(1, len(points)):
            colour = QColor(theme.text)
            colour.setAlphaF(0.7 * k / len(points))
            painter.setPen(QPen(colour, 1.5))
            painter.drawLine(points[k - 1], points[k])
        if points:
            painter.setPen(QPen(QColor(theme.well), 1.5))
            painter.setBrush(QColor(theme.text))
            painter.drawEllipse(points[-1], 5.0, 5.0)

    def _paint_hand(self, painter: QPainter, place: QPointF) -> None:
        theme = current_theme()
        painter.setPen(QPen(QColor(theme.danger if self._recording else theme.accent), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(place, 9.0, 9.0)


def _within(value: float) -> float:
    return min(max(value, -1.0), 1.0)
