"""A lane of one kind of event: clips that move, stretch, are muted and pinned."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from studio.document.edits.tree import character_of
from studio.document.schema import Event
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.kit.theming import current_theme
from studio.gui.timeline.chips import paint_density, too_dense
from studio.gui.timeline.hand_lane import HandLane
from studio.gui.timeline.keys_hands import CONTROL, SHIFT
from studio.gui.timeline.lane import LaneMouse, Thing
from studio.gui.timeline.lanes_event_drawing import (
    EventLook,
    EventRow,
    box_of,
    events_done,
    label_of,
    paint_event,
    tint_of,
)
from studio.gui.timeline.lanes_event_hands import EventHand
from studio.session.fields.happenings import ICONS
from studio.session.gesturing.event_edits import added, another_gesture, changed, fresh_event, removed
from studio.session.selection import Kind
from studio.session.studio import Studio

TITLES = {
    "gesture": "Gestures",
    "head": "Head",
    "gaze": "Gaze",
    "blink": "Blinks",
    "breath": "Breath",
    "weight_shift": "Weight",
    "constraint": "Body is busy",
}
_EDGE = 5.0  # pixels at a clip's ends that stretch it


class EventLane(HandLane):
    """The events of one kind as clips that move, stretch, are muted and pinned."""

    default_height = 24
    least_height = 16
    can_mute = True

    def __init__(self, studio: Studio, character_id: str, kind: str) -> None:
        super().__init__(studio)
        self.id = f"event:{character_id}:{kind}"
        self.title = tr(TITLES.get(kind, kind.replace("_", " ").capitalize()))
        self.depth = 2
        self.character_id, self.kind = character_id, kind
        self.header_icon = ICONS.get(kind, "circle")
        self._over = ""
        self._ready: tuple[tuple[Event, ...], EventRow] | None = None

    @property
    def header_colour(self) -> str:  # type: ignore[override]
        return tint_of(self.kind, current_theme())

    @property
    def row(self) -> EventRow:
        """The lane's events as they are now."""
        character = character_of(self.studio.project, self.character_id)
        events = events_done(character) if character is not None else ()
        if self._ready is None or self._ready[0] is not events:
            self._ready = (events, EventRow.of(tuple(e for e in events if e.kind == self.kind)))
        return self._ready[1]

    @property
    def pans(self) -> bool:  # type: ignore[override]
        """Not while a clip's name stays in sight at the left edge."""
        row, left = self.row, round(self.view.start)
        return not any(row.starts[i] < left < row.ends[i] for i in row.within(left, left))

    def content(self) -> object:
        character = character_of(self.studio.project, self.character_id)
        return (character.events, character.clips) if character is not None else (None,)

    @property
    def muted(self) -> bool:
        events = self.row.events
        return bool(events) and all(event.muted for event in events)

    def set_muted(self, on: bool) -> None:
        ids = frozenset(event.id for event in self.row.events)
        label = tr("Mute {0}", self.title) if on else tr("Unmute {0}", self.title)
        self._change(label, ids, muted=on)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        row, span = self.row, self.view.span
        here = row.within(span.start, span.end)
        part = slice(here.start, here.stop)
        starts, ends = row.starts[part], row.ends[part]
        if too_dense(starts, ends, self.view):
            area = QRectF(0, 3, self.view.width, self.height - 6)
            paint_density(painter, area, self.view, starts, ends, tint_of(self.kind, theme))
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self._chosen_ids()
        for i in here:
            event = row.events[i]
            box = box_of(event, row.levels[i], self.view, self.height)
            hot = event.id == self._over
            look = EventLook(self.edge, chosen=event.id in chosen, hot=hot)
            paint_event(painter, theme, event, box, self.view, look)

    # Mouse

    def press(self, mouse: LaneMouse) -> bool:
        held = self.event_at(mouse)
        if held is None or mouse.button != Qt.MouseButton.LeftButton:
            return False
        chosen = self._chosen_ids()
        adds = mouse.holds(SHIFT)
        if adds and held.id in chosen:
            self.choose(tuple(sorted(chosen - {held.id})))
            return True
        if held.id not in chosen:
            self.choose((*sorted(chosen), held.id) if adds else (held.id,))
        clicked = held.id in chosen and not adds
        edge = self._edge_at(held, mouse)
        self._hand = EventHand(self, mouse, held, edge, copy=mouse.holds(CONTROL), clicked=clicked)
        return True

    def double_click(self, mouse: LaneMouse) -> bool:
        if self.event_at(mouse) is None and self.kind != "constraint":
            self.add(max(mouse.snapped, 0))
        return True

    def add(self, at: int) -> None:
        """An event of the lane's kind at a tick, chosen."""
        event = fresh_event(self.studio.project, self.kind, at)
        label = tr("Add {0}", label_of(event).lower())
        if self.studio.apply(label, lambda project: added(project, self.character_id, (event,))):
            self.choose((event.id,))

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        event = self.event_at(mouse)
        over = event.id if event is not None else ""
        if over != self._over:
            self._over = over
            self.update()
        if event is None:
            return Qt.CursorShape.ArrowCursor, tr("{0}: double click adds one", self.title)
        length = (event.end - event.start) / self.studio.transport.rate.tick_of(1)
        text = tr("{0} {1}, {2} frames", self.title, label_of(event).lower(), round(length))
        shape = Qt.CursorShape.SizeHorCursor if self._edge_at(event, mouse) else Qt.CursorShape.OpenHandCursor
        return shape, text

    def leave(self) -> None:
        self._over = ""
        self.update()

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        event = self.event_at(mouse)
        if event is None:
            if self.kind != "constraint":
                menu.addAction(tr("Add here"), lambda: self.add(max(mouse.snapped, 0)))
            return
        if event.id not in self._chosen_ids():
            self.choose((event.id,))
        ids = frozenset(self._chosen_ids())
        muted, pinned = not event.muted, not event.pinned
        mute, mutes = (tr("Mute"), tr("Mute events")) if muted else (tr("Unmute"), tr("Unmute events"))
        menu.addAction(mute, lambda: self._change(mutes, ids, muted=muted))
        pin = tr("Pin: keep it when planned anew") if pinned else tr("Unpin: may be planned anew")
        pins = tr("Pin events") if pinned else tr("Unpin events")
        menu.addAction(pin, lambda: self._change(pins, ids, pinned=pinned))
        if self.kind == "gesture":
            menu.addAction(tr("Another gesture"), lambda: self._another(ids))
        menu.addAction(tr("Delete"), lambda: self.delete(ids))

    def things_in(self, box: QRect) -> Iterable[tuple[Kind, str]]:
        area, row = QRectF(box), self.row
        here = row.within(self.view.tick_at(area.left()), self.view.tick_at(area.right()))
        return [
            (Kind.EVENT, row.events[i].id)
            for i in here
            if box_of(row.events[i], row.levels[i], self.view, self.height).intersects(area)
        ]

    def things(self) -> Sequence[Thing]:
        return [Thing(e.start, e.end, label_of(e), Kind.EVENT, e.id) for e in self.row.events]

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        events = (self.row.events[i] for i in self.row.within(*span))
        return [tick for event in events for tick in (event.start, event.end)]

    # Events

    def event_at(self, mouse: LaneMouse) -> Event | None:
        """The event under the mouse, the nearest where clips are narrow."""
        row, slack = self.row, 3.0
        here = row.within(self.view.tick_at(mouse.x - slack), self.view.tick_at(mouse.x + slack))
        found = None
        for i in here:
            box = box_of(row.events[i], row.levels[i], self.view, self.height)
            if box.adjusted(-slack, 0, slack, 0).contains(mouse.x, mouse.y):
                found = row.events[i]
        return found

    def chosen_events(self) -> tuple[Event, ...]:
        """All chosen events of this character, of whatever kind."""
        ids = self._chosen_ids()
        character = character_of(self.studio.project, self.character_id)
        return tuple(e for e in (character.events if character is not None else ()) if e.id in ids)

    def choose(self, ids: tuple[str, ...]) -> None:
        selection = self.studio.selection
        chosen = selection.value.of(Kind.EVENT, *ids) if ids else selection.value.of(Kind.NOTHING)
        selection.set(attrs.evolve(chosen, character=self.character_id))

    def delete(self, ids: frozenset[str]) -> None:
        if self.studio.apply(tr("Delete events"), lambda p: removed(p, self.character_id, ids)):
            self.choose(())

    def _edge_at(self, event: Event, mouse: LaneMouse) -> int:
        left, right = self.view.x_of(event.start), self.view.x_of(event.end)
        reach = min(_EDGE, (right - left) / 4)
        return -1 if mouse.x <= left + reach else 1 if mouse.x >= right - reach else 0

    def _chosen_ids(self) -> set[str]:
        chosen = self.studio.selection.value
        return set(chosen.ids) if chosen.kind is Kind.EVENT else set()

    def _change(self, label: str, ids: frozenset[str], **fields: Any) -> None:  # noqa: ANN401 - fields of events
        def edit(event: Event) -> Event:
            return attrs.evolve(event, **fields)

        self.studio.apply(label, lambda project: changed(project, self.character_id, ids, edit))

    def _another(self, ids: frozenset[str]) -> None:
        label = tr("Another gesture")
        self.studio.apply(label, lambda project: another_gesture(project, self.character_id, ids))
