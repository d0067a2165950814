"""Which language a script is in, where nobody said: by its letters, then by its small words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from types import MappingProxyType

from studio.speech.prosody_function_words import function_words

# By the first word of a letter's Unicode name: the languages of that script, the likeliest first.
_SCRIPTS = {
    "HIRAGANA": ("ja",), "KATAKANA": ("ja",), "HANGUL": ("ko",), "CJK": ("cmn", "yue", "zh", "ja"),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mk", "be", "kk"), "GREEK": ("el", "grc"), "HEBREW": ("he",),
    "ARABIC": ("ar", "fa", "ur"), "DEVANAGARI": ("hi", "mr", "ne"), "THAI": ("th",),
}  # fmt: skip
_MARKS = {"de": "äöüß", "fr": "éèêëàâçîïôûœ", "es": "ñ¿¡áéíóú", "it": "àèéìòù"}
_ENOUGH = 3  # different small words that tell a language; one less with a letter of its own
_MOST = 4000  # characters that are looked at

NAMES = MappingProxyType(
    {
        "ar": "Arabic", "cmn": "Chinese", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
        "fr": "French", "he": "Hebrew", "hi": "Hindi", "it": "Italian", "ja": "Japanese", "ko": "Korean",
        "ru": "Russian", "th": "Thai",
    }
)  # fmt: skip
"""Of the languages that can be told."""


def likely_language(text: str, usual: str) -> str:
    """The language code of a text; the usual one unless another is far likelier."""
    text = text[:_MOST].lower()
    scripts = Counter(_script(letter) for letter in text if letter.isalpha())
    if not scripts:
        return usual
    if scripts["HIRAGANA"] + scripts["KATAKANA"] >= 2:
        return "ja"
    family = _SCRIPTS.get(scripts.most_common(1)[0][0])
    if family is not None:
        return usual if usual.partition("-")[0] in family else family[0]
    return _by_small_words(text, usual)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0]


def _by_small_words(text: str, usual: str) -> str:
    base = usual.partition("-")[0]
    words = Counter("".join(c if c.isalpha() else " " for c in text).split())
    found: dict[str, tuple[int, int]] = {}
    for language, small in function_words().items():
        met = words.keys() & small
        marked = 2 * any(letter in text for letter in _MARKS.get(language, "")) if met else 0
        found[language] = (sum(words[word] for word in met) + marked, len(met) + marked // 2)
    if base not in found:
        return usual
    likeliest = max(found, key=lambda language: found[language])
    count, different = found[likeliest]
    known = found[base][0]
    return likeliest if different >= _ENOUGH and count >= max(2 * known, known + 2) else usual
