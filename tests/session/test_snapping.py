"""What attracts a dragged tick."""

from __future__ import annotations

import attrs
import numpy as np

from studio.core.time import Rate, TimeRange, ticks
from studio.document.schema import Character, Marker, MediaRef, Phone, Scene, Transcript, VoiceClip, Word
from studio.session.keying.snapping import places_of, range_places, snapped
from studio.session.tools import Snapping

RATE = Rate(30)


def scene() -> Scene:
    phones = (Phone("HH", 100, 150), Phone("AY1", 150, 300))
    transcript = Transcript(words=(Word("w1", "hi", 100, 300, phones=phones), Word("w2", "you", 400, 600)))
    clip = VoiceClip("c", MediaRef("a.wav", "", 1000), start=10_000, transcript=transcript)
    return Scene("s", "s", RATE, (Character("p", "p", "nora", clips=(clip,)),), (Marker("m", 20_000),))


def all_places(snapping: Snapping) -> set[int]:
    return {int(at) for places in places_of(scene(), snapping) for at in places}


def test_places_are_those_the_artist_chose():
    words = all_places(Snapping())
    assert {0, 20_000, 10_000, 11_000, 10_100, 10_300, 10_400, 10_600} == words
    assert 10_150 in all_places(Snapping(phones=True))
    assert all_places(Snapping(words=False)) == {0, 20_000}


def test_the_nearest_in_reach_wins():
    places = [np.array([100, 200, 300])]
    assert snapped(190, 20, places) == 200
    assert snapped(150, 20, places) is None
    assert snapped(190, 20, places, without=frozenset({200})) is None
    assert snapped(190, 200, places, without=frozenset({200})) == 100


def test_frames_attract_only_where_nothing_else_does():
    frame = RATE.tick_of(10)
    near = frame + ticks(0.002)
    assert snapped(near, ticks(0.01), [], RATE) == frame
    assert snapped(near, ticks(0.01), [np.array([near + 5])], RATE) == near + 5


def test_another_transcript_of_the_same_clip_is_seen():
    before = places_of(scene(), Snapping())
    moved = scene()
    clip = moved.characters[0].clips[0]
    clip = attrs.evolve(clip, start=50_000)
    moved = attrs.evolve(moved, characters=(attrs.evolve(moved.characters[0], clips=(clip,)),))
    assert {int(at) for p in places_of(moved, Snapping()) for at in p} != {
        int(at) for p in before for at in p
    }


def test_in_and_out():
    assert range_places(TimeRange(5, 9)).tolist() == [5, 9]
    assert range_places(None).tolist() == []
