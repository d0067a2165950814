"""The theme the window wears now: ask for it when painting, listen for another one."""

from __future__ import annotations

import functools
from typing import ClassVar

from psygnal import Signal, SignalInstance
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from studio.gui.kit.marks import marks_folder
from studio.gui.kit.stylesheet import stylesheet
from studio.gui.kit.theme import DARK, THEMES, Theme

SYSTEM = "system"
_FAMILIES = (
    "Inter",
    "Segoe UI Variable Text",
    "Segoe UI",
    "SF Pro Text",
    "Helvetica Neue",
    "Noto Sans",
    "DejaVu Sans",
)
TEXT_SIZE = 12  # pixels


class _Wardrobe:
    """What is worn, and the word that it is another."""

    changed: ClassVar[Signal] = Signal(Theme)

    def __init__(self) -> None:
        self.theme = DARK


_WARDROBE = _Wardrobe()

theme_changed: SignalInstance = _WARDROBE.changed
"""Emitted with the new theme after the window wears it."""


def current_theme() -> Theme:
    """The tokens to paint with, now."""
    return _WARDROBE.theme


def set_theme(name: str) -> Theme:
    """Dresses the application in `dark`, `light` or whatever the `system` wears."""
    theme = THEMES.get(_system_theme() if name == SYSTEM else name, DARK)
    app = QApplication.instance()
    _WARDROBE.theme = theme
    if isinstance(app, QApplication):
        _dress(app, theme)
    theme_changed.emit(theme)
    return theme


def _dress(app: QApplication, theme: Theme) -> None:
    app.setFont(ui_font())
    app.setPalette(_palette(theme))
    app.setStyleSheet(stylesheet(theme, marks_folder(theme)))


def ui_font(size: int = TEXT_SIZE, *, bold: bool = False) -> QFont:
    """The window's typeface in pixels, for the caller to keep."""
    return QFont(_made(size, bold))


@functools.lru_cache(maxsize=32)
def _made(size: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(list(_FAMILIES))
    font.setPixelSize(size)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def digits_font(size: int = TEXT_SIZE) -> QFont:
    """As the window's typeface, with figures of one width, so that running numbers stand still."""
    return QFont(_with_digits(size))


@functools.lru_cache(maxsize=8)
def _with_digits(size: int) -> QFont:
    font = ui_font(size)
    if QFontInfo(font).family() == _FAMILIES[0]:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _system_theme() -> str:
    app = QGuiApplication.instance()
    if not isinstance(app, QGuiApplication):
        return DARK.name
    return "light" if app.styleHints().colorScheme() == Qt.ColorScheme.Light else DARK.name


def _palette(theme: Theme) -> QPalette:
    """For what style sheets do not reach: links, placeholders, selections in text."""
    roles = QPalette.ColorRole
    colours = {
        roles.Window: theme.window, roles.WindowText: theme.text, roles.Base: theme.field,
        roles.AlternateBase: theme.panel, roles.Text: theme.text, roles.Button: theme.raised,
        roles.ButtonText: theme.text, roles.BrightText: theme.danger, roles.Highlight: theme.accent,
        roles.HighlightedText: theme.on_accent, roles.ToolTipBase: theme.raised,
        roles.ToolTipText: theme.text, roles.Link: theme.accent,
        roles.LinkVisited: theme.accent, roles.PlaceholderText: theme.text_faint,
        roles.Light: theme.hover, roles.Midlight: theme.raised, roles.Mid: theme.border,
        roles.Dark: theme.border, roles.Shadow: theme.border, roles.Accent: theme.accent,
    }  # fmt: skip
    palette = QPalette()
    for role, colour in colours.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text_faint))
    return palette
