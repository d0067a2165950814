"""A stretch of motion on the timeline becomes a gesture of the artist's own."""

from __future__ import annotations

import pytest
from staged import House

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, Event, Project, Provenance, Scene
from studio.performance.compose import compose
from studio.performance.gestures.library import own_folder, own_library
from studio.performance.motion_takes import motion_event, motion_take
from studio.rig.characters import load
from studio.session.gesturing.capturing import capture_chosen, chosen_motion
from studio.session.selection import Kind, Selected


@pytest.fixture
def house(tmp_path, monkeypatch):
    """Somebody with two seconds of rest, an offering hand and rest again, as recorded motion from 3 s on."""
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    own_library.cache_clear()
    gesture = Event("g", "gesture", ticks(2.0), ticks(4.0), {"side": 1.0}, "offer_palm")
    actor = Character("a", "A", "nora", seed=1, events=(gesture,))
    body = compose(actor, load("nora"), TimeRange(0, ticks(5.0)), Rate(30), ProblemLog()).body
    take = motion_take(body, Provenance("import"))
    event = motion_event(take, "motion", ticks(3.0))
    member = Character("c", "C", "nora", takes=(take,), events=(event,))
    built = House()
    built.studio.open(Project("p", "P", (Scene("s", "S", Rate(30), (member,)),)), None)
    yield built
    built.settle()
    built.close()
    own_library.cache_clear()


def test_what_lies_between_in_and_out_is_captured_and_in_the_library(house):
    studio, made = house.studio, []
    assert chosen_motion(studio) is None
    studio.selection.set(Selected(character="c").of(Kind.EVENT, "motion"))
    assert chosen_motion(studio) is not None
    studio.transport.set_range(TimeRange(ticks(4.8), ticks(7.2)))
    capture_chosen(studio, "My Offer!", made.append)
    house.settle()
    assert made == ["my_offer"]
    gesture, known = own_library().get("my_offer"), own_library().get("offer_palm")
    assert gesture is not None
    assert gesture.duration < 2.6
    stroke, meant = gesture.poses[gesture.stroke_pose].hand, known.poses[known.stroke_pose].hand
    assert stroke.place == pytest.approx(meant.place, abs=0.08)
    assert (own_folder() / "my_offer.toml").is_file()
    assert "my_offer is among your gestures" in house.told
    assert studio.store.steps == ()


def test_a_name_that_is_taken_and_a_range_beside_are_told(house):
    studio, made = house.studio, []
    studio.selection.set(Selected(character="c").of(Kind.EVENT, "motion"))
    capture_chosen(studio, "offer palm", made.append)
    house.settle()
    studio.transport.set_range(TimeRange(0, ticks(1.0)))
    capture_chosen(studio, "beside", made.append)
    house.settle()
    studio.transport.set_range(None)
    capture_chosen(studio, "7 ups", made.append)
    house.settle()
    assert made == []
    assert not own_folder().exists()
    assert sum("gesture of this name" in text or "in and out" in text for text in house.told) == 2
    assert any("no name for a gesture" in text and "--name" not in text for text in house.told)
