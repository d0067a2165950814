"""How takes look on their lane: blocks with what the face does, dirty marks, locked stretches."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter

from studio.core.time import TICKS_PER_SECOND, TimeRange
from studio.document.schema import Take
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import EMOTION_COLOURS, Theme
from studio.gui.kit.theming import ui_font
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.strokes import columns_in, paint_columns
from studio.gui.timeline.time_view import TimeView

F32 = npt.NDArray[np.float32]

_ROUND = 4.0
_activity: WeakKeyDictionary[object, F32] = WeakKeyDictionary()


def take_span(take: Take) -> TimeRange:
    """From its first to its last frame."""
    return TimeRange(take.start, take.start + take.rate.tick_of(max(len(take.values) - 1, 0)))


def paint_take(
    painter: QPainter, theme: Theme, take: Take, view: TimeView, height: int, *, chosen: bool
) -> None:
    """A block with how much the face does, its model and seed; stretches of other seeds in other tints."""
    span = take_span(take)
    box = QRectF(view.x_of(span.start), 2.5, (span.end - span.start) / view.scale, height - 6)
    if box.right() < 0 or box.left() > view.width:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = theme.text_dim
    painter.setBrush(tinted(tint, 0.14))
    painter.setPen(pen(tinted(theme.selection if chosen else tint, 1.0 if chosen else 0.55)))
    painter.drawRoundedRect(box, _ROUND, _ROUND)
    _paint_activity(painter, take, box, view, tint)
    for start, end, seed in _made_otherwise(take):
        left, right = view.x_of(start), view.x_of(end)
        painter.fillRect(
            QRectF(left, box.top() + 1, right - left, box.height() - 1), tinted(_tint(seed), 0.28)
        )
        _paint_text(painter, QRectF(left, box.top(), right - left, 14), tr("seed {0}", seed), theme.text)
    left = max(box.left(), 0.0)
    room = QRectF(left, box.top(), min(box.right(), view.width) - left, box.height())
    _paint_text(painter, room, _label(take), theme.text)


def paint_stale(painter: QPainter, theme: Theme, span: TimeRange, view: TimeView, height: int) -> None:
    """A stretch that is older than what it was made from."""
    left, right = max(view.x_of(span.start), -4.0), min(view.x_of(span.end), view.width + 4.0)
    if right <= left:
        return
    box = QRectF(left, 2.5, right - left, height - 6)
    painter.fillRect(box, tinted(theme.warning, 0.12))
    painter.fillRect(box, QBrush(tinted(theme.warning, 0.5), Qt.BrushStyle.BDiagPattern))
    painter.fillRect(QRectF(left, box.bottom() - 2, right - left, 2), QColor(theme.warning))
    text, size = tr("Older than its inputs: click to perform again"), 13.0
    metrics = QFontMetricsF(ui_font(11))
    wide = metrics.horizontalAdvance(text) + size + 14
    if box.width() < size + 8:
        return
    if box.width() < wide + 8:
        text, wide = "", size + 8
    tag = QRectF(box.right() - wide - 3, box.center().y() - 8, wide, 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.raised))
    painter.drawRoundedRect(tag, 3, 3)
    place = QRectF(tag.left() + 4, tag.center().y() - size / 2, size, size)
    paint_icon(painter, place, "arrows-clockwise", theme.warning)
    if text:
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.text))
        painter.drawText(tag.adjusted(size + 8, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, text)


def paint_locked(painter: QPainter, theme: Theme, span: TimeRange, view: TimeView, height: int) -> None:
    """A stretch that stays, between two edges one takes hold of."""
    left, right = view.x_of(span.start), view.x_of(span.end)
    if right < 0 or left > view.width:
        return
    box = QRectF(left, 2.5, right - left, height - 6)
    painter.fillRect(box, tinted(theme.accent, 0.22))
    painter.setPen(pen(theme.accent))
    for x in (left, right):
        painter.drawLine(QLineF(x, box.top(), x, box.bottom()))
        painter.fillRect(QRectF(x - 2, box.center().y() - 5, 4, 10), QColor(theme.accent))
    if box.width() > 20:
        place = QPointF(min(max(box.center().x(), 10.0), view.width - 10.0), box.center().y())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(place, 8.0, 8.0)
        paint_icon(painter, QRectF(place.x() - 5, place.y() - 5, 10, 10), "lock-simple-fill", theme.on_accent)


def _label(take: Take) -> str:
    # a model's name begins with whose it is: org.moodline.face
    name = take.provenance.model.rpartition(".")[2] or tr("Take")
    return tr("{0} · seed {1}", name.replace("_", " ").capitalize(), take.provenance.seed)


def _paint_text(painter: QPainter, box: QRectF, text: str, colour: str) -> None:
    painter.setFont(ui_font(11))
    metrics = QFontMetricsF(painter.font())
    room = box.width() - 12
    if room > 24:
        painter.setPen(QColor(colour))
        fitting = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(7, 0, -5, 0), align, fitting)


def _paint_activity(painter: QPainter, take: Take, box: QRectF, view: TimeView, tint: str) -> None:
    """How much the face moves, as a low skyline in the block."""
    frames = _activity_of(take)
    left, right = max(box.left(), 0.0), min(box.right(), float(view.width))
    count = columns_in(right - left, painter) if right > left else 0
    if not count or not len(frames):
        return
    edges = view.start + np.linspace(left, right, count + 1) * view.scale - take.start
    places = edges * (take.rate.fps / TICKS_PER_SECOND)
    first = np.clip(places[:-1].astype(np.int64), 0, len(frames) - 1)
    tall = box.height() - 4
    heights = np.maximum.reduceat(frames, first) if len(frames) > count else frames[first]
    area = QRectF(left, box.top() + 2, right - left, tall)
    paint_columns(painter, area, tall * (1 - 0.75 * heights), np.full(count, tall), tint, 0.22)


def _activity_of(take: Take) -> F32:
    """[frames] 0..1: the mean of the four busiest channels."""
    known = _activity.get(take)
    if known is None:
        values = np.abs(take.values)
        busy = np.partition(values, -4, axis=1)[:, -4:] if values.shape[1] > 4 else values
        known = np.asarray(busy.mean(axis=1), np.float32) if len(values) else np.zeros(0, np.float32)
        known = known / max(float(known.max(initial=0.0)), 1e-6)
        _activity[take] = known
    return known


def _made_otherwise(take: Take) -> list[tuple[int, int, int]]:
    """Start, end and seed of stretches that were laid in or made again from another seed."""
    found = []
    for name in ("laid_in", "renewed"):
        notes = take.extra.get(name)
        for note in notes if isinstance(notes, list) else []:
            if isinstance(note, list | tuple) and len(note) == 4 and note[3] != take.provenance.seed:
                found.append((int(note[0]), int(note[1]), int(note[3])))
    return found


def _tint(seed: int) -> str:
    """A colour for a seed, the same wherever it is shown."""
    colours = tuple(EMOTION_COLOURS.values())
    return colours[seed % len(colours)]
