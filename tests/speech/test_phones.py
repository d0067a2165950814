"""Sounds of ARPAbet and IPA, and the closures among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.document.schema import Phone, Transcript, Word
from studio.speech import phones


def test_ipa_is_heard_as_the_nearest_arpabet() -> None:
    assert phones.arpabet_of_ipa("həlˈoʊ") == ("HH", "AH0", "L", "OW1")
    assert phones.arpabet_of_ipa("tʃˈɜːtʃ") == ("CH", "ER1", "CH")
    assert phones.arpabet_of_ipa("ts") == ("T", "S")


def test_separators_keep_neighbours_apart() -> None:
    assert [sound.label for sound in phones.read_ipa("t_s")] == ["t", "s"]
    assert [sound.label for sound in phones.read_ipa("ts")] == ["ts"]


def test_language_switches_and_marks_are_passed_over() -> None:
    assert [sound.label for sound in phones.read_ipa("(en)_h_aɪ(de)")] == ["h", "aɪ"]
    assert [sound.label for sound in phones.read_ipa("ʁ̩5 tː")] == ["ʁ", "tː"]


def test_every_sound_stands_for_phones_of_the_model() -> None:
    for segments in phones.HEARD_AS.values():
        for segment in segments:
            assert set(segment) <= {*phones.ARPABET, "SIL"}


@pytest.mark.parametrize(
    ("label", "phone_set", "manner"),
    [
        ("AA1", "arpabet", "vowel"),
        ("JH", "arpabet", "affricate"),
        ("ts", "ipa", "affricate"),
        ("aɪ", "ipa", "vowel"),
        ("ç", "ipa", "fricative"),
        ("ŋ", "ipa", "nasal"),
    ],
)
def test_manner(label: str, phone_set: str, manner: str) -> None:
    assert phones.manner(label, phone_set) == manner


def word(name: str, *labels: str) -> Word:
    sounds = tuple(Phone(label, 10 * k, 10 * k + 10) for k, label in enumerate(labels))
    return Word(name, name, 0, sounds[-1].end, phones=sounds)


def test_closures_of_both_phone_sets() -> None:
    english = Transcript(words=(word("w0", "P", "AA1", "M"), word("w1", "F", "IY0", "V", "T")))
    kinds = [(c.kind, c.label, c.word_id, c.start) for c in phones.contacts(english)]
    assert kinds == [
        ("bilabial", "P", "w0", 0),
        ("bilabial", "M", "w0", 20),
        ("labiodental", "F", "w1", 0),
        ("labiodental", "V", "w1", 20),
    ]
    german = Transcript("de", "ipa", words=(word("w0", "pf", "mː", "a", "b"),))
    assert [c.kind for c in phones.contacts(german)] == ["labiodental", "bilabial", "bilabial"]


@given(st.text(max_size=30))
def test_any_text_is_read_as_ipa(text: str) -> None:
    for sound in phones.read_ipa(text):
        assert sound.segments
