"""Rows that were painted before a zoom and are drawn wider or narrower, until their turn comes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import attrs

from studio.gui.timeline.rows import Row

_MOST = 2.0  # times as wide or as narrow, beyond which a row is painted

Key = tuple[str, bool]
"""A row: its lane, and whether it is the one that is pinned over the others."""


@attrs.frozen
class Strip:
    """Columns of the canvas: from pixel `left` on, `width` of them."""

    left: int
    width: int

    @property
    def right(self) -> int:
        return self.left + self.width

    def both(self, other: Strip) -> Strip:
        """The columns that are in this one and in the other."""
        left = max(self.left, other.left)
        return Strip(left, max(min(self.right, other.right) - left, 0))


@attrs.frozen(eq=False)
class Stretch:
    """What was painted at column x is drawn at x * factor + shift. painted: the columns there are. Rows that
    were painted together share one."""

    painted: Strip
    factor: float = 1.0
    shift: float = 0.0

    def then(self, factor: float, shift: float) -> Stretch:
        """Wider by a factor once more, with what was at pixel 0 at `shift`."""
        return Stretch(self.painted, self.factor * factor, self.shift * factor + shift)

    def source(self, width: int) -> tuple[float, float]:
        """The columns as they were painted that are drawn at the edges of a canvas."""
        return -self.shift / self.factor, (width - self.shift) / self.factor

    @property
    def sharp(self) -> bool:
        return (self.factor, self.shift) == (1.0, 0.0)

    @property
    def coarse(self) -> float:
        """How far from sharp, 1 or more."""
        return max(self.factor, 1 / self.factor)

    def holds(self, width: int) -> bool:
        """Is it good enough to be drawn, and is there enough of it for a canvas?"""
        left, right = self.source(width)
        return self.coarse <= _MOST and self.painted.left <= left and right <= self.painted.right


def key_of(row: Row) -> Key:
    return row.lane.id, row.pinned


def bands(rows: Iterable[Row], stretches: dict[Key, Stretch]) -> Iterator[tuple[int, int, Stretch]]:
    """Rows that are drawn alike, as upper and lower edge on the canvas; what is pinned comes last."""
    for key, alike in itertools.groupby(rows, lambda row: (row.pinned, stretches[key_of(row)])):
        together = list(alike)
        yield together[0].top, together[-1].top + together[-1].height, key[1]


def neighbours(parts: Iterable[tuple[Row, Strip]]) -> Iterator[tuple[list[Row], Strip]]:
    """Rows that can be painted in one go: one below the other, in the same columns, and alike in what moves
    with time."""
    together: list[Row] = []
    held = None
    for row, strip in parts:
        kind = (strip, row.pinned, row.lane.pans)
        if held is not None and (kind != held or together[-1].top + together[-1].height != row.top):
            yield together, held[0]
            together = []
        together.append(row)
        held = kind
    if held is not None:
        yield together, held[0]
