"""The rows as they were painted last. Those that ask are painted again; time is painted a little beyond both
edges of the canvas, so that most pans paint nothing at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

import attrs
from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from studio.gui.timeline.rows import Row

SEAM = 10  # pixels: no key or handle reaches farther from its place
_SPARE = 192  # pixels painted beyond either edge
_SLOW = 0.010  # seconds of painting everything from which a zoom stretches what is there, for the moment
_STRETCHED = 1.5  # times as wide or as narrow, beyond which it is painted


@attrs.frozen
class Strip:
    """Columns of the canvas: from pixel `left` on, `width` of them."""

    left: int
    width: int


RowPainter = Callable[[QPainter, Row, Strip], None]


class Backing:
    """A pixmap sharp at any scale of the screen. Rows whose lanes do not pan are painted on the canvas only,
    and again at every pan."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._size = QSize()
        self._stale: set[str] = set()
        self._all = True
        self._offset = _SPARE  # pixels of the pixmap that lie to the left of the canvas
        self._right = (0, 0)  # columns of the pixmap that are painted, the second not included
        self._stretch = (1.0, 0.0)  # a column painted at x is drawn at x * first + second
        self._short = False  # was more of time asked for than was painted?
        self.cost = 0.0  # seconds it took to paint everything the last time
        self.painted = 0  # rows painted so far over their whole width, for tests and measurements

    def spoil(self, lane_id: str) -> None:
        """A row is no longer right."""
        self._stale.add(lane_id)

    def spoil_all(self) -> None:
        self._all = True

    def pan(self, pixels: int, stay: Iterable[str]) -> None:
        """Time moved to the left by whole pixels. stay: lanes of which not everything moved along."""
        scale = self._pixmap.devicePixelRatio()
        offset = self._offset + pixels
        shift = offset - _SPARE
        whole = (shift * scale) == round(shift * scale)
        if self._all or self.stretched or abs(shift) >= self._size.width() or not whole:
            self._all = True
            return
        self._stale.update(stay)
        self._offset = offset
        if not 0 <= offset <= 2 * _SPARE:
            self._pixmap.scroll(-round(shift * scale), 0, self._pixmap.rect())
            most = self._size.width() + 2 * _SPARE
            first, last = (min(max(edge - shift, 0), most) for edge in self._right)
            self._offset, self._right = _SPARE, (first, last)

    @property
    def stretched(self) -> bool:
        """Does a zoom show what was painted before it, wider or narrower? It is not sharp."""
        return self._stretch != (1.0, 0.0)

    def zoom(self, factor: float, shift: float) -> bool:
        """Time is wider by `factor`, with what was at pixel 0 at `shift`. False when that has to be painted:
        where that is quick, where the picture would be coarse, and where there is not enough of it."""
        stretch = (self._stretch[0] * factor, self._stretch[1] * factor + shift)
        if self._all or self._stale or self.cost < _SLOW:
            return False
        if not 1 / _STRETCHED <= stretch[0] <= _STRETCHED:
            return False
        left, right = (self._offset + x for x in _source(stretch, self._size.width()))
        if left < self._right[0] or right > self._right[1]:
            self._short = True
            return False
        self._stretch = stretch
        return True

    def refresh(
        self, size: QSize, scale: float, rows: Iterable[Row], colour: QColor, paint: RowPainter
    ) -> None:
        """Everything right again. paint: paints columns of a row, with the canvas's upper left corner as
        origin."""
        pixels = QSize(size.width() + 2 * _SPARE, size.height()) * scale
        if self._pixmap.size() != pixels or self._pixmap.devicePixelRatio() != scale:
            self._pixmap = QPixmap(pixels)
            self._pixmap.setDevicePixelRatio(scale)
            self._size = size
            self._all = True
        if self.stretched:
            if not self._all and not self._stale:
                return
            self._all = True
        began = time.thread_time()
        if self._all:
            self._begin()
        strip = None if self._all else self._missing()
        if self._all or self._stale or strip is not None:
            self._paint(list(rows), strip, colour, paint)
        if self._all:
            self.cost = time.thread_time() - began
        self._stale.clear()
        self._all = False

    def draw(self, painter: QPainter) -> None:
        """What of it lies on the canvas."""
        scale = self._pixmap.devicePixelRatio()
        left, right = _source(self._stretch, self._size.width())
        source = QRectF(self._offset + left, 0, right - left, self._size.height())
        corners = (source.topLeft() * scale, source.bottomRight() * scale)
        painter.drawPixmap(QRectF(QRect(QPoint(), self._size)), self._pixmap, QRectF(*corners))

    def _begin(self) -> None:
        """Everything is painted; beyond the edges only when a zoom just missed that."""
        width = self._size.width()
        self._offset = _SPARE
        self._right = (0, width + 2 * _SPARE) if self._short else (_SPARE, _SPARE + width)
        self._stretch, self._short = (1.0, 0.0), False

    def _missing(self) -> Strip | None:
        """What came into view and is not painted yet, with something to spare; None when all is there."""
        first, last = self._right
        left, right = self._offset, self._offset + self._size.width()
        # A little of what is still right is painted too: things that were cut off at the edge are whole now.
        if right > last:
            end = min(right + _SPARE, self._size.width() + 2 * _SPARE)
            self._right = (first, end)
            return Strip(last - SEAM - self._offset, end - last + SEAM)
        if left < first:
            start = max(left - _SPARE, 0)
            self._right = (start, last)
            return Strip(start - self._offset, first - start + SEAM)
        return None

    def _paint(self, rows: list[Row], missing: Strip | None, colour: QColor, paint: RowPainter) -> None:
        with QPainter(self._pixmap) as painter:
            painter.translate(self._offset, 0)
            first, last = self._right
            whole = Strip(first - self._offset, last - first)
            if self._all:
                painter.fillRect(QRect(whole.left, 0, whole.width, self._size.height()), colour)
            beneath = False  # was a row painted that a pinned one covers?
            for row in rows:
                spoiled = self._all or row.lane.id in self._stale or (row.pinned and beneath)
                strip = (whole if row.lane.pans else Strip(0, self._size.width())) if spoiled else missing
                if strip is None:
                    continue
                beneath = beneath or (spoiled and row.top < _pinned_height(rows))
                painter.save()
                painter.setClipRect(QRect(strip.left, row.top, strip.width, row.height))
                paint(painter, row, strip)
                painter.restore()
                self.painted += spoiled


def _source(stretch: tuple[float, float], width: int) -> tuple[float, float]:
    """Columns as they were painted that are drawn at the canvas's edges."""
    factor, shift = stretch
    return -shift / factor, (width - shift) / factor


def _pinned_height(rows: list[Row]) -> int:
    return rows[-1].height if rows and rows[-1].pinned else 0
