"""Icons of one set (Phosphor), drawn from its font in the colours of the theme worn at that moment."""

from __future__ import annotations

import functools
import importlib.util
import json
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from studio.gui.kit.theming import current_theme

_FONT, _NAMES = "phosphor-1.3.0.ttf", "phosphor-charmap-1.3.0.json"
_MISSING = "question"


def icon(name: str, colour: str = "") -> QIcon:
    """An icon by its Phosphor name (`play`, `magnet`, `play-fill`). colour: a token of the theme (`accent`,
    `danger`) or `#rrggbb`; without one it is quiet, and the accent's when it is switched on."""
    return QIcon(_Engine(name, colour))


def paint_icon(painter: QPainter, rect: QRectF, name: str, colour: str) -> None:
    """An icon straight onto a widget that paints itself; `colour` as in `icon`, or a token."""
    _draw(painter, rect, glyph_of(name), QColor(_resolve(colour)))


def glyph_of(name: str) -> str:
    """The character of an icon in the icons' font; that of a question mark when there is no such icon."""
    glyphs = _glyphs()
    return glyphs.get(name) or glyphs[_MISSING]


def has_icon(name: str) -> bool:
    return name in _glyphs()


class _Engine(QIconEngine):
    """Asks for its colour whenever it paints, so a change of theme needs no new icons."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name, self._colour = name, colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = QColor(_resolve(self._token(mode, state)))
        _draw(painter, QRectF(rect), glyph_of(self._name), colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():  # Qt asks for no pixels where a tab has no room
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._colour)

    def _token(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text_faint"
        if self._colour:
            return self._colour
        if state == QIcon.State.On:
            return "accent"
        return "text" if mode in {QIcon.Mode.Active, QIcon.Mode.Selected} else "text_dim"


def _resolve(colour: str) -> str:
    return colour if colour.startswith("#") else str(getattr(current_theme(), colour))


def _draw(painter: QPainter, rect: QRectF, glyph: str, colour: QColor) -> None:
    font = QFont(_family())
    font.setPixelSize(max(round(min(rect.width(), rect.height())), 1))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    painter.save()
    painter.setFont(font)
    painter.setPen(colour)
    around = rect.adjusted(-rect.width(), -rect.height(), rect.width(), rect.height())
    around.moveCenter(rect.center())
    painter.drawText(around, Qt.AlignmentFlag.AlignCenter, glyph)
    painter.restore()


def _fonts() -> Path:
    # The package is asked where it lies but not imported: it loads every font it has, and those take long.
    spec = importlib.util.find_spec("qtawesome")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("qtawesome, which brings the icons, is not installed")
    return Path(spec.submodule_search_locations[0]) / "fonts"


@functools.cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(_fonts() / _FONT))
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""


@functools.cache
def _glyphs() -> dict[str, str]:
    codes = json.loads((_fonts() / _NAMES).read_text("utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}
