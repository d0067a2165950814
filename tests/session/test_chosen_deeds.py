"""Events, handwork and the affect pad without a window."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.animation.sample import sample
from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Event, Project, Scene
from studio.performance.overrides import overridden
from studio.session.gesturing.event_edits import moved, stretched, stroke_of
from studio.session.inbox import Inbox
from studio.session.keying import chosen_deeds as deeds
from studio.session.keying.handwork import (
    handwork_of,
    with_alone,
    with_local_key,
    with_muted,
    without_handwork,
)
from studio.session.keying.typed_values import read_value, write_value
from studio.session.painting.pad_recording import PadRecorder
from studio.session.selection import Kind
from studio.session.staging.rehearsing import Rehearsal, Rehearsed, clips_in, with_rehearsal
from studio.session.studio import Studio

BLINK = Event("b", "blink", ticks(1.0), ticks(1.26), {"closing": 0.07, "hold": 0.04, "opening": 0.15})
GESTURE = Event("g", "gesture", ticks(2.0), ticks(4.0), {"stroke": 0.5, "hold": 0.5}, "beat")


@pytest.fixture
def studio() -> Studio:
    studio = Studio(Inbox().post)
    track = EmotionTrack("t", "joy", Curve((Key(0, 0.0), Key(ticks(20.0), 0.0))))
    member = Character("c", "C", "nora", events=(BLINK, GESTURE), emotions=(track,))
    studio.open(Project("p", "P", (Scene("s", "S", characters=(member,)),)), None)
    return studio


def member(studio: Studio) -> Character:
    return studio.project.scenes[0].characters[0]


def test_stretched_blinks_keep_their_shares() -> None:
    slow = stretched(BLINK, BLINK.start, BLINK.start + 2 * (BLINK.end - BLINK.start))
    assert slow.params == pytest.approx({"closing": 0.14, "hold": 0.08, "opening": 0.30})


def test_gestures_cannot_be_shorter_than_their_stroke() -> None:
    short = stretched(GESTURE, ticks(9.0), GESTURE.end)
    assert short.start < stroke_of(GESTURE) == stroke_of(short) or short.start < stroke_of(short)
    assert stretched(GESTURE, GESTURE.start, ticks(2.1)).end > stroke_of(GESTURE)
    assert moved(GESTURE, -ticks(9.0)).start == 0


def test_copied_events_are_pasted_pinned_with_ids_of_their_own(studio: Studio) -> None:
    studio.selection.set(studio.selection.value.of(Kind.EVENT, "b", "g"))
    assert deeds.copy(studio)
    studio.transport.seek(ticks(10.0))
    assert deeds.paste(studio)
    new = [e for e in member(studio).events if e.id not in ("b", "g")]
    assert [e.start for e in new] == [ticks(10.0), ticks(11.0)]
    assert all(e.pinned for e in new)
    assert len({e.id for e in member(studio).events}) == 4


def test_nudges_in_a_row_are_one_step(studio: Studio) -> None:
    studio.selection.set(studio.selection.value.of(Kind.EVENT, "b"))
    for _ in range(3):
        deeds.nudge(studio, 1)
    assert member(studio).events[0].start == ticks(1.0) + 3 * studio.transport.rate.tick_of(1)
    studio.store.undo()
    assert member(studio).events[0].start == ticks(1.0)


def test_local_keys_leave_the_rest_alone() -> None:
    curve = with_local_key(Curve(), ticks(2.0), 0.5)
    at = np.array([0, ticks(1.7), ticks(2.0), ticks(2.3), ticks(9.0)], np.int64)
    np.testing.assert_allclose(sample(curve, at), [0, 0, 0.5, 0, 0], atol=1e-9)
    again = with_local_key(curve, ticks(2.1), -0.2)
    assert [key.time for key in again.keys] == [ticks(1.8), ticks(2.0), ticks(2.1), ticks(2.2)]


def test_silent_channels_do_not_move_and_reset_gives_them_back(studio: Studio) -> None:
    face = np.full((2, len(ARKIT_CHANNELS)), 0.4)
    at = np.array([0, ticks(1.0)], np.int64)
    project = with_muted(studio.project, member(studio), ["jawOpen"], True)
    person = project.scenes[0].characters[0]
    after = overridden(face, person.overrides, at, ProblemLog())
    assert after[:, ARKIT_CHANNELS.index("jawOpen")].tolist() == [0.0, 0.0]
    assert after.sum() == pytest.approx(0.4 * 2 * 51)
    project = with_alone(project, person, ["jawOpen"], ARKIT_CHANNELS)
    after = overridden(face, project.scenes[0].characters[0].overrides, at, ProblemLog())
    assert after.sum() == pytest.approx(0.8)
    layer = attrs.evolve(handwork_of(person), curves={"jawOpen": Curve((Key(0, 0.3),))})
    person = attrs.evolve(person, overrides=(layer,))
    project = attrs.evolve(project, scenes=(attrs.evolve(project.scenes[0], characters=(person,)),))
    assert without_handwork(project, person, ["jawOpen"]).scenes[0].characters[0].overrides[0].curves == {}


def test_the_pad_records_emotions_as_one_step(studio: Studio) -> None:
    recorder = PadRecorder(studio, "c")
    recorder.start(ticks(2.0), 0.8, 0.5)
    for k in range(1, 61):
        recorder.move(ticks(2.0 + k / 30), 0.8 - 1.4 * k / 60, 0.5 - 0.7 * k / 60)
    recorder.finish()
    names = {track.emotion: track.curve for track in member(studio).emotions}
    joy = sample(names["joy"], np.array([ticks(2.3), ticks(3.95), ticks(6.0)], np.int64))
    assert joy[0] > 0.6
    assert joy[1] < 0.1
    assert joy[2] == pytest.approx(0.0, abs=1e-6)
    assert sample(names["sadness"], np.array([ticks(3.95)], np.int64))[0] > 0.6
    assert sum(len(curve.keys) for curve in names.values()) < 50
    assert studio.store.undo_label == "Record emotion on the pad"
    studio.store.undo()
    assert studio.store.undo_label is None
    assert len(member(studio).emotions) == 1


def test_a_broken_off_recording_leaves_nothing(studio: Studio) -> None:
    before = studio.project
    recorder = PadRecorder(studio, "c")
    recorder.start(ticks(2.0), -0.5, 0.6)
    recorder.move(ticks(3.0), -0.6, 0.8)
    recorder.move(ticks(1.5), -0.6, 0.8)  # the loop went round
    recorder.cancel()
    assert studio.project == before
    assert not recorder.running


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.5", 0.5), ("50%", 0.5), (" 12,5 % ", 0.125), ("-.2", -0.2), ("a", None), ("nan", None)],
)
def test_values_as_they_are_typed(text: str, value: float | None) -> None:
    assert read_value(text) == (None if value is None else pytest.approx(value))


def test_values_are_written_short() -> None:
    assert [write_value(v) for v in (0.0, 0.5, 0.12345, 1.0)] == ["0", "0.5", "0.123", "1"]


def test_a_listeners_track_that_was_painted_on_is_not_planned_again(studio: Studio) -> None:
    planned = EmotionTrack("c/listening-joy-0", "joy", Curve((Key(0, 0.2),)), extra={"planned": True})
    own = attrs.evolve(planned, extra={})
    scene = studio.project.scenes[0]
    person = attrs.evolve(scene.characters[0], emotions=(own,))
    project = attrs.evolve(studio.project, scenes=(attrs.evolve(scene, characters=(person,)),))
    made = Rehearsal("c", {}, (), (planned,), ())
    after = with_rehearsal(project, Rehearsed("s", clips_in(project.scenes[0]), (made,)))
    assert [track.extra for track in after.scenes[0].characters[0].emotions] == [{}]
