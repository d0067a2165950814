"""Which words of a lane are chosen: one, several, or all from one to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt

from studio.core.time import TimeRange
from studio.gui.timeline.lane import LaneMouse
from studio.gui.timeline.spoken import Spoken
from studio.session.selection import Kind
from studio.session.studio import Studio


class WordChoosing:
    """Shift chooses up to a word, Ctrl one more or less, a drag goes on to where it is."""

    def __init__(self, studio: Studio, spoken: Callable[[], Sequence[Spoken]]) -> None:
        self._studio, self._spoken = studio, spoken
        self._anchor: tuple[str, int] | None = None  # clip and word where it began

    @property
    def ids(self) -> tuple[str, ...]:
        """Of the chosen words."""
        chosen = self._studio.selection.value
        return chosen.ids if chosen.kind is Kind.WORD else ()

    @property
    def span(self) -> TimeRange | None:
        """From the first chosen word of the lane to the last; None when none is."""
        ids = frozenset(self.ids)
        found = [
            (int(s.starts[n]), int(s.ends[n]))
            for s in self._spoken()
            for n, w in enumerate(s.words)
            if w.id in ids
        ]
        return TimeRange(min(a for a, _ in found), max(b for _, b in found)) if found else None

    def click(self, spoken: Spoken, n: int, mouse: LaneMouse) -> None:
        """The n-th word of a recording was pressed."""
        word_id = spoken.words[n].id
        if mouse.holds(Qt.KeyboardModifier.ShiftModifier) and self._anchor is not None:
            self._choose_to(spoken, n)
        elif mouse.holds(Qt.KeyboardModifier.ControlModifier):
            ids = self.ids
            self._choose(tuple(i for i in ids if i != word_id) if word_id in ids else (*ids, word_id))
        else:
            self._anchor = (spoken.clip.id, n)
            self._choose((word_id,))

    def drag_to(self, tick: int) -> None:
        """Everything from where it began to the word at a tick, or the last before it."""
        spoken = next((s for s in self._spoken() if self._anchor and s.clip.id == self._anchor[0]), None)
        if spoken is not None:
            before = int(spoken.starts.searchsorted(tick, side="right")) - 1
            self._choose_to(spoken, min(max(before, 0), len(spoken.words) - 1))

    def with_word(self, word_id: str) -> None:
        """A word that is not chosen yet is chosen alone."""
        self._choose(self.ids if word_id in self.ids else (word_id,))

    def _choose_to(self, spoken: Spoken, n: int) -> None:
        if self._anchor is None or self._anchor[0] != spoken.clip.id:
            return
        low, high = sorted((min(self._anchor[1], len(spoken.words) - 1), n))
        self._choose(tuple(word.id for word in spoken.words[low : high + 1]))

    def _choose(self, ids: tuple[str, ...]) -> None:
        self._studio.selection.set(self._studio.selection.value.of(Kind.WORD, *ids))
