"""A take as a small strip: how the mouth opens over time, what is locked, what came from elsewhere; a drag
marks a range."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.core.time import TimeRange
from studio.document.schema import Take
from studio.gui.kit.theme import RADIUS
from studio.gui.kit.theming import current_theme

Snap = Callable[[int, int], int]
"""A tick and how many ticks away it may be drawn from: the tick it snaps to."""

_HEIGHT, _NEAR = 34, 6


class TakeStrip(QWidget):
    """`rangeDragged(time range)` after a drag; `seekRequested(tick)` at a click."""

    rangeDragged = Signal(object)
    seekRequested = Signal(int)

    def __init__(self, name: str, snap: Snap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take: Take | None = None
        self._points: np.ndarray = np.zeros(0)
        self._unlike: np.ndarray = np.zeros(0)
        self._against: Take | None = None
        self._laid: tuple[TimeRange, ...] = ()
        self._snap = snap
        self._held: tuple[int, int] | None = None
        self._playhead = 0
        self.colour = "waveform"
        self.setAccessibleName(name)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(80)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def span(self) -> TimeRange:
        """The time that the strip shows."""
        if self._take is None:
            return TimeRange(0, 1)
        length = self._take.rate.tick_of(max(len(self._take.values) - 1, 1))
        return TimeRange(self._take.start, self._take.start + length)

    def show_take(self, take: Take, laid: Sequence[TimeRange] = (), against: Take | None = None) -> None:
        """laid: stretches that came from variations; against: the take it is compared with, from above."""
        if take is not self._take or against is not self._against:
            self._take, self._against = take, against
            self._points, self._unlike = _opening(take), _difference(take, against)
        self._laid = tuple(laid)
        self.update()

    def show_playhead(self, at: int) -> None:
        before, self._playhead = self._playhead, at
        for tick in (before, at):
            x = round(self._x_of(tick))
            if -2 <= x <= self.width() + 2:
                self.update(x - 2, 0, 5, self.height())

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = self._tick_at(event.position().x())
            self._held = (at, at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._held = (self._held[0], self._tick_at(event.position().x()))
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        self.update()
        if held is None:
            return
        start, end = sorted(held)
        if abs(self._x_of(end) - self._x_of(start)) < 4:
            self.seekRequested.emit(start)
        else:
            self.rangeDragged.emit(self._snapped(start, end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._held is not None:
            self._held = None
            self.update()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(QColor(theme.border), 0))
            painter.setBrush(QColor(theme.well))
            painter.drawRoundedRect(box, RADIUS - 1, RADIUS - 1)
            room, foot = self.height() - 7.0, self.height() - 2.0
            self._paint_curve(
                painter, foot - 1 - self._points * room, foot, QColor(getattr(theme, self.colour))
            )
            self._paint_curve(painter, 2 + self._unlike * 0.45 * room, 2.0, QColor(theme.warning))
            for span in self._laid:
                self._paint_span(painter, span, QColor(theme.accent), 0.35)
            for start, end in self._take.locked if self._take is not None else ():
                self._paint_locked(painter, TimeRange(start, end), QColor(theme.warning))
            if self._held is not None:
                start, end = sorted(self._held)
                self._paint_span(painter, self._snapped(start, end), QColor(theme.selection), 0.4)
            x = self._x_of(self._playhead)
            if 0 <= x <= self.width():
                painter.setPen(QPen(QColor(theme.playhead), 0))
                painter.drawLine(QPointF(x, 1), QPointF(x, self.height() - 1))

    def _paint_curve(self, painter: QPainter, y: np.ndarray, ground: float, colour: QColor) -> None:
        if len(y) < 2:
            return
        x = np.linspace(1.0, self.width() - 1.0, len(y))
        corners = [QPointF(1.0, ground), *map(QPointF, x.tolist(), y.tolist())]
        corners.append(QPointF(self.width() - 1.0, ground))
        colour.setAlphaF(0.75)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF(corners))

    def _paint_span(self, painter: QPainter, span: TimeRange, colour: QColor, alpha: float) -> None:
        colour.setAlphaF(alpha)
        left, right = self._x_of(span.start), self._x_of(span.end)
        painter.fillRect(QRectF(left, 1, max(right - left, 2), self.height() - 2), colour)

    def _paint_locked(self, painter: QPainter, span: TimeRange, colour: QColor) -> None:
        left, right = self._x_of(span.start), self._x_of(span.end)
        box = QRectF(left, 1, max(right - left, 2), self.height() - 2)
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 3), colour)
        colour.setAlphaF(0.35)
        painter.fillRect(box, QBrush(colour, Qt.BrushStyle.BDiagPattern))

    def _snapped(self, start: int, end: int) -> TimeRange:
        near = round(_NEAR * self.span.duration / max(self.width(), 1))
        a, b = self._snap(start, near), self._snap(end, near)
        return TimeRange(a, b) if a < b else TimeRange(start, max(end, start))

    def _x_of(self, tick: int) -> float:
        return (tick - self.span.start) / self.span.duration * self.width()

    def _tick_at(self, x: float) -> int:
        share = min(max(x / max(self.width(), 1), 0.0), 1.0)
        return self.span.start + round(share * self.span.duration)


def _opening(take: Take) -> np.ndarray:
    """[at most 800] how far the mouth moves, 0..1: the strongest channel of speech over time."""
    names = [n for n in ("jawOpen", "mouthPucker", "mouthFunnel", "mouthStretchLeft") if n in take.names]
    columns = [take.names.index(n) for n in names] or list(range(len(take.names)))
    if not take.values.size:
        return np.zeros(0)
    peaks = _peaks(np.asarray(take.values[:, columns], np.float64).max(axis=1))
    return np.asarray(np.clip(peaks / max(float(peaks.max()), 1e-6), 0.0, 1.0))


def _difference(take: Take, other: Take | None) -> np.ndarray:
    """[at most 800] how far two takes of a clip differ, 1 where by 0.05; none for such of unlike kinds."""
    if other is None or take.values.shape != other.values.shape or not take.values.size:
        return np.zeros(0)
    apart = np.abs(take.values.astype(np.float64) - other.values).max(axis=1)
    return np.asarray(np.clip(_peaks(apart) / 0.05, 0.0, 1.0))


def _peaks(values: np.ndarray) -> np.ndarray:
    step = max(len(values) // 400, 1)
    count = len(values) // step * step
    return np.asarray(values[:count].reshape(-1, step).max(axis=1))
