"""A script as spoken words: what is written, how it may be said, and the stage directions before it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import attrs

from studio.core.problems import fail
from studio.speech import spoken

LONGEST_SCRIPT = 200_000  # characters: about four hours of speech
_LONGEST_WORD = 60
_DIRECTION = re.compile(
    r"\[([^()\[\]{}]{0,400})\]|\(([^()\[\]{}]{0,400})\)|\{([^()\[\]{}]{0,400})\}|<([^<>\s][^<>]{0,200})>"
    r"|\*{1,3}([^*\s](?:[^*\n]{0,200}[^*\s])?)\*{1,3}"
)
_DEEPEST = 6  # brackets within brackets
_SPACES = re.compile(r"\s+")
_PLAIN = str.maketrans("’‘ʼ‛`´′＇“”„«»‟″‐‑−", "'" * 8 + '"' * 7 + "-" * 3)
# Marks that stand between two words without a space; commas and en dashes inside numbers do not.
_SEPARATORS = re.compile(
    r"[—―‒⸺]+|–(?!\d)|(?<!\d)–|-{2,}|\.{2,}|…|,(?!\d)|(?<!\d),|[;!?\"¿¡、。，！？；：「」『』（）【】〜]+"
    r"|(?<=[^\W\d_])(?<!\bkm)(?<!\bm)(?<!\bw)/(?=[^\W\d_])"
)
_NUMBER = re.compile(r"^[-+]?[$£€¥]?\d[\d.,:]*$")
_UNITS_ROW = "% ‰ € $ £ ¥ °C °F ° km m cm mm kg g l ml km/h mph Uhr pm am PM AM p.m. a.m. p.m a.m"
_UNITS = frozenset(_UNITS_ROW.split())
_INITIAL = re.compile(r"[^\W\d_]\.")
_MAGNITUDES_ROW = "thousand million billion trillion Million Millionen Milliarde Milliarden Mio Mrd"
_MAGNITUDES = frozenset(_MAGNITUDES_ROW.split())


@attrs.frozen
class ScriptWord:
    """text: as written, without the punctuation around it; ways: rows of words it may be spoken as, the
    likeliest first; tags: stage directions that stand before it."""

    text: str
    ways: tuple[tuple[str, ...], ...]
    tags: tuple[str, ...] = ()


def read_script(text: str, language: str) -> tuple[ScriptWord, ...]:
    """The spoken words of a script. Raises ProblemError when it is longer than any recording."""
    if len(text) > LONGEST_SCRIPT:
        raise fail(
            "speech.script_too_long",
            f"the script has {len(text):,} characters; {LONGEST_SCRIPT:,} are four hours of speech",
            hint="Give the script of this recording alone",
        )
    words: list[ScriptWord] = []
    tags: list[str] = []
    speak = spoken.speaker(language)
    for piece, direction in _pieces(text):
        tags += [direction] if direction else []
        for token, display in _tokens(piece):
            ways = speak(token)
            if ways:
                words.append(ScriptWord(display, ways, tuple(tags)))
                tags = []
    if tags and words:
        words[-1] = attrs.evolve(words[-1], tags=(*words[-1].tags, *tags))
    return tuple(words)


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text between stage directions, and each direction by itself."""
    plain = "".join(_kept(c) for c in unicodedata.normalize("NFC", text))
    for _ in range(_DEEPEST):
        plain = _DIRECTION.sub(_marked, plain)
    for k, part in enumerate(re.split("[\ue000\ue001]", plain)):
        if k % 2:
            yield "", _SPACES.sub(" ", part).strip()
        else:
            yield part, ""


def _marked(match: re.Match[str]) -> str:
    """A direction between private marks; those inside it become part of it."""
    inner = next(group for group in match.groups() if group is not None)
    return "\ue000" + inner.replace("\ue000", " ").replace("\ue001", " ") + "\ue001"


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Co", "Cs", "Cn"):
        return ""
    return " " if category in ("Cc", "Zl", "Zp", "Zs") and character not in "\n" else character


def _tokens(piece: str) -> Iterator[tuple[str, str]]:
    """Each written word: in plain characters with its closing full stop, and as it is shown."""
    rows = _joined(_SEPARATORS.sub(" ", piece.translate(_PLAIN)).split())
    for row in rows:
        for part in spoken.split_scripts(row):
            display = _bare(part)
            if display:
                yield unicodedata.normalize("NFKC", part)[:_LONGEST_WORD], display


def _joined(rows: list[str]) -> Iterator[str]:
    """Numbers together with the unit or magnitude that follows them, and initials (`z. B.`) in one."""
    k = 0
    while k < len(rows):
        row = rows[k]
        follows = rows[k + 1] if k + 1 < len(rows) else ""
        if _NUMBER.match(row) and row[-1].isdigit():
            unit = follows.rstrip(".:'")
            if unit in _UNITS or (row[0] in "$£€¥" and unit in _MAGNITUDES):
                row, k = f"{row} {follows}", k + 1
        elif _INITIAL.fullmatch(row) and _INITIAL.fullmatch(follows):
            row, k = row + follows, k + 1
        yield row
        k += 1


def _bare(part: str) -> str:
    first, last = 0, len(part)
    while first < last and not _shown(part[first]):
        first += 1
    while last > first and not _shown(part[last - 1]):
        last -= 1
    if "." in part[first:last] and part[last : last + 1] == ".":
        last += 1
    return part[first:last]


def _shown(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM" or character in "$£€¥%‰°&@#+="
