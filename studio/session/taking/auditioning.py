"""Variations heard by turns with the take, and the edges of words that ranges of them snap to."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.time import TimeRange
from studio.document.schema import Character
from studio.session.studio import Studio


class ByTurns:
    """Remembers which variation was heard last."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._last = ""

    def toggle(self, variations: Sequence[str]) -> None:
        """From the take to the variation heard last, or the first one, and back."""
        held = self._studio.stage.audition
        if held.value:
            self._last = next(iter(held.value))
            held.set(frozenset())
        elif variations:
            held.set(frozenset({self._last if self._last in variations else variations[0]}))

    def step(self, variations: Sequence[str], by: int = 1) -> None:
        """The next variation, after the last one the first."""
        held = self._studio.stage.audition
        place = next((i for i, id_ in enumerate(variations) if id_ in held.value), -1)
        if variations:
            held.set(frozenset({variations[(place + by) % len(variations)]}))


def word_edge(studio: Studio, tick: int, near: int) -> int:
    """The edge of a word of the artist's character within so many ticks, where words are snapped to; else the
    tick itself."""
    character, snapping = studio.character, studio.snapping.value
    if character is None or not (snapping.on and snapping.words):
        return tick
    nearest = min(_edges(character), key=lambda edge: abs(edge - tick), default=tick)
    return nearest if abs(nearest - tick) <= near else tick


def _edges(character: Character) -> list[int]:
    return [
        clip.start + edge for clip in character.clips for word in clip.said for edge in (word.start, word.end)
    ]


def meets(spans: Sequence[TimeRange], span: TimeRange) -> bool:
    """Does any of the spans share time with this one?"""
    return any(other.start < span.end and other.end > span.start for other in spans)
