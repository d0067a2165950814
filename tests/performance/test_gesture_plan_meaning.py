"""Words find the gestures that mean them, in English and German and in forms nobody listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core import resources
from studio.core.problems import ProblemError
from studio.core.time import ticks
from studio.document.schema import Word
from studio.performance.gestures.lemma import lemmas, plain
from studio.performance.gestures.lexicon import own_lexicon, read_lexicon
from studio.performance.gestures.library import own_library
from studio.performance.gestures.meaning import heads_of, index_of, meanings
from studio.performance.gestures.plan_words import SaidWord
from studio.speech.punctuation import closing_marks

EN, DE = own_lexicon("en"), own_lexicon("de-AT")


def words(text: str, language: str = "en") -> list[SaidWord]:
    return [
        SaidWord(f"w{k}", t, language, ticks(k), ticks(k + 1), ticks(k + 0.5), 0.5 + 0.01 * (len(t) % 7))
        for k, t in enumerate(text.split())
    ]


def asked(text: str, language: str = "en") -> list[set[str]]:
    return [{n for n, s in m.gestures if s > 0.1} for m in meanings(words(text, language), own_library())]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("Growing,", "grow"), ("stories", "story"), ("stopped", "stop"), ("giving", "give"),
     ("thought", "think"), ("don't", "not"), ("everybody's", "everybody"),
     ("biggest", "big"), ("WORLDS!", "world")],
)  # fmt: skip
def test_english_forms(form: str, lemma: str):
    assert lemma in lemmas(form, EN)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("größte", "groß"), ("Ideen", "idee"), ("zeigte", "zeigen"), ("gezeigt", "zeigen"), ("gibt", "geben"),
     ("kleinen", "klein"), ("Wege", "weg"), ("„Freiheit“", "freiheit")],
)  # fmt: skip
def test_german_forms(form: str, lemma: str):
    assert lemma in lemmas(form, DE)


def test_lemmas_of_nothing():
    assert lemmas("…", EN) == ()
    assert plain("“Don’t!”") == "don't"


def test_a_word_and_its_like_ask_for_the_same_gesture():
    big, gigantic = asked("big")[0], asked("gigantic")[0]
    assert "size_big" in big
    assert big == gigantic
    assert asked("big", "de")[0] == set()
    assert "size_big" in asked("riesigen", "de")[0]


def test_words_together_mean_something_else():
    found = asked("on the other hand we go")
    assert sum("on_other_hand" in names for names in found[:4]) == 1
    assert all(not names or "on_other_hand" in names for names in found[:4])
    assert set().union(*asked("of course not")) & {"path_winding"} == set()


def test_denials_soften_what_is_denied():
    plainly = dict(meanings(words("gaga big"), own_library())[1].gestures)["size_big"]
    denied = dict(meanings(words("not big"), own_library())[1].gestures)["size_big"]
    assert denied < 0.5 * plainly


def test_pronouns_ask_softly():
    index = index_of(own_library(), "en")
    assert heads_of("I", EN, index)[1] < 0.5 < heads_of("gigantic", EN, index)[1]


@pytest.mark.parametrize("language", ["en", "de"])
def test_heads_of_the_lexicon_are_words_of_gestures(language: str):
    """A head that no gesture names leads nowhere: nearly all have to lead somewhere."""
    lexicon, index = own_lexicon(language), index_of(own_library(), language)
    heads = {h for h in [*lexicon.alike.values(), *lexicon.phrases.values()] if h}
    lost = sorted(h for h in heads if h not in index and not heads_of(h, lexicon, index)[0])
    assert len(lost) <= 0.08 * len(heads), lost


def test_every_lexicon_can_be_read():
    files = sorted((resources.assets() / "lexicon").glob("*.toml"))
    assert {f.stem for f in files} >= {"en", "de"}
    for file in files:
        assert read_lexicon(file).language == file.stem


@pytest.mark.parametrize(
    "text", ["language = 'xx'\nfish = 1", "= =", "language = 'x'\n[[endings]]\nfoo = 1", "[alike]\na = 3"]
)
def test_a_broken_lexicon_is_named(tmp_path: Path, text: str):
    file = tmp_path / "xx.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemError, match=r"xx\.toml"):
        read_lexicon(file)


@pytest.mark.parametrize(
    ("script", "said", "ends"),
    [
        ("I nearly gave up. But then, I did!", "I nearly gave up But then I did", {"up": ".", "did": "!"}),
        ("He said: “Are you in?” (silence) Well…", "He said Are you in Well", {"in": "?", "Well": "."}),
        ("One two three.", "three two", {"three": "."}),
        ("", "no script?", {"script": "?"}),
    ],
)
def test_sentences_end_where_the_script_ends_them(script: str, said: str, ends: dict[str, str]):
    words = [Word(f"w{k}", text, 0, 1) for k, text in enumerate(said.split())]
    found = closing_marks(script, words)
    assert len(found) == len(words)
    assert {words[k].text.strip("?"): mark for k, mark in enumerate(found) if mark} == ends
