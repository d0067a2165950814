"""The browser of gestures: search, place, exchange. Pictures are tested where they are drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from studio.animation.poses import still
from studio.core.time import Rate, ticks
from studio.document.edits.tree import in_character
from studio.document.schema import Provenance
from studio.gui.inspector.gestures import GesturesPanel
from studio.gui.kit.drags import gesture_data, gesture_in
from studio.performance.motion_takes import motion_event, motion_take, with_clip
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio


@pytest.fixture
def panel(qtbot: QtBot, demo_studio: Studio, monkeypatch: pytest.MonkeyPatch) -> GesturesPanel:
    monkeypatch.setattr("studio.session.gesturing.show.GestureShow.still", lambda *_: None)
    monkeypatch.setattr("studio.session.gesturing.show.GestureShow.motion", lambda *_: None)
    panel = GesturesPanel(demo_studio)
    qtbot.addWidget(panel, before_close_func=lambda widget: widget.release())
    panel.resize(280, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def names(panel: GesturesPanel) -> list[str]:
    model = panel._grid.model()
    return [model.data(model.index(i, 0)) for i in range(model.rowCount())]


def test_search_by_word_kind_and_hands(panel: GesturesPanel):
    assert len(names(panel)) == 176
    QTest.keyClicks(panel._search, "shrug")
    assert names(panel)[0].startswith("Shrug")
    panel._search.setText("")
    panel._kind.setCurrentIndex(panel._kind.findData("listening"))
    few = len(names(panel))
    assert 0 < few < 60
    panel._hands.setCurrentIndex(panel._hands.findData("both"))
    assert len(names(panel)) < few
    panel._search.setText("no such thing")
    assert names(panel) == []


def test_pictures_begin_where_the_search_begins(panel: GesturesPanel):
    grid = panel._grid
    first = grid.viewport().mapTo(panel, grid.visualRect(grid.model().index(0, 0)).topLeft())
    assert abs(first.x() + 2 - panel._search.x()) <= 1


def test_enter_places_the_stroke_on_the_chosen_words_vowel(panel: GesturesPanel):
    studio = panel.studio
    nora = studio.project.scenes[0].characters[0]
    clip = nora.clips[0]
    assert clip.transcript is not None
    word = next(w for w in clip.transcript.words if w.text == "really")
    studio.selection.set(Selected(character=nora.id).of(Kind.WORD, word.id))
    panel._search.setText("offer_both".replace("_", " "))
    panel._grid.choose("offer_both")
    before = {e.id for e in nora.events}
    QTest.keyClick(panel._grid, Qt.Key.Key_Return)
    (made,) = [e for e in studio.project.scenes[0].characters[0].events if e.id not in before]
    stroke = made.start + ticks(made.params["stroke"])
    assert clip.start + word.start - ticks(0.08) < stroke < clip.start + word.end
    assert (made.name, made.pinned, made.extra["word"]) == ("offer_both", True, "really")
    assert studio.selection.value.ids == (made.id,)
    assert studio.store.steps == ("Add offer both",)


def test_another_gesture_takes_the_place_of_the_chosen_one(panel: GesturesPanel):
    studio = panel.studio
    nora = studio.project.scenes[0].characters[0]
    event = next(e for e in nora.events if e.kind == "gesture" and e.name != "shrug")
    studio.selection.set(Selected(character=nora.id).of(Kind.EVENT, event.id))
    panel._search.setText("shrug")
    panel._grid.choose("shrug")
    assert panel._exchange.isEnabled()
    panel._exchange.click()
    now = next(e for e in studio.project.scenes[0].characters[0].events if e.id == event.id)
    assert now.name == "shrug"
    assert now.start + ticks(now.params["stroke"]) == pytest.approx(
        event.start + ticks(event.params["stroke"]), abs=2
    )
    panel._another.click()
    again = next(e for e in studio.project.scenes[0].characters[0].events if e.id == event.id)
    assert again.name != "shrug"


def test_a_drag_carries_the_name():
    assert gesture_in(gesture_data("shrug")) == "shrug"


def test_the_chosen_motion_can_be_made_a_gesture(panel: GesturesPanel, monkeypatch: pytest.MonkeyPatch):
    studio, asked = panel.studio, []
    assert not panel._capture.isEnabled()
    nora = studio.project.scenes[0].characters[0]
    still_poses = still(Rate(30), 0, 30)
    take = motion_take(still_poses, Provenance("import"))
    event = motion_event(take, "motion", ticks(1.0))
    studio.apply("Motion", lambda p: in_character(p, nora.id, lambda c: with_clip(c, take, event)))
    studio.selection.set(Selected(character=nora.id).of(Kind.EVENT, "motion"))
    assert panel._capture.isEnabled()
    monkeypatch.setattr(QInputDialog, "getText", lambda *_: ("wave", True))
    monkeypatch.setattr(
        "studio.gui.inspector.gestures.capture_chosen",
        lambda _, name, then: asked.append(name) or then("shrug"),
    )
    QTest.mouseClick(panel._capture, Qt.MouseButton.LeftButton)
    assert asked == ["wave"]
    assert panel._grid.chosen == "shrug"
