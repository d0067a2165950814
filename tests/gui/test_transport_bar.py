"""The transport bar."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot
from timeline_scene import small_project, without_work

from studio.core.time import ticks
from studio.gui.timeline.time_field import TimeField
from studio.gui.timeline.transport_bar import TransportBar
from studio.session.keying.time_text import TimeFormat
from studio.session.playing.playback import playback_actions
from studio.session.studio import Studio


@pytest.fixture
def bar(qtbot: QtBot, studio: Studio) -> TransportBar:
    studio.actions.add(playback_actions(studio))
    without_work(studio)
    studio.open(small_project(), None)
    bar = TransportBar(studio)
    qtbot.addWidget(bar, before_close_func=lambda widget: widget.release())
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def typed(bar: TransportBar, text: str) -> None:
    field = bar.findChild(TimeField)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_typed_time_moves_the_playhead(bar: TransportBar, studio: Studio):
    typed(bar, "1.5s")
    assert studio.transport.at == ticks(1.5)
    typed(bar, "+15f")
    assert studio.transport.at == ticks(2.0)
    typed(bar, "-1s")
    assert studio.transport.at == ticks(1.0)


def test_what_is_no_time_is_told_and_moves_nothing(bar: TransportBar, studio: Studio):
    told: list[str] = []
    studio.told.connect(told.append)
    typed(bar, "soon")
    assert studio.transport.at == 0
    assert "soon" in told[0]


def test_the_field_runs_along_in_the_chosen_format(bar: TransportBar, studio: Studio):
    field = bar.findChild(TimeField)
    field.clearFocus()
    studio.transport.seek(ticks(2.4))
    assert field.text() == "00:00:02:12"
    studio.time_format.set(TimeFormat.FRAMES)
    assert field.text() == "72"


def test_the_play_button_plays(bar: TransportBar, studio: Studio):
    button = bar.findChild(QToolButton, "play-button")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert studio.transport.playing
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not studio.transport.playing


def test_the_speed_menu_sets_a_speed_and_starts_nothing(bar: TransportBar, studio: Studio):
    bar._speed.menu().aboutToShow.emit()
    slow = next(a for a in bar._speed.menu().actions() if a.text() == "0.5\u00d7")
    slow.trigger()
    assert not studio.transport.playing
    assert bar._speed.text() == "0.5\u00d7"
    studio.transport.toggle()
    assert (studio.transport.playing, studio.transport.speed) == (True, 0.5)
    next(a for a in bar._speed.menu().actions() if a.text() == "2\u00d7").trigger()
    assert (studio.transport.playing, studio.transport.speed) == (True, 2.0)
    studio.transport.stop()
