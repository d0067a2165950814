"""Borders of words and phones."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.core.time import ticks
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits.words import (
    SHORTEST_WORD,
    Side,
    move_phone_edge,
    move_word_edge,
    set_phone_label,
)
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    Phone,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)

S = ticks(1.0)


def word(id_: str, start: float, end: float) -> Word:
    a, b = ticks(start), ticks(end)
    middle = (a + b) // 2
    return Word(id_, id_, a, b, phones=(Phone("AA1", a, middle), Phone("T", middle, b)))


def project() -> Project:
    words = (word("a", 0.2, 0.6), word("b", 0.6, 1.0), word("c", 1.5, 2.0))
    clip = VoiceClip("clip", MediaRef("a.wav", "", 3 * S), start=S, transcript=Transcript(words=words))
    key = Key(S + ticks(1.75), 0.5, anchor=WordAnchor("c", 0.5))
    track = EmotionTrack("t", "joy", Curve((key,)))
    return Project(
        "p",
        "p",
        (Scene("s", "s", characters=(Character("n", "n", "nora", clips=(clip,), emotions=(track,)),)),),
    )


def words_of(project: Project) -> tuple[Word, ...]:
    return project.scenes[0].characters[0].clips[0].transcript.words


def test_touching_neighbours_share_the_border():
    for id_, side in (("a", Side.END), ("b", Side.START)):
        words = words_of(move_word_edge(project(), "clip", id_, side, ticks(0.7)))
        assert words[0].end == words[1].start == ticks(0.7)
        assert words[0].phones[-1].end == ticks(0.7)
        assert words[1].phones[0].start == ticks(0.7)
        assert words[2] == words_of(project())[2]


def test_a_gap_is_room_and_its_end_is_the_end():
    assert words_of(move_word_edge(project(), "clip", "b", Side.END, ticks(1.2)))[1].end == ticks(1.2)
    assert words_of(move_word_edge(project(), "clip", "b", Side.END, ticks(1.9)))[1].end == ticks(1.5)
    assert words_of(move_word_edge(project(), "clip", "c", Side.START, ticks(0.1)))[2].start == ticks(1.0)
    assert words_of(move_word_edge(project(), "clip", "c", Side.END, ticks(9.0)))[2].end == 3 * S


def test_ripple_moves_everything_behind_and_keeps_lengths():
    moved = move_word_edge(project(), "clip", "a", Side.END, ticks(0.8), ripple=True)
    words = words_of(moved)
    assert [w.start for w in words] == [ticks(0.2), ticks(0.8), ticks(1.7)]
    assert [w.end - w.start for w in words[1:]] == [ticks(0.4), ticks(0.5)]
    track = moved.scenes[0].characters[0].emotions[0]
    assert track.curve.keys[0].time == S + ticks(1.95)  # the key went along with its word


def test_phone_borders():
    moved = move_phone_edge(project(), "clip", "a", 1, ticks(0.5))
    assert [p.end for p in words_of(moved)[0].phones] == [ticks(0.5), ticks(0.6)]
    outer = move_phone_edge(project(), "clip", "a", 2, ticks(0.7))
    assert words_of(outer)[1].start == ticks(0.7)
    assert words_of(set_phone_label(project(), "clip", "a", 1, "D"))[0].phones[1].label == "D"


def test_nothing_moved_is_nothing_changed():
    before = project()
    assert move_word_edge(before, "clip", "a", Side.END, ticks(0.6)) is before


def test_strangers_are_refused():
    with pytest.raises(ProblemError):
        move_word_edge(project(), "clip", "nobody", Side.END, 0)
    with pytest.raises(ProblemError):
        set_phone_label(project(), "clip", "a", 9, "D")


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.sampled_from(list(Side)), st.integers(-S, 5 * S), st.booleans()),
        max_size=8,
    )
)
def test_words_stay_in_order_whatever_is_dragged(moves: list[tuple[str, Side, int, bool]]):
    now = project()
    for id_, side, to, ripple in moves:
        now = move_word_edge(now, "clip", id_, side, to, ripple=ripple)
    words = words_of(now)
    assert all(w.end - w.start >= SHORTEST_WORD for w in words)
    assert all(a.end <= b.start for a, b in itertools.pairwise(words))
    assert words[0].start >= 0
    assert words[-1].end <= 3 * S
    for w in words:
        edges = [w.start, *(p.end for p in w.phones)]
        assert edges == sorted(edges)
        assert (w.phones[0].start, w.phones[-1].end) == (w.start, w.end)
