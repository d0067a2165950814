"""How the head of a lane looks, and which part of it is where."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.gui.kit.icons import paint_icon
from studio.gui.kit.language import tr
from studio.gui.kit.theme import SPACE, Theme
from studio.gui.kit.theming import ui_font
from studio.gui.timeline.canvas_pens import pen, tinted
from studio.gui.timeline.lane import Lane
from studio.gui.timeline.lanes_character import CharacterLane

_INDENT = 12
_BUTTON = 18


class Part(Enum):
    """What one can press."""

    NOTHING = auto()
    FOLD = auto()
    SWATCH = auto()
    MUTE = auto()
    SOLO = auto()
    LOCK = auto()


def tip_of(lane: Lane, part: Part) -> str:
    """What a part does."""
    return {
        Part.FOLD: tr("Fold or unfold"),
        Part.SWATCH: tr("Colour of this lane"),
        Part.MUTE: tr("Mute: leave this lane out of the performance"),
        Part.SOLO: tr("Solo: perform only lanes whose solo is on"),
        Part.LOCK: tr("Lock: nothing here can be changed by accident"),
        Part.NOTHING: lane.title,
    }[part]


def part_at(lane: Lane, box: QRectF, at: QPointF) -> Part:
    """The part under a point of a header."""
    return next((part for part, place in _places(lane, box) if place.contains(at)), Part.NOTHING)


def paint_header(
    painter: QPainter, theme: Theme, lane: Lane, box: QRectF, on: Part, *, focused: bool
) -> None:
    """One header; `on` is the part under the mouse."""
    current = isinstance(lane, CharacterLane) and lane.current
    if lane.is_group:
        painter.fillRect(box, QColor(theme.raised))
    if current:
        painter.fillRect(QRectF(box.left(), box.top(), 3, box.height()), QColor(theme.accent))
    painter.setPen(pen(theme.border))
    painter.drawLine(QPointF(box.left(), box.bottom() - 0.5), QPointF(box.right(), box.bottom() - 0.5))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for part, place in _places(lane, box):
        _paint_part(painter, theme, lane, part, place, hovered=part is on)
    _paint_title(painter, theme, lane, box)
    if focused:
        painter.setPen(pen(theme.accent))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -2.5), 3, 3)


def _places(lane: Lane, box: QRectF) -> Iterator[tuple[Part, QRectF]]:
    line = _line(lane, box)
    left = box.left() + SPACE + lane.depth * _INDENT
    if lane.is_group:
        yield Part.FOLD, QRectF(left, line - _BUTTON / 2, _BUTTON, _BUTTON)
    elif lane.header_colour:
        yield Part.SWATCH, QRectF(left + 3, line - 6, 12, 12)
    right = box.right() - SPACE
    for part, wanted in ((Part.MUTE, lane.can_mute), (Part.SOLO, lane.can_solo), (Part.LOCK, lane.can_lock)):
        if wanted:
            right -= _BUTTON
            yield part, QRectF(right, line - _BUTTON / 2, _BUTTON, _BUTTON)


def _line(lane: Lane, box: QRectF) -> float:
    """The height at which name and buttons stand: in tall lanes near their upper edge."""
    return box.top() + min(box.height() / 2, 18.0) - (0.5 if box.height() < 36 else 0.0)


def _paint_part(
    painter: QPainter, theme: Theme, lane: Lane, part: Part, place: QRectF, *, hovered: bool
) -> None:
    if part is Part.SWATCH:
        painter.setPen(pen(theme.text if hovered else tinted(theme.text, 0.25)))
        painter.setBrush(QColor(lane.header_colour))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        return
    if part is Part.FOLD:
        name = "caret-right" if lane.state.collapsed else "caret-down"
        paint_icon(painter, place.adjusted(3, 3, -3, -3), name, "text" if hovered else "text_dim")
        return
    down, colour, shown = _button(lane, part)
    if down or hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tinted(getattr(theme, colour), 0.28) if down else QColor(theme.hover))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 3, 3)
    ink = colour if down else "text" if hovered else "text_faint"
    if len(shown) > 1:
        paint_icon(painter, place.adjusted(3, 3, -3, -3), shown, ink)
        return
    painter.setFont(ui_font(10, bold=True))
    painter.setPen(QColor(getattr(theme, ink)))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, shown)


def _button(lane: Lane, part: Part) -> tuple[bool, str, str]:
    """Is it down, its colour then, and its letter or icon."""
    if part is Part.MUTE:
        return lane.muted, "danger", "M"
    if part is Part.SOLO:
        return lane.solo, "warning", "S"
    return lane.locked, "accent", "lock-simple-fill" if lane.locked else "lock-simple-open"


def _paint_title(painter: QPainter, theme: Theme, lane: Lane, box: QRectF) -> None:
    left = box.left() + SPACE + lane.depth * _INDENT + _BUTTON + SPACE
    line = _line(lane, box)
    if lane.header_icon and not lane.header_colour:
        at = left if lane.is_group else left - _BUTTON - SPACE + 2
        paint_icon(painter, QRectF(at, line - 7, 14, 14), lane.header_icon, "text_dim")
        left += _BUTTON if lane.is_group else 0
    buttons = sum((lane.can_mute, lane.can_solo, lane.can_lock)) * _BUTTON
    room = box.right() - SPACE - buttons - left
    strong = isinstance(lane, CharacterLane)
    painter.setFont(ui_font(12, bold=strong))
    text = painter.fontMetrics().elidedText(lane.title, Qt.TextElideMode.ElideRight, max(int(room), 0))
    painter.setPen(QColor(theme.text_faint if lane.muted else theme.text))
    painter.drawText(QRectF(left, line - 10, room, 20), Qt.AlignmentFlag.AlignVCenter, text)
    _paint_badges(painter, theme, lane, box, left, line + 10)


def _paint_badges(painter: QPainter, theme: Theme, lane: Lane, box: QRectF, left: float, top: float) -> None:
    """Small texts under the name, where the lane is tall enough."""
    if not lane.badges or top + 16 > box.bottom():
        return
    painter.setFont(ui_font(10))
    metrics = painter.fontMetrics()
    for text in lane.badges:
        width = metrics.horizontalAdvance(text) + 8
        if left + width > box.right() - SPACE:
            return
        place = QRectF(left, top, width, 15)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hover))
        painter.drawRoundedRect(place, 4, 4)
        painter.setPen(QColor(theme.text_dim))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        left += width + SPACE
