"""Moodline's door: the window, or the command line where a command is named or there is no display."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path


def main() -> int:
    arguments = sys.argv[1:]
    if wants_window(arguments):
        from studio.gui.main.application import run

        return run([Path(name) for name in arguments])
    from studio.cli.main import main as command_line

    return command_line(arguments)


def wants_window(arguments: list[str]) -> bool:
    """Nothing but names of files, or nothing at all, with a display to show them on."""
    if any(name.startswith("-") for name in arguments) or not has_display():
        return False
    return all(Path(name).suffix or Path(name).exists() for name in arguments)


def has_display() -> bool:
    """Can a window be shown here?"""
    if importlib.util.find_spec("PySide6") is None:
        return False
    if os.environ.get("QT_QPA_PLATFORM"):
        return True
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


if __name__ == "__main__":
    sys.exit(main())
