"""The play keys."""

from __future__ import annotations

import pytest

from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Marker, Project, Scene
from studio.session.inbox import Inbox
from studio.session.playing.playback import playback_actions, set_in, set_out, shuttle
from studio.session.studio import Studio


@pytest.fixture
def studio(tmp_path, monkeypatch):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path))
    made = Studio(Inbox().post)
    curve = Curve((Key(ticks(0.5), 0.2), Key(ticks(1.0), 0.8)))
    nora = Character("nora", "Nora", "nora", emotions=(EmotionTrack("joy", "joy", curve),))
    markers = (Marker("a", ticks(0.75)), Marker("b", ticks(1.5)))
    made.open(Project("p", "P", (Scene("s", "S", Rate(30), (nora,), markers),)), None)
    made.transport.set_length(ticks(4.0), Rate(30))
    made.actions.add(playback_actions(made))
    return made


def test_each_press_is_twice_as_fast_and_the_other_way_starts_anew(studio):
    speeds = []
    for way in (1, 1, 1, 1, 1, -1, -1):
        shuttle(studio, way)
        speeds.append(studio.transport.speed)
    studio.transport.stop()
    assert speeds == [1, 2, 4, 8, 8, -1, -2]


def test_in_and_out_make_a_range(studio):
    studio.transport.seek(ticks(1.0))
    set_in(studio)
    assert studio.transport.range == TimeRange(ticks(1.0), ticks(4.0))
    studio.transport.seek(ticks(2.0))
    set_out(studio)
    assert studio.transport.range == TimeRange(ticks(1.0), ticks(2.0))
    studio.transport.seek(ticks(3.0))
    set_in(studio)
    assert studio.transport.range.start == ticks(3.0) < studio.transport.range.end
    studio.actions.run("play.clear_range")
    assert studio.transport.range is None


def test_jumps_go_to_keys_and_markers_and_stay_at_the_last(studio):
    places = []
    for id_ in (
        "next_key",
        "next_key",
        "next_key",
        "next_marker",
        "next_marker",
        "previous_key",
        "previous_marker",
    ):
        studio.actions.run(f"play.{id_}")
        places.append(studio.transport.at)
    assert places == [ticks(s) for s in (0.5, 1.0, 1.0, 1.5, 1.5, 1.0, 0.75)]


def test_a_second_is_a_second_at_any_rate(studio):
    studio.transport.set_length(ticks(9.0), Rate(24000, 1001))
    studio.actions.run("play.second_forward")
    assert studio.transport.frame == 24


def test_nothing_plays_without_a_scene(studio):
    studio.open(Project("e", "E"), None)
    assert not studio.actions.run("play.toggle")
    assert not studio.transport.playing
