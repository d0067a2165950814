"""The search over words, on score tables whose best path is known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.speech.search import Path, Prices, WordGraph, search

STATES = 3
UNLIKE = -100.0


def graph_of(words: int) -> WordGraph:
    """Words of one sound each; the states of word k read columns 3k, 3k + 1 and 3k + 2."""
    states = STATES * words
    half = np.full(states, np.log(0.5), np.float32)
    first = np.arange(0, states, STATES, dtype=np.int32)
    return WordGraph(
        np.arange(states, dtype=np.int32), half, half, first, first + STATES - 1,
        np.arange(words, dtype=np.int32), np.zeros(states, np.int32), words,
    )  # fmt: skip


def table_of(said: list[int | None], words: int, each: int = 9) -> tuple[np.ndarray, np.ndarray]:
    """Scores where `each` frames long the words of `said` are heard, and silence for None."""
    frames = each * len(said)
    scores = np.full((frames, STATES * words), UNLIKE, np.float32)
    silence = np.full(frames, UNLIKE, np.float32)
    for place, word in enumerate(said):
        start = place * each
        if word is None:
            silence[start : start + each] = 0
        else:
            for state in range(STATES):
                step = each // STATES
                scores[start + state * step : start + (state + 1) * step, STATES * word + state] = 0
    return scores, silence


def find(said: list[int | None], words: int, *, free_end: bool = False) -> Path:
    scores, silence = table_of(said, words)
    return search(scores, silence, graph_of(words), Prices(), free_end=free_end)


def test_words_are_found_where_they_are_said() -> None:
    path = find([None, 0, 1, None, 2], 3)
    assert [(s.word, s.starts[0], s.end) for s in path.stretches] == [(0, 9, 18), (1, 18, 27), (2, 36, 45)]
    assert [(a, b, foreign) for a, b, foreign in path.rests] == [(0, 9, False), (27, 36, False)]


def test_a_word_that_is_not_said_is_left_out() -> None:
    path = find([0, 2, 3], 4)
    assert [s.word for s in path.stretches] == [0, 2, 3]


def test_a_long_passage_that_is_not_said_is_left_out() -> None:
    path = find([0, 1, 38, 39], 40)
    assert [s.word for s in path.stretches] == [0, 1, 38, 39]


def test_sound_that_is_not_in_the_script_is_foreign() -> None:
    scores, silence = table_of([0, None, None, 1], 2)
    silence[:] = UNLIKE
    path = search(scores, silence, graph_of(2), Prices())
    assert [s.word for s in path.stretches] == [0, 1]
    assert path.rests == ((9, 27, True),)


def test_a_free_end_does_not_pay_for_the_rest_of_the_script() -> None:
    path = find([0, 1], 30, free_end=True)
    assert [s.word for s in path.stretches] == [0, 1]
    assert path.reached == 2


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 60), st.booleans(), st.floats(0.5, 30.0))
def test_any_scores_give_words_in_order_within_the_recording(
    seed: int, words: int, frames: int, free_end: bool, spread: float
) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(-spread, spread, (frames, STATES * words)).astype(np.float32)
    silence = random.normal(-spread, spread, frames).astype(np.float32)
    path = search(scores, silence, graph_of(words), Prices(), free_end=free_end)
    spans = [(s.word, s.starts[0], s.end) for s in path.stretches]
    assert spans == sorted(spans)
    assert all(end - start >= STATES for _, start, end in spans)
    assert all(before[2] <= after[1] for before, after in pairwise(spans))
    assert all(start >= 0 and end <= frames for _, start, end in spans)
    covered = sum(end - start for _, start, end in spans) + sum(b - a for a, b, _ in path.rests)
    assert covered == frames


def test_no_frames_give_no_words() -> None:
    empty = np.zeros((0, STATES), np.float32)
    path = search(empty, np.zeros(0, np.float32), graph_of(1), Prices())
    assert path.stretches == ()
    assert path.rests == ()


@pytest.mark.parametrize("each", [3, 30])
def test_the_pace_does_not_matter(each: int) -> None:
    scores, silence = table_of([0, 1, 2], 3, each)
    path = search(scores, silence, graph_of(3), Prices())
    assert [s.starts[0] for s in path.stretches] == [0, each, 2 * each]
