"""Strings that can be translated."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def tr(text: str, *parts: object) -> str:
    """`text` in the artist's language, with `{0}`, `{1}` ... filled in."""
    translated = QCoreApplication.translate("Moodline", text)
    return translated.format(*parts) if parts else translated


def counted(number: int, one: str, many: str, *parts: object) -> str:
    """`one` for a single thing, else `many` with the number as `{0}` and the rest behind it."""
    return tr(one if number == 1 else many, number, *parts)
