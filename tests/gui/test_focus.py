"""The keys: from panel to panel without the mouse, where one sees them, and never lost."""

from __future__ import annotations

import itertools

import pytest
from opened_window import opened_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar, QToolButton
from timeline_scene import without_work

from studio.core.resources import assets
from studio.gui.kit.docks import LitBody, _part_of, tab_ring


@pytest.fixture
def home(qtbot, demo_project):
    with opened_window(qtbot) as made:
        without_work(made.studio)
        made.studio.open(demo_project, assets() / "demo" / "project.json")
        made.window.activateWindow()
        made.window.reveal("timeline")
        yield made


def press(key, held=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, held)


def lit(home) -> list[str]:
    names = ("viewport", *home.window.docks)
    bodies = {name: home.window.panel(name).parentWidget() for name in names}
    return [name for name, body in bodies.items() if isinstance(body, LitBody) and body.lit]


def test_tab_comes_to_what_each_panel_is_for(home):
    timeline, met = home.window.panel("timeline"), set()
    for _ in range(200):
        press(Qt.Key.Key_Tab)
        met.add(QApplication.focusWidget())
    wanted = {
        timeline.canvas, timeline.headers, home.window.panel("viewport").stage_view,
        home.window.panel("emotions").palette_box.grid,
    }  # fmt: skip
    assert wanted <= met


def test_tab_goes_through_a_panel_before_it_comes_to_the_next(home, qtbot):
    window = home.window
    window.reveal("takes")
    qtbot.waitUntil(lambda: window.panel("viewport").bar.buttons[0].x() > 100)
    ring = tab_ring(window)
    parts = [part.objectName() for part, _ in itertools.groupby(_part_of(w, window)[0] for w in ring)]
    bodies = [id(part) for part, _ in itertools.groupby(_part_of(w, window)[0] for w in ring)]
    assert len(bodies) == len(set(bodies)), parts
    toolbar = [w for w in ring if w.parent() is window.panel("viewport").bar]
    assert [w.x() for w in toolbar] == sorted(w.x() for w in toolbar)
    takes = window.panel("takes")
    assert next(w for w in ring if takes.isAncestorOf(w)) is takes._vary


def test_f6_goes_round_what_is_in_sight_and_a_frame_says_where(home):
    places = []
    for _ in range(5):
        press(Qt.Key.Key_F6)
        places += lit(home)
    assert places == ["emotions", "viewport", "inspector", "history", "timeline"]
    assert home.window.panel("timeline").canvas.hasFocus()
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert lit(home) == ["history"]


def test_tabs_of_a_place_are_turned(home):
    home.window.reveal("inspector")
    press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert lit(home) == ["takes"]
    for _ in range(2):
        press(Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert lit(home) == ["gestures"]


def test_f6_works_while_somebody_types(home):
    home.studio.actions.run("emotions.search")
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert lit(home) == ["timeline"]


def test_a_typed_time_gives_the_keys_back(home, qtbot):
    home.studio.actions.run("play.type_time")
    assert lit(home) == []
    QTest.keyClicks(QApplication.focusWidget(), "12f")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: lit(home) == ["timeline"])
    assert home.studio.transport.at == home.studio.transport.rate.tick_of(12)


def test_the_end_of_the_tour_gives_the_keys_back(home, qtbot):
    home.open_help("tour")
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert len(lit(home)) == 1


def test_a_panel_in_sight_gets_the_keys_before_it_is_put_away(home):
    press(Qt.Key.Key_F6)
    home.studio.actions.run("window.timeline")
    assert home.window.docks["timeline"].isVisible()
    assert lit(home) == ["timeline"]
    home.studio.actions.run("window.timeline")
    assert not home.window.docks["timeline"].isVisible()


def test_texts_name_the_keys_of_the_present_map(home):
    welcome, keymap = home.welcome, home.studio.keymap
    new = next(b for id_, b in welcome._buttons.items() if id_ == "file.new")
    assert "Ctrl+N" in new.toolTip()
    keymap.set_keys(home.studio.actions["file.new"], ["Ctrl+Alt+N"])
    assert "Ctrl+Alt+N" in new.toolTip()
    keymap.set_keys(home.studio.actions["edit.commands"], ["Ctrl+Shift+P"])
    home.open_help("tour")
    tour = next(w for w in home.window.children() if w.objectName() == "tour")
    tour._go(4)
    assert "Ctrl+Shift+P" in tour.text.text()


def test_escape_leads_from_a_field_to_where_one_works(home):
    home.window.reveal("inspector")
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Escape)
    assert home.window.panel("timeline").canvas.hasFocus()
    home.window.panel("timeline").toolbar.findChildren(QToolButton)[0].setFocus()
    press(Qt.Key.Key_Escape)
    assert home.window.panel("timeline").canvas.hasFocus()


@pytest.mark.parametrize(
    ("behind", "action", "panel"),
    [
        ("inspector", "gestures.find", "gestures"),
        ("script", "emotions.search", "emotions"),
        ("takes", "inspector.focus", "inspector"),
    ],
)
def test_what_is_asked_for_by_a_key_comes_to_the_front(home, behind, action, panel):
    home.window.reveal(behind)
    home.studio.actions.run(action)
    assert lit(home) == [panel]
    assert not home.window.panel(panel).visibleRegion().isEmpty()
    home.window.docks[panel].close()
    home.studio.actions.run(action)
    assert home.window.docks[panel].isVisible()
    assert lit(home) == [panel]


def test_the_welcome_page_has_the_keys_and_keeps_them(home, qtbot):
    home.window.show_welcome(True)
    welcome, met = home.welcome, []
    qtbot.waitUntil(lambda: welcome.isAncestorOf(QApplication.focusWidget()))
    for _ in range(8):
        press(Qt.Key.Key_Tab)
        met.append(QApplication.focusWidget())
    assert not [widget for widget in met if isinstance(widget, QTabBar)]
    assert len({widget for widget in met if welcome.isAncestorOf(widget)}) >= 4
