"""Recordings on the Voice lane under a real mouse: edges that trim, the razor, what is drawn."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from timeline_scene import drag, place, shown_panel, small_project

from studio.core.time import TICKS_PER_SECOND as S
from studio.core.time import Rate, ticks
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits.tree import in_character
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    Project,
    Provenance,
    Take,
    Transcript,
    VoiceClip,
)
from studio.gui.curves.panel import CurvesPanel
from studio.gui.inspector.panel import InspectorPanel
from studio.gui.kit.theming import set_theme
from studio.gui.script.panel import ScriptPanel
from studio.gui.timeline.panel import TimelinePanel
from studio.media.audio import Audio
from studio.media.peaks import Peaks, waveform_peaks
from studio.session.scripting.trimming import split
from studio.session.selection import Kind
from studio.session.staging.voices import Voice
from studio.session.studio import Studio
from studio.session.tools import Snapping, Tool

LANE = "sound:ann"
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def project() -> Project:
    """The line from 1 to 4 seconds, another from 5 to 6; a key tied to its last word, a take."""
    base = small_project()
    ann, bob = base.scenes[0].characters
    keys = (Key(ticks(1.5), 0.5), Key(ticks(3.0), 0.8, anchor=WordAnchor("three")), Key(ticks(5.5), 0.1))
    take = Take("take-line-x", ("jawOpen",), Rate(30), S, np.zeros((91, 1), np.float32), Provenance("m"))
    ann = attrs.evolve(
        ann,
        asset="nobody",
        clips=(*ann.clips, VoiceClip("next", MediaRef("next.wav", "n", S), 5 * S)),
        emotions=(EmotionTrack("glad", "joy", Curve(keys)),),
        takes=(take,),
    )
    people = (ann, attrs.evolve(bob, asset="nobody"))
    return attrs.evolve(base, scenes=(attrs.evolve(base.scenes[0], characters=people),))


@pytest.fixture
def panel(qtbot: QtBot, studio: Studio) -> TimelinePanel:
    studio.snapping.set(Snapping(on=False))
    return shown_panel(qtbot, studio, project())


def ann(studio: Studio) -> Character:
    return studio.project.scenes[0].characters[0]


def spans(studio: Studio) -> list[tuple[float, float]]:
    return [(round(c.begin / S, 2), round(c.end / S, 2)) for c in ann(studio).clips]


def at(panel: TimelinePanel, seconds: float, by: int = 0) -> QPoint:
    return place(panel, LANE, seconds) + QPoint(by, 0)


def test_edges_trim_and_give_back_in_one_step_each(panel: TimelinePanel, studio: Studio):
    drag(panel.canvas, at(panel, 1.0, 2), at(panel, 2.5, 2))
    assert spans(studio) == [(2.5, 4.0), (5, 6)]
    drag(panel.canvas, at(panel, 4.0, -2), at(panel, 3.5, -2))
    assert spans(studio)[0] == (2.5, 3.5)
    assert [w.text for w in ann(studio).clips[0].said] == ["three"]
    assert studio.store.steps == ("Trim recording", "Trim recording")
    assert studio.selection.value.ids == ("line",)
    drag(panel.canvas, at(panel, 2.5, 2), at(panel, 0.2, 2))
    drag(panel.canvas, at(panel, 3.5, -2), at(panel, 7.0, -2))
    assert spans(studio)[0] == (1.0, 4.0)
    assert not ann(studio).clips[0].trimmed
    assert ann(studio).emotions[0].curve == project().scenes[0].characters[0].emotions[0].curve


def test_the_face_of_the_timeline_follows_while_it_is_dragged(panel: TimelinePanel, studio: Studio):
    seen: list[object] = []

    def look() -> None:
        seen.append(spans(studio)[0])
        cursor = panel.canvas.cursor().shape()
        assert cursor is Qt.CursorShape.SizeHorCursor
        assert not panel.canvas.grab().isNull()

    drag(panel.canvas, at(panel, 4.0, -2), at(panel, 3.0, -2), before=look)
    assert seen == [(1.0, 3.0)]


def test_escape_gives_everything_back(panel: TimelinePanel, studio: Studio):
    before = studio.project
    drag(panel.canvas, at(panel, 1.0, 2), at(panel, 3.0, 2), release=False)
    assert studio.project != before
    QTest.keyClick(panel.canvas, Qt.Key.Key_Escape)
    QTest.mouseRelease(panel.canvas, LEFT, pos=at(panel, 3.0))
    assert studio.project == before
    assert studio.store.undo_label is None


def test_a_click_on_an_edge_trims_nothing(panel: TimelinePanel, studio: Studio):
    QTest.mouseClick(panel.canvas, LEFT, pos=at(panel, 4.0, -2))
    drag(panel.canvas, at(panel, 4.0, -3), at(panel, 4.0, -1))
    assert studio.store.steps == ()
    drag(panel.canvas, at(panel, 2.0), at(panel, 2.3))
    assert spans(studio)[0] == (1.3, 4.3)
    assert studio.store.steps == ("Move recording",)


def test_edges_snap_to_words_also_to_those_cut_away(panel: TimelinePanel, studio: Studio):
    studio.snapping.set(Snapping())
    drag(panel.canvas, at(panel, 4.0, -2), at(panel, 3.05, -2))
    assert spans(studio)[0] == (1.0, 3.0)
    drag(panel.canvas, at(panel, 3.0, -2), at(panel, 3.46, -2))
    assert spans(studio)[0] == (1.0, 3.5)


def test_an_edge_stays_where_it_snapped_and_the_line_is_there(panel: TimelinePanel, studio: Studio):
    studio.snapping.set(Snapping())
    studio.transport.seek(ticks(3.3))
    for to, place_ in ((3.5, 3.5), (3.3, 3.3)):
        QTest.mousePress(panel.canvas, LEFT, pos=at(panel, spans(studio)[0][1], -2))
        QTest.mouseMove(panel.canvas, at(panel, to, 20))
        for by in (0, -3, -2, 3, 2):
            QTest.mouseMove(panel.canvas, at(panel, to, by - 2))
            assert spans(studio)[0] == (1.0, place_)
            assert panel.canvas.guide.at == ticks(place_)
        QTest.mouseRelease(panel.canvas, LEFT, pos=at(panel, to, -2))
        assert panel.canvas.guide.at is None


def test_with_shift_what_comes_later_moves_along(panel: TimelinePanel, studio: Studio):
    drag_held(panel, at(panel, 4.0, -2), at(panel, 3.5, -2), SHIFT)
    assert spans(studio) == [(1.0, 3.5), (4.5, 5.5)]
    assert ann(studio).emotions[0].curve.keys[-1].time == ticks(5.0)
    studio.store.undo()
    assert spans(studio) == [(1.0, 4.0), (5, 6)]
    studio.snapping.set(Snapping(on=False, ripple=True))
    drag(panel.canvas, at(panel, 1.0, 2), at(panel, 1.5, 2))
    assert spans(studio) == [(1.0, 3.5), (4.5, 5.5)]
    assert ann(studio).clips[0].in_point == pytest.approx(ticks(0.5), abs=ticks(0.011))


def drag_held(panel: TimelinePanel, start: QPoint, end: QPoint, held: Qt.KeyboardModifier) -> None:
    QTest.mousePress(panel.canvas, LEFT, held, start)
    for k in (1, 2, 3):
        # a move of QTest's carries no modifiers
        there = QPointF(start + (end - start) * k / 3)
        place_ = QPointF(panel.canvas.mapToGlobal(there.toPoint()))
        move = QMouseEvent(QEvent.Type.MouseMove, there, place_, Qt.MouseButton.NoButton, LEFT, held)
        QApplication.sendEvent(panel.canvas, move)
    QTest.mouseRelease(panel.canvas, LEFT, held, end)


def test_the_razor_cuts_where_it_is_and_the_parts_move_apart(panel: TimelinePanel, studio: Studio):
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.RAZOR))
    QTest.mouseMove(panel.canvas, at(panel, 2.75))
    assert panel.canvas.cursor().shape() is Qt.CursorShape.SplitHCursor
    drag(panel.canvas, at(panel, 2.75), at(panel, 3.5))
    assert spans(studio) == [(1.0, 2.75), (2.75, 4.0), (5, 6)]
    assert studio.store.steps == ("Cut recording",)
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.SELECT))
    drag(panel.canvas, at(panel, 3.4), at(panel, 6.4))
    assert spans(studio) == [(1.0, 2.75), (5.75, 7.0), (5, 6)]
    assert ann(studio).emotions[0].curve.keys[-1].time == pytest.approx(ticks(6.0), abs=ticks(0.02))
    drag(panel.canvas, at(panel, 1.5), at(panel, 0.2))
    assert spans(studio)[0][0] == pytest.approx(0.0, abs=0.3)
    studio.store.go_to(0)
    assert studio.project == project()


def test_the_razor_snaps_and_misses_nothing_else(panel: TimelinePanel, studio: Studio):
    studio.snapping.set(Snapping())
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.RAZOR))
    QTest.mouseClick(panel.canvas, LEFT, pos=at(panel, 3.04))
    assert spans(studio)[:2] == [(1.0, 3.0), (3.0, 4.0)]
    QTest.mouseClick(panel.canvas, LEFT, pos=at(panel, 4.6))
    assert len(studio.store.steps) == 1


def voice_of(studio: Studio, clip: VoiceClip) -> Peaks:
    """Three seconds: soft, loud, soft."""
    rate = 16_000
    loud = np.concatenate([np.full(rate, 0.1), np.full(rate, 0.9), np.full(rate, 0.1)])
    samples = (loud * np.sin(np.arange(3 * rate) * 0.3)).astype(np.float32)
    peaks = waveform_peaks(samples)
    audio = Audio(samples, rate, "h", "line.wav", rate, 1)
    studio.stage.voices._voices[clip.id] = Voice(studio.stage.media_path(clip.media.path), audio, peaks)
    return peaks


def test_the_waveform_of_the_part_is_drawn_and_a_sign_of_more(panel: TimelinePanel, studio: Studio):
    clip = ann(studio).clips[0]
    voice_of(studio, clip)
    row = panel.canvas.stack.row_of(LANE)
    assert row is not None

    def picture() -> np.ndarray:
        panel.canvas.repaint()
        image = panel.canvas.grab().toImage()
        rows = range(row.top + 20, row.top + row.height - 2)  # below the name
        return np.array([[image.pixel(x, y) & 0xFFFFFF for x in range(60, 560)] for y in rows])

    for theme in ("dark", "light"):
        set_theme(theme)
        studio.store.go_to(0)
        studio.selection.set(studio.selection.value.of(Kind.NOTHING))
        whole = picture()
        drag(panel.canvas, at(panel, 1.0, 2), at(panel, 2.0, 2))
        chosen = picture()
        studio.selection.set(studio.selection.value.of(Kind.NOTHING))
        now = picture()
        inside = slice(160, 330)  # from 2.2 to 3.9 seconds
        assert np.array_equal(now[:, inside], whole[:, inside])
        assert np.unique(now[:, 50:130]).size < np.unique(whole[:, 50:130]).size
        # the sign: a corner of the waveform's colour at the edge
        assert (now[-8:, 140:152] != whole[-8:, 140:152]).any()
        # while it is chosen one sees what was cut away
        assert (chosen[:, 50:130] != now[:, 50:130]).any()


def test_lanes_show_what_is_performed_of_the_part(panel: TimelinePanel, studio: Studio):
    gesture = Event("ann/gesture-line-line/three", "gesture", ticks(2.5), ticks(3.5), name="beat")
    words = tuple(attrs.evolve(w, id=f"line/{w.id}") for w in ann(studio).clips[0].words)
    clip = attrs.evolve(ann(studio).clips[0], transcript=Transcript(words=words))
    clips = (clip, ann(studio).clips[1])
    studio.apply(
        "Gesture", lambda p: in_character(p, "ann", lambda c: attrs.evolve(c, clips=clips, events=(gesture,)))
    )
    panel.canvas.repaint()
    take, events = panel.tree.lane("take:ann"), panel.tree.lane("event:ann:gesture")
    assert take is not None
    assert events is not None
    assert [len(t.values) for t in take.takes()] == [91]
    assert [e.id for e in events.row.events] == [gesture.id]
    drag(panel.canvas, at(panel, 4.0, -2), at(panel, 2.8, -2))
    (shown,) = take.takes()
    assert shown is take.takes()[0]
    assert (shown.start, len(shown.values)) == (S, pytest.approx(55, abs=2))
    assert events.row.events == ()
    assert ann(studio).events == (gesture,)
    drag(panel.canvas, at(panel, 2.8, -2), at(panel, 4.0, -2))
    assert [e.id for e in events.row.events] == [gesture.id]


def test_all_panels_show_the_part(qtbot: QtBot, panel: TimelinePanel, studio: Studio):
    split(studio, "line", ticks(2.75))
    script, curves, inspector = ScriptPanel(studio), CurvesPanel(studio), InspectorPanel(studio)
    for shown in (script, curves, inspector):
        qtbot.addWidget(shown, before_close_func=lambda widget: widget.release())
        shown.resize(500, 400)
        shown.show()
        qtbot.waitExposed(shown)
    studio.selection.set(studio.selection.value.of(Kind.CLIP, "line"))
    qtbot.wait(80)
    texts = [[block.clip.said[i.word].text for i in block.items] for block in script.words.page.blocks]
    assert texts == [["one", "two"], ["three"], []]
    for shown in (script, curves, inspector, panel):
        assert not shown.grab().isNull()
    fields = {row.field.id: row.field for row in inspector._rows}
    values = {name: fields[name].value for name in ("start", "in", "length")}
    assert values == {"start": 1.0, "in": 0.0, "length": 1.75}


def test_exact_values_in_the_inspector(qtbot: QtBot, panel: TimelinePanel, studio: Studio):
    inspector = InspectorPanel(studio)
    qtbot.addWidget(inspector, before_close_func=lambda widget: widget.release())
    inspector.resize(320, 500)
    inspector.show()
    qtbot.waitExposed(inspector)
    studio.selection.set(studio.selection.value.of(Kind.CLIP, "line"))
    qtbot.wait(80)
    for name, value, expected in (
        ("in", 0.5, (1.5, 4.0)), ("length", 1.25, (1.5, 2.75)), ("start", 0.25, (0.25, 1.5)),
        ("length", 99.0, (0.25, 2.75)), ("in", 99.0, (2.71, 2.75)),
    ):  # fmt: skip
        field = next(row.field for row in inspector._rows if row.field.id == name)
        inspector._on_edited(field, value, "")
        qtbot.wait(60)
        assert spans(studio)[0] == expected, name
    assert any(deed == "clip.whole" for deed in (d.id for d in inspector._now.deeds))
    inspector._do("clip.whole")
    assert spans(studio)[0] == (0.25, 3.25) or spans(studio)[0][0] == 0.0
