"""Asks the program espeak-ng how words are said. It is GPL, so it runs on its own and is asked over pipes."""

from __future__ import annotations

import functools
import re
import shutil
import subprocess
from collections.abc import Sequence

from studio.core.problems import fail

_TIMEOUT = 60.0  # seconds; a batch takes a few hundredths
_BATCH = 400
# Its plain Mandarin voice spells characters out in English; the one for Pinyin reads them.
_ALIASES = {
    "en": ("en-us",), "zh": ("cmn-latn-pinyin", "cmn"), "cmn": ("cmn-latn-pinyin", "cmn"), "no": ("nb",),
    "jp": ("ja",), "kr": ("ko",), "iw": ("he",), "in": ("id",), "tl": ("id",),
}  # fmt: skip
_MANDARIN_TONE = "ɜ"  # a rising tone is written like a vowel
_SWITCH = re.compile(r"\([a-z][\w-]*\)")


def program() -> str | None:
    """Path of espeak-ng, or None where it is not installed."""
    return shutil.which("espeak-ng")


@functools.lru_cache(maxsize=4)
def _languages(path: str) -> tuple[str, ...]:
    listing = _run([path, "--voices"], "")
    rows = [line.split() for line in listing.splitlines()[1:]]
    return tuple(sorted({row[1] for row in rows if len(row) > 4}))


def languages() -> tuple[str, ...]:
    """Codes of the languages it speaks; none where it is not installed."""
    path = program()
    return _languages(path) if path else ()


def voice(language: str) -> str:
    """The code espeak-ng knows a language by: `zh` -> `cmn`, `de-AT` -> `de`.

    Raises ProblemError for a language it does not know, and where it is not installed.
    """
    path = program()
    if path is None:
        raise fail(
            "speech.no_espeak",
            "the program espeak-ng, which knows how this language is said, is not installed",
            language,
            "Install espeak-ng (apt install espeak-ng, brew install espeak-ng), or align English",
        )
    known = _languages(path)
    code = language.strip().lower().replace("_", "-")
    for candidate in (code, code.split("-")[0]):
        for wanted in _ALIASES.get(candidate, (candidate,)):
            if wanted in known:
                return wanted
            regional = [name for name in known if wanted and name.startswith(f"{wanted}-")]
            if regional:
                return f"{wanted}-{wanted}" if f"{wanted}-{wanted}" in regional else regional[0]
    short = sorted({name.split("-")[0] for name in known})
    raise fail(
        "speech.unknown_language", "is not a language we can align", language, f"Known: {', '.join(short)}"
    )


def transcribe(words: Sequence[str], espeak_voice: str) -> tuple[str, ...]:
    """IPA of each word, its phonemes divided by `_`; empty where it says nothing. Words hold no spaces.

    A word that it reads in another language carries that language's code in brackets.
    """
    said: list[str] = []
    for start in range(0, len(words), _BATCH):
        said += _batch(tuple(words[start : start + _BATCH]), espeak_voice)
    return tuple(said)


def is_spelled_out(ipa: str, word: str) -> bool:
    """Whether espeak-ng only named the characters of a word, in English, because it cannot read them."""
    return bool(_SWITCH.search(ipa)) and not word.isascii()


def _batch(words: tuple[str, ...], espeak_voice: str) -> list[str]:
    path = program()
    if path is None or not words:
        return [""] * len(words)
    # A blank line ends a clause, and each clause comes back as a line of its own.
    command = [path, "-q", "-b", "1", "-v", espeak_voice, "--ipa", "--sep=_", "--stdin"]
    lines = [line.strip() for line in _run(command, "\n\n".join(words) + "\n\n").splitlines()]
    lines = [line for line in lines if line]
    if espeak_voice.startswith("cmn"):
        lines = [line.replace(_MANDARIN_TONE, "").replace("nɡ", "ŋ") for line in lines]
    if len(lines) == len(words):
        return lines
    if len(words) == 1:
        return ["_".join(lines)]
    half = len(words) // 2
    return _batch(words[:half], espeak_voice) + _batch(words[half:], espeak_voice)


def _run(command: list[str], text: str) -> str:
    try:
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, timeout=_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise fail(
            "speech.espeak", f"cannot be run ({error})", command[0], "Install espeak-ng again"
        ) from error
    return done.stdout.decode("utf-8", "replace")
