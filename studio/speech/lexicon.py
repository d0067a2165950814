"""How each word of a script sounds: from the English dictionary, from espeak-ng, or by its letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice, product

from studio.core.problems import ProblemLog
from studio.speech import english, espeak
from studio.speech.graph import Pronunciation
from studio.speech.phones import (
    AFFRICATES,
    APPROXIMANTS,
    FRICATIVES,
    NASALS,
    STOPS,
    UNREAD,
    VOWELS,
    Sound,
    read_ipa,
)
from studio.speech.text import ScriptWord

_CONSONANTS = STOPS + AFFRICATES + FRICATIVES + NASALS + APPROXIMANTS
_SYLLABLE: Pronunciation = (Sound(UNREAD, 0, (_CONSONANTS,)), Sound(UNREAD, 0, (VOWELS,)))
_MOST_WAYS = 8  # pronunciations of one written word
_READERS = {
    "CYRILLIC": "ru", "GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "ARABIC": "ar",
    "HEBREW": "he", "DEVANAGARI": "hi", "THAI": "th", "GEORGIAN": "ka", "ARMENIAN": "hy", "BENGALI": "bn",
    "TAMIL": "ta", "TELUGU": "te", "LATIN": "en-us",
}  # fmt: skip


def phone_set(language: str) -> str:
    """`arpabet` for English, `ipa` for every other language."""
    return "arpabet" if is_english(language) else "ipa"


def is_english(language: str) -> bool:
    return language.replace("_", "-").lower().split("-", maxsplit=1)[0] == "en"


def check(language: str) -> None:
    """Raises ProblemError for a language that nobody here speaks."""
    if not is_english(language) and espeak.program() is not None:
        espeak.voice(language)


def pronounce(words: Sequence[ScriptWord], language: str, log: ProblemLog) -> list[tuple[Pronunciation, ...]]:
    """Every way each word may sound; none is without one. Raises ProblemError for an unknown language."""
    simple = tuple(dict.fromkeys(part for word in words for way in word.ways for part in way))
    if not simple:
        return []
    if is_english(language):
        sounds = english.sounds(simple, log)
        known = frozenset(sounds)
        read = _read([part for part in simple if part not in known], "en-us")
        heard = {
            part: tuple(english.as_arpabet(one)) or english.by_letters(part) for part, one in read.items()
        }
    else:
        sounds, known = {}, frozenset(simple)
        heard = _read(simple, espeak.voice(language))
    rough = [part for part, one in heard.items() if not one]
    if rough:
        log.warn(
            "speech.unread_word",
            f"words that cannot be read in this language, their sounds guessed by ear: {len(rough)}",
            " ".join(rough[:5]),
        )
    sounds |= {part: (one or unread(part),) for part, one in heard.items()}
    return [_pronunciations(word, sounds, known) for word in words]


def unread(word: str) -> Pronunciation:
    """A syllable of any sounds for every ideograph, or for every three letters."""
    ideographs = sum(unicodedata.name(c, "").startswith("CJK") for c in word)
    count = ideographs or max(1, round(len(word) / 3))
    return _SYLLABLE * min(count, 12)


def _read(words: Iterable[str], home: str) -> dict[str, Pronunciation]:
    """Words as espeak-ng reads them, each in the language its letters belong to."""
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(_reader(word, home), []).append(word)
    found: dict[str, Pronunciation] = {}
    for voice, group in sorted(groups.items()):
        for word, ipa in zip(group, espeak.transcribe(group, voice), strict=True):
            found[word] = () if espeak.is_spelled_out(ipa, word) else read_ipa(ipa)
    return found


def _reader(word: str, home: str) -> str:
    letter = next((c for c in word if c.isalpha()), "a")
    script = unicodedata.name(letter, "LATIN").split(" ", maxsplit=1)[0]
    if script == "LATIN":
        return home
    if script == "CJK":
        return home if home.startswith(("cmn", "yue", "ja", "hak")) else espeak.voice("cmn")
    reader = _READERS.get(script, home)
    same = {
        "CYRILLIC": "ru uk be bg sr mk kk ky tt ba cv",
        "ARABIC": "ar fa ur sd ug",
        "DEVANAGARI": "hi mr ne kok",
    }
    return home if home in same.get(script, "").split() else reader


def _pronunciations(
    word: ScriptWord, sounds: dict[str, tuple[Pronunciation, ...]], known: frozenset[str]
) -> tuple[Pronunciation, ...]:
    sure = [way for way in word.ways if known.issuperset(way)] or word.ways[:1]
    share = max(1, _MOST_WAYS // len(sure))
    found: dict[Pronunciation, None] = {}
    for way in sure:
        for parts in islice(product(*(sounds[part] for part in way)), share):
            found[tuple(sound for part in parts for sound in part)] = None
    return tuple(islice(found, _MOST_WAYS))
