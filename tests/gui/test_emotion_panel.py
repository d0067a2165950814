"""The emotion panel under a real mouse and keyboard."""

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.edits.scenes import set_character
from studio.document.schema import (
    Character,
    EmotionTrack,
    Project,
    Scene,
)
from studio.emotion.mix import emotion_mix
from studio.gui.emotions.panel import EmotionPanel
from studio.gui.kit.drags import EMOTION_MIME, emotion_data, style_in
from studio.session.palette.presets import presets
from studio.session.selection import Kind

LEFT = Qt.MouseButton.LeftButton


def project():
    lane = EmotionTrack("joy-1", "joy", Curve((Key(0, 0.0), Key(ticks(1), 0.6), Key(ticks(3), 0.0))))
    return Project("p", "P", (Scene("s", "S", characters=(Character("c", "C", "nora", emotions=(lane,)),)),))


@pytest.fixture
def panel(qtbot, studio):
    studio.open(project(), None)
    panel = EmotionPanel(studio)
    panel.resize(320, 1500)
    qtbot.addWidget(panel, before_close_func=lambda p: p.release())
    panel.show()
    panel.refresh()
    panel._wake.stop()  # no faces are drawn here
    return panel


def tracks(panel):
    return panel.studio.character.emotions


def press_tile(panel, title, twice=False):
    grid = panel.palette_box.grid
    place = grid.tile_of(title).center()
    (QTest.mouseDClick if twice else QTest.mouseClick)(grid, LEFT, pos=place)


def test_a_click_dips_the_brush_and_marks_the_tile(panel):
    press_tile(panel, "Fear")
    assert panel.studio.brush.value.emotion == "fear"
    panel.refresh()
    assert panel.palette_box.held().style == "fear"
    assert "Fear" in panel.palette_box.grid.accessibleDescription()


def test_the_tiles_are_painted_anew_for_another_character(panel, monkeypatch):
    painted = []
    monkeypatch.setattr(panel.palette_box.grid, "update", lambda: painted.append(1))
    panel.palette_box.refresh_tiles()
    painted.clear()
    panel.palette_box.refresh_tiles()
    assert not painted
    panel.studio.apply("Choose model", lambda p: set_character(p, "c", asset="jonas"))
    panel.palette_box.refresh_tiles()
    assert painted


def test_kinds_of_an_emotion_come_with_it(panel):
    press_tile(panel, "Anger")
    panel.refresh()
    press_tile(panel, "Pressed")
    assert panel.studio.brush.value.emotion == "anger/pressed"


def test_a_double_click_lays_in_one_step(panel):
    before = panel.studio.project
    press_tile(panel, "Sadness", twice=True)
    assert [t.emotion for t in tracks(panel)] == ["joy", "sadness"]
    assert max(k.value for k in tracks(panel)[1].curve.keys) == pytest.approx(0.8)
    panel.studio.store.undo()
    assert panel.studio.project == before


def test_arrow_keys_walk_the_palette_and_enter_lays(panel):
    grid = panel.palette_box.grid
    press_tile(panel, "Joy")
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert panel.studio.brush.value.emotion == "sadness"
    panel.refresh()
    QTest.keyClick(grid, Qt.Key.Key_Down)
    below = panel.studio.brush.value.emotion
    assert grid.tile_of(below.capitalize()).left() == grid.tile_of("Sadness").left()
    assert grid.tile_of(below.capitalize()).top() > grid.tile_of("Sadness").top()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert tracks(panel)[-1].emotion == below


def test_search_finds_other_words_and_says_when_there_is_none(panel):
    QTest.keyClicks(panel.palette_box.search, "furious")
    titles = [t.swatch.style for t in panel.palette_box.grid._layout.tiles]
    assert "anger" in titles
    assert "joy" not in titles
    panel.palette_box.search.setText("zzz")
    assert not panel.palette_box.grid._layout.tiles
    QTest.keyClick(panel.palette_box.search, Qt.Key.Key_Escape)
    assert len(panel.palette_box.grid._layout.tiles) >= 8


def test_what_is_dragged_names_its_style():
    data = emotion_data("joy+surprise")
    assert data.hasFormat(EMOTION_MIME)
    assert style_in(data) == "joy+surprise"


def test_the_button_names_where_it_lays(panel):
    assert "whole scene" in panel.lay_bar.button.text()
    QTest.mouseClick(panel.lay_bar.button, LEFT)
    assert len(tracks(panel)[0].curve.keys) > 3


def drag(widget, start, end):
    QTest.mousePress(widget, LEFT, pos=start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(widget, start + (end - start) * share)
    return lambda: QTest.mouseRelease(widget, LEFT, pos=end)


def test_a_unit_slider_changes_the_performance_in_one_step(panel):
    slider = panel.units_box.slider_of(12)
    drag(slider, QPoint(200, 10), QPoint(80, 10))()
    kept = tracks(panel)[0].extra["units"]
    assert 0.0 < kept["12"] < 0.9
    assert emotion_mix(tracks(panel), np.array([ticks(1)])).strengths == (((12, kept["12"]),),)
    assert panel.studio.brush.value.units == ((12, kept["12"]),)  # the next stroke goes there as well
    panel.studio.store.undo()
    assert "units" not in tracks(panel)[0].extra
    assert panel.studio.brush.value.units == ()


def test_escape_breaks_a_slider_off(panel):
    before = panel.studio.project
    slider = panel.units_box.slider_of(12)
    slider.setFocus()
    release = drag(slider, QPoint(200, 10), QPoint(60, 10))
    assert panel.studio.project != before
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    release()
    assert panel.studio.project == before
    assert slider.value == pytest.approx(0.95)


def test_a_value_can_be_typed_and_put_back(panel):
    slider = panel.units_box.slider_of(6)
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_Return)
    QTest.keyClicks(slider._line, "35")
    QTest.keyClick(slider._line, Qt.Key.Key_Return)
    assert tracks(panel)[0].extra["units"] == {"6": 0.35}
    QTest.mouseDClick(slider, LEFT, pos=QPoint(50, 10))
    assert "units" not in tracks(panel)[0].extra


