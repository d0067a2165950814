"""The sounds: ARPAbet and IPA, how one is heard as the other, and which of them close the mouth."""

from __future__ import annotations

import functools
import re
import unicodedata
from types import MappingProxyType

import attrs

from studio.document.schema import Transcript

# ARPAbet phones by manner; vowels carry a stress digit in transcripts.
VOWELS = ("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW")
STOPS = ("P", "T", "K", "B", "D", "G")
AFFRICATES = ("CH", "JH")
FRICATIVES = ("F", "TH", "S", "SH", "HH", "V", "DH", "Z", "ZH")
NASALS = ("M", "N", "NG")
APPROXIMANTS = ("L", "R", "W", "Y")
ARPABET = VOWELS + STOPS + AFFRICATES + FRICATIVES + NASALS + APPROXIMANTS

MANNER: MappingProxyType[str, str] = MappingProxyType(
    {
        phone: manner
        for manner, group in (
            ("vowel", VOWELS), ("stop", STOPS), ("affricate", AFFRICATES), ("fricative", FRICATIVES),
            ("nasal", NASALS), ("approximant", APPROXIMANTS),
        )
        for phone in group
    }
)  # fmt: skip
VOICELESS = frozenset(("P", "T", "K", "CH", "F", "TH", "S", "SH", "HH"))

# What an English model hears in a sound of any language. A sound is a row of segments, divided by spaces;
# a segment names every ARPAbet phone that may stand for it, the nearest first.
_HEARD = """
a AA|AE|AH; aː AA|AE; ɑ AA; ɑː AA; ɐ AH|AA; ɐː AA|AH; ʌ AH; ə AH|IH; ɘ AH|IH; ɵ UH|AH; ɤ AH|UH; ɨ IH
ᵻ IH; æ AE; æː AE; ɒ AA|AO; ɒː AO|AA; ɔ AO|AA; ɔː AO; o OW|AO; oː OW|AO; o̞ OW|AO; ʊ UH; ʊː UW|UH
u UW|UH; uː UW; ɯ UW|IH; ʉ UW; ʉː UW; ɛ EH; ɛː EH|EY; e EH|EY; eː EY|IY|IH; e̞ EH|EY; ɪ IH; ɪː IY|IH
i IY|IH; iː IY; ɜ ER; ɜː ER; ɝ ER; ɚ ER; y UW|IY|IH; yː UW|IY; ʏ UH|IH|IY; ø ER|UH|EY; øː ER|UH|EY
œ ER|EH|UH; œː ER|EH; ä AA|AE; aɪ AY; aɪː AY; aj AY; ai AY; aʊ AW; au AW; aw AW; ɑu AW; ɑʊ AW; ɑɪ AY
ɔɪ OY; ɔʏ OY; ɔø OY; ɔy OY; oi OY; eɪ EY; ei EY; oʊ OW; əʊ OW; ou OW; ɪə IH AH; iə IY AH; eə EH AH
ɛə EH AH; ʊə UH AH; uə UW AH; aɪə AY AH; aʊə AW AH; aɪɚ AY ER; ɑ̃ AA|AO; ɔ̃ AO|OW; ɛ̃ AE|EH
œ̃ AH|ER; ã AA|AH; ẽ EH; ĩ IY; õ OW; ũ UW; ɐ̃ AH; p P; b B; t T; d D; k K; ɡ G; g G; ʔ SIL|T; c K|CH
ɟ G|JH; q K; ɢ G; ʈ T; ɖ D; ɓ B; ɗ D; ɠ G; m M; n N; ŋ NG; ɲ N; ɳ N; ɴ NG; ɱ M; m̩ AH|M M; n̩ AH|N N
l̩ AH|L L; ŋ̩ NG; f F; v V; θ TH; ð DH; s S; z Z; ʃ SH; ʒ ZH; ç SH|HH|Y; ʝ Y; x HH|K; χ HH|K; ɣ G|HH
h HH; ɦ HH; ħ HH; ʕ HH|AA; ɸ F; β V|B; ɕ SH; ʑ ZH; ʂ SH; ʐ ZH|R; ɬ SH|L; ɮ L; ʋ V|W; ʍ W; s. S|SH
z. ZH|R; ʁ R|HH|AH|G; ʀ R|HH|G; r R|D; ɾ D|T|R; ɽ D|R; ɹ R; ɻ R; ɺ L|R; l L; ɫ L; ʎ L; ʟ L; ɭ L; j Y
w W; ɥ Y|W; ɰ G|W; ts T S; dz D Z; tʃ CH; dʒ JH; tɕ CH; dʑ JH; tʂ CH; dʐ JH; ts. CH; pf P F; kx K
tθ T TH; kw K W; ε EH
"""


