"""Where a script ends its sentences: aligned words carry no punctuation, but a voice follows it."""

from __future__ import annotations

from collections.abc import Sequence

from studio.document.schema import Word

_AROUND, _ENDS = " \n\t\"'“”„‘’()[]«»,;:-–—", ".!?…"
_FARTHEST = 200  # characters of the script that may lie before the next word: notes, words nobody said


def closing_marks(script: str, words: Sequence[Word]) -> list[str]:
    """For each word `.`, `!` or `?` where it ends a sentence, by its own text or the script, else nothing."""
    marks, at, lower = [], 0, script.lower()
    for word in words:
        bare = word.text.strip(_AROUND + _ENDS)
        place = lower.find(bare.lower(), at, at + _FARTHEST) if bare else -1
        after = word.text
        if place >= 0:
            at = place + len(bare)
            after += script[at : at + 4].partition(" ")[0]
        marks.append(_mark(after.rstrip(_AROUND)))
    return marks


def _mark(text: str) -> str:
    last = text[-1:]
    return "." if last == "…" else last if last in tuple(_ENDS) else ""
