"""A drag of a number that is broken off by Escape takes its own step back, and never another's."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.edits.scenes import set_character
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.gui.curves.panel import CurvesPanel
from studio.gui.emotions.panel import EmotionPanel
from studio.gui.emotions.region_box import RegionBox
from studio.gui.emotions.suggestion_box import SuggestionBox
from studio.gui.inspector.panel import InspectorPanel
from studio.gui.script.word_bar import WordBar
from studio.session.keying.dragged import KeyDrag
from studio.session.selection import CurveRef, KeyRef, Kind, Selected

LEFT = Qt.MouseButton.LeftButton
JOY = CurveRef("joy-1")


def project():
    word = Word("w1", "storm", 0, ticks(0.5), lip_gain=2.0, jaw_gain=2.0)
    clip = VoiceClip("a", MediaRef("a.wav", "", ticks(1)), transcript=Transcript(words=(word,)))
    lane = EmotionTrack("joy-1", "joy", Curve((Key(0, 0.0), Key(ticks(1), 1.0), Key(ticks(3), 0.0))))
    nora = Character("c", "C", "nobody", clips=(clip,), emotions=(lane,))
    return Project("p", "P", (Scene("s", "S", characters=(nora,)),))


def region(studio):
    return RegionBox(studio), lambda box: box.sliders["mouth"]


def unit(studio):
    panel = EmotionPanel(studio)
    panel._wake.stop()  # no faces are drawn here
    return panel, lambda panel: panel.units_box.slider_of(12)


def lips(studio):
    studio.selection.set(Selected("s", "c", Kind.WORD, ("w1",)))
    return WordBar(studio), lambda bar: bar.lips


def value(studio):
    studio.selection.set(Selected("s", "c").with_keys(frozenset({KeyRef(JOY, ticks(1))})))
    return CurvesPanel(studio), lambda panel: panel.toolbar.findChild(type(panel.toolbar._value))


def inspected(studio):
    studio.selection.set(Selected("s", "c").with_keys(frozenset({KeyRef(JOY, ticks(1))})))
    panel = InspectorPanel(studio)
    return panel, lambda panel: next(r for r in panel._rows if r.field.id == "value").editor.focusProxy()


@pytest.fixture
def opened(studio):
    studio.open(project(), None)
    studio.apply("Name her", lambda p: set_character(p, "c", name="Nora"))
    return studio


def drag_and_escape(widget, way):
    start = QPoint(widget.width() // 2, 10)
    widget.setFocus()
    QTest.mousePress(widget, LEFT, pos=start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(widget, start + QPoint(round(way * share), 0))
    assert widget.dragging
    QTest.keyClick(widget, Qt.Key.Key_Escape)
    QTest.mouseRelease(widget, LEFT, pos=start)


@pytest.mark.parametrize("make", [region, unit, lips, value, inspected])
def test_a_drag_beyond_the_end_that_is_broken_off_undoes_nothing_else(qtbot, opened, make):
    made, find = make(opened)
    qtbot.addWidget(made, before_close_func=lambda w: getattr(w, "release", lambda: None)())
    made.resize(700, 300)
    made.show()
    made.refresh() if hasattr(made, "refresh") else None
    widget, steps = find(made), opened.store.steps
    while widget.value != widget.bounded(1e9):  # as high as it goes
        widget.edit(1e9, widget.new_gesture())
    named = opened.store.place
    drag_and_escape(widget, 60)
    assert opened.store.place == named
    drag_and_escape(widget, -60)  # one that did something goes, and no more
    assert opened.store.place == named
    assert opened.store.steps[: len(steps)] == steps
    assert opened.character.name == "Nora"


def test_a_suggestion_that_never_showed_does_not_undo(qtbot, opened, monkeypatch):
    curve = Curve((Key(0, 0.2), Key(ticks(1), 0.8)))
    monkeypatch.setattr(opened.suggestions, "every", lambda _: {"joy": curve})
    box = SuggestionBox(opened)
    qtbot.addWidget(box)
    box.resize(300, 300)
    box.show()
    drag_and_escape(box.blend, -60)
    assert opened.character.name == "Nora"
    drag_and_escape(box.blend, 60)
    assert opened.character.name == "Nora"
    assert opened.suggestions.blend("c") == 0.0


def test_a_drag_of_keys_that_was_saved_half_way_goes_back_whole(opened):
    before = opened.project
    drag = KeyDrag(opened, [KeyRef(JOY, ticks(1))])
    drag.move(ticks(0.1), -0.2)
    opened.store.mark_saved()
    drag.move(ticks(0.2), -0.4)
    drag.cancel()
    assert opened.project is before
