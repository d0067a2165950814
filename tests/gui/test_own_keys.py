"""Keys of a control with the focus are its own, though the window has actions for them."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

import studio.gui
from studio.gui.kit.bar_slider import BarSlider
from studio.gui.kit.number_field import NumberField
from studio.gui.kit.section import SectionHead
from studio.gui.main.keys import KeyDoor
from studio.gui.main.menus import _MARKED
from studio.session.actions import Action
from studio.session.fields.field import Number

TAKEN = ("Left", "Right", "Down", "Space", "Del", "5", "J")
ONLY_ESCAPE = {"TakeStrip", "GraphCanvas", "StageView", "MouseSurface", "Canvas", "Tour", "MainWindow"}
QTS_OWN = (QLineEdit, QPlainTextEdit, QAbstractItemView, QAbstractButton, QComboBox, QDialog)


@pytest.fixture
def ran(studio):
    """The keys that came to the window's actions."""
    done: list[str] = []
    for key in TAKEN:
        studio.actions.add([Action(f"test.{key}", key, partial(done.append, key), keys={"": (key,)})])
    return done


@pytest.fixture
def column(qtbot, studio, ran):
    window = QMainWindow()
    body = QWidget()
    rows = QVBoxLayout(body)
    window.setCentralWidget(body)
    qtbot.addWidget(window)
    door = KeyDoor(studio, window)
    window.show()
    window.activateWindow()
    yield rows
    door.release()


def press(column, widget, *keys):
    column.addWidget(widget)
    widget.show()
    widget.setFocus()
    for key in keys:
        QTest.keyClick(widget, key)


def test_arrows_move_a_slider_and_not_the_playhead(column, ran):
    slider = BarSlider("Lips")
    before = slider.value
    press(column, slider, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert slider.value != before
    assert ran == []
    press(column, slider, Qt.Key.Key_Space, Qt.Key.Key_J)
    assert ran == ["Space", "J"]


def test_a_number_is_typed_where_digits_are_keys_of_the_window(column, ran):
    field = NumberField("Start", Number(0.0, 10.0))
    press(column, field, Qt.Key.Key_Delete, Qt.Key.Key_5)
    editor = field.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "5"
    assert ran == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
@pytest.mark.parametrize("kind", [QPushButton, QToolButton])
def test_enter_presses_a_button_as_space_does(column, ran, key, kind):
    button, clicked = kind(), []
    button.clicked.connect(lambda: clicked.append(key))
    press(column, button, key)
    assert clicked == [key]
    assert ran == []


def test_space_folds_a_section(column, ran, qtbot):
    head = SectionHead("Words")
    with qtbot.waitSignal(head.clicked):
        press(column, head, Qt.Key.Key_Space)
    assert ran == []


def test_the_menu_bar_is_walked_with_arrows(column, ran):
    bar = column.parentWidget().window().menuBar()
    bar.addMenu("&File").addAction("Open")
    bar.show()
    bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
    assert bar.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_J):
        QTest.keyClick(bar, key)
    assert ran == []


def test_letters_that_open_menus_are_no_ones_keys():
    letters = [title[title.index("&") + 1].upper() for title in _MARKED.values()]
    assert len(set(letters)) == len(letters)
    assert not {f"Alt+{letter}" for letter in letters} & {"Alt+T", "Alt+V", "Alt+P", "Alt+X", "Alt+A"}


def test_what_a_text_field_has_no_use_for_moves_no_playhead(column, ran):
    press(column, QLineEdit("now"), Qt.Key.Key_Right, Qt.Key.Key_Down)
    assert ran == []


def test_an_action_that_fails_is_done_once_and_told(column, studio, monkeypatch):
    tried, told = [], []
    monkeypatch.setattr(sys, "excepthook", lambda *fault: told.append(fault[1]))

    def fail():
        tried.append(1)
        raise ValueError("no")

    studio.actions.add([Action("test.fail", "Fail", fail, keys={"": ("Ctrl+Z",)})])
    section = QWidget()
    section.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(section)
    section.setFocus()
    QTest.keyClick(section, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert tried == [1]
    assert [str(error) for error in told] == ["no"]


def test_every_widget_that_takes_keys_names_them():
    silent = set()
    for module in pkgutil.walk_packages(studio.gui.__path__, "studio.gui."):
        for kind in vars(importlib.import_module(module.name)).values():
            if not (isinstance(kind, type) and issubclass(kind, QWidget)) or issubclass(kind, QTS_OWN):
                continue
            if kind.__module__.startswith("studio.") and "keyPressEvent" in vars(kind):
                silent |= {kind.__name__} if not getattr(kind, "own_keys", None) else set()
    assert silent <= ONLY_ESCAPE, "the window takes their keys away from them"
