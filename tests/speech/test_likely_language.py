"""Scripts are told apart by their letters and small words; in doubt the usual language stays."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from studio.core.resources import assets
from studio.speech.likely_language import likely_language


@pytest.mark.parametrize(
    ("text", "usual", "found"),
    [
        ("Das ist nicht zu glauben, und ich habe es dir gesagt.", "en", "de"),
        ("Ich möchte das Buch.", "en", "de"),
        ("Je ne sais pas où il est, mais c'est dans la maison.", "en", "fr"),
        ("Non so dove sono i libri che ti ho dato.", "en", "it"),
        ("No sé dónde están los libros que te he dado.", "en", "es"),
        ("I think the old man is in the garden, and he was there before.", "de", "en"),
        ("I was in the garden.", "en", "en"),
        ("Привет, как дела?", "en", "ru"),
        ("Добър ден", "bg", "bg"),
        ("今日はいい天気ですね", "en", "ja"),
        ("今天天气很好", "en", "cmn"),
        ("안녕하세요", "en", "ko"),
        # Too little to go by, nothing to go by, and a language that has no list of small words.
        ("Die, man!", "en", "en"),
        ("Hello", "de-AT", "de-AT"),
        ("Das ist in so was nur die", "nl", "nl"),
        ("", "en", "en"),
        ("1, 2, 3 ...", "fr", "fr"),
    ],
)
def test_likely_language(text: str, usual: str, found: str):
    assert likely_language(text, usual) == found


def test_no_english_script_is_taken_for_another(material: Path):
    texts = [path.read_text("utf-8", "replace") for path in sorted((material / "speech").rglob("*.txt"))]
    english = [text for text in texts if " the " in text.lower()]
    assert len(english) >= 20
    assert not [text for text in english if likely_language(text, "en") != "en"]
    for name in ("nora", "jonas"):
        assert likely_language((assets() / "demo" / f"{name}.txt").read_text("utf-8"), "en") == "en"


def test_german_sentences_are_found(material: Path):
    with (material / "MANIFEST.tsv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter="\t") if row["lang"] == "de"]
    texts = {row["transcript"] for row in rows if len(row["transcript"].split()) >= 6}
    assert texts
    found = [likely_language(text, "en") for text in texts]
    assert found.count("de") >= 0.8 * len(found), [t for t in texts if likely_language(t, "en") != "de"]
    assert set(found) <= {"de", "en"}
