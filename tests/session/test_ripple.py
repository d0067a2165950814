"""Keys that push along what comes after them, on all of a character's curves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, OverrideLayer, Project, Scene
from studio.session.inbox import Inbox
from studio.session.keying.dragged import KeyDrag
from studio.session.keying.keys import curve_of
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio

JOY, FEAR, JAW, OTHER = CurveRef("joy"), CurveRef("fear"), CurveRef("hand", "jawOpen"), CurveRef("foe")


def curve(*times: int) -> Curve:
    return Curve(tuple(Key(t, 0.5) for t in times))


def project(**extra: object) -> Project:
    ann = Character(
        "ann", "Ann", "nora",
        emotions=(EmotionTrack("joy", "joy", curve(100, 200, 300)),
                  EmotionTrack("fear", "fear", curve(150, 250), extra=dict(extra)),
                  EmotionTrack("plan", "trust", curve(260), extra={"planned": True})),
        overrides=(OverrideLayer("hand", "Handwork", {"jawOpen": curve(50, 210)}, additive=True),),
    )  # fmt: skip
    bob = Character("bob", "Bob", "jonas", emotions=(EmotionTrack("foe", "joy", curve(220)),))
    return Project("p", "p", (Scene("s", "s", characters=(ann, bob)),))


@pytest.fixture
def studio() -> Studio:
    built = Studio(Inbox().post)
    built.open(project(), None)
    return built


def times(studio: Studio, ref: CurveRef) -> list[int]:
    return [key.time for key in curve_of(studio.project, ref).keys]


def test_a_key_pushes_all_later_keys_of_its_character(studio: Studio):
    drag = KeyDrag(studio, {KeyRef(JOY, 200)}, ripple=True)
    drag.move(30, 0.2)
    drag.move(40, 0.2)
    assert times(studio, JOY) == [100, 240, 340]
    assert times(studio, FEAR) == [150, 290]
    assert times(studio, JAW) == [50, 250]
    assert times(studio, OTHER) == [220]
    assert times(studio, CurveRef("plan")) == [260]
    assert [key.value for key in curve_of(studio.project, JOY).keys] == pytest.approx([0.5, 0.7, 0.5])
    assert studio.selection.value.keys == {KeyRef(JOY, 240)}
    studio.store.undo()
    assert studio.project == project()


def test_towards_the_front_it_stops_behind_the_key_before(studio: Studio):
    KeyDrag(studio, {KeyRef(JOY, 200)}, ripple=True).move(-500, 0.0)
    assert times(studio, JOY) == [100, 101, 201]
    assert times(studio, FEAR) == [150, 151]
    assert times(studio, JAW) == [50, 111]


def test_locked_lanes_stay(studio: Studio):
    studio.open(project(locked=True), None)
    KeyDrag(studio, {KeyRef(JOY, 200)}, ripple=True).move(40, 0.0)
    assert times(studio, FEAR) == [150, 250]
    assert times(studio, JAW) == [50, 250]


def test_without_ripple_only_the_chosen_keys_move(studio: Studio):
    KeyDrag(studio, {KeyRef(JOY, 200)}).move(40, 0.0)
    assert times(studio, JOY) == [100, 240, 300]
    assert times(studio, FEAR) == [150, 250]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([100, 200, 300]), st.lists(st.integers(-400, 400), min_size=1, max_size=4))
def test_no_key_is_lost_and_gaps_behind_stay(held: int, ways: list[int]):
    studio = Studio(Inbox().post)
    studio.open(project(), None)
    before = {ref: times(studio, ref) for ref in (JOY, FEAR, JAW)}
    drag = KeyDrag(studio, {KeyRef(JOY, held)}, ripple=True)
    for way in ways:
        drag.move(way, 0.0)
    moved = times(studio, JOY)[before[JOY].index(held)] - held
    for ref, old in before.items():
        assert times(studio, ref) == [t + moved if t >= held else t for t in old]
    assert times(studio, JOY) == sorted(set(times(studio, JOY)))
