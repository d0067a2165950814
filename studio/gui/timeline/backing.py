"""The rows as they were painted last. Those that ask are painted again; time is painted a little beyond both
edges of the canvas, so that most pans paint nothing at all. While a zoom runs, rows are drawn stretched and
painted a few at a time, so that none of its pictures takes long."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from time import perf_counter

from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from studio.gui.timeline.rows import Row
from studio.gui.timeline.stretch import Key, Stretch, Strip, bands, key_of, neighbours

SEAM = 10  # pixels: no key or handle reaches farther from its place
_SPARE = 640  # pixels there is room for beyond either edge, so that a zoom outwards finds them painted
_AHEAD = 192  # pixels of them that are painted when a pan wants more
_QUICK = 0.002  # seconds of painting everything up to which a zoom does that
_SLICE = 0.0006  # seconds that a picture of a longer one may spend on rows that could wait
_TOGETHER = 3  # rows that are painted before the clock is looked at

RowsPainter = Callable[[QPainter, Sequence[Row], Strip], None]


class Backing:
    """A pixmap sharp at any scale of the screen. Rows whose lanes do not pan are painted on the canvas only,
    and again at every pan."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._size = QSize()
        self._rows: list[Row] = []
        self._stale: set[str] = set()
        self._all, self._wide = True, False  # paint everything? beyond the edges, too?
        self._offset = _SPARE  # pixels of the pixmap that lie to the left of the canvas
        self._right = (0, 0)  # columns of the pixmap that are painted, the second not included
        self._narrow: set[Key] = set()  # rows that are painted on the canvas only
        self._zoomed: dict[Key, Stretch] = {}  # while a zoom runs, how each row is drawn; the oldest first
        self._worn: set[Stretch] = set()  # those that will not do any more
        self.cost = 0.0  # seconds it took to paint everything the last time
        self.painted = 0  # rows painted so far over their whole width, for tests and measurements

    def spoil(self, lane_id: str) -> None:
        """A row is no longer right."""
        self._stale.add(lane_id)

    def spoil_all(self, *, wide: bool = False) -> None:
        """Nothing is right any more. wide: there is time to paint beyond the edges of the canvas."""
        self._all, self._wide = True, self._wide or wide

    def pan(self, pixels: int, stay: Iterable[str]) -> None:
        """Time moved to the left by whole pixels. stay: lanes of which not everything moved along."""
        scale = self._pixmap.devicePixelRatio()
        offset = self._offset + pixels
        shift = offset - _SPARE
        whole = (shift * scale) == round(shift * scale)
        if self._all or self._zoomed or abs(shift) >= self._size.width() or not whole:
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
        """Is anything drawn as it was painted before a zoom, wider or narrower? It is not sharp."""
        return any(not stretch.sharp for stretch in self._zoomed.values())

    def zoom(self, factor: float, shift: float) -> bool:
        """Time is wider by `factor`, with what was at pixel 0 at `shift`. False when all of that has to be
        painted: where that is quick, where the picture would be coarse, and where there is not enough."""
        if self._all or self.cost < _QUICK:
            self._all = True
            return False
        if not self._zoomed:
            keys, wide, canvas = map(key_of, self._rows), Stretch(self._columns), Stretch(self._canvas)
            self._zoomed = {key: canvas if key in self._narrow else wide for key in keys}
        later = {stretch: stretch.then(factor, shift) for stretch in set(self._zoomed.values())}
        self._zoomed = {key: later[stretch] for key, stretch in self._zoomed.items()}
        self._worn = {stretch for stretch in later.values() if not stretch.holds(self._size.width())}
        self._all = self._wide = len(self._worn) == len(later)
        return not self._all

    def refresh(
        self, size: QSize, scale: float, rows: Iterable[Row], colour: QColor, paint: RowsPainter
    ) -> None:
        """Everything right again, or, while a zoom runs, good enough. paint: paints columns of rows, with the
        canvas's upper left corner as origin."""
        pixels = QSize(size.width() + 2 * _SPARE, size.height()) * scale
        if self._pixmap.size() != pixels or self._pixmap.devicePixelRatio() != scale:
            self._pixmap = QPixmap(pixels)
            self._pixmap.setDevicePixelRatio(scale)
            self._size = size
            self._all = True
        self._rows = list(rows)
        if self._zoomed and self._zoomed.keys() != set(map(key_of, self._rows)):
            self._all = True
        if self._all:
            self._paint_all(colour, paint)
        elif self._zoomed:
            self._paint_some(paint)
        else:
            self._paint(self._stale, self._missing(), paint)
        self._stale.clear()

    def draw(self, painter: QPainter) -> None:
        """What of it lies on the canvas."""
        height, whole = self._size.height(), Stretch(self._canvas)
        parts = list(bands(self._rows, self._zoomed)) if self._zoomed else [(0, height, whole)]
        for top, bottom, stretch in parts:
            self._draw(painter, stretch, top, bottom)
        foot = max(bottom for _, bottom, _ in parts)
        if foot < height:
            self._draw(painter, whole, foot, height)

    def _draw(self, painter: QPainter, stretch: Stretch, top: int, bottom: int) -> None:
        scale, width = self._pixmap.devicePixelRatio(), self._size.width()
        left, right = stretch.source(width)
        source = QRectF(
            QPointF(self._offset + left, top) * scale, QPointF(self._offset + right, bottom) * scale
        )
        painter.drawPixmap(QRectF(0, top, width, bottom - top), self._pixmap, source)

    def _paint_all(self, colour: QColor, paint: RowsPainter) -> None:
        """Beyond the edges only when that is asked for."""
        began = perf_counter()
        self._offset = _SPARE
        strip = self._whole if self._wide else self._canvas
        self._right = (strip.left + self._offset, strip.right + self._offset)
        self._zoomed.clear()
        foot = max((row.top + row.height for row in self._rows), default=0)
        with QPainter(self._pixmap) as painter:
            below = QRect(0, foot, self._size.width() + 2 * _SPARE, self._size.height() - foot)
            painter.fillRect(below, colour)
        self._paint({row.lane.id for row in self._rows}, None, paint)
        self._all = self._wide = False
        self.cost = perf_counter() - began

    def _paint_some(self, paint: RowsPainter) -> None:
        """Of a zoom: rows that cannot wait, and some of those that were painted longest ago."""
        end = perf_counter() + _SLICE
        first, later = set(self._stale), []
        for (lane_id, _), stretch in self._zoomed.items():
            if stretch in self._worn:
                first.add(lane_id)
            elif not stretch.sharp and lane_id not in first:
                later.append(lane_id)
        while first or (later and perf_counter() < end):
            if not first:
                first, later = set(later[:_TOGETHER]), later[_TOGETHER:]
            self._paint(first, None, paint)
            first = set()
        if not self.stretched:
            common = functools.reduce(Strip.both, (s.painted for s in self._zoomed.values()))
            self._right = (common.left + self._offset, common.right + self._offset)
            self._zoomed.clear()

    def _missing(self) -> Strip | None:
        """What came into view and is not painted yet, with something to spare; None when all is there."""
        first, last = self._right
        left, right = self._offset, self._offset + self._size.width()
        # A little of what is still right is painted too: things that were cut off at the edge are whole now.
        if right > last:
            end = min(right + _AHEAD, self._size.width() + 2 * _SPARE)
            self._right = (first, end)
            return Strip(last - SEAM - self._offset, end - last + SEAM)
        if left < first:
            start = max(left - _AHEAD, 0)
            self._right = (start, last)
            return Strip(start - self._offset, first - start + SEAM)
        return None

    def _paint(self, spoiled: Set[str], missing: Strip | None, paint: RowsPainter) -> None:
        """Rows of some lanes as wide as all is painted, and of the others the columns that are missing."""
        parts = list(self._parts(spoiled, missing))
        with QPainter(self._pixmap) as painter:
            painter.translate(self._offset, 0)
            for rows, strip in neighbours((row, strip) for row, strip, _ in parts):
                painter.save()
                height = sum(row.height for row in rows)
                painter.setClipRect(QRect(strip.left, rows[0].top, strip.width, height))
                paint(painter, rows, strip)
                painter.restore()
        self._note({key_of(row): strip for row, strip, afresh in parts if afresh})

    def _note(self, fresh: dict[Key, Strip]) -> None:
        """Rows were painted in these columns for the present view."""
        self._narrow = (self._narrow - fresh.keys()) | {key for key in fresh if fresh[key] == self._canvas}
        self.painted += len(fresh)
        if self._zoomed:
            alike = {strip: Stretch(strip) for strip in set(fresh.values())}
            kept = {key: stretch for key, stretch in self._zoomed.items() if key not in fresh}
            self._zoomed = kept | {key: alike[strip] for key, strip in fresh.items()}

    def _parts(self, spoiled: Set[str], missing: Strip | None) -> Iterator[tuple[Row, Strip, bool]]:
        """Rows to be painted, in which columns, and whether that is all of them."""
        wide = self._columns
        pinned = self._rows[-1].height if self._rows and self._rows[-1].pinned else 0
        beneath = False  # was a row painted that a pinned one covers?
        for row in self._rows:
            afresh = row.lane.id in spoiled or (row.pinned and beneath)
            strip = (wide if row.lane.pans else self._canvas) if afresh else missing
            if strip is not None:
                beneath = beneath or (afresh and row.top < pinned)
                yield row, strip, afresh

    @property
    def _columns(self) -> Strip:
        """In which rows are painted now."""
        if self._zoomed:
            return self._whole  # a zoom soon turns round, and finds painted what comes into view
        first, last = self._right
        return Strip(first - self._offset, last - first)

    @property
    def _canvas(self) -> Strip:
        return Strip(0, self._size.width())

    @property
    def _whole(self) -> Strip:
        """All columns there is room for."""
        return Strip(-self._offset, self._size.width() + 2 * _SPARE)
