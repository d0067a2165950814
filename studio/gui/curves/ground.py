"""What lies behind the curves: grid and its numbers, waveform, words, what the face does in the end."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange, ticks
from studio.document.schema import VoiceClip
from studio.gui.curves.graph_view import SCALE, GraphView
from studio.gui.curves.polylines import polygon
from studio.gui.kit.fitted_text import SIZE, fitted
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import digits_font, ui_font
from studio.session.keying.time_text import TimeFormat, nominal, write

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

RULER, WORDS = 22, 20  # pixels: height of ruler and words
_ROOM_X, _ROOM_Y = 92, 34  # pixels between two labels, at least
_SECONDS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)
_VALUES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0)


def paint_ground(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    """Everything behind the curves, edge to edge."""
    view = scene.view
    painter.fillRect(QRectF(0, 0, view.width, view.height), QColor(theme.well))
    _paint_outside(scene, painter, theme)
    _paint_sound(scene, painter, theme)
    _paint_words(scene, painter, theme)
    _paint_value_lines(scene, painter, theme)
    _paint_time_lines(scene, painter, theme)
    _paint_composed(scene, painter, theme)


def paint_frame(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    """Ruler and scale, over the curves."""
    view = scene.view
    ruler, scale = QColor(theme.panel), QColor(theme.well)
    scale.setAlphaF(0.82)
    painter.fillRect(QRectF(0, RULER, SCALE, view.height - RULER), scale)
    painter.fillRect(QRectF(0, 0, view.width, RULER), ruler)
    painter.setPen(QPen(QColor(theme.border), 0))
    painter.drawLine(QLineF(0, RULER - 0.5, view.width, RULER - 0.5))
    painter.setFont(digits_font(11))
    painter.setPen(QColor(theme.text_dim))
    for value, y in _value_marks(view):
        if RULER + 8 < y < view.height - 8:
            box = QRectF(0, y - 9, SCALE - 6, 18)
            text = f"{value + 0.0:.{_decimals(view)}f}"
            painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
    shown, rate = scene.studio.time_format.value, scene.studio.transport.rate
    for tick, x in _time_marks(view, rate, shown):
        if x >= SCALE - 1:
            text = write(max(tick, 0), rate, shown)
            painter.drawText(QRectF(x + 4, 0, 110, RULER), int(Qt.AlignmentFlag.AlignVCenter), text)
            painter.drawLine(QLineF(round(x) + 0.5, RULER - 6, round(x) + 0.5, RULER - 1))


def _paint_outside(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    """Time before the scene, and values that nothing may have."""
    view = scene.view
    shade = QColor(theme.window)
    painter.fillRect(QRectF(0, 0, max(view.x_of(0), 0.0), view.height), shade)
    if scene.showing.value.normalised:
        return
    signed = any(line.ref.channel for line in scene.visible())
    top, bottom = view.y_of(1.0), view.y_of(-1.0 if signed else 0.0)
    painter.fillRect(QRectF(0, 0, view.width, max(top, 0.0)), shade)
    painter.fillRect(QRectF(0, bottom, view.width, max(view.height - bottom, 0.0)), shade)


def _paint_value_lines(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    view = scene.view
    painter.setPen(QPen(QColor(theme.grid), 0))
    lines = [QLineF(0, round(y) + 0.5, view.width, round(y) + 0.5) for _, y in _value_marks(view)]
    painter.drawLines(lines)
    zero = QColor(theme.text_faint)
    zero.setAlphaF(0.6)
    painter.setPen(QPen(zero, 0))
    painter.drawLine(QLineF(0, round(view.y_of(0)) + 0.5, view.width, round(view.y_of(0)) + 0.5))


def _paint_time_lines(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    view, rate = scene.view, scene.studio.transport.rate
    painter.setPen(QPen(QColor(theme.grid), 0))
    marks = _time_marks(view, rate, scene.studio.time_format.value)
    painter.drawLines([QLineF(round(x) + 0.5, RULER, round(x) + 0.5, view.height) for _, x in marks])


def _paint_words(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    """Words along the lower edge, their borders faintly up through the curves."""
    view = scene.view
    border, tint = QColor(theme.text_faint), QColor(theme.raised)
    border.setAlphaF(0.28)
    top = view.height - WORDS
    for start, end, text in _words(scene):
        left, right = view.x_of(start), view.x_of(end)
        if right - left < 2:
            continue
        painter.setPen(QPen(border, 0, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(round(left) + 0.5, RULER, round(left) + 0.5, top))
        painter.fillRect(QRectF(left + 0.5, top, right - left - 1, WORDS - 2), tint)
        fitting, font = fitted(text, int(right - left - 2))
        painter.setFont(font or ui_font(SIZE))
        painter.setPen(QColor(theme.text_dim))
        painter.drawText(QRectF(left, top, right - left, WORDS - 2), Qt.AlignmentFlag.AlignCenter, fitting)


def _words(scene: GraphScene) -> Iterator[tuple[int, int, str]]:
    character, view = scene.character, scene.view
    for clip in character.clips if character is not None else ():
        for word in clip.said:
            start, end = clip.start + word.start, clip.start + word.end
            if end >= view.start and start <= view.end:
                yield start, end, word.text


def _paint_sound(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    character = scene.character
    for clip in character.clips if character is not None else ():
        _paint_clip(scene, clip, painter, theme)


def _paint_clip(scene: GraphScene, clip: VoiceClip, painter: QPainter, theme: Theme) -> None:
    from studio.media.peaks import view as columns_of  # noqa: PLC0415 - sound, once some is there

    stage, view = scene.studio.stage, scene.view
    peaks, audio = stage.peaks(clip.id), stage.audio(clip.id)
    if peaks is None or audio is None or clip.media.duration <= 0:
        return
    left = max(view.x_of(clip.begin), 0.0)
    right = min(view.x_of(clip.end), float(view.width))
    if right - left < 1:
        return
    per_tick = peaks.count / clip.media.duration
    first, last = (round((view.tick_at(x) - clip.start) * per_tick) for x in (left, right))
    spans = columns_of(peaks, audio.samples, first, last, max(round(right - left), 1))
    xs = left + np.arange(len(spans))
    middle, reach = view.height - WORDS - 34.0, 30.0
    loudest = max(float(np.abs(spans).max(initial=0.0)), 0.25)
    ys = np.concatenate(
        [middle - spans[:, 1] / loudest * reach, (middle - spans[:, 0] / loudest * reach)[::-1]]
    )
    colour = QColor(theme.waveform)
    colour.setAlphaF(0.22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(polygon(np.concatenate([xs, xs[::-1]]), ys))


def _paint_composed(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    """What the face does in the end, for every channel that is shown."""
    character, view = scene.character, scene.view
    composed = scene.studio.stage.composed(character.id) if character is not None else None
    channels = [line.channel for line in scene.visible() if line.channel is not None]
    if composed is None or not channels or scene.showing.value.normalised:
        return
    first = max(round(view.start) - composed.start, 0)
    shown = composed.frame_range(TimeRange(first, max(round(view.end) - composed.start, first)))
    each = max((shown.stop - shown.start) // max(view.width, 1), 1)
    frames = np.arange(shown.start, shown.stop, each)
    frames = frames[composed.known[frames]]
    rate = composed.rate
    step = TICKS_PER_SECOND * rate.denominator / rate.numerator
    xs = (composed.start + frames * step - view.start) / view.scale
    painter.setPen(QPen(QColor(theme.text_faint), 0, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for channel in channels[:12]:
        ys = (view.high - composed.values[frames, channel].astype(np.float64)) / view.pixel
        painter.drawPolyline(polygon(xs, ys))


def paint_playhead(scene: GraphScene, painter: QPainter, theme: Theme) -> None:
    x = round(scene.view.x_of(scene.studio.transport.at)) + 0.5
    painter.setPen(QPen(QColor(theme.playhead), 0))
    painter.drawLine(QLineF(x, RULER - 8, x, scene.view.height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.playhead))
    painter.drawPolygon([QPointF(x - 5, RULER - 10), QPointF(x + 5, RULER - 10), QPointF(x, RULER - 2)])


def _value_step(view: GraphView) -> float:
    least = _ROOM_Y * view.pixel
    return next((step for step in _VALUES if step >= least), 1.0)


def _decimals(view: GraphView) -> int:
    step = _value_step(view)
    return 2 if step >= 0.01 else 3


def _value_marks(view: GraphView) -> Iterator[tuple[float, float]]:
    step = _value_step(view)
    for n in range(int(np.floor(view.low / step)), int(np.ceil(view.high / step)) + 1):
        yield n * step + 0.0, view.y_of(n * step)


def _time_marks(view: GraphView, rate: Rate, shown: TimeFormat) -> Iterator[tuple[int, float]]:
    step = _time_step(view, rate, shown)
    number = max(int(view.start / float(step)), 0)
    while (at := step * number) <= view.end:
        yield round(at), view.x_of(float(at))
        number += 1


def _time_step(view: GraphView, rate: Rate, shown: TimeFormat) -> Fraction:
    if shown is TimeFormat.SECONDS:
        second = Fraction(TICKS_PER_SECOND)
        ladder = [second * m / 10**p for p in (3, 2, 1) for m in (1, 2, 5)] + [second * s for s in _SECONDS]
    else:
        frame = Fraction(ticks(1.0) * rate.denominator, rate.numerator)
        each = nominal(rate)
        ladder = [frame * n for n in (1, 2, 5, 10, 15) if n < each] + [frame * each * s for s in _SECONDS]
    return next((step for step in ladder if step >= _ROOM_X * view.scale), ladder[-1])
