"""The rows as they were painted last: only those that ask are painted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from studio.gui.timeline.rows import Row

RowPainter = Callable[[QPainter, Row], None]


class Backing:
    """A pixmap of the size of the canvas, sharp at any scale of the screen."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._stale: set[str] = set()
        self._all = True
        self.painted = 0  # rows painted so far, for tests and measurements

    def spoil(self, lane_id: str) -> None:
        """A row is no longer right."""
        self._stale.add(lane_id)

    def spoil_all(self) -> None:
        self._all = True

    def refresh(
        self, size: QSize, scale: float, rows: Iterable[Row], colour: QColor, paint: RowPainter
    ) -> QPixmap:
        """Everything right again. paint: paints a row, with the canvas's upper left corner as origin."""
        pixels = size * scale
        if self._pixmap.size() != pixels or self._pixmap.devicePixelRatio() != scale:
            self._pixmap = QPixmap(pixels)
            self._pixmap.setDevicePixelRatio(scale)
            self._all = True
        rows = list(rows)
        wanted = rows if self._all else [row for row in rows if row.lane.id in self._stale]
        if wanted or self._all:
            self._paint(size, rows, wanted, colour, paint)
        self._stale.clear()
        self._all = False
        return self._pixmap

    def _paint(
        self, size: QSize, rows: list[Row], wanted: list[Row], colour: QColor, paint: RowPainter
    ) -> None:
        painter = QPainter(self._pixmap)
        if self._all:
            painter.fillRect(QRect(QPoint(), size), colour)
        pinned = next((row for row in rows if row.pinned), None)
        covered = pinned is not None and any(row.top < pinned.height for row in wanted)
        if pinned is not None and covered and pinned not in wanted:
            wanted = [*wanted, pinned]
        for row in wanted:
            painter.save()
            painter.setClipRect(QRect(0, row.top, size.width(), row.height))
            paint(painter, row)
            painter.restore()
            self.painted += 1
        painter.end()
