"""What follows a hand at a distance: buttons and the panel of emotions, by a clock that is turned by hand."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from studio.gui.emotions import panel as emotions
from studio.gui.emotions.panel import EmotionPanel
from studio.gui.kit import buttons
from studio.gui.kit.buttons import action_button
from studio.session.actions import Action


class HandTimer(QObject):
    """Goes off when the test says so."""

    timeout = Signal()

    def __init__(self, parent=None, interval=0, **_):
        super().__init__(parent)
        self.waits, self._interval, self._on = [], interval, False
        made.append(self)

    def setSingleShot(self, on):
        pass

    def setInterval(self, interval):
        self._interval = interval

    def isActive(self):
        return self._on

    def start(self, wait=None):
        self._on = True
        self.waits.append(self._interval if wait is None else wait)

    def stop(self):
        self._on = False

    def go_off(self):
        self._on = False
        self.timeout.emit()


made: list[HandTimer] = []


@pytest.fixture
def timers(monkeypatch):
    made.clear()
    monkeypatch.setattr(buttons, "QTimer", HandTimer)
    return made


@pytest.fixture
def button(studio, timers, qtbot):
    state = SimpleNamespace(enabled=True)
    studio.actions.add([Action("try.it", "Try", lambda: None, "Edit", enabled=lambda: state.enabled)])
    button = action_button(studio, "try.it")
    qtbot.addWidget(button)
    button.show()
    (button.timer,), button.state = timers, state
    button.timer.waits.clear()
    return button


def test_a_button_follows_an_edit_a_moment_later_and_edits_do_not_put_it_off(button, studio):
    button.state.enabled = False
    for _ in range(5):
        studio.changed.emit(studio.project, studio.project)
    assert button.timer.waits == [120]
    assert button.isEnabled()
    button.timer.go_off()
    assert not button.isEnabled()
    studio.changed.emit(studio.project, studio.project)
    assert button.timer.waits == [120, 120]


def test_a_choice_is_followed_at_once_also_where_an_edit_waits(button, studio):
    studio.changed.emit(studio.project, studio.project)
    studio.transport.changed.emit()
    assert button.timer.waits == [120, 0]


def test_a_button_that_nobody_sees_waits_for_nothing(button, studio):
    button.hide()
    studio.changed.emit(studio.project, studio.project)
    studio.transport.changed.emit()
    assert button.timer.waits == []
    button.state.enabled = False
    button.show()
    assert not button.isEnabled()


@pytest.fixture
def panel(demo_studio, monkeypatch, qtbot):
    clock = SimpleNamespace(now=50.0)
    panel = EmotionPanel(demo_studio)
    qtbot.addWidget(panel)
    made.clear()
    panel._timer.stop()
    panel._timer = HandTimer()
    panel._timer.setInterval(33)
    panel._timer.timeout.connect(panel._on_due)
    monkeypatch.setattr(emotions, "time", SimpleNamespace(monotonic=lambda: clock.now))
    panel.resize(280, 900)
    panel.show()
    panel.refresh()
    panel._timer.stop()
    panel._timer.waits.clear()
    panel.clock, panel.counted = clock, []
    panel.units_box.refresh = lambda: panel.counted.append("units")
    yield panel
    panel.release()


def edited(panel):
    panel._soon()


def test_what_the_document_says_is_read_again_a_fifth_of_a_second_after_the_last_time(panel):
    panel.pad_box.refresh = lambda: panel.counted.append("pad")
    edited(panel)
    assert panel._timer.waits == [33]
    panel.clock.now += 0.05
    panel._timer.go_off()
    assert "units" not in panel.counted
    seen = panel.pad_box.seen
    assert panel._timer.waits[-1] == (33 if seen else 151)
    assert panel.counted == ["pad"] * seen, "what moves under the hand is shown at every picture"
    edited(panel)  # one more edit does not put it off
    panel.clock.now += 0.16
    panel._timer.go_off()
    assert panel.counted.count("units") == 1
    assert not panel._timer.isActive()


def test_after_a_rest_the_next_picture_has_all_of_it(panel):
    panel.clock.now += 5.0
    edited(panel)
    panel._timer.go_off()
    assert panel.counted.count("units") == 1
