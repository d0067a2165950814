"""Dialogs of which there is never more than one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget


def show_one(window: QWidget, kind: type[QWidget], make: Callable[[], QWidget]) -> QWidget:
    """The dialog of a kind that a window shows already, brought to the front; else a new one."""
    shown = next((child for child in window.findChildren(kind) if child.isVisible()), None)
    dialog = shown or make()
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
    return dialog
