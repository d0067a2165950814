"""What the inspector shows and what its fields do to the document."""

from __future__ import annotations

import math

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.core.time import Rate, ticks
from studio.document.curves import Curve, Handle, Interpolation, Key
from studio.document.edits.scenes import remove_character
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    Marker,
    MediaRef,
    OverrideLayer,
    Project,
    Provenance,
    Scene,
    Script,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.fields.chosen import inspect
from studio.session.fields.field import MIXED
from studio.session.fields.number_text import number_of, shown
from studio.session.fields.people import of_person
from studio.session.inbox import Inbox
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio

S = ticks(1.0)


def scene() -> Project:
    words = (Word("c/0", "well", 0, S // 2), Word("c/1", "met", S // 2, S, lip_gain=1.5, doubtful=True))
    clip = VoiceClip("c", MediaRef("a/line.wav", "", 2 * S), S, Script("Well met"), Transcript(words=words))
    joy = EmotionTrack("joy", "joy", Curve((Key(0, 0.0), Key(S, 0.5), Key(2 * S, 1.0))))
    fear = EmotionTrack("fear", "fear", Curve((Key(S, 0.2),)), {"mouth": 0.5}, extra={"planned": True})
    hand = OverrideLayer(
        "handwork-nora", "Handwork", {"jawOpen": Curve((Key(S, -0.4, left=Handle(-5, 0.1)),))}, additive=True
    )
    events = (
        Event("g", "gesture", S, 2 * S, {"side": 1.0, "stroke": 0.4}, "count_one"),
        Event("b", "blink", 0, S // 5),
        Event("h", "head", 0, S, {"pitch": 4.0}, "nod", pinned=True),
        Event("m", "gesture", 3 * S, 5 * S, {"loop": 1.0}, "clip:abc"),
    )
    take = Take(
        "t",
        ("jawOpen",),
        Rate(30),
        S,
        np.zeros((30, 1), np.float32),
        Provenance("model", seed=4),
        ((S, 2 * S),),
    )
    one = Character(
        "nora",
        "Nora",
        "nora",
        clips=(clip,),
        emotions=(joy, fear),
        takes=(take,),
        overrides=(hand,),
        events=events,
        extra={"gesture_style": "lively"},
    )
    stage = Scene(
        "s", "Scene", Rate(30), (one, Character("jonas", "Jonas", "jonas")), (Marker("k", S, "here"),)
    )
    return Project("p", "P", (stage,))


@pytest.fixture
def studio() -> Studio:
    made = Studio(Inbox().post)
    made.open(scene(), None)
    return made


def choose(studio: Studio, kind: Kind, *ids: str) -> None:
    studio.selection.set(Selected().of(kind, *ids))


def give(studio: Studio, field: str, value: float | str | bool) -> None:
    assert studio.apply("edit", lambda p: inspect(studio).field(field).put(p, value))


def test_nothing_chosen_shows_the_scene(studio: Studio):
    shows = inspect(studio)
    assert (shows.kind, shows.title) == ("scene", "Scene")
    give(studio, "rate", "29.97")
    assert studio.scene is not None
    assert studio.scene.rate == Rate(30000, 1001)
    assert inspect(studio).field("rate").value == "29.97"
    assert not studio.apply("edit", lambda p: inspect(studio).field("rate").put(p, "soon"))


def test_a_character_keeps_only_what_is_unusual(studio: Studio):
    choose(studio, Kind.CHARACTER, "nora")
    field = inspect(studio).field("gesture_style")
    assert (field.value, field.off_default) == ("lively", True)
    give(studio, "gesture_style", "natural")
    give(studio, "attitude", "positive")
    give(studio, "seed", 7.0)
    assert studio.character is not None
    assert studio.character.extra == {"attitude": "positive"}
    assert studio.character.seed == 7


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        (Kind.CHARACTER, ("nora",)),
        (Kind.CLIP, ("c",)),
        (Kind.WORD, ("c/0", "c/1")),
        (Kind.EMOTION, ("joy", "fear")),
        (Kind.EVENT, ("g",)),
        (Kind.EVENT, ("b",)),
        (Kind.EVENT, ("h",)),
        (Kind.EVENT, ("m",)),
        (Kind.EVENT, ("g", "b")),
        (Kind.TAKE, ("t",)),
        (Kind.MARKER, ("k",)),
        (Kind.CHANNEL, ("jawOpen",)),
    ],
)
def test_every_kind_has_its_fields_and_none_edits_by_itself(studio: Studio, kind: Kind, ids: tuple[str, ...]):
    choose(studio, kind, *ids)
    shows = inspect(studio)
    assert shows.kind == kind.value
    assert shows.ids == ids
    for field in shows.fields:
        if field.value is not MIXED:
            again = field.put(studio.project, field.value)
            assert again == studio.project, field.id


def test_a_recording_is_given_to_another_speaker_of_the_scene(studio: Studio):
    choose(studio, Kind.CLIP, "c")
    ann, bob = studio.project.scenes[0].characters
    assert inspect(studio).field("speaker").value == ann.id
    give(studio, "speaker", bob.id)
    assert [c.id for c in studio.project.scenes[0].characters[1].clips] == ["c"]
    assert inspect(studio).field("speaker").value == bob.id
    studio.apply("Remove character", lambda p: remove_character(p, ann.id))
    assert all(field.id != "speaker" for field in inspect(studio).fields)  # nobody else is there


def test_things_that_are_gone_fall_back_to_the_scene(studio: Studio):
    for kind in (Kind.EVENT, Kind.WORD, Kind.TAKE, Kind.EMOTION, Kind.CLIP, Kind.MARKER):
        choose(studio, kind, "gone")
        assert inspect(studio).kind == "scene"


def test_several_things_show_what_they_do_not_share_as_mixed_and_are_set_together(studio: Studio):
    choose(studio, Kind.WORD, "c/0", "c/1")
    assert inspect(studio).field("lip_gain").value is MIXED
    assert inspect(studio).field("jaw_gain").value == 1.0
    give(studio, "lip_gain", 2.0)
    words = studio.project.scenes[0].characters[0].clips[0].transcript.words  # type: ignore[union-attr]
    assert [w.lip_gain for w in words] == [2.0, 2.0]


def test_a_track_planned_by_listening_becomes_the_artists_own(studio: Studio):
    choose(studio, Kind.EMOTION, "fear")
    give(studio, "mouth", 1.0)
    assert studio.project.scenes[0].characters[0].emotions[1].regions == {}
    give(studio, "variant", "frozen")
    assert studio.project.scenes[0].characters[0].emotions[1].extra == {"variant": "frozen"}


def keys_of(studio: Studio) -> tuple[Key, ...]:
    return studio.project.scenes[0].characters[0].emotions[0].curve.keys


def chosen_keys(studio: Studio, *times: int) -> None:
    studio.selection.set(Selected().with_keys(frozenset(KeyRef(CurveRef("joy"), t) for t in times)))


def test_keys_are_set_together_and_never_pass_their_neighbours(studio: Studio):
    chosen_keys(studio, 0, S)
    shows = inspect(studio)
    assert shows.field("value").value is MIXED
    give(studio, "interpolation", "linear")
    assert [k.interpolation for k in keys_of(studio)] == [Interpolation.LINEAR] * 2 + [Interpolation.BEZIER]
    time = inspect(studio).field("time")
    studio.apply("move", lambda p: time.put(p, 100.0))
    assert [k.time for k in keys_of(studio)] == [S - 1, 2 * S - 1, 2 * S]
    assert time.reselect is not None
    moved = time.reselect(studio.selection.value, 100.0)
    assert {ref.time for ref in moved.keys} == {S - 1, 2 * S - 1}


def test_a_drag_of_a_keys_time_goes_to_and_fro(studio: Studio):
    chosen_keys(studio, S)
    for to in (1.5, 1.9, 0.5, 0.0, 1.25):
        field = inspect(studio).field("time")
        studio.apply("move", lambda p, f=field, t=to: f.put(p, t), "drag")
        assert field.reselect is not None
        studio.selection.set(field.reselect(studio.selection.value, to))
    assert [k.time for k in keys_of(studio)] == [0, ticks(1.25), 2 * S]
    studio.store.undo()
    assert [k.time for k in keys_of(studio)] == [0, S, 2 * S]


def test_values_of_handwork_may_be_below_zero_and_those_of_emotions_not(studio: Studio):
    chosen_keys(studio, S)
    give(studio, "value", -0.5)
    assert keys_of(studio)[1].value == 0.0
    studio.selection.set(Selected().with_keys(frozenset({KeyRef(CurveRef("handwork-nora", "jawOpen"), S)})))
    give(studio, "value", -0.9)
    assert studio.project.scenes[0].characters[0].overrides[0].curves["jawOpen"].keys[0].value == -0.9


def test_moving_an_event_keeps_its_length(studio: Studio):
    choose(studio, Kind.EVENT, "g")
    give(studio, "start", 4.0)
    event = studio.project.scenes[0].characters[0].events[0]
    assert (event.start, event.end) == (4 * S, 5 * S)
    give(studio, "side", "0.0")
    give(studio, "extent", 1.5)
    assert studio.project.scenes[0].characters[0].events[0].params == {
        "side": 0.0,
        "stroke": 0.4,
        "extent": 1.5,
    }


@pytest.mark.parametrize(
    ("text", "unit", "now", "value"),
    [
        ("0.5*2", "", 0, 1.0),
        ("250ms", "s", 0, 0.25),
        ("12f", "s", 0, 0.5),
        ("0:02.5", "s", 0, 2.5),
        ("1:00:01", "s", 0, 3601.0),
        ("+=0.25", "", 0.5, 0.75),
        ("*=2", "", 0.5, 1.0),
        ("-=1s", "s", 3, 2.0),
        ("45°", "°", 0, 45.0),
        ("-(2+3)/2", "", 0, -2.5),
        ("0,5", "", 0, 0.5),
        ("50%", "", 0, 0.5),
        ("1.5x", "×", 0, 1.5),
        ("2s + 6f", "s", 0, 2.25),
        (".5", "", 0, 0.5),
    ],
)
def test_numbers_are_typed_as_people_do(text: str, unit: str, now: float, value: float):
    assert number_of(text, unit, Rate(24), now) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "abc",
        "1/0",
        "__import__('os')",
        "9**9",
        "1e999",
        "(" * 300,
        "1;2",
        "lambda: 1",
        "3 apples",
        "True+x",
    ],
)
def test_what_is_no_number_is_told(text: str):
    with pytest.raises(ProblemError):
        number_of(text)


@given(st.floats(-1e6, 1e6), st.integers(0, 6))
def test_what_is_shown_reads_back(value: float, decimals: int):
    assert math.isclose(number_of(shown(value, decimals)), round(value, decimals), abs_tol=10.0**-decimals)


def test_take_facts_and_locked_ranges(studio: Studio):
    choose(studio, Kind.TAKE, "t")
    shows = inspect(studio)
    assert shows.field("seed").value == "4"
    assert shows.field("locked0").value == "1 to 2 s"
    assert attrs.evolve(shows).field("age").value == "up to date"


def test_a_character_chooses_the_model_that_performs_it():
    def field(member):
        sections = of_person(member, ("nora",)).sections
        return next(f for s in sections for f in s.fields if f.id == "face_model")

    project = scene()
    member = project.scenes[0].characters[0]
    assert ("org.moodline.face", "Moodline face performer") in field(member).shape.options
    chosen = field(member).put(project, "org.example.gone").scenes[0].characters[0]
    assert chosen.extra["face_model"] == "org.example.gone"
    assert field(chosen).value == "org.example.gone"
    assert ("org.example.gone", "org.example.gone (missing)") in field(chosen).shape.options
