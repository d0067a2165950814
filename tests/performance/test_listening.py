"""Somebody who listens: answers while the other talks, looks at it, and shows the attitude asked for."""

from __future__ import annotations

from itertools import pairwise

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.time import TimeRange, seconds, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Event
from studio.emotion.mix import emotion_mix
from studio.performance.body import plan_body
from studio.performance.gestures.library import Library, own_library
from studio.performance.gestures.plan_limits import HEAD, LEFT, RIGHT, Limits
from studio.performance.life import Accent, PhraseEdge, Voice, plan_life
from studio.performance.life.mood import Mood, calm
from studio.performance.listening import (
    ATTITUDES,
    Listening,
    Partner,
    attitude_of,
    partner_of,
    plan_listening,
)
from studio.performance.listening.partner import attended, listening_spans

MINUTE = TimeRange(0, ticks(60))


def talk(begin: float, end: float) -> Voice:
    """Phrases of 2.4 s with rests of 0.6 s, every other stress a strong one."""
    starts = np.arange(begin, end - 2.0, 3.0)
    return Voice(
        tuple(Accent(ticks(s + d), 0.4 + 0.4 * (d > 1)) for s in starts for d in (0.4, 1.2, 2.0)),
        tuple(PhraseEdge(ticks(s + 2.4), rising=False) for s in starts),
        tuple(TimeRange(ticks(s), ticks(s + 2.4)) for s in starts),
    )


def feeling(**levels: float) -> Mood:
    at = np.array([0, ticks(60)], np.int64)
    return Mood(at, {k: np.full(2, v) for k, v in levels.items()}, np.zeros(2), np.zeros(2))


def partner(begin: float = 1.0, end: float = 58.0, yaw: float = 16.0, mood: Mood | None = None) -> Partner:
    shifts = plan_body(MINUTE, talk(begin, end), calm(), 3, "other")
    return Partner(
        talk(begin, end), mood or calm(), tuple(e for e in shifts if e.kind == "weight_shift"), yaw, -2.0
    )


def listen(attitude: str = "neutral", seed: int = 1, own: Voice | None = None, **more: object) -> Listening:
    voice, mood = own or Voice(), more.pop("mood", calm())
    planned = (*plan_life(MINUTE, voice, mood, seed, "me"), *plan_body(MINUTE, voice, mood, seed, "me"))
    planned = (*more.pop("besides", ()), *planned)
    others = more.pop("partners", (partner(),))
    library = more.pop("library", own_library())
    return plan_listening(
        MINUTE,
        planned,
        voice,
        mood,
        others,
        ATTITUDES[attitude],
        library,
        seed,
        "me",
        **more,  # type: ignore[arg-type]
    )


def signs(heard: Listening) -> list[Event]:
    return [e for e in heard.events if e.id.startswith("listening")]


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**31), attitude=st.sampled_from(sorted(ATTITUDES)))
def test_answers_come_while_the_other_talks_and_never_over_each_other(seed: int, attitude: str):
    heard = listen(attitude, seed, own=talk(30, 40), partners=(partner(1, 29), partner(41, 58)))
    found = signs(heard)
    for event in found:
        assert not 29.7 <= seconds(event.start) <= 40
        assert event.end > event.start
    for one, other in pairwise(found):
        assert other.start - one.start >= ticks(0.6)
    assert list(heard.events) == sorted(heard.events, key=lambda e: (e.start, e.kind, e.id))
    assert len({(e.kind, e.id) for e in heard.events}) == len(heard.events)
    for track in heard.emotions:
        times = [k.time for k in track.curve.keys]
        assert times == sorted(set(times))
        assert all(0 <= k.value <= 1 for k in track.curve.keys)


def test_answers_follow_phrase_ends():
    found = [e for s in range(6) for e in signs(listen("positive", s))]
    assert 6 * 8 <= len(found) <= 6 * 30
    ends = np.array([seconds(e.time) for e in talk(1, 58).phrase_ends])
    late = [seconds(e.start) - ends for e in found]
    assert np.mean([bool(np.any((d > 0.05) & (d < 0.5))) for d in late]) > 0.6


def test_nobody_is_told_a_story_without_an_answer():
    for seed in range(12):
        assert signs(listen("negative", seed, partners=(partner(20, 27),)))


def test_attitudes_differ():
    def share(attitude: str, *names: str) -> float:
        found = [e.name for s in range(8) for e in signs(listen(attitude, s))]
        return sum(n in names for n in found) / len(found)

    nods = ("nod", "nod_small", "nod_double", "nod_slow", "nod_many", "nod_up")
    assert share("positive", *nods) > 0.6
    assert share("negative", *nods) < 0.25
    assert share("negative", "head_shake", "head_shake_slow") > 0.2
    assert share("positive", "head_shake", "head_shake_slow") == 0

    def emotions(attitude: str) -> set[str]:
        return {t.emotion for s in range(4) for t in listen(attitude, s).emotions}

    assert "joy" in emotions("positive")
    assert "joy" not in emotions("negative")


