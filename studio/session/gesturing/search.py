"""Gestures found by name, by meaning, by kind and by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.performance.gestures.schema import Gesture

ANY = ""
HANDS = (ANY, "one", "both", "none")
"""Any; of one hand (either, left, right, alternating); of both; of head and trunk alone."""


def found(
    gestures: Iterable[Gesture], text: str = "", kind: str = ANY, hands: str = ANY
) -> tuple[Gesture, ...]:
    """Gestures that match every word of the text, the best matches first and then by name."""
    words = text.casefold().replace("_", " ").split()
    fitting = (g for g in gestures if kind in (ANY, g.kind) and hands in (ANY, hands_of(g)))
    ranked = [(sum(_rank(g, word) for word in words), g) for g in fitting if all(_rank(g, w) for w in words)]
    return tuple(g for _, g in sorted(ranked, key=lambda pair: (-pair[0], pair[1].name)))


def hands_of(gesture: Gesture) -> str:
    """One of HANDS."""
    if gesture.hands == "none":
        return "none"
    return "both" if gesture.hands == "both" else "one"


def told_name(gesture: Gesture) -> str:
    """A gesture's name for people."""
    return gesture.name.replace("_", " ").capitalize()


def _rank(gesture: Gesture, word: str) -> int:
    """0 where a word does not fit; the nearer to the name, the higher."""
    name = gesture.name.replace("_", " ")
    if name.startswith(word):
        return 8
    meant = [w.casefold() for words in gesture.words.values() for w in words]
    if word in meant:
        return 6
    if any(part.startswith(word) for part in name.split()):
        return 5
    if any(w.startswith(word) for w in meant):
        return 4
    rest = " ".join((gesture.summary, gesture.kind, *gesture.tags, *gesture.emotions)).casefold()
    return 2 if word in rest else 1 if word in name else 0
