"""Planned gestures: on stressed vowels, as often as the style has it, in nobody's way, not by chance."""

from __future__ import annotations

from itertools import pairwise

import attrs
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from studio.core.problems import ProblemLog
from studio.core.time import TimeRange, seconds, ticks
from studio.document.schema import Character, Event
from studio.performance.gestures.library import Library, own_library
from studio.performance.gestures.plan import another_one, plan_gestures
from studio.performance.gestures.plan_choice import HIDES_MOUTH, counting_way
from studio.performance.gestures.plan_limits import FREE, LEFT, RIGHT, Limits, limits_of, seated
from studio.performance.gestures.plan_style import STYLES, Style, style_of
from studio.performance.gestures.plan_words import SaidWord
from studio.performance.gestures.schema import Gesture, Hand, Oscillation, Pose
from studio.performance.life import Accent, PhraseEdge, Voice
from studio.performance.life.mood import Mood

HAND = Hand((0.1, -0.5, 0.5), (0, 1, 0), (0, 0, 1))
WORDS = (
    "big", "idea", "together", "never", "grow", "open", "you", "we", "here", "cut", "world", "first", "small",
    "change", "money", "round",
)  # fmt: skip


def gesture(name: str, kind: str = "beat", hands: str = "either", **more: object) -> Gesture:
    poses = (Pose("prep", 0.45, HAND), Pose("stroke", 0.7, HAND), Pose("hold", 1.0, HAND))
    return Gesture(name, kind, "", poses, hands=hands, **more)  # type: ignore[arg-type]


def library() -> Library:
    made = [
        gesture(f"beat_{k}", duration=0.7 + 0.02 * k, hands="both" if k % 4 == 0 else "either")
        for k in range(14)
    ]
    made += [
        gesture(f"show_{w}", "metaphoric", words={"en": (w,)}, hands="both" if k % 3 == 0 else "either")
        for k, w in enumerate(WORDS)
    ]
    made += [gesture("question_open", "metaphoric", "both", words={"en": ("which",)})]
    made += [gesture("sad_hold", "adaptor", emotions=("sadness",)), gesture("nod", "listening", "none")]
    made += [gesture("point_left", "deictic", "left", words={"en": ("left",)})]
    made += [
        gesture("however", "metaphoric", words={"en": ("however",)}),
        gesture("either_side", "metaphoric", words={"en": ("either",)}),
    ]
    shaking = (Pose("stroke", 0.4, HAND), Pose("hold", 1.0, HAND, oscillate=Oscillation()))
    made += [Gesture("rolling", "metaphoric", "", shaking, duration=1.6)]
    return Library({g.name: g for g in sorted(made, key=lambda g: g.name)})


LIBRARY = library()


def said(texts: list[str], pace: float = 0.38, pause_every: int = 8, language: str = "en") -> list[SaidWord]:
    """Words one after the other, every third of them stressed, with a rest after each phrase."""
    found, at = [], 0.4
    for k, text in enumerate(texts):
        phrase = k // pause_every
        at += 0.6 if k and k % pause_every == 0 else 0.0
        stress = 0.85 if k % 3 == 1 else 0.3
        found.append(
            SaidWord(
                f"c-w{k}", text, language, ticks(at), ticks(at + pace), ticks(at + 0.6 * pace), stress, phrase
            )
        )
        at += pace
    ends = {w.phrase: w.end for w in found}
    starts = {w.phrase: w.start for w in reversed(found)}
    return [attrs.evolve(w, phrase_start=starts[w.phrase], phrase_end=ends[w.phrase]) for w in found]


def voice_of(words: list[SaidWord]) -> Voice:
    spans = []
    for number in sorted({w.phrase for w in words}):
        inside = [w for w in words if w.phrase == number]
        spans.append(TimeRange(inside[0].start, inside[-1].end))
    return Voice(
        tuple(Accent(w.nucleus, w.prominence, w.id) for w in words),
        tuple(PhraseEdge(s.end, rising=False) for s in spans),
        tuple(spans),
    )


