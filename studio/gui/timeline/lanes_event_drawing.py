"""How events look on their lanes."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from studio.document.schema import Character, Event
from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import ui_font
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.strokes import corners
from studio.gui.timeline.time_view import TimeView
from studio.session.fields.happenings import ICONS, title_of
from studio.session.gesturing.event_edits import hold_end_of, stroke_of

Ticks = npt.NDArray[np.int64]

_TOKENS = {
    "gesture": "accent",
    "head": "success",
    "gaze": "warning",
    "blink": "waveform",
    "breath": "text_dim",
    "weight_shift": "text_dim",
    "constraint": "danger",
}
_ICON = 12.0


@attrs.define(eq=False)
class EventRow:
    """The events of one lane in rising time, ready to be looked up. level: which of two halves of the lane an
    event takes where two meet."""

    events: tuple[Event, ...]
    starts: Ticks
    ends: Ticks
    levels: list[int]
    longest: int

    @classmethod
    def of(cls, events: tuple[Event, ...]) -> EventRow:
        ordered = tuple(sorted(events, key=lambda e: (e.start, e.end)))
        starts = np.array([e.start for e in ordered], np.int64)
        ends = np.array([e.end for e in ordered], np.int64)
        longest = int((ends - starts).max()) if ordered else 0
        return cls(ordered, starts, ends, _levels(ordered), longest)

    def within(self, start: int, end: int) -> range:
        """Those that may be on screen between two ticks."""
        low = int(np.searchsorted(self.starts, start - self.longest))
        return range(low, int(np.searchsorted(self.starts, end, side="right")))


def _levels(events: tuple[Event, ...]) -> list[int]:
    """0 for events alone, 1 and 2 for upper and lower where two overlap."""
    levels = [0] * len(events)
    for i in range(1, len(events)):
        if events[i].start < events[i - 1].end:
            levels[i - 1] = levels[i - 1] or 1
            levels[i] = 2 if levels[i - 1] == 1 else 1
    return levels


def events_done(character: Character) -> tuple[Event, ...]:
    """The events that are performed: not what was planned for words that are cut away. The same tuple as long
    as nothing of it changes."""
    if not any(clip.trimmed for clip in character.clips):
        return character.events
    from studio.performance.cut_away import heard_events  # noqa: PLC0415 - performance, not at start

    return heard_events(character)


def tint_of(kind: str, theme: Theme) -> str:
    """The colour of a kind's clips."""
    return str(getattr(theme, _TOKENS.get(kind, "text_dim")))


def box_of(event: Event, level: int, view: TimeView, height: int) -> QRectF:
    """Where an event's clip lies in its lane."""
    left, right = view.x_of(event.start), view.x_of(event.end)
    top, tall = 2.0, height - 5.0
    if level:
        tall = tall / 2
        top += tall if level == 2 else 0.0
    return QRectF(left, top, max(right - left, 2.0), tall)


@attrs.frozen
class EventLook:
    """edge: pixel at which names stay in sight; hot: under the mouse."""

    edge: float = 0.0
    chosen: bool = False
    hot: bool = False


def paint_event(
    painter: QPainter, theme: Theme, event: Event, box: QRectF, view: TimeView, look: EventLook
) -> None:
    """A clip with icon and name as far as there is room; muted ones are hollow."""
    tint = tint_of(event.kind, theme)
    strong = 0.5 if look.chosen else 0.36 if look.hot else 0.26
    painter.setBrush(Qt.BrushStyle.NoBrush if event.muted else tinted(tint, strong))
    edge = theme.text if look.chosen else tint
    painter.setPen(pen(tinted(edge, 1.0 if look.chosen or look.hot else 0.6)))
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inner, min(3.0, inner.width() / 2), min(3.0, inner.height() / 2))
    if event.kind == "gesture" and not event.muted and not event.is_motion and box.width() > 12:
        _paint_phases(painter, theme, event, inner, view)
    _paint_label(painter, theme, event, inner, look.edge)


def _paint_phases(painter: QPainter, theme: Theme, event: Event, box: QRectF, view: TimeView) -> None:
    """The way to the stroke is a slope, stroke and hold are the solid part, a mark stands at the stroke."""
    stroke, held = view.x_of(stroke_of(event)), view.x_of(hold_end_of(event))
    stroke, held = min(max(stroke, box.left()), box.right()), min(max(held, box.left()), box.right())
    tint = tint_of(event.kind, theme)
    foot = box.bottom()
    top = box.top() + 0.55 * box.height()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tinted(tint, 0.35))
    shape = corners((box.left(), foot), (stroke, top), (max(held, stroke), top), (box.right(), foot))
    painter.drawPolygon(shape)
    painter.setPen(pen(QColor(theme.text)))
    painter.drawLine(QLineF(stroke, box.top() + 2, stroke, foot))


def _paint_label(painter: QPainter, theme: Theme, event: Event, box: QRectF, edge: float) -> None:
    left, width = max(box.left(), edge) + 3, box.right() - max(box.left(), edge)
    if width < _ICON + 5 or box.height() < 9:
        return
    size = min(_ICON, box.height() - 1)
    colour = theme.text_dim if event.muted else theme.text
    own = "film-strip" if event.is_motion else ICONS.get(event.kind, "circle")
    icon = "eye-slash" if event.muted else own
    paint_icon(painter, QRectF(left, box.center().y() - size / 2, size, size), icon, colour)
    left, width = left + size + 3, width - size - 8
    if event.pinned and width > 14:
        place = QRectF(box.right() - 13, box.center().y() - 5, 10, 10)
        paint_icon(painter, place, "push-pin", theme.text_dim)
        width -= 13
    if width < 18:
        return
    painter.setFont(ui_font(11 if box.height() > 13 else 9))
    painter.setPen(QColor(colour))
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(label_of(event), Qt.TextElideMode.ElideRight, width)
    room = QRectF(QPointF(left, box.top()), QPointF(left + width, box.bottom()))
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def label_of(event: Event) -> str:
    """What stands on a clip: a gesture's or nod's own name, else what it does."""
    if event.kind == "head" and event.name:
        return tr(event.name.capitalize())
    if event.kind == "gaze":
        yaw, pitch = event.params.get("yaw", 0.0), event.params.get("pitch", 0.0)
        aside = tr("left") if yaw > 4 else tr("right") if yaw < -4 else ""
        up = tr("up") if pitch > 4 else tr("down") if pitch < -4 else ""
        return " ".join(part for part in (up, aside) if part).capitalize() or tr("Ahead")
    return tr(title_of(event))
