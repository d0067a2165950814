"""Pens and tints of the timeline."""

from __future__ import annotations

import functools

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


def tinted(colour: str, opacity: float) -> QColor:
    """A colour through which one sees."""
    paint = QColor(colour)
    paint.setAlphaF(opacity)
    return paint


def pen(colour: str | QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """One pixel wide at any scale: Qt draws wider lines five times as slowly. It may be another's, too."""
    return _named(colour, style) if isinstance(colour, str) else _made(colour, style)


@functools.lru_cache(maxsize=64)
def _named(colour: str, style: Qt.PenStyle) -> QPen:
    return _made(QColor(colour), style)


def _made(colour: QColor, style: Qt.PenStyle) -> QPen:
    made = QPen(colour, 1.0, style)
    made.setCosmetic(True)
    return made