def mood(**levels: float) -> Mood:
    at = np.array([0, ticks(200)], np.int64)
    arousal = levels.pop("arousal", 0.0)
    return Mood(at, {k: np.full(2, v) for k, v in levels.items()}, np.full(2, arousal), np.zeros(2))


def plan(
    words: list[SaidWord], seed: int = 1, feeling: Mood | None = None, **more: object
) -> tuple[Event, ...]:
    span = TimeRange(0, words[-1].end + ticks(2))
    return plan_gestures(
        span,
        voice_of(words),
        words,
        feeling or mood(),
        LIBRARY,
        seed=seed,
        who="a",
        **more,  # type: ignore[arg-type]
    )


def long_talk(count: int = 300) -> list[SaidWord]:
    rng = np.random.default_rng(5)
    return said(
        [WORDS[int(rng.integers(len(WORDS)))] if rng.random() < 0.3 else f"thing{k}" for k in range(count)]
    )


def stroke_end(event: Event) -> float:
    return seconds(event.start) + event.params["stroke"]


def held_until(event: Event) -> float:
    return stroke_end(event) + event.params["hold"]


def shares(one: Event, other: Event) -> bool:
    a, b = one.params["side"], other.params["side"]
    return a == 0 or b == 0 or a == b


@settings(max_examples=10, deadline=None)
@example(seed=0, style="lively", sad=0.0, anger=0.25, pace=0.2667299400441734)  # quick strokes
@given(
    seed=st.integers(0, 2**31),
    style=st.sampled_from(sorted(STYLES)),
    sad=st.floats(0, 1),
    anger=st.floats(0, 1),
    pace=st.floats(0.15, 0.5),
)
def test_strokes_fall_on_vowels_and_no_gesture_is_in_anothers_way(
    seed: int, style: str, sad: float, anger: float, pace: float
):
    words = said([*WORDS, *(f"thing{k}" for k in range(30))], pace)
    nuclei = {f"gesture-{w.id}": seconds(w.nucleus) for w in words}
    events = plan(words, seed, mood(sadness=sad, anger=anger, arousal=anger - sad), style=STYLES[style])
    assert events
    for event in events:
        assert -0.2 <= stroke_end(event) - nuclei[event.id] <= 0.05
        assert event.start >= 0
        assert event.params["stroke"] >= 0.1
        assert event.params["hold"] >= 0
        assert held_until(event) <= seconds(event.end) + 1e-6
        usual = LIBRARY.gestures[event.name].stroke
        assert usual / event.params["stroke"] <= 1.6 * 1.76, "no hand is that fast"
    for one, other in pairwise(events):
        assert held_until(one) <= seconds(other.start) + 1e-6
        if shares(one, other):
            assert one.end <= other.start


def test_rate_is_the_styles_and_gestures_seldom_come_back():
    words = long_talk()
    speech = seconds(sum(s.duration for s in voice_of(words).speech))
    for style in STYLES.values():
        events = plan(words, style=style)
        rate = len(events) / speech
        assert 0.25 <= rate <= 0.6
        assert rate == pytest.approx(style.rate, rel=0.12)
        for one, other in pairwise(events):
            assert one.name != other.name


def test_variety_of_two_minutes_with_the_programs_own_gestures():
    words = long_talk(280)
    span = TimeRange(0, ticks(120))
    events = plan_gestures(span, voice_of(words), words, mood(), own_library(), seed=3)
    assert len({e.name for e in events}) >= 0.6 * len(events)


def test_the_same_again_and_others_for_other_seeds():
    words = long_talk(80)
    assert plan(words, 4) == plan(words, 4)
    assert plan(words, 4) != plan(words, 5)


def test_words_get_the_gestures_that_name_them():
    words = said(["um", "big", "so", "the", "open", "a", "to", "together", "of"], pace=0.6)
    names = [e.name for e in plan(words, 2, style=Style(rate=0.6))]
    assert any(name.startswith("show_") for name in names)
    beats = plan(said(["um", "blah", "so", "the", "gaga", "a", "to", "dada", "of"], pace=0.6), 2)
    assert not any(e.name.startswith("show_") for e in beats)


