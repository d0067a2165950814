"""Pens and tints of the timeline."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen


def tinted(colour: str, opacity: float) -> QColor:
    """A colour through which one sees."""
    paint = QColor(colour)
    paint.setAlphaF(opacity)
    return paint


def pen(colour: str | QColor, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """One pixel wide at any scale: Qt draws wider lines five times as slowly."""
    made = QPen(QColor(colour), 1.0, style)
    made.setCosmetic(True)
    return made
