"""Lanes walked and keys moved by hands that never leave the keyboard."""

from __future__ import annotations

import attrs
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from timeline_scene import shown_panel, small_project

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import EmotionTrack, Event, Project
from studio.gui.main.keys import KeyDoor
from studio.gui.timeline.lanes_take import TakeLane
from studio.session.selection import CurveRef, KeyRef, Kind

KEYS = (Key(ticks(2.0), 0.0), Key(ticks(3.0), 0.8), Key(ticks(4.0), 0.0))
NONE = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
K = Qt.Key


def felt_project() -> Project:
    project = small_project()
    ann, bob = project.scenes[0].characters
    tracks = tuple(EmotionTrack(id_, id_, Curve(KEYS)) for id_ in ("joy", "fear"))
    blinks = tuple(Event(f"b{n}", "blink", ticks(n), ticks(n + 0.3)) for n in (1.0, 2.0))
    ann = attrs.evolve(ann, asset="nobody", emotions=tracks, events=blinks)
    bob = attrs.evolve(bob, asset="nobody")
    return attrs.evolve(project, scenes=(attrs.evolve(project.scenes[0], characters=(ann, bob)),))


@pytest.fixture
def panel(qtbot, studio):
    made = shown_panel(qtbot, studio, felt_project())
    studio.actions.add(a for a in made.actions_offered() if a.id not in studio.actions)
    studio.keymap.set_preset("blender")
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1000, 560)
    window.setCentralWidget(made)
    door = KeyDoor(studio, window)
    window.show()
    window.activateWindow()
    made.canvas.setFocus()
    yield made
    door.release()
    made.setParent(None)


def press(*keys, held=NONE) -> None:
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, held)


def walk_to(panel, lane_id: str) -> None:
    for _ in range(40):
        if panel.headers.current == lane_id:
            return
        press(K.Key_PageDown)
    raise AssertionError(f"{lane_id} is not come to")


def times(studio) -> list[float]:
    return sorted(key.time / ticks(1.0) for key in studio.selection.value.keys)


def joy(studio) -> list[float]:
    return [k.time / ticks(1.0) for k in studio.project.scenes[0].characters[0].emotions[0].curve.keys]


def test_from_lane_to_lane_each_is_chosen_and_said(panel, studio):
    walk_to(panel, "emotion:joy")
    assert (studio.selection.value.kind, studio.selection.value.ids) == (Kind.EMOTION, ("joy",))
    assert panel.canvas.accessibleDescription().startswith("Joy")
    assert "3 things" in panel.canvas.accessibleDescription()
    press(K.Key_PageDown)
    assert studio.selection.value.ids == ("fear",)
    assert studio.selection.value.character == "ann"


def test_keys_of_a_lane_one_by_one_and_several(panel, studio):
    walk_to(panel, "emotion:joy")
    press(K.Key_Up, held=CONTROL)
    assert studio.selection.value.keys == {KeyRef(CurveRef("joy"), ticks(2.0))}
    press(K.Key_Up, held=CONTROL)
    assert times(studio) == [3.0]
    assert studio.transport.at == ticks(3.0)
    assert "80%" in panel.canvas.accessibleDescription()
    press(K.Key_Up, held=CONTROL | SHIFT)
    assert times(studio) == [3.0, 4.0]
    press(K.Key_Down, K.Key_Down, held=CONTROL | SHIFT)
    assert times(studio) == [2.0, 3.0]


def test_words_are_walked_and_typed_over(panel, studio):
    walk_to(panel, "words:ann")
    press(K.Key_Up, K.Key_Up, held=CONTROL)
    press(K.Key_Up, held=CONTROL | SHIFT)
    assert studio.selection.value.ids == ("two", "three")
    press(K.Key_Down, held=CONTROL)
    assert studio.selection.value.ids == ("one",)
    press(K.Key_Return)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "one"
    press(K.Key_G, K.Key_X, K.Key_Escape)
    assert panel.canvas.hasFocus()
    assert studio.project.scenes[0].characters[0].clips[0].transcript.words[0].text == "one"


