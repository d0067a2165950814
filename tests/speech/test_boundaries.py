"""Boundaries drawn on the signal, and words that were not heard."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.speech import boundaries
from studio.speech.boundary_weights import CLASSES
from studio.speech.filling import fill
from studio.speech.graph import Pronunciation
from studio.speech.passages import Placed
from studio.speech.phones import Sound
from studio.speech.refining import PAUSE_KIND, TICKS_PER_PLACE, refine_placed

RATE = 16_000


def word_of(*labels: str) -> Pronunciation:
    return tuple(Sound(label, 0, ((label.rstrip("012"),),)) for label in labels)


def hiss_then_buzz(change: float, seconds: float = 1.0) -> np.ndarray:
    at = np.arange(int(seconds * RATE)) / RATE
    hiss = np.diff(np.random.default_rng(0).normal(0, 0.05, len(at) + 1))
    buzz = 0.1 * sum(np.sin(2 * np.pi * 150 * k * at) / k for k in range(1, 15))
    return np.where(at < change, hiss, buzz).astype(np.float32)


def test_a_boundary_moves_to_the_change() -> None:
    for change in (0.400, 0.425, 0.450):
        signal = boundaries.changes(hiss_then_buzz(change))
        places = np.array([20, 85, 180])
        kinds = [PAUSE_KIND, "voiceless fricative", "vowel", PAUSE_KIND]
        refined = boundaries.refine(signal, places, kinds)[1] * boundaries.HOP / RATE
        assert abs(refined - change) < 0.012


def test_long_recordings_change_as_short_ones_do(monkeypatch: object) -> None:
    sound = hiss_then_buzz(0.5)
    whole = boundaries.changes(sound)
    monkeypatch.setattr(boundaries, "_BLOCK", 37)  # type: ignore[attr-defined]
    np.testing.assert_allclose(boundaries.changes(sound), whole, atol=1e-3)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.tuples(st.integers(0, 40), st.lists(st.integers(1, 30), min_size=1, max_size=4)), max_size=6),
    st.booleans(),
)
def test_refined_words_stay_in_order_inside_the_recording(
    seed: int, shape: list[tuple[int, list[int]]], heard: bool
) -> None:
    random = np.random.default_rng(seed)
    placed, frame = [], 0
    for index, (pause, lengths) in enumerate(shape):
        frame += pause
        starts = [frame + sum(lengths[:k]) for k in range(len(lengths))]
        frame += sum(lengths)
        sounds = word_of(*(random.choice(["AA1", "B", "S", "HH", "N", "JH"]) for _ in lengths))
        placed.append(Placed(index, sounds, tuple(starts), frame, 0.9, heard or bool(index % 2)))
    samples = random.normal(0, 0.1, max(frame * 160 - 100, 10)).astype(np.float32)
    duration = len(samples) * 44_100
    timed = refine_placed(placed, samples, duration)
    times = [one.times for one in timed]
    assert all(a < b for row in times for a, b in pairwise(row))
    assert all(before[-1] <= after[0] for before, after in pairwise(times))
    assert all(row[0] >= 0 and row[-1] <= duration for row in times)
    for one, row in zip(placed, times, strict=True):
        reach = (boundaries.REACH + 2) * TICKS_PER_PLACE
        assert abs(row[0] - one.starts[0] * 2 * TICKS_PER_PLACE) <= reach


def test_weights_know_every_class() -> None:
    assert boundaries.LEFT.shape == boundaries.RIGHT.shape == (len(CLASSES), 7)


WORDS = [(word_of("B", "AA1"),) for _ in range(6)]


def placed(word: int, start: int, end: int) -> Placed:
    return Placed(word, WORDS[word][0], (start, (start + end) // 2), end, 0.9)


def test_a_missing_word_goes_into_the_pause_it_belongs_to() -> None:
    active = np.zeros(200, bool)
    active[10:60] = active[100:190] = True
    filled, lost = fill([placed(0, 10, 30), placed(2, 100, 140)], WORDS[:3], active)
    assert lost == ()
    assert [one.word for one in filled] == [0, 1, 2]
    assert 30 <= filled[1].starts[0] < filled[1].end <= 60
    assert not filled[1].heard
    assert filled[1].confidence < 0.3


def test_a_missing_word_between_neighbours_borrows_from_them() -> None:
    filled, lost = fill([placed(0, 10, 30), placed(2, 30, 60)], WORDS[:3], np.ones(100, bool))
    assert lost == ()
    assert filled[0].end <= filled[1].starts[0] < filled[1].end <= filled[2].starts[0]
    assert filled[0].starts == (10, 20)
    assert filled[2].end == 60


def test_what_finds_no_room_is_named() -> None:
    filled, lost = fill([], WORDS, np.zeros(4, bool))
    assert len(filled) + len(lost) == 6
    assert lost


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_word_is_laid_in_order_or_named_as_lost(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    known = sorted(data.draw(st.sets(st.integers(0, count - 1))))
    frames = data.draw(st.integers(1, 300))
    cuts = sorted(
        data.draw(st.lists(st.integers(0, frames), min_size=2 * len(known), max_size=2 * len(known)))
    )
    spans = list(zip(cuts[::2], cuts[1::2], strict=True))
    heard = [placed(word, a, b) for word, (a, b) in zip(known, spans, strict=True) if b - a >= 2]
    active = np.array(data.draw(st.lists(st.booleans(), min_size=frames, max_size=frames)))
    filled, lost = fill(heard, WORDS[:count], active)
    assert sorted([*(one.word for one in filled), *lost]) == list(range(count))
    assert [one.word for one in filled] == sorted(one.word for one in filled)
    assert all(a.end <= b.starts[0] for a, b in pairwise(filled))
    assert all(one.starts[0] < one.end <= frames for one in filled)
