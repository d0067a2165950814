"""English words: pocketsphinx' dictionary, stress from espeak-ng, and letters when all else fails."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence

from studio.core.problems import ProblemLog
from studio.speech import espeak
from studio.speech.acoustic_model import model_folder
from studio.speech.graph import Pronunciation
from studio.speech.phones import VOICELESS, VOWELS, Sound, read_ipa
from studio.speech.weak_forms import WEAK_FORMS

_HISSING = frozenset(("S", "Z", "SH", "ZH", "CH", "JH"))
_VOICE = "en-us"


@functools.lru_cache(maxsize=1)
def _dictionary() -> dict[bytes, bytes]:
    found: dict[bytes, bytes] = {}
    for line in (model_folder() / "cmudict-en-us.dict").read_bytes().split(b"\n"):
        word, _, phones = line.partition(b" ")
        found[word] = phones
    return found


def lookup(word: str) -> tuple[tuple[str, ...], ...]:
    """Pronunciations of a lower-case word, without stress; an ending `'s` is built on its stem."""
    book, key = _dictionary(), word.encode()
    found = [book[key]] if key in book else []
    while found and (variant := key + b"(%d)" % (len(found) + 1)) in book:
        found.append(book[variant])
    if found:
        return tuple(dict.fromkeys(tuple(phones.decode().split()) for phones in found))
    if word.endswith("'s"):
        return tuple((*stem, *_plural(stem[-1])) for stem in lookup(word[:-2]))
    if word.endswith("'"):
        return lookup(word[:-1]) or (lookup(word[:-1] + "g") if word.endswith("in'") else ())
    return ()


def _plural(last: str) -> tuple[str, ...]:
    if last in _HISSING:
        return ("IH", "Z")
    return ("S",) if last in VOICELESS else ("Z",)


def sounds(words: Sequence[str], log: ProblemLog) -> dict[str, tuple[Pronunciation, ...]]:
    """The words that are in the dictionary with their sounds; says once when espeak-ng is missing."""
    found = {word: lookup(word) for word in words}
    known = [word for word, phones in found.items() if phones]
    if len(known) < len(found) and espeak.program() is None:
        log.warn(
            "speech.no_espeak",
            f"words that are not in the dictionary and are read by their letters: {len(found) - len(known)}",
            hint="Install espeak-ng to have them read well",
        )
    said = espeak.transcribe(known, _VOICE) if espeak.program() else [""] * len(known)
    stresses = {
        word: tuple(s.stress for s in read_ipa(ipa) if _is_vowel(s))
        for word, ipa in zip(known, said, strict=True)
    }
    return {word: _ways(word, found[word], stresses[word]) for word in known}


def _ways(
    word: str, strong: tuple[tuple[str, ...], ...], pattern: tuple[int, ...]
) -> tuple[Pronunciation, ...]:
    weak = WEAK_FORMS.get(word)
    if weak is None:
        return tuple(_stressed(phones, pattern) for phones in strong)
    every = dict.fromkeys((*strong, *weak))
    return tuple(_stressed(phones, (0,)) for phones in every)


def _is_vowel(sound: Sound) -> bool:
    return sound.segments[0][0] in VOWELS


def _stressed(phones: tuple[str, ...], pattern: tuple[int, ...]) -> Pronunciation:
    """Phones with the stress of each vowel: as heard where the syllables agree, else by place."""
    count = sum(phone in VOWELS for phone in phones)
    if pattern and count:
        last = max(len(pattern) - 1, 0)
        places = [round(k * last / max(count - 1, 1)) for k in range(count)]
        stress = [pattern[place] for place in places] if len(pattern) != count else list(pattern)
    else:
        stress = [1 if k == _first_full(phones) else 0 for k in range(count)]
    following = iter(stress)
    return tuple(
        sound(phone, next(following) if phone in VOWELS else 0, _spoken_as(phones, k))
        for k, phone in enumerate(phones)
    )


def _spoken_as(phones: tuple[str, ...], k: int) -> tuple[str, ...]:
    """What a phone may be heard as: half of the English-speaking world says no R after a vowel."""
    if phones[k] == "ER":
        return ("ER", "AH")
    after_vowel = phones[k] == "R" and k > 0 and phones[k - 1] in VOWELS
    before_vowel = k + 1 < len(phones) and phones[k + 1] in VOWELS
    return ("R", "AH") if after_vowel and not before_vowel else (phones[k],)


def _first_full(phones: tuple[str, ...]) -> int:
    vowels = [phone for phone in phones if phone in VOWELS]
    return next((k for k, vowel in enumerate(vowels) if vowel != "AH"), 0)


def sound(phone: str, stress: int, heard: tuple[str, ...] = ()) -> Sound:
    """An ARPAbet phone as a sound with its label, and what it may be heard as if not only as itself."""
    return Sound(f"{phone}{stress}" if phone in VOWELS else phone, stress, (heard or (phone,),))


def as_arpabet(heard: Iterable[Sound]) -> list[Sound]:
    """Sounds of IPA with ARPAbet labels, one for each segment; what else they may be heard as is kept."""
    found = []
    for one in heard:
        for segment in one.segments:
            options = tuple(phone for phone in segment if phone != "SIL")
            if options:
                label = f"{options[0]}{one.stress}" if options[0] in VOWELS else options[0]
                found.append(Sound(label, one.stress if options[0] in VOWELS else 0, (options,)))
    return found


# Spellings, the longest first, for a machine without espeak-ng.
_SPELLINGS = {
    "tch": "CH", "igh": "AY", "eau": "OW", "sch": "SH", "ph": "F", "sh": "SH", "ch": "CH", "th": "TH",
    "ck": "K", "ng": "NG", "qu": "K W", "wh": "W", "ee": "IY", "ea": "IY", "oo": "UW", "ou": "AW",
    "ow": "OW", "oi": "OY", "oy": "OY", "ai": "EY", "ay": "EY", "au": "AO", "aw": "AO", "ie": "IY",
    "ei": "EY", "er": "ER", "ir": "ER", "ur": "ER", "a": "AE", "e": "EH", "i": "IH", "o": "AA",
    "u": "AH", "y": "IY", "b": "B", "c": "K", "d": "D", "f": "F", "g": "G", "h": "HH", "j": "JH",
    "k": "K", "l": "L", "m": "M", "n": "N", "p": "P", "q": "K", "r": "R", "s": "S", "t": "T", "v": "V",
    "w": "W", "x": "K S", "z": "Z",
}  # fmt: skip
_SPELLING = re.compile("|".join(sorted(_SPELLINGS, key=len, reverse=True)))


def by_letters(word: str) -> Pronunciation:
    """A rough guess from the spelling; empty for letters that are not Latin."""
    phones = [phone for part in _SPELLING.findall(word.lower()) for phone in _SPELLINGS[part].split()]
    merged = tuple(phone for k, phone in enumerate(phones) if k == 0 or phone != phones[k - 1])
    return _stressed(merged, ())
