"""How a written token is said, language by language."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import TypeAlias

from studio.speech import spoken_english, spoken_german

Ways: TypeAlias = tuple[tuple[str, ...], ...]

# Scripts written without spaces: a word is one character of the first kind, a run of the second.
_IDEOGRAPH = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUNS = re.compile(
    rf"[{_IDEOGRAPH}]|[\u3040-\u309f\u30fc]+|[\u30a0-\u30ff]+|[\u0e00-\u0e7f]{{1,12}}|[\u0e80-\u0eff]{{1,12}}"
    rf"|[\u1780-\u17ff]{{1,12}}|[^{_IDEOGRAPH}\u3040-\u30ff\u0e00-\u0eff\u1780-\u17ff]+"
)
_MARKS = re.compile(r"[^\w'’\-]+|_+")


def split_scripts(row: str) -> list[str]:
    """A row of characters cut where a script without spaces begins, ends or goes on to its next word."""
    return _RUNS.findall(row)


def speaker(language: str) -> Callable[[str], Ways]:
    """The function that gives the ways a token of this language may be said, none when it is not."""
    code = language.lower().replace("_", "-").partition("-")[0]
    if code == "en":
        return _digits_first(spoken_english.ways)
    if code == "de":
        return _digits_first(spoken_german.ways)
    return _digits_first(_as_written)


def _digits_first(ways: Callable[[str], Ways]) -> Callable[[str], Ways]:
    """The same with the digits of every script written as 0-9, and nothing said for bare marks."""

    def speak(token: str) -> Ways:
        plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in token)
        return tuple(dict.fromkeys(way for way in ways(plain) if way))

    return speak


def _as_written(token: str) -> Ways:
    """Left to espeak-ng, which reads numbers and signs of its languages itself."""
    if any(c.isdigit() for c in token):
        return (("".join(token.split()).rstrip(".,:"),),)
    words = tuple(word.strip("-'") for word in _MARKS.split(token))
    return (tuple(word for word in words if word),)
