"""What words mean to hands: a small list for each language, in text files that anybody can add to.

A lexicon leads from the words of a sentence to heads, the words that gestures' files name. A language without
a file has an empty lexicon: then only the very words that gestures name are found, and the rest get beats.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import attrs

from studio.core import resources
from studio.core.problems import fail

_NONE: Mapping[str, Any] = MappingProxyType({})
_TABLES = {"language", "phrases", "irregular", "endings", "alike", "weak", "senses"}


@attrs.frozen
class Ending:
    """How a form is led back: `ending` (and, at the front, `start`) taken off, any of `instead` put on; `-`
    there takes one of two equal letters off. `whole`: the result is what `instead` says and nothing else."""

    ending: str
    instead: tuple[str, ...] = ("",)
    start: str = ""
    shortest: int = 1
    whole: bool = False


@attrs.frozen
class Lexicon:
    """phrases: words in a row -> head (empty: they mean nothing); irregular: form -> lemma; alike: word ->
    head; strength: lemma -> 0..1, how much it asks for its gesture (1 where absent); senses: lemmas by what
    they do in a sentence."""

    language: str = ""
    phrases: Mapping[tuple[str, ...], str] = attrs.field(default=_NONE, hash=False)
    irregular: Mapping[str, str] = attrs.field(default=_NONE, hash=False)
    endings: tuple[Ending, ...] = ()
    alike: Mapping[str, str] = attrs.field(default=_NONE, hash=False)
    strength: Mapping[str, float] = attrs.field(default=_NONE, hash=False)
    senses: Mapping[str, frozenset[str]] = attrs.field(default=_NONE, hash=False)

    def sense(self, name: str) -> frozenset[str]:
        return self.senses.get(name, frozenset())


@cache
def own_lexicon(language: str) -> Lexicon:
    """The program's lexicon of a language (`en`, `en-GB`), empty where there is none. Raises ProblemError
    for a file that is broken."""
    short = language.split("-", maxsplit=1)[0].lower()
    path = resources.assets() / "lexicon" / f"{short}.toml"
    return read_lexicon(path) if short.isalpha() and path.is_file() else Lexicon(short)


def read_lexicon(path: Path) -> Lexicon:
    """A lexicon's file. Raises ProblemError naming it and what is wrong."""
    try:
        return _lexicon(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise fail("lexicon.file", f"cannot be used: {error}", str(path), "Mend or remove it") from None


def _lexicon(table: Mapping[str, Any]) -> Lexicon:
    unknown = sorted(set(table) - _TABLES)
    if unknown:
        raise ValueError(f"'{unknown[0]}' means nothing here")
    alike = {word: head for head, words in table.get("alike", {}).items() for word in reversed(words)}
    weak = [(w, float(group["strength"])) for group in table.get("weak", ()) for w in group["words"]]
    phrases = {tuple(words.split()): str(head) for words, head in table.get("phrases", {}).items()}
    return Lexicon(
        str(table["language"]),
        MappingProxyType(phrases),
        MappingProxyType({str(k): str(v) for k, v in table.get("irregular", {}).items()}),
        tuple(
            Ending(**{**entry, "instead": tuple(entry.get("instead", ("",)))})
            for entry in table.get("endings", ())
        ),
        MappingProxyType(alike),
        MappingProxyType(dict(weak)),
        MappingProxyType({name: frozenset(words) for name, words in table.get("senses", {}).items()}),
    )
