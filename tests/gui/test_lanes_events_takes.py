"""Lanes of events, takes and channels, under a real mouse."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from timeline_scene import drag, place, shown_panel, small_project

from studio.core.names import ARKIT_CHANNELS
from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, Event, Project, Provenance, Take
from studio.gui.timeline.lane import LaneMouse
from studio.gui.timeline.panel import TimelinePanel
from studio.session.keying.handwork import handwork_of, muted_channels
from studio.session.selection import Kind
from studio.session.studio import Studio
from studio.session.tools import Snapping, Tool

LEFT = Qt.MouseButton.LeftButton
LANE = "event:ann:gesture"
GESTURE = Event("g1", "gesture", ticks(2.0), ticks(4.0), {"stroke": 0.5, "hold": 0.5}, "beat_outward")
NOD = Event("n1", "head", ticks(5.0), ticks(5.5), {"pitch": 5.0}, "nod")


def performed_project() -> Project:
    project = small_project()
    ann, bob = project.scenes[0].characters
    values = np.zeros((91, len(ARKIT_CHANNELS)), np.float32)
    take = Take("take-line-7", ARKIT_CHANNELS, Rate(30), ticks(1.0), values, Provenance("model", seed=7))
    # a rig that is not there: nobody composes bodies beside these tests
    ann = attrs.evolve(ann, asset="nobody", events=(GESTURE, NOD), takes=(take,))
    bob = attrs.evolve(bob, asset="nobody")
    return attrs.evolve(project, scenes=(attrs.evolve(project.scenes[0], characters=(ann, bob)),))


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> TimelinePanel:
    studio.snapping.set(Snapping(on=False))
    panel = shown_panel(qtbot, studio, performed_project())
    panel.resize(1000, 900)
    for lane in panel.tree.all():
        if lane.id in ("channels:ann", "region:ann:brows"):
            panel.tree.set_state(lane, collapsed=False)
    panel.canvas.lay_out()
    panel.canvas.repaint()
    return panel


def ann(studio: Studio) -> Character:
    return studio.project.scenes[0].characters[0]


def event(studio: Studio, id_: str) -> Event:
    return next(e for e in ann(studio).events if e.id == id_)


def test_moving_a_gesture_pins_it_in_one_step(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, place(panel, LANE, 3.0), place(panel, LANE, 3.6))
    moved = event(studio, "g1")
    assert moved.start == pytest.approx(ticks(2.6), abs=ticks(0.02))
    assert moved.end - moved.start == GESTURE.end - GESTURE.start
    assert moved.pinned
    studio.store.undo()
    assert event(studio, "g1") == GESTURE


def test_every_choice_of_the_menu_is_named_in_the_history_as_what_it_did(
    panel: TimelinePanel, studio: Studio
):
    lane = next(row.lane for row in panel.canvas.stack.rows if row.lane.id == LANE)
    none = Qt.KeyboardModifier.NoModifier
    mouse = LaneMouse(
        panel.axis.view.value.x_of(ticks(3.0)), 12.0, ticks(3.0), ticks(3.0), LEFT, none, QPoint()
    )
    for title in ("Mute", "Unmute", "Pin", "Unpin"):
        menu = QMenu()
        lane.menu(mouse, menu)
        next(a for a in menu.actions() if a.text().partition(":")[0] == title).trigger()
    assert studio.store.steps == ("Mute events", "Unmute events", "Pin events", "Unpin events")
    assert event(studio, "g1") == GESTURE


def test_stretching_a_gesture_keeps_its_stroke(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, place(panel, LANE, 2.01), place(panel, LANE, 1.5))
    longer = event(studio, "g1")
    assert longer.start == pytest.approx(ticks(1.5), abs=ticks(0.02))
    assert longer.start + ticks(longer.params["stroke"]) == pytest.approx(ticks(2.5), abs=ticks(0.002))
    drag(panel.canvas, place(panel, LANE, 3.99), place(panel, LANE, 4.5))
    assert event(studio, "g1").params["hold"] == pytest.approx(1.0, abs=0.03)


def test_control_takes_a_copy(panel: TimelinePanel, studio: Studio):
    start, end = place(panel, LANE, 3.0), place(panel, LANE, 6.0)
    QTest.mousePress(panel.canvas, LEFT, Qt.KeyboardModifier.ControlModifier, start)
    QTest.mouseMove(panel.canvas, (start + end) / 2)
    QTest.mouseMove(panel.canvas, end)
    QTest.mouseRelease(panel.canvas, LEFT, pos=end)
    gestures = [e for e in ann(studio).events if e.kind == "gesture"]
    assert gestures[0].id == "g1"
    assert gestures[1].start == pytest.approx(ticks(5.0), abs=ticks(0.02))
    studio.store.undo()
    assert len(ann(studio).events) == 2


def test_a_double_click_adds_an_event(panel: TimelinePanel, studio: Studio):
    QTest.mouseDClick(panel.canvas, LEFT, pos=place(panel, "event:ann:blink", 3.0))
    (blink,) = (e for e in ann(studio).events if e.kind == "blink")
    assert blink.start == pytest.approx(ticks(3.0), abs=ticks(0.01))
    assert blink.pinned
    assert studio.selection.value.ids == (blink.id,)


def test_events_of_several_lanes_move_and_go_together(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    studio.selection.set(studio.selection.value.of(Kind.EVENT, "g1", "n1"))
    drag(panel.canvas, place(panel, LANE, 3.0), place(panel, LANE, 3.5))
    assert event(studio, "n1").start == pytest.approx(ticks(5.5), abs=ticks(0.02))
    studio.actions.run("keys.delete")
    assert ann(studio).events == ()
    studio.store.undo()
    assert len(ann(studio).events) == 2


def test_escape_leaves_an_event_where_it_was(panel: TimelinePanel, studio: Studio):
    start, end = place(panel, LANE, 3.0), place(panel, LANE, 3.6)
    drag(panel.canvas, start, end, before=lambda: QTest.keyClick(panel.canvas, Qt.Key.Key_Escape))
    assert event(studio, "g1") == GESTURE


def test_a_lane_is_muted_in_one_step(panel: TimelinePanel, studio: Studio):
    lane = panel.tree.lane(LANE)
    assert lane is not None
    lane.set_muted(True)
    assert event(studio, "g1").muted
    assert not event(studio, "n1").muted


def test_a_chosen_stretch_is_locked_and_its_edge_drags(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    drag(panel.canvas, place(panel, "take:ann", 2.0), place(panel, "take:ann", 3.0))
    assert studio.actions.run("take.lock")
    ((start, end),) = ann(studio).takes[0].locked
    assert (start, end) == (
        pytest.approx(ticks(2.0), abs=ticks(0.02)),
        pytest.approx(ticks(3.0), abs=ticks(0.02)),
    )
    drag(panel.canvas, place(panel, "take:ann", 3.0), place(panel, "take:ann", 3.5))
    assert ann(studio).takes[0].locked[0][1] == pytest.approx(ticks(3.5), abs=ticks(0.02))
    studio.store.undo()
    assert ann(studio).takes[0].locked == ((start, end),)


def test_a_stale_stretch_is_performed_again_by_a_click(
    panel: TimelinePanel, studio: Studio, monkeypatch: pytest.MonkeyPatch
):
    asked: list[object] = []
    span = TimeRange(ticks(1.0), ticks(2.0))
    monkeypatch.setattr(studio.stage, "stale", lambda _: (span,))
    monkeypatch.setattr(studio.stage, "perform_again", lambda *given: asked.append(given))
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, "take:ann", 1.5))
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, "take:ann", 3.0))
    assert asked == [("ann", span)]


def test_a_channel_pulled_by_its_curve_gets_local_keys(panel: TimelinePanel, studio: Studio):
    lane = "channel:ann:browInnerUp"
    row = panel.canvas.stack.row_of(lane)
    assert row is not None
    y = round(row.top - panel.canvas.stack.scroll + row.lane.axis.y_of(0.0))  # type: ignore[attr-defined]
    start = QPoint(place(panel, lane, 3.0).x(), y)
    drag(panel.canvas, start, start - QPoint(0, row.height // 2))
    keys = handwork_of(ann(studio)).curves["browInnerUp"].keys
    assert [key.value for key in (keys[0], keys[-1])] == [0.0, 0.0]
    assert keys[1].value > 0.3
    assert len(keys) == 3
    studio.store.undo()
    assert ann(studio).overrides == ()


def test_channels_are_painted_and_silenced(panel: TimelinePanel, studio: Studio):
    lane = "channel:ann:browDownLeft"
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.BRUSH, strength=1.0))
    drag(panel.canvas, place(panel, lane, 2.0, 0.4), place(panel, lane, 4.0, 0.4))
    curve = handwork_of(ann(studio)).curves["browDownLeft"]
    assert 0.4 < max(key.value for key in curve.keys) < 0.8
    region = panel.tree.lane("region:ann:brows")
    assert region is not None
    region.set_muted(True)
    assert muted_channels(ann(studio)) == {c for c in ARKIT_CHANNELS if c.startswith("brow")}
    assert panel.tree.lane(lane).muted  # type: ignore[union-attr]
