"""Contact sheets: layout, time codes, the word being spoken. No OpenGL."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.emotion_colours import emotion_colour
from studio.core.problems import ProblemError
from studio.core.time import TICKS_PER_SECOND, Rate, ticks
from studio.document.schema import Word
from studio.render.lettering import font_for
from studio.render.sheet import contact_sheet, time_code
from studio.render.sheet_style import SPOKEN
from studio.render.word_strip import spoken_at, word_strip

WORDS = tuple(
    Word(str(i), text, ticks(0.5 * i + 0.1), ticks(0.5 * i + 0.5))
    for i, text in enumerate(["You", "know", "über", "Москва", "end"])
)


def frame(shade: int, width: int = 160, height: int = 120) -> np.ndarray:
    return np.full((height, width, 3), shade, np.uint8)


def rgb(emotion: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(emotion_colour(emotion)[1:]))


def has_colour(picture, colour) -> bool:
    return bool((np.asarray(picture) == np.array(colour)).all(axis=2).any())


def test_every_frame_lies_whole_on_the_page_in_reading_order():
    shades = [200, 130, 90, 60, 30]
    page = np.asarray(contact_sheet([frame(s) for s in shades], [0, 1, 2, 3, 4], columns=3))
    places = []
    for shade in shades:
        rows, columns = np.nonzero((page == shade).all(axis=2))
        block = page[rows.min() : rows.min() + 120, columns.min() : columns.min() + 160]
        assert (block == shade).mean() > 0.99
        places.append((rows.min(), columns.min()))
    assert places == sorted(places)
    assert len({row for row, _ in places}) == 2


def test_title_words_and_emotions_make_the_page_no_narrower_and_show_their_colours():
    plain = contact_sheet([frame(9)] * 2, [0, ticks(0.6)])
    page = contact_sheet(
        [frame(9)] * 2,
        [0, ticks(0.6)],
        WORDS,
        "Title",
        "sub",
        [{"joy": 0.5}, {"fear": 0.2, "joy": 1.0}],
        Rate(30),
    )
    assert page.width == plain.width
    assert page.height > plain.height
    for colour in (rgb("joy"), rgb("fear"), SPOKEN):
        assert has_colour(page, colour)
        assert not has_colour(plain, colour)


def test_a_stronger_emotion_has_a_longer_bar():
    def yellow(level: float) -> int:
        page = contact_sheet([frame(9)], [0], emotions=[{"joy": level}])
        return int((np.asarray(page) == np.array(rgb("joy"))).all(axis=2).sum())

    assert yellow(0.0) == 0
    assert 0 < yellow(0.2) < yellow(0.6) < yellow(1.0)


def test_compounds_without_a_colour_of_their_own_are_grey():
    assert len(set(rgb("bittersweet"))) == 3
    assert max(rgb("bittersweet")) - min(rgb("bittersweet")) < 30


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0.0, (-1, False)),
        (0.1, (0, True)),
        (0.49, (0, True)),
        (0.55, (0, False)),
        (0.6, (1, True)),
        (99.0, (4, False)),
    ],
)
def test_the_word_of_a_moment(at, expected):
    assert spoken_at(WORDS, ticks(at)) == expected


def test_only_a_word_being_spoken_is_lit():
    assert has_colour(word_strip(WORDS, ticks(0.2), 200, 12), SPOKEN)
    assert not has_colour(word_strip(WORDS, ticks(0.55), 200, 12), SPOKEN)
    assert not has_colour(word_strip((), 0, 200, 12), SPOKEN)


def test_a_word_wider_than_the_strip_is_cut_not_refused():
    long = (Word("0", "m" * 500, 0, 10),)
    assert word_strip(long, 5, 100, 12).size[0] == 100


def test_time_codes():
    assert time_code(ticks(3.4)) == "0:03.40"
    assert time_code(ticks(125.0), Rate(30)) == "2:05:00"
    assert time_code(Rate(30).tick_of(102), Rate(30)) == "0:03:12"
    assert time_code(-5) == "0:00.00"


@given(st.integers(0, 3600 * TICKS_PER_SECOND), st.sampled_from([Rate(24), Rate(30000, 1001), Rate(60)]))
def test_the_frame_of_a_time_code_stays_within_its_second(at, rate):
    assert 0 <= int(time_code(at, rate).split(":")[2]) <= rate.fps + 1


def test_no_frames_and_too_large_pages_are_refused_in_words():
    with pytest.raises(ProblemError, match="no frames"):
        contact_sheet([], [])
    wide = np.broadcast_to(np.uint8(0), (8000, 8000, 3))
    with pytest.raises(ProblemError, match="too large"):
        contact_sheet([wide] * 9, list(range(9)))


def test_lengths_and_sizes_must_agree():
    with pytest.raises(ValueError, match="2 frames, 1 times"):
        contact_sheet([frame(1)] * 2, [0])
    with pytest.raises(ValueError, match="one size"):
        contact_sheet([frame(1), frame(1, 80)], [0, 1])


def test_the_same_sheet_twice_is_the_same():
    one, two = (contact_sheet([frame(5)] * 3, [0, 1, 2], WORDS, "T", rate=Rate(25)) for _ in range(2))
    assert one.tobytes() == two.tobytes()


def test_letters_the_bundled_face_lacks_are_looked_for_elsewhere():
    latin, cyrillic = font_for("word", 14), font_for("Москва", 14)
    assert latin.getname()[0] == "Aileron"
    assert cyrillic.getmask("Ж") is not None
    if cyrillic.getname()[0] != "Aileron":
        assert bytes(cyrillic.getmask("Ж")) != bytes(cyrillic.getmask("\uffff"))
