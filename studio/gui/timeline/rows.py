"""Lanes stacked into rows."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator

import attrs

from studio.gui.timeline.lane import Lane

_USUAL, _MOST, _STEPS = 400, 2.0, 8  # pixels of a canvas on which lanes have their own height


@attrs.frozen(eq=False)
class Row:
    """A lane and where it lies: top in pixels from the top of all rows, or, while it is pinned over the
    others, from the top of the canvas."""

    lane: Lane
    top: int
    height: int
    pinned: bool = False


class Stack:
    """Rows from top to bottom; `scroll` pixels of them are above the canvas."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.height = 0
        self.scroll = 0
        self._tops: list[int] = []

    def lay(self, lanes: Iterable[Lane]) -> None:
        self.rows, top = [], 0
        for lane in lanes:
            self.rows.append(Row(lane, top, lane.height))
            top += lane.height
        self.height = top
        self._tops = [row.top for row in self.rows]

    def visible(self, height: int) -> list[Row]:
        """Rows of which anything is on a canvas this high, with tops on the canvas; a pinned one is last."""
        first = max(bisect.bisect_right(self._tops, self.scroll) - 1, 0)
        shown = []
        for row in self.rows[first:]:
            top = row.top - self.scroll
            if top >= height:
                break
            shown.append(Row(row.lane, top, row.height))
        pinned = self._pinned(first)
        return [*shown, pinned] if pinned is not None else shown

    def at(self, y: float, height: int) -> Row | None:
        """The row under a pixel of the canvas."""
        rows = reversed(self.visible(height))
        return next((row for row in rows if row.top <= y < row.top + row.height), None)

    def row_of(self, lane_id: str) -> Row | None:
        return next((row for row in self.rows if row.lane.id == lane_id), None)

    def _pinned(self, first: int) -> Row | None:
        """The words of whoever's lanes are at the top, once they have gone out of sight."""
        if not self.rows or first >= len(self.rows):
            return None
        for row in reversed(self.rows[: first + 1]):
            if row.lane.sticky:
                gone = row.top < self.scroll
                return Row(row.lane, 0, row.height, pinned=True) if gone else None
            if row.lane.is_group and row.lane.depth == 0 and row is not self.rows[first]:
                return None
        return None


def room_of(height: int) -> float:
    """How many times their own height lanes that stretch have on a canvas of so many pixels; in steps, so
    that they change now and then while its edge is dragged and not at every pixel."""
    return min(max(round(height / _USUAL * _STEPS) / _STEPS, 1.0), _MOST)


def flattened(lanes: Iterable[Lane]) -> Iterator[Lane]:
    """Lanes and the members of groups that are unfolded, in the order of their rows."""
    for lane in lanes:
        yield lane
        if lane.is_group and not lane.state.collapsed:
            yield from flattened(lane.members)


def everything(lanes: Iterable[Lane]) -> Iterator[Lane]:
    """Likewise with the members of folded groups."""
    for lane in lanes:
        yield lane
        yield from everything(lane.members)