def test_a_lane_walked_to_counts_more_than_what_was_chosen_before(panel, studio):
    studio.selection.set(studio.selection.value.of(Kind.CLIP, "line"))
    walk_to(panel, "words:ann")
    press(K.Key_Up, held=CONTROL)
    assert studio.selection.value.ids == ("one",)
    studio.selection.set(studio.selection.value.of(Kind.EVENT, "b1.0"))
    press(K.Key_Up, held=CONTROL)
    assert studio.selection.value.ids == ("b2.0",)


def test_clips_are_walked(panel, studio):
    walk_to(panel, "event:ann:blink")
    press(K.Key_Up, K.Key_Up, held=CONTROL)
    assert (studio.selection.value.kind, studio.selection.value.ids) == (Kind.EVENT, ("b2.0",))


def test_a_lane_chosen_by_its_head_is_the_one_that_is_keyed(panel, studio):
    walk_to(panel, "emotion:joy")
    studio.transport.seek(ticks(6.0))
    press(K.Key_I)
    fear = studio.project.scenes[0].characters[0].emotions[1].curve.keys
    assert joy(studio) == [2.0, 3.0, 4.0, 6.0]
    assert len(fear) == 3


def test_g_moves_s_scales_and_escape_takes_back(panel, studio):
    walk_to(panel, "emotion:joy")
    press(K.Key_A, K.Key_G, K.Key_1, K.Key_5, K.Key_Return)
    assert joy(studio) == [2.5, 3.5, 4.5]
    press(K.Key_S, K.Key_2, K.Key_Escape)
    assert joy(studio) == [2.5, 3.5, 4.5]
    studio.transport.seek(ticks(2.5))
    press(K.Key_S, K.Key_2, K.Key_Return)
    assert joy(studio) == [2.5, 4.5, 6.5]
    press(K.Key_D, held=SHIFT)
    press(K.Key_3, K.Key_0, K.Key_0, K.Key_Space)
    assert joy(studio) == [2.5, 4.5, 6.5, 12.5, 14.5, 16.5]
    assert not studio.transport.playing


def test_keys_taken_up_from_a_menu_are_moved_by_keys_too(panel, studio):
    walk_to(panel, "emotion:joy")
    press(K.Key_A)
    panel.headers.setFocus()
    studio.actions.run("keys.grab")
    press(K.Key_3, K.Key_0, K.Key_Return)
    assert joy(studio) == [3.0, 4.0, 5.0]


def test_a_click_lets_go_of_what_was_taken_up(panel, studio):
    walk_to(panel, "emotion:joy")
    press(K.Key_A, K.Key_G, K.Key_Right)
    QTest.mouseClick(panel.canvas, Qt.MouseButton.LeftButton, pos=QPoint(500, 100))
    assert not panel.grabbing.running
    assert joy(studio)[0] == pytest.approx(2.0 + 1 / 30, abs=1e-6)
    assert len(studio.selection.value.keys) == 3


def test_brackets_choose_keys_unless_a_brush_is_in_the_hand(panel, studio):
    walk_to(panel, "emotion:joy")
    studio.transport.seek(ticks(3.0))
    press(K.Key_BracketRight)
    assert times(studio) == [3.0, 4.0]
    press(K.Key_2)
    size = studio.brush.value.size
    press(K.Key_BracketLeft)
    assert studio.brush.value.size < size
    assert times(studio) == [3.0, 4.0]


def test_chosen_words_are_locked(panel, studio):
    walk_to(panel, "words:ann")
    press(K.Key_Up, held=CONTROL)
    span = TakeLane(studio, "ann").span_to_lock()
    assert span is not None
    assert (span.start, span.end) == (ticks(1.5), ticks(2.0))


def test_a_menu_asked_for_by_a_key_is_that_of_what_is_chosen(panel, studio, qtbot):
    walk_to(panel, "words:ann")
    press(K.Key_Up, K.Key_Up, held=CONTROL)
    found = []

    def look() -> None:
        menu = QApplication.activePopupWidget()
        found.extend(entry.text() for entry in menu.actions())
        menu.close()

    QTimer.singleShot(50, look)
    middle = panel.canvas.rect().center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, panel.canvas.mapToGlobal(middle))
    QApplication.sendEvent(panel.canvas, asked)
    assert "Edit text" in found
    assert studio.selection.value.ids == ("two",)
