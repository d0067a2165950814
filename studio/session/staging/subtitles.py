"""What is being said at a moment, with the words around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from studio.core.time import ticks
from studio.document.schema import Character

_LONGEST = 9  # words of a line
_PAUSE = ticks(0.45)  # a longer silence ends a line
_LINGERS = ticks(0.6)


@attrs.frozen
class Spoken:
    """A line: words before the present one, the present one (empty in a pause) and those after it."""

    who: str
    before: tuple[str, ...]
    now: str
    after: tuple[str, ...]


class _Said(NamedTuple):
    """Made ten thousand at a time."""

    start: int
    end: int
    text: str


class Subtitles:
    """Keeps each character's words in order while the character stays the same value."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[object, ...], tuple[tuple[_Said, ...], ...]]] = {}

    def at(self, cast: Sequence[Character], tick: int) -> tuple[Spoken, ...]:
        """Lines said at a scene tick, in the order of the cast."""
        found = (self._spoken(member, tick) for member in cast)
        return tuple(line for line in found if line is not None)

    def _spoken(self, member: Character, tick: int) -> Spoken | None:
        for line in self._lines(member):
            if line[0].start <= tick <= line[-1].end + _LINGERS:
                k = bisect_right([w.start for w in line], tick) - 1
                on = tick <= line[k].end
                before = tuple(w.text for w in line[: k if on else k + 1])
                return Spoken(
                    member.name, before, line[k].text if on else "", tuple(w.text for w in line[k + 1 :])
                )
        return None

    def _lines(self, member: Character) -> tuple[tuple[_Said, ...], ...]:
        key = tuple((clip.start, clip.transcript, clip.in_point, clip.length) for clip in member.clips)
        kept = self._kept.get(member.id)
        if (
            kept is None
            or len(kept[0]) != len(key)
            or any(not _same(a, b) for a, b in zip(kept[0], key, strict=True))
        ):
            kept = (key, _broken(member))
            self._kept[member.id] = kept
        return kept[1]


def _same(one: object, other: object) -> bool:
    assert isinstance(one, tuple)
    assert isinstance(other, tuple)
    return one[0] == other[0] and one[1] is other[1] and one[2:] == other[2:]


def _broken(member: Character) -> tuple[tuple[_Said, ...], ...]:
    """A character's words as lines of a few words, broken at pauses."""
    words = sorted(
        (
            _Said(word.start + clip.start, word.end + clip.start, word.text)
            for clip in member.clips
            for word in clip.said
        ),
        key=lambda said: said.start,
    )
    lines: list[list[_Said]] = []
    for word in words:
        if lines and len(lines[-1]) < _LONGEST and word.start - lines[-1][-1].end <= _PAUSE:
            lines[-1].append(word)
        else:
            lines.append([word])
    return tuple(tuple(line) for line in lines)
