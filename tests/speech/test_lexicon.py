"""How words sound: dictionary, espeak-ng, and neither."""

from __future__ import annotations

import pytest

from studio.core.problems import ProblemLog
from studio.speech import english, espeak
from studio.speech.lexicon import pronounce
from studio.speech.phones import UNREAD
from studio.speech.text import ScriptWord, read_script


def labels(text: str, language: str = "en") -> list[list[str]]:
    words = pronounce(read_script(text, language), language, ProblemLog())
    return [[" ".join(sound.label for sound in way) for way in ways] for ways in words]


def test_the_dictionary_gives_every_way() -> None:
    assert set(english.lookup("read")) == {("R", "EH", "D"), ("R", "IY", "D")}
    assert english.lookup("zyxxqy") == ()


def test_endings_are_built_on_their_stem() -> None:
    assert english.lookup("rhubarb's")[0][-1] == "Z"
    assert english.lookup("quirk's")[0][-1] == "S"
    assert english.lookup("judge's")[0][-2:] == ("IH", "Z")


def test_a_written_number_sounds_as_it_is_said() -> None:
    (ways,) = labels("21")
    assert "".join(c for c in ways[0] if not c.isdigit()).startswith("T W EH N")


@pytest.mark.skipif(espeak.program() is None, reason="espeak-ng is not installed")
def test_words_outside_the_dictionary_come_from_espeak() -> None:
    (ways,) = labels("Moodlinesque")
    assert ways[0].startswith("M UW")
    (russian,) = labels("привет")
    assert russian[0].startswith("P R")


@pytest.mark.skipif(espeak.program() is None, reason="espeak-ng is not installed")
def test_foreign_words_are_in_ipa() -> None:
    assert labels("Eisschrank", "de") == [["aɪ s ç r a ŋ k"]]
    assert labels("bonjour", "fr") == [["b ɔ̃ ʒ u ʁ"]]
    assert labels("你好", "zh") == [["n i"], ["χ ɑu"]]


@pytest.mark.skipif(espeak.program() is None, reason="espeak-ng is not installed")
def test_what_nobody_can_read_is_left_to_the_ear_and_said_once() -> None:
    log = ProblemLog()
    words = pronounce(read_script("日本 語", "ja"), "ja", log)
    assert all(sound.label == UNREAD for ways in words for sound in ways[0])
    assert [problem.kind for problem in log] == ["speech.unread_word"]


def test_letters_stand_in_where_espeak_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(espeak, "program", lambda: None)
    log = ProblemLog()
    (ways,) = pronounce([ScriptWord("shteep", (("shteep",),))], "en", log)
    assert [sound.segments[0][0] for sound in ways[0]] == ["SH", "T", "IY", "P"]
    assert [problem.kind for problem in log] == ["speech.no_espeak"]


@pytest.mark.skipif(espeak.program() is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize(
    ("asked", "voice"),
    [
        ("de", "de"),
        ("DE_at", "de"),
        ("zh", "cmn-latn-pinyin"),
        ("fr", "fr-fr"),
        ("en", "en-us"),
        ("no", "nb"),
    ],
)
def test_languages_are_known_by_their_usual_codes(asked: str, voice: str) -> None:
    assert espeak.voice(asked) == voice


@pytest.mark.skipif(espeak.program() is None, reason="espeak-ng is not installed")
def test_every_word_gets_an_answer_of_its_own() -> None:
    words = ["ja", "…", "x", "äöü", "a.b.c", "'", "Haus"]
    answers = espeak.transcribe(words, "de")
    assert len(answers) == len(words)
    assert answers[0].startswith("j")
    assert answers[-1].startswith("h")
