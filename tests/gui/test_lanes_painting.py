"""Lanes one paints and keys, under a real mouse."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from timeline_scene import drag, place, shown_panel, small_project

from studio.animation.sample import sample
from studio.core.time import ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import EmotionTrack, Project
from studio.gui.kit.theming import current_theme
from studio.gui.timeline.keys_editor import KeyEditor
from studio.gui.timeline.panel import TimelinePanel
from studio.session.selection import CurveRef, KeyRef, Kind
from studio.session.studio import Studio
from studio.session.tools import Snapping, Tool

LEFT = Qt.MouseButton.LeftButton
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LANE = "emotion:glad"
KEYS = (Key(ticks(2.0), 0.0), Key(ticks(3.0), 0.8), Key(ticks(4.0), 0.0))


def felt_project() -> Project:
    project = small_project()
    ann, bob = project.scenes[0].characters
    # a rig that is not there: nobody composes bodies beside these tests
    ann = attrs.evolve(ann, asset="nobody", emotions=(EmotionTrack("glad", "joy", Curve(KEYS)),))
    bob = attrs.evolve(bob, asset="nobody")
    return attrs.evolve(project, scenes=(attrs.evolve(project.scenes[0], characters=(ann, bob)),))


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> TimelinePanel:
    studio.snapping.set(Snapping(on=False))
    return shown_panel(qtbot, studio, felt_project())


def take(studio: Studio, tool: Tool, **brush: object) -> None:
    studio.brush.set(attrs.evolve(studio.brush.value, tool=tool, **brush))


def tracks(studio: Studio) -> tuple[EmotionTrack, ...]:
    return studio.project.scenes[0].characters[0].emotions


def value(studio: Studio, seconds: float) -> float:
    return float(sample(tracks(studio)[0].curve, np.array([ticks(seconds)], np.int64))[0])


def key_place(panel: TimelinePanel, number: int) -> QPoint:
    lane = panel.tree.lane(LANE)
    row = panel.canvas.stack.row_of(LANE)
    assert lane is not None
    assert row is not None
    spot = lane.keys.spots()[number]  # type: ignore[attr-defined]
    return QPoint(round(spot.x), round(row.top - panel.canvas.stack.scroll + spot.y))


def test_a_stroke_is_one_step_and_few_keys(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH, strength=1.0, size=0.1)
    drag(panel.canvas, place(panel, LANE, 5.0, 0.3), place(panel, LANE, 7.0, 0.3))
    assert value(studio, 6.0) == pytest.approx(0.75, abs=0.06)
    assert len(tracks(studio)[0].curve.keys) - len(KEYS) < 12
    assert studio.store.undo_label == "Paint joy"
    studio.store.undo()
    assert tracks(studio)[0].curve.keys == KEYS
    assert studio.store.undo_label is None


def test_the_face_has_the_stroke_while_the_hand_moves(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH, strength=1.0)
    seen: list[float] = []
    start, end = place(panel, LANE, 5.0, 0.2), place(panel, LANE, 7.0, 0.2)
    drag(panel.canvas, start, end, release=False, before=lambda: seen.append(value(studio, 6.0)))
    assert seen[0] > 0.7
    QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
    assert tracks(studio)[0].curve.keys == KEYS


def test_the_playhead_follows_the_hand_and_goes_back(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH)
    start, end = place(panel, LANE, 5.0), place(panel, LANE, 6.0)
    drag(panel.canvas, start, end, before=lambda: QTest.keyClick(panel.canvas, Qt.Key.Key_Escape))
    assert studio.transport.at == 0
    drag(panel.canvas, start, end)
    assert studio.transport.at == pytest.approx(ticks(6.0), abs=ticks(0.02))
    studio.snapping.set(attrs.evolve(studio.snapping.value, follow=False))
    drag(panel.canvas, end, start)
    assert studio.transport.at == pytest.approx(ticks(6.0), abs=ticks(0.02))


def test_undo_under_the_hand_breaks_nothing(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH, emotion="anger")
    start, end = place(panel, "emotion-add:ann", 5.0), place(panel, "emotion-add:ann", 6.0)
    drag(panel.canvas, start, end, before=studio.store.undo)
    assert not list(studio.findings)


def test_painting_where_no_lane_is_makes_one(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH, emotion="anger", regions=frozenset({"brows"}))
    drag(panel.canvas, place(panel, "emotion-add:ann", 5.0), place(panel, "emotion-add:ann", 6.0))
    made = tracks(studio)[-1]
    assert made.emotion == "anger"
    assert made.regions["brows"] == 1.0
    assert made.regions["mouth"] == 0.0
    assert panel.canvas.stack.row_of(f"emotion:{made.id}") is not None
    studio.store.undo()
    assert [track.id for track in tracks(studio)] == ["glad"]


def test_regions_in_the_brush_paint_on_a_lane_of_their_own(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH, regions=frozenset({"mouth"}))
    drag(panel.canvas, place(panel, LANE, 5.0), place(panel, LANE, 6.0))
    whole, mouth = tracks(studio)
    assert whole.curve.keys == KEYS
    assert mouth.emotion == "joy"
    assert mouth.regions["brows"] == 0.0


def test_erasing_with_control_and_holding(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.BRUSH, strength=1.0, hardness=1.0)
    QTest.mousePress(panel.canvas, LEFT, CONTROL, place(panel, LANE, 2.5))
    QTest.mouseMove(panel.canvas, place(panel, LANE, 3.0))
    QTest.mouseMove(panel.canvas, place(panel, LANE, 3.5))
    QTest.mouseRelease(panel.canvas, LEFT, CONTROL, place(panel, LANE, 3.5))
    assert value(studio, 3.0) == pytest.approx(0.0, abs=0.02)
    take(studio, Tool.HOLD)
    drag(panel.canvas, place(panel, LANE, 5.0, 0.5), place(panel, LANE, 6.0, 0.5))
    assert value(studio, 5.2) == value(studio, 5.8) == pytest.approx(0.5, abs=0.03)


def test_a_locked_lane_is_not_painted(panel: TimelinePanel, studio: Studio):
    lane = panel.tree.lane(LANE)
    assert lane is not None
    lane.set_locked(True)
    told: list[str] = []
    studio.told.connect(told.append)
    take(studio, Tool.BRUSH)
    drag(panel.canvas, place(panel, LANE, 5.0), place(panel, LANE, 6.0))
    assert tracks(studio)[0].curve.keys == KEYS
    assert told == ["Joy is locked"]


def test_a_key_is_dragged_in_time_and_value(panel: TimelinePanel, studio: Studio):
    start = key_place(panel, 1)
    drag(panel.canvas, start, start + QPoint(50, 12))
    moved = tracks(studio)[0].curve.keys[1]
    assert moved.time == pytest.approx(ticks(3.5), abs=ticks(0.011))
    assert 0.3 < moved.value < 0.6
    assert studio.selection.value.keys == frozenset({KeyRef(CurveRef("glad"), moved.time)})
    studio.store.undo()
    assert tracks(studio)[0].curve.keys == KEYS


def test_a_box_chooses_and_delete_deletes(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    drag(panel.canvas, place(panel, LANE, 1.5, 0.02), place(panel, LANE, 3.5, 0.98))
    assert {key.time for key in studio.selection.value.keys} == {ticks(2.0), ticks(3.0)}
    assert studio.actions.run("keys.delete")
    assert [key.time for key in tracks(studio)[0].curve.keys] == [ticks(4.0)]
    studio.store.undo()
    assert tracks(studio)[0].curve.keys == KEYS


def test_copied_keys_are_pasted_at_the_playhead(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    studio.actions.run("keys.select_all")
    assert len(studio.selection.value.keys) == 3
    studio.actions.run("keys.copy")
    studio.transport.seek(ticks(6.0))
    studio.actions.run("keys.paste")
    assert [key.time for key in tracks(studio)[0].curve.keys[3:]] == [ticks(6.0), ticks(7.0), ticks(8.0)]


def test_the_box_of_chosen_keys_scales_them(panel: TimelinePanel, studio: Studio):
    refs = frozenset(KeyRef(CurveRef("glad"), key.time) for key in KEYS)
    studio.selection.set(studio.selection.value.with_keys(refs))
    lane, row = panel.tree.lane(LANE), panel.canvas.stack.row_of(LANE)
    assert lane is not None
    assert row is not None
    box = lane.keys.box()  # type: ignore[attr-defined]
    grip = lane.keys.grips(box)["right"].toPoint() + QPoint(0, row.top - panel.canvas.stack.scroll)  # type: ignore[attr-defined]
    to = QPoint(round(panel.axis.view.value.x_of(ticks(6.0))), grip.y())
    drag(panel.canvas, grip, to)
    times = [key.time for key in tracks(studio)[0].curve.keys]
    assert times[0] == ticks(2.0)
    assert times[2] == pytest.approx(ticks(6.0), abs=ticks(0.02))
    assert times[1] == pytest.approx(ticks(4.0), abs=ticks(0.02))


def test_the_key_tool_adds_and_drags_in_one_step(panel: TimelinePanel, studio: Studio):
    take(studio, Tool.KEY)
    drag(panel.canvas, place(panel, LANE, 5.0, 0.5), place(panel, LANE, 5.5, 0.2))
    keys = tracks(studio)[0].curve.keys
    assert len(keys) == 4
    assert keys[-1].time == pytest.approx(ticks(5.5), abs=ticks(0.011))
    studio.store.undo()
    assert tracks(studio)[0].curve.keys == KEYS


def test_the_razor_keeps_the_shape(panel: TimelinePanel, studio: Studio):
    grid = np.arange(0, ticks(5.0), ticks(0.02))
    before = sample(tracks(studio)[0].curve, grid)
    take(studio, Tool.RAZOR)
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, LANE, 2.4))
    curve = tracks(studio)[0].curve
    assert len(curve.keys) == 4
    np.testing.assert_allclose(sample(curve, grid), before, atol=1e-4)


def test_the_razor_says_what_it_cannot_cut_and_moves_nothing(panel: TimelinePanel, studio: Studio):
    told, before = [], studio.project
    studio.told.connect(told.append)
    take(studio, Tool.RAZOR)
    words = next(row.lane.id for row in panel.canvas.stack.rows if row.lane.id.startswith("words:"))
    QTest.mousePress(panel.canvas, LEFT, pos=place(panel, words, 1.7))
    QTest.mouseMove(panel.canvas, place(panel, words, 2.5))
    QTest.mouseRelease(panel.canvas, LEFT, pos=place(panel, words, 2.5))
    assert studio.project is before
    assert len(told) == 1
    assert "words" in told[0]


def test_typed_values(panel: TimelinePanel, studio: Studio, qtbot: QtBot):
    studio.actions.add(panel.actions_offered())
    QTest.mouseClick(panel.canvas, LEFT, pos=key_place(panel, 1))
    studio.actions.run("keys.type")
    editor = panel.canvas.findChild(KeyEditor)
    assert editor is not None
    editor.value.selectAll()
    QTest.keyClicks(editor.value, "35%")
    editor.time.selectAll()
    QTest.keyClicks(editor.time, "3.25s")
    QTest.keyClick(editor.value, Qt.Key.Key_Return)
    key = tracks(studio)[0].curve.keys[1]
    assert (key.time, key.value) == (ticks(3.25), pytest.approx(0.35))


def test_what_cannot_be_read_is_marked_and_nothing_is_lost(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    QTest.mouseClick(panel.canvas, LEFT, pos=key_place(panel, 1))
    studio.actions.run("keys.type")
    told, before = [], studio.project
    studio.told.connect(told.append)
    editor = panel.canvas.findChild(KeyEditor)
    for field, text in ((editor.value, "much"), (editor.time, "soon")):
        field.setText(text)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.grab().toImage().pixelColor(field.width() // 2, 0) == QColor(current_theme().danger)
        assert (editor.isHidden(), field.text(), studio.project) == (False, text, before)
        field.setText(field.text() if field is editor.time else "35%")
    assert editor.value.property("class") == ""
    assert ["soon" in text for text in told] == [True]
    editor.time.setText("3.25s")
    QTest.keyClick(editor.time, Qt.Key.Key_Return)
    assert editor.isHidden()
    assert tracks(studio)[0].curve.keys[1].time == ticks(3.25)


def test_interpolation_by_action(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    QTest.mouseClick(panel.canvas, LEFT, pos=key_place(panel, 1))
    studio.actions.run("keys.stepped")
    assert tracks(studio)[0].curve.keys[1].interpolation is Interpolation.STEPPED


def test_a_click_chooses_the_lane(panel: TimelinePanel, studio: Studio):
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, LANE, 6.0, 0.3))
    assert studio.selection.value.kind is Kind.EMOTION
    assert studio.selection.value.ids == ("glad",)


def test_lanes_are_painted_in_both_themes_and_at_every_zoom(panel: TimelinePanel, studio: Studio):
    view = panel.axis.view.value
    for scale in (ticks(0.0005), ticks(0.1), ticks(10.0)):
        panel.axis.view.set(type(view)(0.0, scale, view.width))
        assert not panel.canvas.grab().isNull()
