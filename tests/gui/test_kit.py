"""The kit: themes that every control wears, icons, buttons of actions, keys by preset."""

from __future__ import annotations

import gc
import json
import os
import re
import subprocess
import sys
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from studio.core.problems import ProblemError
from studio.gui.dialogs.export_words import replaced, written
from studio.gui.kit.buttons import action_button
from studio.gui.kit.collector import Collector
from studio.gui.kit.icons import glyph_of, has_icon, icon
from studio.gui.kit.marks import marks_folder
from studio.gui.kit.stylesheet import mixed, stylesheet
from studio.gui.kit.theme import DARK, LIGHT
from studio.gui.kit.theming import current_theme, set_theme, theme_changed
from studio.session.actions import Action
from studio.session.keymaps import KeyMap, canonical
from studio.session.settings import Settings


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_every_picture_a_style_sheet_names_exists(qapp, theme):
    text = stylesheet(theme, marks_folder(theme))
    named = re.findall(r"url\(([^)]+)\)", text)
    assert len(named) > 15
    assert not [name for name in named if not Path(name).is_file()]
    assert "$" not in text


_TREE = """
from PySide6.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem
from studio.gui.kit.theming import set_theme

app = QApplication([])
set_theme("light")
tree = QTreeWidget()
QTreeWidgetItem(QTreeWidgetItem(tree, [""]), [""])
tree.setHeaderHidden(True)
tree.expandAll()
tree.show()
image = tree.grab().toImage()
scale = image.devicePixelRatio()
row = range(int(tree.visualItemRect(tree.topLevelItem(0)).height() * scale))
dark = [x for x in range(int(20 * scale)) if any(image.pixelColor(x, y).lightness() < 150 for y in row)]
print((max(dark) - min(dark) + 1) / scale)
"""


@pytest.mark.parametrize("scale", ["1", "2"])
def test_arrows_of_trees_have_one_size_on_any_screen(scale):
    """As they are drawn for the style sheet: 7.5 logical pixels from tip to tip."""
    there = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
    run = subprocess.run([sys.executable, "-c", _TREE], env=there, capture_output=True, text=True, check=True)
    assert 5.0 <= float(run.stdout) <= 8.5


def test_a_theme_change_is_announced_and_icons_follow(qapp):
    heard = []
    theme_changed.connect(heard.append)
    play = icon("play-fill")
    dark = _main_colour(play)
    try:
        set_theme("light")
        assert current_theme() is LIGHT
        assert _main_colour(play) != dark
    finally:
        set_theme("dark")
        theme_changed.disconnect(heard.append)
    assert heard == [LIGHT, DARK]


def _main_colour(drawn: QIcon) -> QColor:
    image = QImage(32, 32, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawn.paint(painter, QRect(0, 0, 32, 32))
    painter.end()
    solid = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
    return max(solid, key=lambda c: c.alpha())


def test_a_missing_icon_is_a_question_mark_and_no_fault():
    assert has_icon("play")
    assert not has_icon("no-such-thing")
    assert glyph_of("no-such-thing") == glyph_of("question")


def test_mixing_colours():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
    assert mixed("#102030", "#ffffff", 0.0) == "#102030"


def test_a_button_follows_its_action_even_when_that_comes_later(studio, qtbot):
    state = {"on": False, "can": True}
    done = []
    button = action_button(studio, "demo.turn")
    qtbot.addWidget(button)
    button.show()
    assert not button.isEnabled()

    def turn():
        state["on"] = not state["on"]
        done.append(1)

    studio.actions.add(
        [
            Action(
                "demo.turn", "Turn", turn, keys={"": ("T",)},
                enabled=lambda: state["can"], checked=lambda: state["on"],
            )
        ]
    )  # fmt: skip
    qtbot.waitUntil(button.isEnabled)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]
    assert button.isChecked()
    assert button.toolTip() == "Turn (T)"
    state["can"] = False
    studio.actions.changed.emit()
    qtbot.waitUntil(lambda: not button.isEnabled())


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("ctrl+shift+z", "Ctrl+Shift+Z"),
        ("Shift+Ctrl+Z", "Ctrl+Shift+Z"),
        ("Ctrl++", "Ctrl++"),
        ("f3", "F3"),
        ("Delete", "Del"),
        ("num+7", "Num+7"),
    ],
)
def test_keys_have_one_spelling(written, one):
    assert canonical(written) == one


