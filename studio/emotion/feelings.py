"""What words say of feelings: valence, emotions they carry, and words that turn or strengthen others."""

from __future__ import annotations

import bisect
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

import attrs

from studio.core import resources
from studio.core.problems import fail

_LONGEST_ENDING = 12
_GOOD, _BAD = 0.45, -0.45  # valence of German words that are only known as good or bad
_NONE: Mapping[str, float] = MappingProxyType({})


@attrs.frozen(eq=False)
class Stems:
    """Words, and beginnings of words (written with a star), with what they stand for."""

    whole: Mapping[str, tuple[str, ...]]
    stems: tuple[str, ...]
    meant: Mapping[str, tuple[str, ...]]

    def of(self, word: str) -> tuple[str, ...]:
        """What a word in lower case stands for: the names of its own entry, else of its longest stem."""
        if word in self.whole:
            return self.whole[word]
        place = bisect.bisect_right(self.stems, word)
        for stem in reversed(self.stems[max(place - 40, 0) : place]):
            if word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING:
                return self.meant[stem]
        return ()


@attrs.frozen(eq=False)
class Feelings:
    """Of one language; everything empty for languages nobody wrote a list for.

    valence -1..1 by word; emotions, directions: words of a line and words of stage directions -> emotions
    (directions also `neutral`); negations, stronger, weaker, turns (`but`): words that act on others.
    """

    language: str = ""
    valence: Mapping[str, float] = _NONE
    emotions: Stems = attrs.field(factory=lambda: _stems({}))
    directions: Stems = attrs.field(factory=lambda: _stems({}))
    negations: frozenset[str] = frozenset()
    stronger: frozenset[str] = frozenset()
    weaker: frozenset[str] = frozenset()
    turns: frozenset[str] = frozenset()


@cache
def feelings_of(language: str) -> Feelings:
    """The program's words of a language (`en`, `de-AT`). Raises ProblemError for a file that is broken."""
    short = language.replace("_", "-").split("-", maxsplit=1)[0].lower()
    folder = resources.assets() / "feelings"
    path = folder / f"{short}.toml"
    if not short.isalpha() or not path.is_file():
        return Feelings(short)
    try:
        table = tomllib.loads(path.read_text("utf-8"))
        rated = folder / f"valence_{short}.tsv"
        valence = _rated(rated.read_text("utf-8").splitlines()) if rated.is_file() else {}
        modifiers = table["modifiers"]
        return Feelings(
            short,
            MappingProxyType(valence | _plain_valence(table.get("valence", {}))),
            _stems(table["emotions"]),
            _stems(table["directions"]),
            *(frozenset(modifiers[name].split()) for name in ("negations", "stronger", "weaker", "turns")),
        )
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise fail("lexicon.file", f"cannot be used: {error}", str(path), "Install Moodline again") from None


def _rated(lines: Iterable[str]) -> dict[str, float]:
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {word: float(value) / 4.0 for word, value in rows}


def _plain_valence(table: Mapping[str, str]) -> dict[str, float]:
    good = dict.fromkeys(table.get("good", "").split(), _GOOD)
    return good | dict.fromkeys(table.get("bad", "").split(), _BAD)


def _stems(table: Mapping[str, str]) -> Stems:
    found: dict[str, list[str]] = {}
    for name, words in table.items():
        for word in words.split():
            found.setdefault(word, []).append(name)
    whole = {word: tuple(names) for word, names in found.items() if not word.endswith("*")}
    meant = {word[:-1]: tuple(names) for word, names in found.items() if word.endswith("*")}
    return Stems(MappingProxyType(whole), tuple(sorted(meant)), MappingProxyType(meant))


def valence_of(feelings: Feelings, word: str) -> float:
    """Of a word in lower case, -1..1; words nobody rated are 0 unless a starred entry fits."""
    if word in feelings.valence:
        return feelings.valence[word]
    for end in range(len(word), 2, -1):
        value = feelings.valence.get(word[:end] + "*")
        if value is not None:
            return value
    return 0.0
