"""Phone labels of ARPAbet and IPA, read into sounds of the inventory."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from .inventory import SOUNDS

ARPABET: dict[str, str] = {
    "AA": "ɑ", "AE": "æ", "AH": "ʌ", "AO": "ɔ", "AW": "aʊ", "AX": "ə", "AXR": "ɚ", "AY": "aɪ", "B": "b",
    "CH": "tʃ", "D": "d", "DH": "ð", "DX": "ɾ", "EH": "ɛ", "EL": "əl", "EM": "m", "EN": "n", "ER": "ɝ",
    "EY": "eɪ", "F": "f", "G": "ɡ", "HH": "h", "H": "h", "HV": "ɦ", "IH": "ɪ", "IX": "ɨ", "IY": "i",
    "JH": "dʒ", "K": "k", "L": "l", "M": "m", "N": "n", "NG": "ŋ", "NX": "ɾ", "OW": "oʊ", "OY": "ɔɪ",
    "P": "p", "Q": "ʔ", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t", "TH": "θ", "UH": "ʊ", "UW": "u",
    "UX": "ʉ", "V": "v", "W": "w", "WH": "ʍ", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip

SILENT = frozenset((
    "SIL", "SP", "SPN", "NSN", "PAU", "PAUSE", "BREATH", "NOISE", "<S>", "</S>", "<SIL>", "<P>", "<P:>",
    "<UNK>", "[NOISE]", "[SPEECH]", "++NOISE++", "+SPN+", "+NSN+", "+NOISE+", "+BREATH+", "EPI", "H#",
    "#", "_", "_:", ".", "-", "|", "?",
))  # fmt: skip

# Letters that careless transcriptions use for sounds of their own language, by the nearest sound we know.
_NEAREST: dict[str, str] = {
    "ä": "ɛ", "ö": "ø", "ü": "y", "å": "ɔ", "š": "ʃ", "ž": "ʒ", "č": "ʃ", "ß": "s", "ñ": "ɲ", "ł": "w",
    "ı": "ɨ", "ŭ": "u", "þ": "θ", "ε": "ɛ", "ʦ": "s", "ʣ": "z", "ʧ": "ʃ", "ʤ": "ʒ",
    "ʨ": "ɕ", "ʥ": "ʑ", "ȵ": "ɲ", "ɿ": "ɨ", "ʅ": "ɨ", "ʮ": "ʉ", "ʯ": "ʉ", "@": "ə", "'": "ʔ", "ᴇ": "ɛ",
}  # fmt: skip
_MARKS = frozenset(("Lm", "Mn", "Sk"))


@dataclass(frozen=True)
class Part:
    """A sound within a phone: share of the phone's time, stress 0 (none) .. 1, extra rounding 0..1."""

    symbol: str
    share: float
    stress: float
    rounding: float = 0.0


def is_silence(label: str) -> bool:
    return not label.strip() or label.strip().upper() in SILENT


def parts_of(label: str, symbols: str) -> tuple[tuple[Part, ...], bool]:
    """The sounds of a phone's label and whether the label was understood in full; () for silence."""
    if is_silence(label):
        return (), True
    arpabet = _arpabet(label)
    if arpabet is not None and (symbols == "arpabet" or label.strip()[:1].isupper()):
        return arpabet, True
    parts, known = _ipa(label)
    if not parts and arpabet is not None:
        return arpabet, True
    return parts, known and symbols != "arpabet"


def _arpabet(label: str) -> tuple[Part, ...] | None:
    plain = label.strip().upper()
    name = plain.rstrip("0123456789")
    digits = plain[len(name) :]
    if name not in ARPABET:
        return None
    stress = {"0": 0.0, "1": 1.0, "2": 0.7}.get(digits[-1:], 0.6)
    spelled = "ə" if name == "AH" and digits == "0" else ARPABET[name]
    return tuple(_timed([(symbol, 1.0, 0.0) for symbol in spelled], stress))


def _ipa(label: str) -> tuple[tuple[Part, ...], bool]:
    text = unicodedata.normalize("NFC", label.strip())
    stress = 1.0 if "ˈ" in text or "'" in text[:1] else 0.7 if "ˌ" in text else 0.6
    found: list[tuple[str, float, float]] = []
    known = True
    for mark in text.lstrip("'ˈˌ"):
        symbol = _symbol(mark)
        if symbol is not None:
            found.append((symbol, 1.0, 0.0))
            known = known and mark == mark.lower()
        elif mark in "ːˑ:" and found:
            found[-1] = (found[-1][0], found[-1][1] + (0.6 if mark != "ˑ" else 0.3), found[-1][2])
        elif mark in "ʷᶣ" and found:
            found[-1] = (found[-1][0], found[-1][1], 1.0)
        elif unicodedata.category(mark) == "Lo":
            known = False
    bare = all(unicodedata.category(mark) in _MARKS for mark in text)  # a tone or a palatal hook on its own
    return tuple(_timed(found, stress)), known and (bool(found) or bare)


def _symbol(mark: str) -> str | None:
    """The inventory's symbol for one character: itself, a known cousin, or its letter without accents."""
    if mark in SOUNDS:
        return mark
    if mark in _NEAREST:
        return _NEAREST[mark]
    bare = unicodedata.normalize("NFD", mark)[0].lower()
    if bare in SOUNDS and unicodedata.category(mark)[0] == "L" and unicodedata.category(mark) != "Lm":
        return bare
    return None


def _timed(found: list[tuple[str, float, float]], stress: float) -> Iterator[Part]:
    """Shares of the phone's time; in a diphthong the first part is the longer one."""
    weights = [
        length * (1.0 if SOUNDS[symbol].vowel else 0.7) * (1.15 if i == 0 and len(found) > 1 else 1.0)
        for i, (symbol, length, _) in enumerate(found)
    ]
    for (symbol, _, rounding), weight in zip(found, weights, strict=False):
        yield Part(symbol, weight / sum(weights), stress, rounding)