def test_eyes_and_head_go_to_the_other():
    gazes = [e for e in listen().events if e.kind == "gaze"]
    weights = [e.end - e.start for e in gazes]
    on = [abs(e.params["yaw"] - 16) < 4 and abs(e.params["pitch"] + 2) < 4 for e in gazes]
    assert np.average(on, weights=weights) > 0.75
    heads = [e for e in listen().events if e.name == "carriage"]
    assert np.mean([e.params["yaw"] for e in heads]) == pytest.approx(0.55 * 16, abs=2.5)


def test_who_has_the_word_is_looked_at():
    left, right = partner(1, 28, 20.0), partner(31, 58, -20.0)
    assert attended((left, right), ticks(10)) is left
    assert attended((left, right), ticks(45)) is right
    assert attended((left, right), 0) is left
    gazes = [e for e in listen(partners=(left, right)).events if e.kind == "gaze" and e.name == "listener"]
    early = [e.params["yaw"] for e in gazes if e.end < ticks(28)]
    late = [e.params["yaw"] for e in gazes if e.start > ticks(32)]
    assert np.mean(early) > 15
    assert np.mean(late) < -15


def test_listening_ends_where_one_speaks_oneself():
    spans = listening_spans(MINUTE, talk(20, 30), partner(1, 58))
    assert round(seconds(spans[0].start)) == 1
    for own in talk(20, 30).speech:
        assert all(s.end <= own.start or s.start >= own.end for s in spans)


def test_posture_is_mirrored_late():
    other = partner()
    copies = [e for e in listen("positive", partners=(other,)).events if e.id.startswith("mirror")]
    assert copies
    for copy in copies:
        source = next(e for e in other.shifts if copy.id == f"mirror-{e.id}")
        assert 1.0 <= seconds(copy.start - source.start) <= 2.5
        assert copy.params["side"] == pytest.approx(-0.85 * source.params["side"])
    shifts = sorted((e for e in listen("positive").events if e.kind == "weight_shift"), key=lambda e: e.start)
    for one, after in pairwise(shifts):
        assert after.start >= one.end


def test_feelings_are_shared_faintly_but_not_where_some_are_painted():
    sad = partner(mood=feeling(sadness=1.0))
    shown = {t.emotion: t for t in listen("positive", partners=(sad,)).emotions}
    assert 0.1 < max(k.value for k in shown["sadness"].curve.keys) < 0.5
    assert not listen("positive", partners=(sad,), mood=feeling(anger=1.0)).emotions


def test_pinned_glances_and_gestures_are_left_alone():
    pinned = Event("mine", "gaze", ticks(5), ticks(9), {"yaw": -30.0, "pitch": 0.0}, "away", pinned=True)
    wave = Event("wave", "gesture", ticks(10), ticks(14), {"stroke": 0.7}, "wave_hello", pinned=True)
    heard = listen("positive", besides=(pinned, wave))
    assert pinned in heard.events
    assert wave in heard.events
    others = [e for e in heard.events if e.kind == "gesture" and e.id != "wave"]
    assert others
    assert all(e.end <= wave.start or e.start >= wave.end for e in others)


def test_a_library_without_signs_still_nods():
    assert {e.name for e in signs(listen("positive", library=Library()))} == {"nod"}


def test_held_parts_stay_still():
    still = listen("positive", limits=Limits(frozenset({HEAD})))
    assert all(e.kind == "head" for e in signs(still))
    busy = listen("neutral", limits=Limits(frozenset({LEFT, RIGHT})))
    assert not [e for e in busy.events if e.id.startswith("stance")]


def test_the_same_again():
    one, other = listen("positive", 5), listen("positive", 5)
    assert one.events == other.events
    assert one.emotions == other.emotions
    assert listen("positive", 6).events != one.events


def test_partner_and_attitude_come_from_characters():
    track = EmotionTrack("e", "joy", Curve((Key(0, 0.8),)))
    who = Character("b", "b", "nora", 4, emotions=(track,), extra={"attitude": "negative"})
    seen = partner_of(who, {}, MINUTE, (12.0, 1.0))
    assert seen.mood.level("joy", ticks(3)) == pytest.approx(0.8)
    assert (seen.yaw, seen.pitch) == (12.0, 1.0)
    assert seen.shifts
    assert attitude_of(who).name == "negative"
    assert attitude_of(attrs.evolve(who, extra={"attitude": "odd"})).name == "neutral"


def test_tracks_can_be_mixed():
    tracks = listen("positive", 2, partners=(partner(mood=feeling(joy=1.0)),)).emotions
    mix = emotion_mix(tracks, np.arange(0, 60, dtype=np.int64) * ticks(1.0))
    assert 0.05 < mix.emotions()["joy"].max() <= 0.8
