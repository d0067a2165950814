"""How a word looks: its chip, the feeling under it, marks for stress, gains and doubt."""

from __future__ import annotations

import attrs
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from studio.document.schema import Word
from studio.gui.kit.theme import emotion_colour
from studio.gui.kit.theming import current_theme, ui_font
from studio.gui.script.flow import MARKS
from studio.session.scripting.directions import read_direction

_TEXT = 13


@attrs.frozen
class Look:
    """How a chip is shown now. felt: the strongest emotion over the word; stress: 0..1, None unknown."""

    selected: bool = False
    playing: bool = False
    hovered: bool = False
    focused: bool = False
    felt: str = ""
    strength: float = 0.0
    stress: float | None = None


def paint_word(painter: QPainter, box: QRectF, word: Word, look: Look) -> None:
    """A word's chip."""
    theme = current_theme()
    shape = QPainterPath()
    shape.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    ground = QColor(theme.hover if look.hovered else theme.raised)
    painter.fillPath(shape, ground)
    if look.felt:
        _paint_felt(painter, box, shape, look)
    if look.playing or look.selected:
        lit = QColor(theme.playhead if look.playing else theme.selection)
        lit.setAlphaF(0.30 if look.playing else 0.28)
        painter.fillPath(shape, lit)
    _paint_edge(painter, shape, word, look)
    painter.setFont(ui_font(_TEXT))
    painter.setPen(QColor(theme.text))
    shaped = (word.lip_gain, word.jaw_gain) != (1.0, 1.0)
    inner = box.adjusted(2, 0, -MARKS if shaped else -2, 0)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter), _fitting(painter, word.text, inner.width()))
    if look.stress is not None and look.stress > 0.55:
        _paint_stress(painter, box, look.stress)
    if shaped:
        _paint_gains(painter, box, word)


def paint_direction(painter: QPainter, box: QRectF, text: str, *, hovered: bool) -> None:
    """A stage direction: in italics, with a dot in the colour of what it means."""
    theme, reading = current_theme(), read_direction(text)
    if hovered:
        shape = QPainterPath()
        shape.addRoundedRect(box, 5, 5)
        painter.fillPath(shape, QColor(theme.raised))
    font = ui_font(12)
    font.setItalic(True)
    painter.setFont(font)
    painter.setPen(QColor(theme.text_dim if reading.understood else theme.text_faint))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), _fitting(painter, f"({text})", box.width() - 2))
    if reading.style:
        mark = QRectF(box.left() + 6, box.bottom() - 2.5, box.width() - 12, 2.5)
        painter.fillRect(mark, QColor(emotion_colour(reading.style)))


def _paint_felt(painter: QPainter, box: QRectF, shape: QPainterPath, look: Look) -> None:
    """The feeling as a line along the foot, as thick as it is strong."""
    painter.save()
    painter.setClipPath(shape)
    thick = 1.5 + 2.5 * min(look.strength, 1.0)
    painter.fillRect(
        QRectF(box.left(), box.bottom() - thick, box.width(), thick), QColor(emotion_colour(look.felt))
    )
    painter.restore()


def _paint_edge(painter: QPainter, shape: QPainterPath, word: Word, look: Look) -> None:
    theme = current_theme()
    if look.selected or look.focused:
        painter.setPen(QPen(QColor(theme.accent), 1.0))
    elif word.doubtful:
        painter.setPen(QPen(QColor(theme.warning), 1.0, Qt.PenStyle.DotLine))
    else:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)


def _paint_stress(painter: QPainter, box: QRectF, stress: float) -> None:
    """A stroke over the word, longer the more it stands out."""
    theme = current_theme()
    half = (0.15 + 0.3 * (stress - 0.55) / 0.45) * box.width()
    painter.setPen(QPen(QColor(theme.text_dim), 1.0))
    y = box.top() + 3.5
    painter.drawLine(QLineF(box.center().x() - half, y, box.center().x() + half, y))


def _paint_gains(painter: QPainter, box: QRectF, word: Word) -> None:
    """Two small bars at the right edge: lips and jaw, from the middle up or down."""
    theme = current_theme()
    middle, reach = box.center().y(), box.height() / 2 - 5
    for k, gain in enumerate((word.lip_gain, word.jaw_gain)):
        if gain != 1.0:
            x = box.right() - 9 + 3 * k
            length = max(min(gain - 1.0, 1.0), -1.0) * reach
            colour = QColor(theme.success if gain > 1 else theme.warning)
            painter.fillRect(QRectF(x, middle, 2, -length).normalized(), colour)


def _fitting(painter: QPainter, text: str, width: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width) + 1)
