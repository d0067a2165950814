"""What is painted over the picture: name and time, subtitles, the safe frame, figures, skeleton and lips."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import attrs
import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from studio.gui.kit.theme import DARK, RADIUS, SPACE, Theme
from studio.gui.kit.theming import digits_font, ui_font
from studio.gui.viewport.projection import Projection
from studio.gui.viewport.shooting import Shown
from studio.session.staging.lip_marks import LipMark
from studio.session.staging.subtitles import Spoken

_ON_PICTURE = "#f2f4f8"  # over the picture text is light in both themes: the stage is
_SPOKEN = "#ffd76a"
_SHADE = QColor(12, 14, 18, 168)
_CENTRE = Qt.AlignmentFlag.AlignCenter
_JOINT = 2.0


def paint_label(
    painter: QPainter, place: QPointF, text: str, *, strong: bool = False, colour: str = ""
) -> QRectF:
    """A line of text on a dark pill whose upper left corner is at `place`; where it lies."""
    font = digits_font(12)
    font.setBold(strong)
    metrics = QFontMetricsF(font)
    box = QRectF(place.x(), place.y(), metrics.horizontalAdvance(text) + 4 * SPACE, 22)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(box, RADIUS, RADIUS)
    painter.setFont(font)
    painter.setPen(QColor(colour or _ON_PICTURE))
    painter.drawText(box, _CENTRE, text)
    return box


def paint_subtitles(painter: QPainter, rect: QRect, lines: Sequence[Spoken], named: bool) -> None:
    """Near the lower edge; the word that is spoken stands out, what is to come is dim."""
    bottom = rect.bottom() - 3 * SPACE
    for line in reversed(lines):
        bottom -= _subtitle(painter, rect, bottom, line, named)


class _Piece(NamedTuple):
    """A word of a subtitle; width in pixels."""

    text: str
    colour: str
    font: QFont
    width: float


def _piece(text: str, colour: str, font: QFont) -> _Piece:
    return _Piece(text, colour, font, QFontMetricsF(font).horizontalAdvance(text))


def _subtitle(painter: QPainter, rect: QRect, bottom: int, line: Spoken, named: bool) -> int:
    size = 17 if rect.width() > 560 else 13
    plain, strong = ui_font(size), ui_font(size, bold=True)
    who = [_piece(f"{line.who}:", DARK.accent, plain)] if named else []
    before = [_piece(word, _ON_PICTURE, plain) for word in line.before]
    now = [_piece(line.now, _SPOKEN, strong)] if line.now else []
    after = [_piece(word, "#a9afbb", plain) for word in line.after]
    gap = QFontMetricsF(plain).horizontalAdvance(" ") + 1
    room = rect.width() - 8 * SPACE
    while sum(p.width + gap for p in (*who, *before, *now, *after)) > room:
        if after:
            after.pop()
        elif before:
            before.pop(0)
        else:
            break
    pieces = [*who, *before, *now, *after]
    width = sum(p.width + gap for p in pieces) - gap
    high = size + 4 * SPACE
    x, top = rect.left() + (rect.width() - width) / 2, bottom - high
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_SHADE)
    painter.drawRoundedRect(QRectF(x - 3 * SPACE, top, width + 6 * SPACE, high), RADIUS, RADIUS)
    for piece in pieces:
        painter.setFont(piece.font)
        painter.setPen(QColor(piece.colour))
        painter.drawText(QRectF(x, top, piece.width + 2, high), Qt.AlignmentFlag.AlignVCenter, piece.text)
        x += piece.width + gap
    return high + SPACE


def paint_safe_frame(painter: QPainter, rect: QRect) -> None:
    """Action within nine tenths, titles within eight (SMPTE ST 2046-1 gives 93 and 90 %; these are the old,
    safer ones of editing programs), the middle and thirds marked."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for share, strength in ((0.9, 120), (0.8, 80)):
        width, height = round(rect.width() * share), round(rect.height() * share)
        painter.setPen(QColor(255, 255, 255, strength))
        painter.drawRect(
            QRect(rect.center().x() - width // 2, rect.center().y() - height // 2, width, height)
        )
    middle = rect.center()
    painter.setPen(QColor(255, 255, 255, 120))
    painter.drawLine(middle.x() - 8, middle.y(), middle.x() + 8, middle.y())
    painter.drawLine(middle.x(), middle.y() - 8, middle.x(), middle.y() + 8)


def paint_skeleton(painter: QPainter, theme: Theme, projection: Projection, shown: Iterable[Shown]) -> None:
    """Joints, and lines to their parents; fingers and face thinner in tone."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line, dot = QColor(theme.accent), QColor("#ffffff")
    line.setAlpha(210)
    for member in shown:
        at = projection.pixels(member.geometry.joints[:, :3, 3])
        seen = np.asarray(np.isfinite(at).all(axis=1))
        painter.setPen(QPen(line, 1))
        for joint, parent in enumerate(member.rig.parents.tolist()):
            if parent >= 0 and seen[joint] and seen[parent]:
                painter.drawLine(QPointF(*at[parent].tolist()), QPointF(*at[joint].tolist()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(dot)
        for x, y in at[seen].tolist():
            painter.drawEllipse(QPointF(x, y), _JOINT, _JOINT)


@attrs.frozen(eq=False)
class Lips:
    """A character's closures at the playhead."""

    shown: Shown
    marks: tuple[LipMark, ...]


def paint_lips(painter: QPainter, theme: Theme, projection: Projection, lips: Iterable[Lips]) -> None:
    """The lips' inner edges, and a mark for each closure: green when met, red with its gap when missed."""
    for member in lips:
        sets, vertices = member.shown.rig.vertex_sets, member.shown.geometry.vertices
        edges = [sets[name] for name in ("upper_lip_inner", "lower_lip_inner") if len(sets.get(name, ()))]
        if not edges:
            continue
        missed = any(not mark.met for mark in member.marks)
        colour = QColor(theme.danger if missed else theme.success if member.marks else "#ffffff")
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1))
        lines = [projection.pixels(vertices[edge].astype(np.float64)) for edge in edges]
        for line in lines:
            if np.isfinite(line).all():
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))
        corner = np.concatenate(lines)
        if np.isfinite(corner).all():
            _lip_labels(painter, theme, member.marks, corner[:, 0].max(), corner[:, 1].mean())


def _lip_labels(painter: QPainter, theme: Theme, marks: Iterable[LipMark], x: float, y: float) -> None:
    for k, mark in enumerate(marks):
        text = mark.label.upper() if mark.met else f"{mark.label.upper()}  {1000 * mark.gap:.1f} mm"
        colour = theme.success if mark.met else theme.danger
        paint_label(painter, QPointF(x + 3 * SPACE, y - 11 + 26 * k), text, strong=True, colour=colour)
