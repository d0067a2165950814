from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.time import TICKS_PER_SECOND, TimeRange, ticks
from studio.document.schema import Event
from studio.performance.body import plan_body
from studio.performance.body.motion import breathing, weight
from studio.performance.life import Mood, Voice, calm
from studio.performance.life.voice import PhraseEdge

MINUTES = TimeRange(0, ticks(300))


def mood_of(arousal):
    level = np.full(1, float(arousal))
    return Mood(np.zeros(1, np.int64), {}, level, np.zeros(1))


def of_kind(events, kind):
    return [e for e in events if e.kind == kind]


def rate_of(events):
    return 60 / np.mean([(e.end - e.start) / TICKS_PER_SECOND for e in of_kind(events, "breath")])


@given(st.integers(0, 10_000), st.floats(-1, 1))
def test_people_breathe_twelve_to_twenty_times_a_minute(seed, arousal):
    events = plan_body(MINUTES, Voice(), mood_of(arousal), seed)
    assert 11.9 <= rate_of(events) <= 20.1
    breaths = of_kind(events, "breath")
    assert breaths[0].start <= 0
    assert breaths[-1].end >= MINUTES.end
    assert all(a.end == b.start for a, b in pairwise(breaths))


def test_arousal_quickens_the_breath():
    slow, fast = (rate_of(plan_body(MINUTES, Voice(), mood_of(a), 3)) for a in (-0.3, 0.8))
    assert fast > slow + 3


@given(st.integers(0, 10_000), st.floats(-1, 1))
def test_weight_shifts_every_five_to_fifteen_seconds(seed, arousal):
    events = of_kind(plan_body(MINUTES, Voice(), mood_of(arousal), seed), "weight_shift")
    starts = np.array([e.start for e in events]) / TICKS_PER_SECOND
    assert starts[0] < 9
    assert (np.diff(starts) >= 4.9).all()
    assert (np.diff(starts) <= 15.1).all()
    assert all(0.5 < (e.end - e.start) / TICKS_PER_SECOND < 2 for e in events)
    assert all(e.end <= MINUTES.end for e in events)
    assert all(abs(e.params["side"]) <= 1 for e in events)


def test_speakers_draw_breath_before_they_speak():
    talk = tuple(TimeRange(ticks(t), ticks(t + 3.0)) for t in np.arange(2.0, 290.0, 6.3))
    voice = Voice(speech=talk)
    starts = np.array([e.start for e in of_kind(plan_body(MINUTES, voice, calm(), 1), "breath")])
    ready = [np.any(np.abs(starts - (s.start - ticks(0.5))) < ticks(0.1)) for s in talk]
    assert np.mean(ready) > 0.8
    random = [np.any(np.abs(starts - (s.start - ticks(2.0))) < ticks(0.1)) for s in talk]
    assert np.mean(random) < 0.3


def test_shifts_wait_for_the_end_of_a_phrase():
    ends = tuple(PhraseEdge(ticks(t), False) for t in np.arange(0.7, 299, 0.9))
    events = of_kind(plan_body(MINUTES, Voice(phrase_ends=ends), calm(), 2), "weight_shift")
    assert all(any(e.start == edge.time for edge in ends) for e in events)


def test_plans_are_their_seeds():
    one, two = (plan_body(MINUTES, Voice(), calm(), 5, "a") for _ in range(2))
    assert one == two
    assert plan_body(MINUTES, Voice(), calm(), 6, "a") != one
    assert plan_body(MINUTES, Voice(), calm(), 5, "b") != one
    assert len({(e.kind, e.id) for e in one}) == len(one)


def test_an_empty_span_has_no_shifts():
    assert not of_kind(plan_body(TimeRange(0, 0), Voice(), calm(), 1), "weight_shift")


def test_breath_rises_faster_than_it_falls_and_rests_at_both_ends():
    at = np.linspace(0, ticks(4), 401).astype(np.int64)
    chest = breathing([Event("b", "breath", 0, ticks(4), {"amount": 0.8, "inhale": 0.4})], at)
    assert chest.max() == pytest.approx(0.8, abs=1e-6)
    assert at[np.argmax(chest)] == pytest.approx(ticks(1.6), abs=ticks(0.02))
    assert chest[0] == 0
    assert abs(chest[1]) < 1e-4
    assert chest[-1] < 1e-4


def test_a_shift_cut_short_goes_on_from_where_it_was():
    events = [
        Event("a", "weight_shift", 0, ticks(2), {"side": 1.0}),
        Event("b", "weight_shift", ticks(1), ticks(2), {"side": -1.0}),
    ]
    at = np.linspace(0, ticks(3), 301).astype(np.int64)
    side = weight(events, at)[:, 0]
    assert np.abs(np.diff(side)).max() < 0.04
    assert side[-1] == pytest.approx(-1)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9), st.floats(-9, 9)), max_size=8))
def test_whatever_an_artist_does_to_shifts_the_weight_stays_between_the_feet(clips):
    events = [
        Event(str(i), "weight_shift", ticks(s / 5), ticks(s / 5) + ticks(d / 5), {"side": v})
        for i, (s, d, v) in enumerate(clips)
    ]
    values = weight(events, np.linspace(0, ticks(14), 200).astype(np.int64))
    assert np.abs(values).max(initial=0) <= 1 + 1e-9
