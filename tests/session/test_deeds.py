"""What is done with chosen things at a click, each one step that can be undone."""

from __future__ import annotations

import attrs
import pytest

from studio.core.time import TimeRange, ticks
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits.clips import set_transcript
from studio.document.edits.duplicates import duplicate_character
from studio.document.edits.tree import in_part
from studio.document.files import load, save
from studio.document.identity import check_ids
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    OverrideLayer,
    Phone,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.gesturing.placing import LEAD, exchange, place
from studio.session.inbox import Inbox
from studio.session.looking.deeds import DEEDS
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio

S = ticks(1.0)


def project() -> Project:
    clip = VoiceClip(
        "line", MediaRef("a.wav", "", S), transcript=Transcript(words=(Word("line/0", "ha", 0, S),))
    )
    keys = (Key(0, 0.2, anchor=WordAnchor("line/0", 0.0)), Key(S, 1.0))
    nora = Character(
        "nora",
        "Nora",
        "nora",
        clips=(clip,),
        emotions=(EmotionTrack("joy", "joy", Curve(keys)),),
        overrides=(
            OverrideLayer("handwork-nora", "Handwork", {"jawOpen": Curve((Key(0, 0.5),))}, additive=True),
        ),
        events=(
            Event("gesture-line-line/0", "gesture", 0, S, {"side": -1.0, "stroke": 0.5}, "shrug"),
            Event("nora/blink-1", "blink", 0, S // 4),
        ),
    )
    return Project("p", "P", (Scene("s", "Scene", characters=(nora,)),))


@pytest.fixture
def studio() -> Studio:
    made = Studio(Inbox().post)
    made.open(project(), None)
    yield made
    made.jobs.cancel_all()


def nora(studio: Studio) -> Character:
    return studio.project.scenes[0].characters[0]


def test_keys_are_untied_flattened_and_removed(studio: Studio):
    ref = KeyRef(CurveRef("joy"), 0)
    studio.selection.set(Selected().with_keys(frozenset({ref})))
    DEEDS["key.untie"](studio, ())
    assert nora(studio).emotions[0].curve.keys[0].anchor is None
    DEEDS["key.flat"](studio, ())
    left = nora(studio).emotions[0].curve.keys[0].left
    assert left is not None
    assert left.dv == 0.0
    DEEDS["key.remove"](studio, ())
    assert [k.time for k in nora(studio).emotions[0].curve.keys] == [S]
    assert not studio.selection.value.keys
    assert len(studio.store.steps) == 3
    studio.store.go_to(0)
    assert nora(studio) == project().scenes[0].characters[0]


def test_keys_of_a_lane_are_chosen_and_cleared(studio: Studio):
    DEEDS["emotion.select_keys"](studio, ("joy",))
    assert {ref.time for ref in studio.selection.value.keys} == {0, S}
    track = nora(studio).emotions[0]
    later = attrs.evolve(track.curve, extra={"of_tomorrow": 1})
    change = lambda p: in_part(p, EmotionTrack, track.id, lambda t: attrs.evolve(t, curve=later))  # noqa: E731
    studio.apply("later", change)
    DEEDS["emotion.clear"](studio, ("joy",))
    assert nora(studio).emotions[0].curve == attrs.evolve(later, keys=())


def test_handwork_is_reset(studio: Studio):
    DEEDS["channel.reset"](studio, ("jawOpen",))
    assert nora(studio).overrides[0].curves == {}


def test_a_range_is_locked_only_when_there_is_one(studio: Studio):
    told: list[str] = []
    studio.told.connect(told.append)
    DEEDS["take.lock"](studio, ())
    assert "Choose a range" in told[0]
    assert studio.store.steps == ()
    studio.transport.set_range(TimeRange(0, S))
    DEEDS["take.lock"](studio, ())
    assert len(told) == 1
    studio.transport.set_range(None)
    studio.selection.set(Selected().of(Kind.WORD, "line/0"))
    DEEDS["take.lock"](studio, ())
    assert len(told) == 1, "chosen words are a range as well"


def test_removing_what_is_chosen_chooses_nothing(studio: Studio):
    studio.selection.set(Selected().of(Kind.EVENT, "nora/blink-1"))
    DEEDS["event.remove"](studio, ("nora/blink-1",))
    assert [e.kind for e in nora(studio).events] == ["gesture"]
    assert studio.selection.value.kind is Kind.NOTHING


def test_a_duplicate_has_ids_of_its_own_and_keys_tied_to_its_own_words(tmp_path):
    made, own = duplicate_character(project(), "nora", "Nora 2")
    made, other = duplicate_character(made, "nora", "Nora 3")
    check_ids(made, "project")
    copy = made.scenes[0].characters[1]
    assert own != other
    clip = copy.clips[0]
    anchor = copy.emotions[0].curve.keys[0].anchor
    assert clip.transcript is not None
    assert anchor is not None
    assert anchor.word_id == clip.transcript.words[0].id == f"{clip.id}/0"
    assert {e.id for e in copy.events} == {f"gesture-{clip.id}-{clip.id}/0", f"{own}/blink-1"}
    save(made, tmp_path / "two.moodline")
    assert load(tmp_path / "two.moodline") == made


def test_gestures_are_placed_at_the_playhead_and_exchanged(studio: Studio):
    studio.transport.seek(3 * S)
    id_ = place(studio, "offer_both")
    assert id_ is not None
    event = next(e for e in nora(studio).events if e.id == id_)
    assert event.start + ticks(event.params["stroke"]) == pytest.approx(3 * S, abs=2)
    assert exchange(studio, "shrug", (id_,))
    changed = next(e for e in nora(studio).events if e.id == id_)
    assert changed.name == "shrug"
    assert changed.start + ticks(changed.params["stroke"]) == pytest.approx(3 * S, abs=2)
    assert place(studio, "no_such_gesture") is None
    assert [p.kind for p in studio.findings] == ["gesture.unknown"]
    DEEDS["event.another"](studio, (id_,))
    assert next(e for e in nora(studio).events if e.id == id_).name != "shrug"


def test_a_gesture_dropped_on_a_word_strikes_its_stress(studio: Studio):
    phones = (Phone("HH", 3 * S, 4 * S), Phone("AA1", 4 * S, 6 * S))
    said = Word("line/0", "ha", 3 * S, 6 * S, phones=phones)
    studio.apply("Say", lambda p: set_transcript(p, "line", Transcript(words=(said,))))
    for at in (3 * S, 6 * S - 1):
        id_ = place(studio, "offer_both", at)
        event = next(e for e in nora(studio).events if e.id == id_)
        assert event.start + ticks(event.params["stroke"]) == pytest.approx(5 * S - LEAD, abs=2)
        assert event.extra["word"] == "ha"
    id_ = place(studio, "offer_both", 6 * S)
    event = next(e for e in nora(studio).events if e.id == id_)
    assert event.start + ticks(event.params["stroke"]) == pytest.approx(6 * S, abs=2)
    assert "word" not in event.extra