def test_own_keys_win_are_kept_and_can_be_taken_back(tmp_path):
    keys = {"nle": ("Space",), "blender": ("Shift+Space", "Space")}
    play = Action("play", "Play", lambda: None, keys=keys)
    other = Action("stop", "Stop", lambda: None, keys={"": ("K",)})
    settings = Settings(tmp_path)
    keymap = KeyMap(settings)
    assert keymap.keys_of(play) == ("Space",)
    keymap.set_preset("blender")
    assert keymap.keys_of(play) == ("Shift+Space", "Space")
    keymap.set_keys(play, ["k"])
    assert keymap.clashes(play, ["K"], [play, other]) == [other]
    settings.flush()
    again = KeyMap(Settings(tmp_path))
    assert again.keys_of(play) == ("K",)
    assert again.is_own(play)
    again.reset(play)
    assert not again.is_own(play)


def test_key_maps_travel_as_files(tmp_path):
    play = Action("play", "Play", lambda: None, keys={"": ("Space",)})
    here, there = KeyMap(Settings(tmp_path / "a")), KeyMap(Settings(tmp_path / "b"))
    here.set_keys(play, ["Ctrl+P"])
    there.take_in(json.loads(json.dumps(here.exported())))
    assert there.keys_of(play) == ("Ctrl+P",)
    for rubbish in (
        None,
        [],
        {"format": "other"},
        {"format": "moodline-keys", "preset": "emacs", "keys": {}},
    ):
        with pytest.raises(ProblemError):
            there.take_in(rubbish)
    assert there.keys_of(play) == ("Ctrl+P",)


@pytest.mark.parametrize("size", [QSize(0, 0), QSize(0, 16), QSize(16, 16)])
def test_an_icon_without_room_is_no_fault(qapp, size):
    assert icon("play").pixmap(size).isNull() == size.isEmpty()


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self):
        self.me = self


def test_garbage_is_collected_between_events_and_never_in_a_thread(qapp):
    collector = Collector()
    try:
        gone = []
        weakref.finalize(Ring(), lambda: gone.append(threading.current_thread()))
        thread = threading.Thread(target=lambda: [[Ring()] for _ in range(20_000)])
        thread.start()
        thread.join()
        assert not gone
        collector.collect()
        assert gone == [threading.main_thread()]
    finally:
        collector.release()
    assert gc.isenabled()


def test_the_oldest_garbage_waits_for_a_busy_hand_but_not_for_ever(qapp, monkeypatch):
    collected, busy, counts = [], [True], [(900, 3, 11)]
    monkeypatch.setattr(gc, "collect", collected.append)
    monkeypatch.setattr(gc, "get_count", lambda: counts[0])
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    collector = Collector(busy=lambda: busy[0])
    try:
        collector.collect()
        busy[0] = False
        collector.collect()
        busy[0], counts[0] = True, (900, 11, 5)
        collector.collect()
        counts[0] = (0, 0, 10_000)
        collector.collect()
    finally:
        collector.release()
    assert collected == [0, 2, 1, 2]


def test_one_thing_is_not_said_as_many():
    assert written(1, 0) == "1 file written."
    assert written(2, 1) == "2 files written. 1 note is in the list of problems."
    assert replaced(0, 3) == ""
    assert replaced(1, 1) == "\nIt replaces the file that is there."
    assert replaced(2, 3) == "\n2 of them replace files that are there."
