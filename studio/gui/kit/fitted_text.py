"""Words in little room: smaller and closer letters before any is cut off."""

from __future__ import annotations

import functools

from PySide6.QtGui import QFont, QFontMetricsF

from studio.gui.kit.theming import ui_font

SIZE = 11  # pixels of a word that has room
_PLAIN = 100
_SIZES = ((SIZE, _PLAIN), (10, _PLAIN), (9, _PLAIN), (9, 80), (8, 75))  # px; % of the width
_LEAST = 10  # pixels from which a part of a word says more than nothing


@functools.lru_cache(maxsize=4096)
def fitted(text: str, room: int) -> tuple[str, QFont | None]:
    """As much of a text as fits into so many pixels, and its type where it is not the plain one of `SIZE`."""
    for size, stretch in _SIZES:
        font = _font(size, stretch)
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) <= room:
            return text, None if (size, stretch) == _SIZES[0] else font
    if room < _LEAST:
        return "", None
    letters = next((n for n in range(len(text) - 1, 1, -1) if metrics.horizontalAdvance(text[:n]) <= room), 0)
    return text[:letters], font


@functools.lru_cache(maxsize=8)
def _font(size: int, stretch: int) -> QFont:
    font = ui_font(size)
    if stretch != _PLAIN:
        font.setStretch(stretch)
    return font
