"""What of a recording is cut away: a sign at edges behind which there is more, and its waveform, faint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from studio.document.schema import VoiceClip
from studio.gui.kit.theme import Theme
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.time_view import TimeView
from studio.gui.timeline.waveform import Waveform
from studio.session.studio import Studio

_SIGN = 7.0  # pixels of the sign's sides
_FAINT = 0.35


def paint_signs(painter: QPainter, theme: Theme, clip: VoiceClip, block: QRectF) -> None:
    """A folded corner at each edge behind which the recording goes on."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.waveform))
    size = min(_SIGN, block.width() / 3)
    low = block.bottom() - 1
    if clip.in_point:
        painter.drawPolygon(_corner(block.left() + 1, low, size))
    if clip.out_point < clip.media.duration:
        painter.drawPolygon(_corner(block.right() - 1, low, -size))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _corner(x: float, y: float, size: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y), QPointF(x + size, y), QPointF(x, y - abs(size))])


def paint_rest(
    painter: QPainter, theme: Theme, studio: Studio, clip: VoiceClip, view: TimeView, area: QRectF
) -> None:
    """The sound that is cut away, in `area` (whose left and right count for nothing), so that one sees where
    to drag the edges."""
    for start, end in _rest(clip, studio):
        left, right = max(view.x_of(start), 0.0), min(view.x_of(end), float(view.width))
        if right - left < 1:
            continue
        part = QRectF(left, area.top(), right - left, area.height())
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.setPen(pen(tinted(theme.waveform, _FAINT), Qt.PenStyle.DashLine))
        painter.drawLine(part.topLeft(), part.topRight())
        painter.drawLine(part.bottomLeft(), part.bottomRight())
        painter.setOpacity(_FAINT)
        Waveform(studio, clip, view).paint(painter, theme, part)
        painter.restore()


def _rest(clip: VoiceClip, studio: Studio) -> Iterator[tuple[int, int]]:
    """Scene ticks of what is cut away on either side, as far as no other recording begins there."""
    others = tuple(_others(clip, studio))
    first = max([0, clip.start, *(c.end for c in others if c.end <= clip.begin)])
    last = min([clip.start + clip.media.duration, *(c.begin for c in others if c.begin >= clip.end)])
    yield first, clip.begin
    yield clip.end, last


def _others(clip: VoiceClip, studio: Studio) -> Iterable[VoiceClip]:
    people = studio.scene.characters if studio.scene is not None else ()
    owner = next((who for who in people if any(c.id == clip.id for c in who.clips)), None)
    return (c for c in owner.clips if c.id != clip.id) if owner is not None else ()