def _parse(table: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    heard = {}
    for entry in table.replace("\n", ";").split(";"):
        if not entry.strip():
            continue
        sound, *segments = entry.split()
        heard[unicodedata.normalize("NFD", sound)] = tuple(tuple(s.split("|")) for s in segments)
    return heard


HEARD_AS: MappingProxyType[str, tuple[tuple[str, ...], ...]] = MappingProxyType(_parse(_HEARD))
UNREAD = "?"  # label of a sound that is known only by hearing it, until it was heard
_IPA_ROW = (
    "AA ɑ AE æ AH ə AO ɔ AW aʊ AY aɪ EH ɛ ER ɝ EY eɪ IH ɪ IY i OW oʊ OY ɔɪ UH ʊ UW u P p T t K k B b D d G ɡ "
    "CH tʃ JH dʒ F f TH θ S s SH ʃ HH h V v DH ð Z z ZH ʒ M m N n NG ŋ L l R ɹ W w Y j"
)
IPA_OF: MappingProxyType[str, str] = MappingProxyType(
    dict(zip(_IPA_ROW.split()[::2], _IPA_ROW.split()[1::2], strict=True))
)
_LONGEST = max(map(len, HEARD_AS))
_LANGUAGE_SWITCH = re.compile(r"\([a-z][\w-]*\)")
_STRESS = {"ˈ": 1, "ˌ": 2}


@attrs.frozen
class Sound:
    """A sound of an IPA transcription: its label, stress 0..2 of the syllable it opens, and its segments."""

    label: str
    stress: int
    segments: tuple[tuple[str, ...], ...]


def read_ipa(text: str) -> tuple[Sound, ...]:
    """The sounds of one word in IPA. Tie bars, tones and marks that do not move the mouth are passed over."""
    rest = unicodedata.normalize("NFD", _LANGUAGE_SWITCH.sub("_", text))
    sounds: list[Sound] = []
    at, stress = 0, 0
    while at < len(rest):
        if rest[at] in _STRESS:
            stress, at = _STRESS[rest[at]], at + 1
            continue
        length = _match(rest, at)
        if not length:
            sounds = _lengthened(sounds, rest[at])
            at += 1
            continue
        label = rest[at : at + length]
        heard = HEARD_AS[label]
        vowel = heard[0][0] in VOWELS
        sounds.append(Sound(unicodedata.normalize("NFC", label), stress if vowel else 0, heard))
        stress = 0 if vowel else stress
        at += length
    return tuple(sounds)


def _match(text: str, at: int) -> int:
    for length in range(min(_LONGEST, len(text) - at), 0, -1):
        if text[at : at + length] in HEARD_AS:
            return length
    return 0


def _lengthened(sounds: list[Sound], mark: str) -> list[Sound]:
    if mark == "ː" and sounds and not sounds[-1].label.endswith("ː"):
        return [*sounds[:-1], attrs.evolve(sounds[-1], label=sounds[-1].label + "ː")]
    return sounds


def arpabet_of_ipa(text: str) -> tuple[str, ...]:
    """The nearest ARPAbet phones of an IPA word, vowels with their stress: `həlˈoʊ` -> HH AH0 L OW1."""
    phones: list[str] = []
    for sound in read_ipa(text):
        for segment in sound.segments:
            nearest = next(phone for phone in segment if phone != "SIL") if segment != ("SIL",) else ""
            if nearest:
                phones.append(f"{nearest}{sound.stress}" if nearest in VOWELS else nearest)
    return tuple(phones)


def base(label: str) -> str:
    """An ARPAbet label without its stress."""
    return label.rstrip("012")


@functools.lru_cache(maxsize=1024)
def manner(label: str, phone_set: str) -> str:
    """`vowel`, `stop`, `affricate`, `fricative`, `nasal`, `approximant`, or `other`."""
    if phone_set == "arpabet":
        return MANNER.get(base(label), "other")
    sounds = read_ipa(label)
    if not sounds:
        return "other"
    if len(sounds[0].segments) > 1:
        return "affricate" if MANNER.get(sounds[0].segments[0][0]) == "stop" else "vowel"
    return MANNER.get(sounds[0].segments[0][0], "stop")


_SIBILANTS = {
    "arpabet": frozenset({"S", "Z", "SH", "ZH", "CH", "JH"}),
    "ipa": frozenset("szʃʒɕʑʂʐ"),
}


def is_sibilant(label: str, phone_set: str) -> bool:
    """Sounds for which the teeth are nearly shut: s z sh zh ch jh and their kin."""
    known = _SIBILANTS.get(phone_set, frozenset())
    return base(label) in known if phone_set == "arpabet" else any(c in known for c in label)


_CONTACTS: dict[str, dict[str, tuple[str, ...]]] = {
    "arpabet": {"bilabial": ("P", "B", "M"), "labiodental": ("F", "V")},
    "ipa": {"bilabial": ("p", "b", "m", "m̩", "ɓ"), "labiodental": ("f", "v", "ʋ", "ɱ", "pf")},
}


@attrs.frozen
class MouthContact:
    """A sound that must be seen to close: `bilabial` lip to lip, `labiodental` lower lip to upper teeth.

    Times are ticks of the recording."""

    kind: str
    start: int
    end: int
    label: str
    word_id: str


def contacts(transcript: Transcript) -> tuple[MouthContact, ...]:
    """Every closure of a transcript, in order."""
    groups = _CONTACTS.get(transcript.phone_set, {})
    kinds = {label: kind for kind, labels in groups.items() for label in labels}
    found = []
    for word in transcript.words:
        for phone in word.phones:
            label = (
                phone.label.rstrip("012ː") if transcript.phone_set == "arpabet" else phone.label.rstrip("ː")
            )
            if label in kinds:
                found.append(MouthContact(kinds[label], phone.start, phone.end, phone.label, word.id))
    return tuple(found)
