"""Blinks, glances and head motion: rates and timing as in people, and rules that hold for any seed."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation import poses
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.schema import Event
from studio.performance.life import Accent, PhraseEdge, Voice, plan_life, realise_life
from studio.performance.life.mood import Mood, calm

MINUTE = TimeRange(0, ticks(60))


def talking(seconds: float = 60.0) -> Voice:
    starts = np.arange(0, seconds, 3.0)
    return Voice(
        accents=tuple(Accent(ticks(s + d), 0.5 + 0.4 * (d == 1.2)) for s in starts for d in (0.3, 1.2, 2.1)),
        phrase_ends=tuple(PhraseEdge(ticks(s + 2.5), rising=bool(i % 2)) for i, s in enumerate(starts)),
        speech=tuple(TimeRange(ticks(s), ticks(s + 2.5)) for s in starts),
    )


def mood(**levels: float) -> Mood:
    at = np.array([0, ticks(60)], np.int64)
    arousal = levels.pop("arousal", 0.0)
    return Mood(at, {k: np.full(2, v) for k, v in levels.items()}, np.full(2, arousal), np.zeros(2))


def count(kind: str, **levels: float) -> float:
    """Events of a kind in a minute of talk, over eight seeds."""
    plans = [plan_life(MINUTE, talking(), mood(**levels), seed) for seed in range(8)]
    return float(np.mean([sum(e.kind == kind for e in plan) for plan in plans]))


def test_blink_rates_are_those_of_people():
    listening = [sum(e.kind == "blink" for e in plan_life(MINUTE, Voice(), calm(), s)) for s in range(12)]
    assert 13 <= np.mean(listening) <= 22
    assert 20 <= count("blink") <= 33
    assert count("blink", fear=1.0, arousal=0.8) > 1.2 * count("blink")
    assert count("blink", anger=1.0) < count("blink")


def test_sadness_looks_down_and_away():
    def mean_pitch(**levels: float) -> float:
        events = [e for s in range(8) for e in plan_life(MINUTE, talking(), mood(**levels), s)]
        gazes = [e for e in events if e.kind == "gaze"]
        return float(np.average([e.params["pitch"] for e in gazes], weights=[e.end - e.start for e in gazes]))

    assert mean_pitch(sadness=1.0) < mean_pitch() - 3


def test_nods_peak_on_stressed_vowels():
    voice = talking()
    nods = [e for e in plan_life(MINUTE, voice, calm(), 3) if e.name == "nod"]
    assert len(nods) >= 10
    accents = np.array([a.time for a in voice.accents])
    for nod in nods:
        peak = nod.start + nod.params["peak"] * (nod.end - nod.start)
        assert np.abs(accents - peak).min() <= ticks(0.02)


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**31),
    fps=st.sampled_from([24, 25, 30, 60]),
    fear=st.floats(0, 1),
    sad=st.floats(0, 1),
)
def test_frames_stay_in_range_for_any_seed(seed: int, fps: int, fear: float, sad: float):
    span = TimeRange(0, ticks(20))
    feeling = mood(fear=fear, sadness=sad, arousal=fear)
    events = plan_life(span, talking(20), feeling, seed)
    at = frame_ticks(span, Rate(fps))
    life = realise_life(events, at, feeling, seed)
    for name, values in life.channels.items():
        assert values.shape == at.shape, name
        assert values.min() >= 0, name
        assert values.max() <= 1.1, name
    assert np.abs(life.gaze_degrees).max() <= 32
    turn = np.degrees(np.linalg.norm(poses.to_axis_angle(life.head), axis=1))
    assert turn.max() < 40
    assert (
        np.degrees(np.linalg.norm(np.diff(poses.to_axis_angle(life.head), axis=0), axis=1)).max() * fps < 180
    )
    again = realise_life(plan_life(span, talking(20), feeling, seed), at, feeling, seed)
    np.testing.assert_array_equal(again.head, life.head)


@pytest.mark.parametrize("fps", [24, 30])
def test_every_blink_is_seen_closed(fps: int):
    span = TimeRange(0, ticks(60))
    events = plan_life(span, Voice(), calm(), 5)
    at = frame_ticks(span, Rate(fps))
    closed = realise_life(events, at, calm(), 5).channels["eyeBlinkLeft"]
    for blink in (e for e in events if e.kind == "blink" and e.end < span.end):
        inside = closed[(at >= blink.start) & (at <= blink.end)]
        assert inside.max() > 0.98


def test_eyes_stay_on_their_target_while_the_head_nods():
    events = [e for e in plan_life(MINUTE, talking(), calm(), 1) if e.kind == "head"]
    at = frame_ticks(MINUTE, Rate(60))
    life = realise_life(events, at, calm(), 1)
    forward = poses.rotate(life.head, np.broadcast_to([0.0, 0.0, 1.0], (len(at), 3)))
    head_pitch = np.degrees(np.arcsin(forward[:, 1]))
    assert head_pitch.std() > 0.8
    assert np.abs(head_pitch + life.gaze_degrees[:, 1]).std() < 0.5


def test_a_piece_is_the_same_as_that_piece_of_the_whole():
    events = plan_life(MINUTE, talking(), calm(), 9)
    whole_at = frame_ticks(MINUTE, Rate(30))
    whole = realise_life(events, whole_at, calm(), 9)
    piece = realise_life(events, whole_at[600:900], calm(), 9)
    np.testing.assert_allclose(piece.head[60:], whole.head[660:900], atol=0.02)


def test_muted_events_do_nothing():
    events = [attrs.evolve(e, muted=True) for e in plan_life(MINUTE, talking(), calm(), 2)]
    life = realise_life(events, frame_ticks(MINUTE, Rate(30)), calm(), 2)
    assert life.channels["eyeBlinkLeft"].max() == 0


def test_a_directed_glance_ends_and_the_head_joins_a_wide_one():
    glance = Event("mine", "gaze", ticks(1), ticks(2), {"yaw": 45.0}, pinned=True)
    planned = Event("gaze-00000", "gaze", 0, ticks(3), {"yaw": 5.0})
    at = frame_ticks(TimeRange(0, ticks(3)), Rate(30))
    life = realise_life((planned, glance), at, calm(), 1)
    forward = poses.rotate(life.head, np.broadcast_to([0.0, 0.0, 1.0], (len(at), 3)))
    head_yaw = np.degrees(np.arctan2(forward[:, 0], forward[:, 2]))
    whole = head_yaw + life.gaze_degrees[:, 0]
    assert abs(whole[25] - 5) < 3
    assert abs(whole[55] - 45) < 5
    assert head_yaw[55] > 20
    assert abs(whole[80] - 5) < 3