def test_an_unknown_language_gets_beats():
    words = said(["grand"] * 30, language="fi")
    names = {e.name for e in plan(words)}
    assert names
    assert all(name.startswith(("beat", "rolling")) for name in names)


def test_questions_open_the_palms():
    texts = ["did", "gaga", "the", "dada"] * 6
    words = [attrs.evolve(w, asks=True) for w in said(texts, pause_every=4)]
    assert any(e.name == "question_open" for e in plan(words))
    assert not any(e.name == "question_open" for e in plan(said(texts, pause_every=4)))


def later(word: SaidWord, wait: float) -> SaidWord:
    moved = {
        name: getattr(word, name) + ticks(wait)
        for name in ("start", "end", "nucleus", "phrase_start", "phrase_end")
    }
    return attrs.evolve(word, **moved)


def test_hands_rest_in_pauses():
    words = [later(w, 6.0) if w.phrase else w for w in said([f"thing{k}" for k in range(16)], pause_every=8)]
    pause = (seconds(words[7].end) + 1.5, seconds(words[8].start) - 1.2)
    for event in plan(words):
        assert not (seconds(event.start) < pause[1] and seconds(event.end) > pause[0])


def test_hands_stay_up_from_one_gesture_to_the_next_in_a_run_of_talk():
    words = said([f"thing{k}" for k in range(40)], pace=0.3, pause_every=40)
    events = plan(words, style=STYLES["lively"])
    near = [(a, b) for a, b in pairwise(events) if shares(a, b) and held_until(a) > seconds(b.start) - 1.9]
    assert len(near) >= 3
    assert all(b.start - a.end < ticks(0.8) for a, b in near)


def test_pinned_and_muted_gestures_stay_and_are_left_alone():
    words = long_talk(60)
    before = plan(words)
    pinned = attrs.evolve(before[2], name="show_big", pinned=True, start=before[2].start - ticks(0.1))
    muted = attrs.evolve(before[5], muted=True)
    after = plan(words, 9, kept=(pinned, muted))
    assert not {pinned.id, muted.id} & {e.id for e in after}
    for event in after:
        assert event.end <= pinned.start or event.start >= ticks(held_until(pinned)) - 1
        assert abs(stroke_end(event) - stroke_end(muted)) > 0.3


def test_contrast_changes_the_hand():
    sides = []
    for seed in range(12):
        words = said(["either", "gaga", "dada", "however", "bobo"], pace=1.2, pause_every=9)
        chosen = [attrs.evolve(w, prominence=0.95 if w.text in ("either", "however") else 0.2) for w in words]
        by_word = {e.extra["word"]: e for e in plan(chosen, seed, style=Style(rate=0.4))}
        if {"either", "however"} <= set(by_word):
            sides.append((by_word["either"].params["side"], by_word["however"].params["side"]))
    one_handed = [pair for pair in sides if all(pair)]
    assert len(one_handed) >= 3
    assert all(a == -b for a, b in one_handed)


def test_the_word_left_is_on_the_left():
    words = [attrs.evolve(w, prominence=0.9) for w in said(["gaga", "dada", "left", "bobo"], pace=1.0)]
    for seed in range(4):
        for event in plan(words, seed):
            if event.extra["word"] == "left" and event.params["side"]:
                assert event.params["side"] == 1


def test_busy_hands_are_left_alone():
    words = long_talk(80)
    right_held = plan(words, limits=Limits(frozenset({RIGHT})))
    assert right_held
    assert all(e.params["side"] == 1 and LIBRARY.gestures[e.name].hands != "both" for e in right_held)
    none_free = plan(words, limits=Limits(frozenset({LEFT, RIGHT})))
    assert {e.name for e in none_free} == {"nod"}
    for_a_while = Limits(spans=((TimeRange(ticks(5), ticks(15)), frozenset({LEFT})),))
    for event in plan(words, limits=for_a_while):
        if 5 <= stroke_end(event) <= 15:
            assert event.params["side"] == -1


