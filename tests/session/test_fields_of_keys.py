"""Keys in the inspector follow the rules they have everywhere: locks, kinds of tangents, what is drawn."""

from __future__ import annotations

import pytest

from studio.animation.tangents import Tangent, handles_of, tangent_of
from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.edits.emotions import set_emotion
from studio.document.schema import Character, EmotionTrack, OverrideLayer, Project, Scene
from studio.session.fields.chosen import inspect
from studio.session.inbox import Inbox
from studio.session.keying.chosen_deeds import shape_tangents
from studio.session.looking.deeds import DEEDS
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio

S = ticks(1.0)
JOY, JAW = CurveRef("joy"), CurveRef("handwork-nora", "jawOpen")


@pytest.fixture
def studio() -> Studio:
    curve = Curve((Key(0, 0.0), Key(S, 0.5), Key(2 * S, 1.0), Key(3 * S, 0.2)))
    hand = OverrideLayer(
        "handwork-nora", "Handwork", {"jawOpen": curve}, additive=True, extra={"locked": ["jawOpen"]}
    )
    joy = EmotionTrack("joy", "joy", curve, extra={"locked": True})
    nora = Character("nora", "Nora", "nora", emotions=(joy,), overrides=(hand,))
    made = Studio(Inbox().post)
    made.open(Project("p", "P", (Scene("s", "S", characters=(nora,)),)), None)
    return made


def choose(studio: Studio, ref: CurveRef, *times: int) -> None:
    studio.selection.set(Selected().with_keys(frozenset(KeyRef(ref, time) for time in times)))


def give(studio: Studio, field: str, value: float | str) -> bool:
    found = inspect(studio).field(field)
    return studio.apply("edit", lambda project: found.put(project, value))


def unlock(studio: Studio) -> None:
    studio.apply("Unlock", lambda p: set_emotion(p, "joy", extra={}))


def curve(studio: Studio) -> Curve:
    return studio.project.scenes[0].characters[0].emotions[0].curve


@pytest.mark.parametrize("ref", [JOY, JAW])
def test_no_field_of_a_key_gets_past_a_lock(studio: Studio, ref: CurveRef):
    before = studio.project
    choose(studio, ref, S)
    for field, value in (
        ("value", 0.9), ("time", 1.5), ("interpolation", "linear"), ("tangents", "flat"), ("right_dv", 0.4)
    ):  # fmt: skip
        assert not give(studio, field, value)
    assert studio.project is before
    assert {problem.kind for problem in studio.findings} == {"document.locked"}


def test_no_deed_on_keys_gets_past_a_lock(studio: Studio):
    before = studio.project
    choose(studio, JOY, S)
    for deed in ("key.flat", "key.untie", "key.remove"):
        DEEDS[deed](studio, ())
    DEEDS["emotion.clear"](studio, ("joy",))
    studio.selection.set(Selected().of(Kind.CHANNEL, "jawOpen"))
    assert inspect(studio).title == "Jaw open"
    assert not give(studio, "scale", 2.0)
    assert studio.project is before


def test_of_several_lanes_those_that_are_free_are_edited(studio: Studio):
    unlock(studio)
    studio.selection.set(Selected().with_keys(frozenset({KeyRef(JOY, S), KeyRef(JAW, S)})))
    assert give(studio, "value", 0.9)
    assert curve(studio).keys[1].value == 0.9
    assert studio.project.scenes[0].characters[0].overrides[0].curves["jawOpen"].keys[1].value == 0.5


def test_tangents_are_called_and_kept_as_in_the_curve_editor(studio: Studio):
    unlock(studio)
    choose(studio, JOY, S)
    assert inspect(studio).field("tangents").value == "clamped"
    assert give(studio, "tangents", "flat")
    assert tangent_of(curve(studio).keys[1]) is Tangent.FLAT
    shape_tangents(studio, Tangent.LINEAR)
    assert inspect(studio).field("tangents").value == "linear"


def test_the_end_of_a_tangent_is_told_as_it_is_drawn_and_stays_where_it_was_put(studio: Studio):
    unlock(studio)
    choose(studio, JOY, S)
    give(studio, "tangents", "flat")
    drawn = handles_of(curve(studio))[1][1]
    assert inspect(studio).field("right_dt").value == pytest.approx(drawn.dt / S, abs=1e-5)
    assert give(studio, "right_dv", 0.3)
    choose(studio, JOY, 3 * S)
    assert give(studio, "value", 0.4)  # an edit of another key, which settles what follows its neighbours
    assert curve(studio).keys[1].right is not None
    assert curve(studio).keys[1].right.dv == pytest.approx(0.3)  # type: ignore[union-attr]