def test_regions_of_the_map_go_to_the_brush_and_sliders_to_the_lane(panel):
    box = panel.region_box
    QTest.mouseClick(box.sliders["mouth"], LEFT, pos=QPoint(20, 10))
    assert 0.0 < tracks(panel)[0].regions["mouth"] < 0.5
    QTest.mouseClick(box.map, LEFT, pos=box.map.centre_of("brows").toPoint())
    assert panel.studio.brush.value.regions == {"brows"}
    panel.refresh()
    assert not box.sliders["brows"].isEnabled()  # no lane for the brows alone yet
    QTest.mouseClick(box.map, LEFT, pos=QPoint(2, 2))
    assert panel.studio.brush.value.regions == frozenset()


def test_a_chosen_lane_dips_the_brush(panel):
    lane = EmotionTrack("x", "fear", Curve((Key(0, 1.0),)), {"jaw": 0.0}, extra={"units": {"1": 0.4}})
    scene = panel.studio.scene
    who = attrs.evolve(scene.characters[0], emotions=(*tracks(panel), lane))
    panel.studio.apply("x", lambda p: attrs.evolve(p, scenes=(attrs.evolve(scene, characters=(who,)),)))
    panel.studio.selection.set(panel.studio.selection.value.of(Kind.EMOTION, "x"))
    brush = panel.studio.brush.value
    assert (brush.emotion, brush.units) == ("fear", ((1, 0.4),))
    assert "jaw" not in brush.regions
    assert "brows" in brush.regions
    panel.refresh()
    assert panel.units_box.slider_of(1).value == pytest.approx(0.4)


def test_the_pad_sets_the_feeling_at_the_playhead_while_it_is_dragged(panel):
    panel.studio.transport.seek(ticks(2))
    pad = panel.pad_box.pad
    release = drag(pad, QPoint(100, 100), pad.place_of(-0.63, -0.27).toPoint())
    at = np.array([ticks(2)])
    held = emotion_mix(tracks(panel), at).valence_arousal()[0]
    assert held == pytest.approx([-0.63, -0.27], abs=0.06)
    release()
    far = emotion_mix(tracks(panel), np.array([ticks(0.9)])).emotions()
    assert far["sadness"][0] == 0.0
    panel.studio.store.undo()
    assert panel.studio.project == project()


def test_escape_breaks_the_pad_off(panel):
    pad = panel.pad_box.pad
    pad.setFocus()
    release = drag(pad, QPoint(100, 100), QPoint(30, 30))
    assert panel.studio.project != project()
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    release()
    assert panel.studio.project == project()


def test_arrow_keys_nudge_the_point(panel):
    panel.studio.transport.seek(ticks(1))
    panel.refresh()
    pad = panel.pad_box.pad
    before = emotion_mix(tracks(panel), np.array([ticks(1)])).valence_arousal()[0]
    QTest.keyClick(pad, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    after = emotion_mix(tracks(panel), np.array([ticks(1)])).valence_arousal()[0]
    assert after[0] < before[0]


def test_a_face_is_kept_named_laid_and_handed_on(panel, monkeypatch, tmp_path):
    drag(panel.units_box.slider_of(12), QPoint(200, 10), QPoint(80, 10))()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Half a smile", True))
    QTest.mouseClick(panel.units_box.keep, LEFT)
    (own,) = presets(panel.studio.settings)
    assert (own.title, own.style, own.units[0][0]) == ("Half a smile", "joy", 12)
    panel.refresh()
    press_tile(panel, "Half a smile")
    assert panel.studio.brush.value.units == own.units
    from studio.session.palette.presets import write_faces  # noqa: PLC0415

    write_faces(tmp_path / "a.faces.json", [own])
    panel.keeping.read_from(tmp_path / "a.faces.json")
    assert [s.title for s in presets(panel.studio.settings)] == ["Half a smile", "Half a smile 2"]


def test_suggestions_say_why_there_are_none(panel):
    assert not panel.suggestion_box.hint.isHidden()
    assert panel.suggestion_box.hint.text()


def test_nothing_fails_without_a_character(qtbot, studio):
    panel = EmotionPanel(studio)
    qtbot.addWidget(panel, before_close_func=lambda p: p.release())
    panel.show()
    panel._wake.stop()
    panel.refresh()
    assert not panel.lay_bar.button.isEnabled()
    press_tile(panel, "Joy", twice=True)
    QTest.mouseClick(panel.pad_box.pad, LEFT, pos=QPoint(40, 40))
    assert studio.project.scenes == ()


def test_every_action_has_an_id_of_its_room_and_no_panel_is_followed_after_release(panel):
    actions = list(panel.actions_offered())
    assert len({a.id for a in actions}) == len(actions)
    assert all(a.id.startswith("emotions.") for a in actions)
    panel.release()
    panel.studio.brush.set(attrs.evolve(panel.studio.brush.value, emotion="pain"))
    assert not panel._timer.isActive()


def test_escape_leaves_the_search(panel):
    search = panel.palette_box.search
    panel.activateWindow()
    search.setFocus()
    QTest.keyClicks(search, "fear")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert (search.text(), search.hasFocus()) == ("", True)
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert panel.palette_box.grid.hasFocus()
