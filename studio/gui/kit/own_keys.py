"""Keys that a widget needs itself while it has the focus, before the window's actions get them.

A widget names them as `own_keys`, as key maps write them and without Shift: the window leaves them alone,
with Shift and without.
"""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtWidgets import QWidget

Keys: TypeAlias = frozenset[str]

ARROWS: Keys = frozenset({"Left", "Right", "Up", "Down"})
ENTER: Keys = frozenset({"Return", "Enter"})
PRESSES: Keys = ENTER | {"Space"}
ERASES: Keys = frozenset({"Del", "Backspace"})
NUMBER: Keys = frozenset("0123456789.-+*/(")


def is_own(widget: QWidget, key: str) -> bool:
    """Does the widget want a key for itself?"""
    own: Keys = getattr(widget, "own_keys", frozenset())
    return key in own or key.removeprefix("Shift+") in own
