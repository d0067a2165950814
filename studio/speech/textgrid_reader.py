"""Praat's TextGrid as anyone may have written it: long or short, UTF-8 or UTF-16, made by Praat or not."""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Iterator
from typing import TypeAlias

import attrs

from studio.core.problems import ProblemError, fail
from studio.core.time import ticks
from studio.document.schema import Phone, Transcript, Word

Token: TypeAlias = str | float | bool

_LARGEST = 64 * 1024 * 1024  # bytes; an hour with phones is 3 MB
_LONGEST = 7 * 24 * 3600.0  # seconds
# Praat reads free-standing numbers, quoted text and flags, and passes over everything else.
_TOKEN = re.compile(
    r'"((?:[^"]|"")*)"|(?<!\S)([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)(?!\S)|(?<!\S)<(exists|absent)>|![^\n]*'
)
_WORD_TIERS = ("word", "words", "wort", "wörter", "ort", "orthography", "mot", "mots")
_PHONE_TIERS = (
    "phone",
    "phones",
    "phoneme",
    "phonemes",
    "phonetic",
    "segment",
    "segments",
    "mau",
    "phon",
    "phons",
)
_SILENT = frozenset(
    ("", "sil", "sp", "spn", "<sil>", "<p:>", "<eps>", "_", "#", "<s>", "</s>", "H#", "pau", "h#")
)


@attrs.frozen
class Interval:
    """A labelled stretch in seconds; a point of a TextTier has start == end."""

    start: float
    end: float
    text: str


@attrs.frozen
class Tier:
    name: str
    intervals: tuple[Interval, ...]


@attrs.frozen
class TextGrid:
    """Tiers in file order (names may repeat), and the time they cover in seconds."""

    start: float
    end: float
    tiers: tuple[Tier, ...]


def read_textgrid(raw: bytes, subject: str = "TextGrid") -> TextGrid:
    """Parses a TextGrid. Raises ProblemError, naming `subject`, when it is not one or is cut off."""
    if len(raw) > _LARGEST:
        raise _broken(subject, "is larger than any TextGrid")
    tokens = deque(_tokens(_text(raw)))
    try:
        if tokens.popleft() != "ooTextFile" or tokens.popleft() != "TextGrid":
            raise _broken(subject, "is not a TextGrid")
        start, end = _time(tokens.popleft()), _time(tokens.popleft())
        count = _count(tokens.popleft()) if tokens.popleft() is True else 0
        tiers: list[Tier] = []
        while tokens and len(tiers) < count:
            tiers.append(_tier(tokens))
        return TextGrid(start, end, tuple(tiers))
    except IndexError:
        raise _broken(subject, "ends in the middle") from None
    except ValueError as error:
        raise _broken(subject, f"is damaged: {error}") from None


def _broken(subject: str, text: str) -> ProblemError:
    return fail("speech.textgrid", text, subject, "Save it from Praat as a text file")


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    if raw[:1] == b"\0" or raw[1:2] == b"\0":
        return raw.decode("utf-16-be" if raw[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _tokens(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        if found[1] is not None:
            yield found[1].replace('""', '"')
        elif found[2] is not None:
            yield float(found[2])
        elif found[3] is not None:
            yield found[3] == "exists"


def _time(token: Token) -> float:
    if isinstance(token, (str, bool)) or not math.isfinite(token) or abs(token) > _LONGEST:
        raise ValueError(f"{token!r} stands where a time should")
    return token + 0.0 if token else 0.0


def _count(token: Token) -> int:
    if isinstance(token, (str, bool)) or not token.is_integer() or not 0 <= token < 10_000_000:
        raise ValueError(f"{token!r} stands where a count should")
    return int(token)


def _label(token: Token) -> str:
    if not isinstance(token, str):
        raise ValueError(f"{token!r} stands where a label should")  # noqa: TRY004 - one kind for all damage
    return token


def _tier(tokens: deque[Token]) -> Tier:
    kind, name = _label(tokens.popleft()), _label(tokens.popleft())
    if kind not in ("IntervalTier", "TextTier"):
        raise ValueError(f"there is no tier of class {kind!r}")
    _time(tokens.popleft())
    _time(tokens.popleft())
    rows = []
    for _ in range(_count(tokens.popleft())):
        if not tokens or isinstance(tokens[0], str):
            break  # fewer rows than were promised: the next tier begins
        start = _time(tokens.popleft())
        end = _time(tokens.popleft()) if kind == "IntervalTier" else start
        rows.append(Interval(start, end, _label(tokens.popleft())))
    return Tier(name, tuple(rows))


def transcript_of(grid: TextGrid, language: str = "en", subject: str = "TextGrid") -> Transcript:
    """The words and phones of an alignment an artist brings. Raises ProblemError when it has no words.

    The tiers are known by their names (`words`, `phones` and the like), else the first is the words.
    Labels such as `sil` are pauses; phones lie in the word that holds their middle.
    """
    words = _named(grid, _WORD_TIERS) or (grid.tiers[0] if grid.tiers else None)
    if words is None:
        raise _broken(subject, "has no tiers")
    phones = _named(grid, _PHONE_TIERS)
    spoken = [row for row in words.intervals if row.end > row.start and row.text.strip() not in _SILENT]
    sounds = [row for row in phones.intervals if row.text.strip() not in _SILENT] if phones else []
    found = []
    reached = 0
    for number, row in enumerate(sorted(spoken, key=lambda one: one.start)):
        start, end = max(ticks(max(row.start, 0)), reached), ticks(max(row.end, 0))
        if end > start:
            found.append(
                Word(f"w{number:05d}", row.text.strip(), start, end, phones=_within(sounds, start, end))
            )
            reached = end
    labels = {phone.label.rstrip("012") for word in found for phone in word.phones}
    arpabet = all(label.isascii() and label.isupper() for label in labels)
    return Transcript(language, "arpabet" if arpabet else "ipa", "script", tuple(found))


def _named(grid: TextGrid, names: tuple[str, ...]) -> Tier | None:
    for tier in grid.tiers:
        plain = tier.name.strip().strip('"').lower().split(" - ")[-1]
        if plain in names and tier.intervals:
            return tier
    return None


def _within(sounds: list[Interval], start: int, end: int) -> tuple[Phone, ...]:
    found: list[Phone] = []
    for row in sounds:
        middle = ticks((row.start + row.end) / 2)
        if start <= middle < end:
            low = max(ticks(row.start), found[-1].end if found else start)
            high = min(ticks(row.end), end)
            if high > low:
                found.append(Phone(row.text.strip(), low, high))
    return tuple(found)
