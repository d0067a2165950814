"""The sound of a recording, drawn: columns of many samples each, or every sample with its stem."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.core.time import TICKS_PER_SECOND
from studio.document.schema import VoiceClip
from studio.gui.kit.theme import Theme
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.strokes import columns_in, paint_columns, polyline
from studio.gui.timeline.time_view import TimeView
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.media.audio import Audio

_MOST_GAIN = 6.0
_STEMS = 6.0  # pixels from one sample to the next from which each gets a stem


@attrs.frozen(eq=False)
class Waveform:
    """Of a clip, in the view of a timeline; a level line until its sound is loaded."""

    studio: Studio
    clip: VoiceClip
    view: TimeView

    def paint(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """Fills an area, logical pixels whose x is the view's."""
        if area.width() < 1 or area.height() < 4:
            return
        audio = self.studio.stage.audio(self.clip.id)
        if audio is None:
            self._paint_waiting(painter, theme, area)
        elif self.view.scale / TICKS_PER_SECOND * audio.rate < 1.0:
            self._paint_samples(painter, theme, audio, area)
        else:
            self._paint_columns(painter, theme, audio, area)

    def _paint_waiting(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        painter.setPen(pen(tinted(theme.waveform, 0.4)))
        painter.drawLine(QLineF(area.left(), area.center().y(), area.right(), area.center().y()))

    def _paint_columns(self, painter: QPainter, theme: Theme, audio: Audio, area: QRectF) -> None:
        from studio.media.peaks import view  # noqa: PLC0415 - with the recordings, after the first window

        peaks = self.studio.stage.peaks(self.clip.id)
        if peaks is None:
            self._paint_waiting(painter, theme, area)
            return
        start, stop = (self._sample_at(x, audio) for x in (area.left(), area.right()))
        columns = columns_in(area.width(), painter)
        found = view(peaks, audio.samples, round(start), round(stop), columns)
        middle = area.height() / 2
        reach = middle * self._gain()
        paint_columns(
            painter, area, middle - found[:, 1] * reach, middle - found[:, 0] * reach, theme.waveform
        )

    def _paint_samples(self, painter: QPainter, theme: Theme, audio: Audio, area: QRectF) -> None:
        first = max(int(self._sample_at(area.left(), audio)) - 1, 0)
        last = min(int(self._sample_at(area.right(), audio)) + 2, len(audio.samples))
        values = np.asarray(audio.samples[first:last], np.float64)
        step = TICKS_PER_SECOND / audio.rate / self.view.scale
        xs = self.view.x_of(self.clip.start) + np.arange(first, last) * step
        ys = area.center().y() - values * self._gain() * area.height() / 2
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen(theme.waveform))
        painter.drawPolyline(polyline(xs, ys))
        if step >= _STEMS:
            level = area.center().y()
            stems = [QLineF(x, level, x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]
            painter.setPen(pen(tinted(theme.waveform, 0.5)))
            painter.drawLines(stems)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.waveform))
            for stem in stems:
                painter.drawEllipse(stem.p2(), 2.0, 2.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _gain(self) -> float:
        """Soft recordings are drawn taller, up to sixfold, so that their shape is seen."""
        peaks = self.studio.stage.peaks(self.clip.id)
        if peaks is None or not len(peaks.levels[-1]):
            return 1.0
        loudest = float(np.abs(peaks.levels[-1]).max())
        return min(0.95 / loudest, _MOST_GAIN) if loudest > 0 else 1.0

    def _sample_at(self, x: float, audio: Audio) -> float:
        return (self.view.start + x * self.view.scale - self.clip.start) * audio.rate / TICKS_PER_SECOND