def test_modes_are_read_from_the_character_and_its_events():
    log = ProblemLog()
    holding = Event("k", "constraint", ticks(1), ticks(2), name="holding_left")
    who = Character("a", "a", "nora", events=(holding,), extra={"pose_mode": "sitting+levitating"})
    limits = limits_of(who, log)
    assert [p.subject for p in log] == ["levitating"]
    assert LEFT in limits.busy(ticks(1.5), ticks(3))
    assert LEFT not in limits.busy(ticks(2), ticks(3))
    assert seated(limits, Event("w", "weight_shift", 0, 1))
    assert not seated(FREE, Event("w", "weight_shift", 0, 1))


def test_a_left_handed_person_uses_the_left_hand():
    def left(extra: dict[str, str]) -> float:
        who = Character("a", "a", "nora", extra=extra)
        sides = [e.params["side"] for e in plan(long_talk(200), style=style_of(who)) if e.params["side"]]
        return float(np.mean(np.array(sides) > 0))

    assert left({"handedness": "left"}) > 0.55 > 0.45 > left({})


def test_anger_gets_ready_faster_than_sorrow():
    def median(**levels: float) -> float:
        return float(np.median([e.params["stroke"] for e in plan(long_talk(120), feeling=mood(**levels))]))

    assert median(anger=1.0) < 0.8 * median() < 0.8 * median(sadness=1.0)


def test_another_one_goes_round_and_keeps_the_stroke():
    event = next(e for e in plan(long_talk(60)) if e.name.startswith("beat"))
    seen, now = [], event
    for _ in range(40):
        now = another_one(now, LIBRARY, 3)
        seen.append(now.name)
        assert abs(stroke_end(now) - stroke_end(event)) < 1e-6
        assert now.params["stroke"] >= 0.1
    assert seen[0] != event.name
    assert len(set(seen)) >= 5
    assert another_one(event, LIBRARY, 3) == another_one(event, LIBRARY, 3)
    alone = Library({"beat_0": gesture("beat_0")})
    assert another_one(attrs.evolve(event, name="beat_0"), alone).name == "beat_0"


def test_a_word_whose_gesture_was_moved_away_gets_no_second_one():
    words = long_talk(60)
    before = plan(words)
    moved = attrs.evolve(
        before[3], pinned=True, start=before[3].start + ticks(9), end=before[3].end + ticks(9)
    )
    assert not [e for e in plan(words, kept=(moved,)) if e.id == moved.id]


def test_counting_goes_on_in_the_way_and_on_the_hand_it_began():
    texts = [w for n in ("first", "second", "third") for w in ("and", n, "gaga", "the", "dada", "of")]
    for seed in range(8):
        words = [
            attrs.evolve(w, prominence=0.95 if w.text in ("first", "second", "third") else 0.2)
            for w in said(texts, pace=0.5, pause_every=6)
        ]
        span = TimeRange(0, words[-1].end + ticks(2))
        events = plan_gestures(span, voice_of(words), words, mood(), own_library(), seed=seed)
        ways = [(counting_way(own_library().gestures[e.name]), e.params["side"]) for e in events]
        assert len({way for way in ways if way[0]}) <= 1


def test_nothing_said_or_nothing_to_do_it_with_plans_nothing():
    words = said(["gaga", "dada"])
    span = TimeRange(0, ticks(3))
    assert plan_gestures(span, Voice(), (), mood(), LIBRARY) == ()
    assert plan_gestures(span, voice_of(words), words, mood(), Library()) == ()


def test_no_hand_hides_a_mouth_that_goes_on_talking():
    """Asked for on every word, such a gesture comes at the ends of phrases alone."""
    hush = gesture("hush", "metaphoric", words={"en": ("big",)}, tags=(HIDES_MOUTH,))
    known = Library({"hush": hush, "beat": gesture("beat")})
    words = said(["big"] * 24, pace=0.5, pause_every=2)
    span = TimeRange(0, words[-1].end + ticks(2))
    events = plan_gestures(span, voice_of(words), words, mood(), known, seed=1)
    by_id = {word.id: word for word in words}
    after = [by_id[e.id.removeprefix("gesture-")] for e in events if e.name == "hush"]
    assert after
    assert all(word.phrase_end - word.end <= ticks(0.4) for word in after)
    assert any(e.name == "beat" for e in events)
