"""The window answers while others work: what it does not listen to, and for whom it does not wait."""

from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QPushButton, QVBoxLayout, QWidget

from studio.gui.kit.buttons import action_button
from studio.gui.kit.theming import set_theme
from studio.gui.main.commands import change_theme
from studio.gui.main.keys import KeyDoor
from studio.gui.viewport.stage_picture import StagePicture
from studio.render.turns import TURN
from studio.session.actions import Action
from studio.session.held import Held
from studio.session.staging.viewing import Viewing


class CountingDoor(KeyDoor):
    def __init__(self, studio, window):
        self.seen = []
        super().__init__(studio, window)

    def eventFilter(self, watched, event):
        self.seen.append((watched, event.type()))
        return super().eventFilter(watched, event)


@pytest.fixture
def window(qtbot):
    window = QMainWindow()
    rows = QVBoxLayout()
    window.inside = QWidget()
    window.inside.setLayout(rows)
    window.button, window.other = QPushButton("one"), QPushButton("other")
    rows.addWidget(window.button)
    rows.addWidget(window.other)
    window.setCentralWidget(window.inside)
    qtbot.addWidget(window)
    return window


@pytest.fixture
def door(studio, window, qtbot):
    done = []
    studio.actions.add([Action("window.mark", "Mark", lambda: done.append("mark"), "Edit", {"": ("M",)})])
    door = CountingDoor(studio, window)
    door.done = done
    window.show()
    window.activateWindow()
    window.button.setFocus()
    qtbot.waitUntil(window.button.hasFocus)
    yield door
    door.release()


def test_keys_are_heard_where_the_focus_is_and_nothing_else_is_listened_to(door, window, qtbot):
    stranger = QLineEdit()
    qtbot.addWidget(stranger)
    door.seen.clear()
    stranger.ensurePolished()
    window.other.setToolTip("another")
    window.other.update()
    assert not [watched for watched, _ in door.seen if watched in (stranger, window.other)]
    QTest.keyClick(window.button, Qt.Key.Key_M)
    assert door.done == ["mark"]
    assert (window.button, QEvent.Type.KeyPress) in door.seen


def test_the_door_goes_along_with_the_focus(door, window, qtbot):
    window.other.setFocus()
    qtbot.waitUntil(window.other.hasFocus)
    QTest.keyClick(window.other, Qt.Key.Key_M)
    assert door.done == ["mark"]
    door.seen.clear()
    window.button.setText("changed")
    assert not [watched for watched, _ in door.seen if watched is window.button]


def test_a_theme_is_put_on_in_one_piece_of_work_and_painted_in_another(window, qtbot):
    painted = []
    window.inside.paintEvent = painted.append
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    try:
        change_theme("light", window)
        QCoreApplication.sendPostedEvents()
        assert not painted
        qtbot.waitUntil(lambda: bool(painted))
        assert window.updatesEnabled()
    finally:
        set_theme("dark")


def test_a_button_of_an_action_is_told_of_nothing_but_its_coming_and_going(studio, qtbot):
    """A filter is called for every event of each of a hundred buttons: at the mouse, at a change of theme."""
    studio.actions.add([Action("try.it", "Try", lambda: None, "Edit")])
    button = action_button(studio, "try.it")
    qtbot.addWidget(button)
    calls = []

    def note(frame, event, _):
        if event == "call" and "studio" in frame.f_code.co_filename:
            calls.append(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        for kind in (QEvent.Type.StyleChange, QEvent.Type.FontChange, QEvent.Type.LanguageChange):
            QCoreApplication.sendEvent(button, QEvent(kind))
    finally:
        sys.setprofile(None)
    assert calls == []
    assert not button.tie._listening
    button.show()
    assert button.tie._listening
    button.hide()
    assert not button.tie._listening


def test_a_picture_is_put_off_while_another_thread_draws(studio, qtbot):
    view = StagePicture(studio, Held(Viewing()))
    qtbot.addWidget(view)
    view.show()
    drawing, may_end, tried = threading.Event(), threading.Event(), []
    view._open = lambda: bool(tried.append(1))

    def draw():
        with TURN:
            drawing.set()
            may_end.wait(20)

    thread = threading.Thread(target=draw)
    thread.start()
    assert drawing.wait(5)
    view.pacing.due.emit(True)  # would wait for the other thread for ever
    assert not tried
    may_end.set()
    thread.join(5)
    qtbot.waitUntil(lambda: bool(tried), timeout=5000)
    view.release()
