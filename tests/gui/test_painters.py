"""A fault while a part of the window is painted costs its picture, never the program."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

import studio.gui
from studio.gui.kit.section import Section


def test_a_fault_in_painting_leaves_no_painter_behind(qtbot: QtBot, monkeypatch):
    section = Section("Palette")
    qtbot.addWidget(section)
    section.resize(200, 40)

    def fault(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch, qtbot.capture_exceptions() as told:
        patch.setattr("studio.gui.kit.section.paint_icon", fault)
        section.show()
        qtbot.waitUntil(lambda: bool(told))
        assert {kind for kind, _, _ in told} == {ZeroDivisionError}
    picture: QImage = section.grab().toImage()
    assert len({picture.pixel(x, 14) for x in range(picture.width())}) > 2


def test_every_painter_ends_whatever_happens():
    """Python's `with` ends it; one that is left active takes the program along at the next picture."""
    room = Path(studio.gui.__file__).parent
    bare = re.compile(r"= (.*, )?QPainter\((self|self\.viewport\(\))\)")
    found = [str(path.relative_to(room)) for path in room.rglob("*.py") if bare.search(path.read_text())]
    assert not found
