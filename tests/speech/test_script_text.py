"""Scripts as spoken words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.speech.text import LONGEST_SCRIPT, read_script


def first_ways(text: str, language: str = "en") -> list[str]:
    return [" ".join(word.ways[0]) for word in read_script(text, language)]


def every_way(text: str, language: str = "en") -> set[str]:
    return {" ".join(way) for word in read_script(text, language) for way in word.ways}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1984", "nineteen eighty four"),
        ("2005", "two thousand five"),
        ("1,000,000", "one million"),
        ("3.14", "three point one four"),
        ("21st", "twenty first"),
        ("$5.50", "five dollars fifty"),
        ("$5 million", "five million dollars"),
        ("50%", "fifty percent"),
        ("10 %", "ten percent"),
        ("5:30pm", "five thirty p. m."),
        ("1980s", "nineteen eighties"),
        ("-5", "minus five"),
        ("3/4", "three quarters"),
        ("½", "one half"),
        ("007", "oh oh seven"),
        ("Mr.", "mister"),
        ("U.S.A.", "u. s. a."),
        ("HTML", "h. t. m. l."),
        ("don’t", "don't"),
        ("&", "and"),
        ("20°C", "twenty degrees celsius"),
        ("2026-11-20", "november twentieth twenty twenty six"),
        ("v1.2.3", "v. one point two point three"),
        ("well-known", "well known"),
        ("١٢", "twelve"),
    ],
)
def test_english_is_said_as_a_reader_says_it(written: str, said: str) -> None:
    assert first_ways(written) == [said]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("1984", "neunzehnhundertvierundachtzig"),
        ("2026", "zweitausendsechsundzwanzig"),
        ("3,14", "drei Komma eins vier"),
        ("1.000.000", "eine Million"),
        ("17:30 Uhr", "siebzehn Uhr dreißig"),
        ("5,50 €", "fünf Euro fünfzig"),
        ("21 %", "einundzwanzig Prozent"),
        ("z. B.", "zum Beispiel"),
        ("Dr.", "Doktor"),
        ("100 km/h", "einhundert Kilometer pro Stunde"),
        ("1/2", "ein halb"),
        ("Straße", "Straße"),
    ],
)
def test_german_is_said_as_a_reader_says_it(written: str, said: str) -> None:
    assert first_ways(written, "de") == [said]


def test_what_may_be_said_in_two_ways_keeps_both() -> None:
    assert {"one hundred", "a hundred"} <= every_way("100")
    assert {"dritten", "drei"} <= every_way("am 3. Mai", "de")
    assert {"nasa", "n. a. s. a."} <= every_way("NASA")


def test_the_written_word_is_kept_for_display() -> None:
    shown = [word.text for word in read_script("“Hello,” she said — it’s $5.50… at 5:30pm, e.g. now!", "en")]
    assert shown == ["Hello", "she", "said", "it's", "$5.50", "at", "5:30pm", "e.g.", "now"]


def test_stage_directions_are_tags_of_the_next_word_and_are_not_spoken() -> None:
    words = read_script("[sighs] Well (he {slowly} turns) I *coughs* know <laughs> it. [exit]", "en")
    assert [(word.text, word.tags) for word in words] == [
        ("Well", ("sighs",)),
        ("I", ("he slowly turns",)),
        ("know", ("coughs",)),
        ("it", ("laughs", "exit")),
    ]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "— … !!! 🙂 ()", "\x00\u200b\ufeff\u202e", "[only directions]"]
)
def test_what_is_not_spoken_gives_no_words(text: str) -> None:
    assert read_script(text, "en") == ()


def test_scripts_without_spaces_are_cut_into_words() -> None:
    assert [word.text for word in read_script("私は学生です。", "ja")] == ["私", "は", "学", "生", "です"]
    assert [word.text for word in read_script("你好，世界！", "zh")] == ["你", "好", "世", "界"]


@pytest.mark.parametrize("unit", ["(", "<a", "*a ", "1,", "'", "((a))", "a-", ". ", "\u0301", "a", "1"])
def test_no_script_of_the_longest_length_takes_long(unit: str) -> None:
    started = time.process_time()
    read_script((unit * LONGEST_SCRIPT)[:LONGEST_SCRIPT], "en")
    assert time.process_time() - started < 20  # a hang, not a speed: it takes well under a second


def test_a_script_longer_than_any_recording_is_refused() -> None:
    with pytest.raises(ProblemError) as error:
        read_script("word " * 2_000_000, "en")
    assert error.value.problem.kind == "speech.script_too_long"


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["en", "de", "fr", "ja"]))
def test_any_text_at_all_is_read(text: str, language: str) -> None:
    for word in read_script(text, language):
        assert word.text.strip()
        assert word.ways
        assert all(part.strip() for way in word.ways for part in way)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**15), st.sampled_from(["en", "de"]))
def test_every_number_has_words_without_digits(value: int, language: str) -> None:
    (word,) = read_script(str(value), language)
    assert not any(character.isdigit() for way in word.ways for part in way for character in part)
