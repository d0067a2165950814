"""The timeline under a real mouse."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from timeline_scene import drag, place, shown_panel

from studio.core.problems import Problem
from studio.core.time import TimeRange, ticks
from studio.document.edits.clips import set_word
from studio.document.schema import VoiceClip, Word
from studio.gui.kit.drags import emotion_data
from studio.gui.timeline.lane import LaneMouse
from studio.gui.timeline.panel import TimelinePanel
from studio.session.palette.laying import chosen_words
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio
from studio.session.tools import Snapping

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> TimelinePanel:
    studio.snapping.set(Snapping(on=False))
    return shown_panel(qtbot, studio)


def clip(studio: Studio) -> VoiceClip:
    return studio.project.scenes[0].characters[0].clips[0]


def words(studio: Studio) -> tuple[Word, ...]:
    transcript = clip(studio).transcript
    assert transcript is not None
    return transcript.words


def wheel(panel: TimelinePanel, at: QPoint, notches: int, modifiers: Qt.KeyboardModifier) -> None:
    canvas = panel.canvas
    event = QWheelEvent(
        QPointF(at), canvas.mapToGlobal(QPointF(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, modifiers, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def pixels(panel: TimelinePanel) -> np.ndarray:
    image = panel.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return flat.reshape(image.height(), image.width(), 4)[..., :3].astype(int)


def dropped(panel: TimelinePanel, at: QPoint, data: QMimeData) -> QDropEvent:
    """Brings something over the canvas and lets go."""
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    copy = Qt.DropAction.CopyAction
    QApplication.sendEvent(panel.canvas, QDragEnterEvent(at, copy, data, left, none))
    event = QDropEvent(QPointF(at), copy, data, left, none)
    QApplication.sendEvent(panel.canvas, event)
    return event


def test_lanes_of_both_people_in_order(panel: TimelinePanel):
    ids = [lane.id for lane in panel.tree.shown()]
    assert ids[:4] == ["character:ann", "sound:ann", "words:ann", "phones:ann"]
    assert ids.index("words:ann") < ids.index("character:bob") < ids.index("words:bob")


def test_a_group_folds_and_stays_folded(panel: TimelinePanel, studio: Studio, qtbot: QtBot):
    QTest.mouseClick(panel.headers, LEFT, pos=QPoint(12, 14))
    assert "sound:ann" not in [lane.id for lane in panel.tree.shown()]
    again = shown_panel(qtbot, studio)
    assert "sound:ann" not in [lane.id for lane in again.tree.shown()]


def test_dragging_a_border_moves_both_words_in_one_step(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, place(panel, "words:ann", 2.0), place(panel, "words:ann", 2.2))
    assert words(studio)[0].end == words(studio)[1].start == ticks(1.2)
    studio.store.undo()
    assert words(studio)[0].end == ticks(1.0)
    assert studio.store.undo_label is None


def test_escape_breaks_a_drag_off(panel: TimelinePanel, studio: Studio):
    before = studio.project

    def escape() -> None:
        assert studio.project is not before
        QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)

    drag(panel.canvas, place(panel, "words:ann", 2.0), place(panel, "words:ann", 2.2), before=escape)
    assert studio.project == before


def test_a_border_snaps_to_the_playhead(panel: TimelinePanel, studio: Studio):
    studio.snapping.set(Snapping(frames=False))
    studio.transport.seek(ticks(2.253))
    drag(panel.canvas, place(panel, "words:ann", 2.0), place(panel, "words:ann", 2.23), release=False)
    assert panel.canvas.guide.at == studio.transport.at
    QTest.mouseRelease(panel.canvas, LEFT)
    assert words(studio)[0].end == ticks(1.253)
    assert panel.canvas.guide.at is None


def test_typing_a_word_and_going_on_with_tab(panel: TimelinePanel, studio: Studio):
    QTest.mouseDClick(panel.canvas, LEFT, pos=place(panel, "words:ann", 1.75))
    field = panel.canvas.findChild(QLineEdit)
    QTest.keyClicks(field, "eins")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert words(studio)[0].text == "eins"
    assert studio.selection.value.ids == ("two",)
    second = [f for f in panel.canvas.findChildren(QLineEdit) if f.isVisible()]
    assert [f.text() for f in second] == ["two"]
    QTest.keyClick(second[0], Qt.Key.Key_Escape)
    assert words(studio)[1].text == "two"


def test_whose_lane_is_touched_is_whom_the_artist_works_on(panel: TimelinePanel, studio: Studio):
    studio.selection.set(Selected(character="bob"))
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, "words:ann", 1.7))
    assert studio.character is not None
    assert studio.character.id == "ann"
    assert chosen_words(studio)
    panel.canvas.reveal_row("sound:bob")
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, "sound:bob", 3.0))
    assert studio.character.id == "bob"


def test_a_recording_is_given_to_somebody_else_by_its_menu(panel: TimelinePanel, studio: Studio):
    lane = panel.canvas.tree.lane("sound:ann")
    assert lane is not None
    nowhere, none = QPoint(), Qt.KeyboardModifier.NoModifier
    at = LaneMouse(200.0, 5.0, ticks(2.0), ticks(2.0), LEFT, none, nowhere)
    menu = QMenu()
    lane.menu(at, menu)
    next(a for a in menu.actions() if a.text() == "Let Bob speak it").trigger()
    menu.deleteLater()
    assert [len(c.clips) for c in studio.project.scenes[0].characters] == [0, 1]
    assert studio.store.undo_label == "Let Bob speak it"


def test_choosing_words_by_dragging_over_them(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, place(panel, "words:ann", 1.7), place(panel, "words:ann", 3.3))
    assert (studio.selection.value.kind, studio.selection.value.ids) == (Kind.WORD, ("one", "two", "three"))


def test_a_box_takes_in_words_and_a_click_beside_lets_go(panel: TimelinePanel, studio: Studio):
    panel.headers.fold(panel.tree.lane("character:bob"))
    end = place(panel, "phones:ann", 2.3)
    drag(panel.canvas, place(panel, "words:ann", 0.2), QPoint(end.x(), end.y()))
    assert studio.selection.value.ids == ("one", "two")
    QTest.mouseClick(panel.canvas, LEFT, pos=place(panel, "words:ann", 0.2))
    assert studio.selection.value.kind is Kind.NOTHING


def test_phone_borders_and_labels(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, place(panel, "phones:ann", 1.75), place(panel, "phones:ann", 1.85))
    assert words(studio)[0].phones[0].end == ticks(0.85)
    for typed, label in (("iy1", "IY1"), ("nonsense", "IY1")):
        QTest.mouseDClick(panel.canvas, LEFT, pos=place(panel, "phones:ann", 1.6))
        field = next(f for f in panel.canvas.findChildren(QLineEdit) if f.isVisible())
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert words(studio)[0].phones[0].label == label
    assert [p.kind for p in studio.findings] == ["speech.phone"]


def test_a_recording_is_moved_and_takes_its_words_along(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, place(panel, "sound:ann", 2.0, 0.1), place(panel, "sound:ann", 3.0, 0.1))
    assert clip(studio).start == ticks(2.0)
    drag(panel.canvas, place(panel, "sound:ann", 3.0, 0.1), place(panel, "sound:ann", 0.1, 0.1))
    assert clip(studio).start == 0
    assert studio.selection.value.of(Kind.CLIP, "line") == studio.selection.value


def test_the_wheel_zooms_at_the_mouse(panel: TimelinePanel, studio: Studio):
    at = place(panel, "words:ann", 2.0)
    before = panel.axis.view.value
    wheel(panel, at, 3, Qt.KeyboardModifier.ControlModifier)
    after = panel.axis.view.value
    assert after.scale < before.scale
    assert abs(after.x_of(ticks(2.0)) - at.x()) < 1
    wheel(panel, at, -1, Qt.KeyboardModifier.ShiftModifier)
    assert panel.axis.view.value.start > after.start
    studio.keymap.set_preset("blender")
    scale = panel.axis.view.value.scale
    wheel(panel, at, 1, Qt.KeyboardModifier.NoModifier)
    assert panel.axis.view.value.scale < scale


def test_scrubbing_on_the_ruler_snaps_to_frames_and_escape_goes_back(panel: TimelinePanel, studio: Studio):
    studio.snapping.set(Snapping())
    heard: list[int] = []
    studio.transport.scrubbed.connect(heard.append)
    drag(panel.ruler, QPoint(100, 30), QPoint(203, 30))
    assert studio.transport.at == studio.transport.rate.tick_of(61)
    assert heard
    drag(
        panel.ruler,
        QPoint(300, 30),
        QPoint(400, 30),
        before=lambda: QTest.keyClick(panel.ruler, Qt.Key.Key_Escape),
    )
    assert studio.transport.at == studio.transport.rate.tick_of(61)


def test_markers_are_made_dragged_and_named(panel: TimelinePanel, studio: Studio):
    drag(panel.ruler, QPoint(205, 8), QPoint(305, 8))
    assert studio.scene.markers[0].time == pytest.approx(ticks(3.05), abs=ticks(0.02))
    QTest.mouseDClick(panel.ruler, LEFT, pos=QPoint(600, 8))
    assert len(studio.scene.markers) == 2
    QTest.mouseDClick(panel.ruler, LEFT, pos=QPoint(603, 8))
    field = next(f for f in panel.ruler.findChildren(QLineEdit) if f.isVisible())
    QTest.keyClicks(field, "end")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert studio.scene.markers[1].name == "end"


def test_a_chosen_marker_goes_with_delete(panel: TimelinePanel, studio: Studio):
    before = studio.project
    delete = next(action for action in panel.actions_offered() if action.id == "keys.delete")
    assert not delete.enabled()
    QTest.mouseClick(panel.ruler, LEFT, pos=QPoint(205, 8))
    assert studio.selection.value.kind is Kind.MARKER
    assert delete.enabled()
    delete.run()
    assert studio.scene.markers == ()
    assert studio.selection.value.kind is Kind.NOTHING
    studio.store.undo()
    assert studio.project == before


def test_in_and_out_are_drawn_with_ctrl_and_dragged(panel: TimelinePanel, studio: Studio):
    QTest.mousePress(panel.ruler, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(100, 30))
    QTest.mouseMove(panel.ruler, QPoint(200, 30))
    QTest.mouseRelease(panel.ruler, LEFT, Qt.KeyboardModifier.ControlModifier, QPoint(200, 30))
    assert studio.transport.range == TimeRange(ticks(1.0), ticks(2.0))
    drag(panel.ruler, QPoint(200, 34), QPoint(300, 34))
    assert studio.transport.range == TimeRange(ticks(1.0), ticks(3.0))


def test_a_moving_playhead_paints_no_row_again(panel: TimelinePanel, studio: Studio, qtbot: QtBot):
    painted = panel.canvas._backing.painted
    for k in range(20):
        studio.transport.seek(ticks(k / 10))
        panel.canvas.repaint()
    assert panel.canvas._backing.painted == painted


def test_a_pan_shows_what_a_fresh_picture_shows(panel: TimelinePanel, studio: Studio):
    panel.axis.zoom(1.7, 0.0)
    panel.canvas.grab()
    for by in (3, 40, 150, -90, -260, 500, -480, 700, 7, 7, 7, -300):
        panel.axis.pan(by)
        moved = pixels(panel)
        panel.canvas.repaint_all()
        # Rounded corners may differ by the last bit of a float.
        assert np.abs(moved - pixels(panel)).max() <= 2, by


def test_a_pan_paints_hardly_anything(panel: TimelinePanel, studio: Studio):
    panel.axis.pan(150)
    panel.canvas.repaint()
    painted = panel.canvas._backing.painted
    for _ in range(20):
        panel.axis.pan(5)
        panel.canvas.repaint()
    stay = sum(not row.lane.pans for row in panel.canvas.visible_rows())
    assert panel.canvas._backing.painted - painted <= 20 * stay


def test_an_edit_paints_only_rows_that_show_it(panel: TimelinePanel, studio: Studio):
    panel.canvas.repaint_changed()
    panel.canvas.repaint()
    painted = panel.canvas._backing.painted
    studio.apply("x", lambda p: set_word(p, "line", "one", text="eins"))
    panel.canvas.repaint()
    # The character's bar, sound, words and phones of this recording; whatever lanes tell nothing of what they
    # show are painted too.
    assert 1 <= panel.canvas._backing.painted - painted < len(panel.canvas.visible_rows())


def test_words_stay_in_sight_when_they_are_scrolled_away(panel: TimelinePanel):
    panel.resize(1000, 260)
    panel.canvas.scroll_to(10_000)
    panel.canvas.scroll_to(panel.canvas.stack.row_of("phones:ann").top + 10)
    pinned = [row for row in panel.canvas.visible_rows() if row.pinned]
    assert [row.lane.id for row in pinned] == ["words:ann"]
    assert panel.canvas.stack.at(5, panel.canvas.height()).lane.id == "words:ann"


def test_the_overview_pans_and_zooms(panel: TimelinePanel, studio: Studio):
    panel.axis.frame(TimeRange(0, ticks(1.0)))
    before = panel.axis.view.value
    drag(panel.overview, QPoint(60, 15), QPoint(360, 15))
    assert panel.axis.view.value.start > before.start
    assert panel.axis.view.value.scale == before.scale
    QTest.mouseDClick(panel.overview, LEFT, pos=QPoint(10, 15))
    assert panel.axis.view.value.span.end >= studio.transport.length


def test_the_view_turns_the_page_while_playing_unless_something_is_dragged(
    panel: TimelinePanel, studio: Studio
):
    panel.axis.frame(TimeRange(0, ticks(1.0)))
    studio.transport.play()
    studio.transport.seek(ticks(2.0))
    assert panel.axis.view.value.start > ticks(1.0)
    start = panel.axis.view.value.start
    QTest.mousePress(panel.canvas, LEFT, pos=QPoint(400, 5))
    studio.transport.seek(ticks(3.9))
    assert panel.axis.view.value.start == start
    QTest.mouseRelease(panel.canvas, LEFT)
    studio.transport.stop()


def test_current_character_follows_its_head(panel: TimelinePanel, studio: Studio):
    panel.canvas.reveal_row("character:bob")
    row = panel.canvas.stack.row_of("character:bob")
    QTest.mouseClick(panel.headers, LEFT, pos=QPoint(80, row.top - panel.canvas.stack.scroll + 10))
    assert studio.character.name == "Bob"


def test_keys_walk_over_the_heads(panel: TimelinePanel):
    panel.headers.setFocus()
    QTest.keyClick(panel.headers, Qt.Key.Key_Down)
    assert panel.headers.current == "sound:ann"
    QTest.keyClick(panel.headers, Qt.Key.Key_Up)
    QTest.keyClick(panel.headers, Qt.Key.Key_Left)
    assert panel.tree.lane("character:ann").state.collapsed


def test_every_action_can_be_done(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    for action in studio.actions:
        if action.id.startswith("timeline.") and action.enabled():
            assert studio.actions.run(action.id), action.id
    assert [m.time for m in studio.scene.markers] == [0, ticks(2.0)]


def test_a_feeling_is_dropped_on_a_word(panel: TimelinePanel, studio: Studio):
    assert dropped(panel, place(panel, "words:ann", 2.2), emotion_data("joy")).isAccepted()
    (track,) = studio.project.scenes[0].characters[0].emotions
    times = [key.time for key in track.curve.keys]
    assert track.emotion == "joy"
    assert min(times) < ticks(2.5)
    assert max(times) > ticks(2.0)
    assert panel.canvas.drops.span is None


def test_strangers_are_left_to_the_window(panel: TimelinePanel, studio: Studio):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/nowhere/scene.moodline")])
    before = studio.project
    assert not dropped(panel, place(panel, "words:ann", 2.2), data).isAccepted()
    assert studio.project is before


def test_the_brush_grows_with_the_mouse_after_f(panel: TimelinePanel, studio: Studio):
    studio.actions.add(panel.actions_offered())
    assert not studio.actions["timeline.brush_drag"].enabled()
    studio.actions.run("timeline.tool_brush")
    studio.brush.set(attrs.evolve(studio.brush.value, size=0.5))
    sizing = panel.canvas.mouse.sizing
    for ends, size in (("keep", 0.8), ("cancel", 0.5)):
        studio.brush.set(attrs.evolve(studio.brush.value, size=0.5))
        studio.actions.run("timeline.brush_drag")
        sizing.move(sizing._from[0] + 30)
        assert studio.brush.value.size == pytest.approx(0.8)
        if ends == "keep":
            QTest.mouseClick(panel.canvas, LEFT, pos=QPoint(500, 5))
        else:
            QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
        assert not sizing.running
        assert studio.brush.value.size == pytest.approx(size)


def test_another_document_in_between(panel: TimelinePanel, studio: Studio, qtbot: QtBot):
    studio.open(attrs.evolve(studio.project, scenes=()), None)
    panel.canvas.repaint()
    assert panel.tree.shown() == []
    panel.frame_selected()


def test_a_recording_that_is_not_there_says_so(panel: TimelinePanel, studio: Studio):
    told: list[str] = []
    panel.canvas.hovered.connect(told.append)
    studio.stage.voices.failed[clip(studio).id] = (Path("gone.wav"), Problem("media.missing", "is not there"))
    QTest.mouseMove(panel.canvas, place(panel, "sound:ann", 2.0))
    QTest.mouseMove(panel.canvas, place(panel, "sound:ann", 2.1))
    assert "not found" in told[-1]
