"""Lanes walked by keys: from lane to lane, and on a lane from word to word, key to key, clip to clip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QPointF, QRect

from studio.core.time import TimeRange
from studio.gui.kit.language import tr
from studio.gui.kit.saying import say
from studio.gui.timeline.lane import NO_MODIFIER, Lane, Thing
from studio.gui.timeline.lanes_curve import CurveLane
from studio.gui.timeline.lanes_word import WordLane
from studio.gui.timeline.rows import Row
from studio.session.selection import Kind, Selected

if TYPE_CHECKING:
    from studio.gui.timeline.panel import TimelinePanel


class LaneWalk:
    """Of one timeline. What is chosen is said, for those who do not see it."""

    def __init__(self, panel: TimelinePanel) -> None:
        self._panel, self._studio = panel, panel.studio
        self._anchor: Thing | None = None  # where a stretch of chosen things began
        self._head: Thing | None = None  # and where it goes on
        self._seen = ("", self._studio.selection.value)  # lane and choice after the last step

    @property
    def lane(self) -> Lane | None:
        """The lane the keys are on: of what is chosen, else the one that was walked to."""
        shown = self._panel.tree.shown()
        named = next((lane for lane in shown if lane.id == self._panel.headers.current), None)
        if named is not None and (self._walked() or self._chosen(named) or not self._anything()):
            return named
        holding = (lane for lane in shown if self._chosen(lane))
        return next(holding, named or next((lane for lane in shown if lane.things()), None))

    def step_lane(self, way: int) -> None:
        """The lane below (1) or above (-1); chooses what it is about."""
        shown, now = self._panel.tree.shown(), self.lane
        if not shown:
            return
        at = shown.index(now) + way if now in shown else 0
        lane = shown[min(max(at, 0), len(shown) - 1)]
        self._panel.headers.make_current(lane)
        self._panel.headers.choose(lane, NO_MODIFIER)
        self._see()
        say(self._panel.canvas, lane.spoken_head())

    def step(self, way: int, *, extend: bool = False) -> None:
        """Chooses the next thing of the lane (1) or the one before (-1), and goes there."""
        lane = self.lane
        things = lane.things() if lane is not None else ()
        if lane is None or not things:
            self._studio.told.emit(tr("Nothing to choose on this lane"))
            return
        at = self._next(things, self._chosen(lane), way, extend=extend)
        if extend and self._anchor in things:
            first, last = sorted((things.index(self._anchor), at))
        else:
            self._anchor, first, last = things[at], at, at
        self._head = things[at]
        self._panel.headers.make_current(lane)
        self._choose(lane, things[first : last + 1])
        self._see()
        self._show(things[at])

    def open(self) -> None:
        """The text of a chosen word in its place; whatever else is chosen in the inspector."""
        lane = self.lane
        chosen = self._chosen(lane) if lane is not None else ()
        if isinstance(lane, WordLane) and chosen and self._place_row(lane) is not None:
            lane.edit_word(chosen[0].id)
        elif "inspector.focus" in self._studio.actions:
            self._studio.actions.run("inspector.focus")

    def place(self) -> tuple[Row, QPointF] | None:
        """Where a menu asked for by keys belongs: the row, and what is chosen there or the playhead."""
        lane = self.lane
        row = self._place_row(lane) if lane is not None else None
        if lane is None or row is None:
            return None
        chosen, view = self._chosen(lane), self._panel.axis.view.value
        tick = (chosen[0].start + chosen[0].end) // 2 if chosen else self._studio.transport.at
        y = row.top + row.height / 2
        if isinstance(lane, CurveLane) and chosen:
            y = row.top + lane.axis.y_of(lane.shown_value(tick))
        return row, QPointF(min(max(view.x_of(tick), 0.0), self._panel.canvas.width() - 1.0), y)

    def _next(self, things: Sequence[Thing], chosen: Sequence[Thing], way: int, *, extend: bool) -> int:
        at = self._studio.transport.at
        if extend and self._head in things and chosen:
            now = things.index(self._head)
        elif chosen:
            now = things.index(chosen[-1] if way > 0 else chosen[0])
        elif way > 0:
            return next((k for k, thing in enumerate(things) if thing.start >= at), len(things) - 1)
        else:
            return next((k for k in range(len(things) - 1, -1, -1) if things[k].start <= at), 0)
        return min(max(now + way, 0), len(things) - 1)

    def _chosen(self, lane: Lane) -> list[Thing]:
        """Chosen things of a lane, in the order of time."""
        selected = self._studio.selection.value
        return [thing for thing in lane.things() if _is_chosen(thing, selected)]

    def _walked(self) -> bool:
        """Was the lane walked to since something was chosen by other ways?"""
        lane_id, selected = self._seen
        return lane_id != self._panel.headers.current or selected is self._studio.selection.value

    def _see(self) -> None:
        self._seen = (self._panel.headers.current, self._studio.selection.value)

    def _anything(self) -> bool:
        return self._studio.selection.value.kind in (Kind.KEY, Kind.WORD, Kind.EVENT, Kind.CLIP, Kind.TAKE)

    def _choose(self, lane: Lane, things: Sequence[Thing]) -> None:
        selected = self._studio.selection.value
        keys = frozenset(thing.key for thing in things if thing.key is not None)
        owner = self._panel.tree.owner_of(lane) or selected.character
        chosen = selected.with_keys(keys) if keys else selected.of(things[0].kind, *(t.id for t in things))
        self._studio.selection.set(attrs.evolve(chosen, character=owner))

    def _show(self, thing: Thing) -> None:
        studio = self._studio
        studio.transport.stop()
        studio.transport.seek(thing.start)
        studio.revealed.emit(TimeRange(thing.start, max(thing.end, thing.start + 1)))
        text = f"{self._panel.canvas.time_text(thing.start)}   {thing.said}"
        self._panel.canvas.hovered.emit(text)
        say(self._panel.canvas, text)

    def _place_row(self, lane: Lane) -> Row | None:
        """A lane's row, brought into sight, and the lane told of its place."""
        canvas = self._panel.canvas
        canvas.reveal_row(lane.id)
        row = next((row for row in canvas.visible_rows() if row.lane is lane), None)
        if row is not None:
            lane.view = self._panel.axis.view.value
            lane.rect = QRect(0, row.top, canvas.width(), row.height)
        return row


def _is_chosen(thing: Thing, selected: Selected) -> bool:
    if thing.key is not None:
        return thing.key in selected.keys
    return thing.kind is selected.kind and thing.id in selected.ids
