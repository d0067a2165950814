"""Strings that can be translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, *parts: object) -> str:
    """`text` in the artist's language, with `{0}`, `{1}` ... filled in."""
    translated = QCoreApplication.translate("Moodline", text)
    return translated.format(*parts) if parts else translated
