"""What a hand does with events: moves them, takes copies, stretches their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from studio.gui.kit.language import tr
from studio.gui.timeline.lane import LaneMouse
from studio.session.gesturing.event_edits import added, changed, copies, moved, stretched, stroke_of
from studio.session.painting.drag import Drag
from studio.session.selection import Kind

if TYPE_CHECKING:
    from studio.document.schema import Event
    from studio.gui.timeline.lanes_event_row import EventLane

_STILL = 3.0  # pixels a hand may tremble before it drags


class EventHand:
    """The chosen events; `edge` 0 moves them, -1 and 1 stretch the one that is held at its start or end."""

    def __init__(
        self, lane: EventLane, mouse: LaneMouse, held: Event, edge: int, *, copy: bool, clicked: bool
    ) -> None:
        self._lane, self._press, self._held, self._edge = lane, mouse, held, edge
        self._copy, self._clicked = copy and edge == 0, clicked
        studio = lane.studio
        self._before = lane.chosen_events() if edge == 0 else (held,)
        self._copies = copies(studio.project, self._before, 0) if self._copy else ()
        self._drag: Drag | None = None
        self._selected = studio.selection.value

    def drag(self, mouse: LaneMouse) -> None:
        if self._drag is None:
            if abs(mouse.x - self._press.x) < _STILL:
                return
            self._drag = Drag(self._lane.studio, self._label())
        if self._copy:
            self._drag_copies(mouse)
            return
        before = {event.id: event for event in self._before}
        by = self._by(mouse)

        def edit(event: Event) -> Event:
            return self._edited(before[event.id], by)

        lane = self._lane
        ids = frozenset(before)
        self._drag.apply(lambda project: changed(project, lane.character_id, ids, edit))

    def release(self, mouse: LaneMouse) -> None:
        if self._drag is not None:
            self._drag.finish()
        elif self._clicked:
            self._lane.choose((self._held.id,))

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
        self._lane.studio.selection.set(self._selected)

    def _drag_copies(self, mouse: LaneMouse) -> None:
        lane, by = self._lane, self._by(mouse)
        new = tuple(moved(event, by) for event in self._copies)
        ids = frozenset(event.id for event in new)
        placed = {event.id: event for event in new}

        def there(event: Event) -> Event:
            return placed[event.id]

        assert self._drag is not None
        if not self._drag.moved:
            self._drag.apply(lambda project: added(project, lane.character_id, new))
        else:
            self._drag.apply(lambda project: changed(project, lane.character_id, ids, there))
        lane.studio.selection.set(lane.studio.selection.value.of(Kind.EVENT, *sorted(ids)))

    def _by(self, mouse: LaneMouse) -> int:
        """Ticks that the hand has gone, snapped: gestures by their strokes, others by their starts."""
        held, edge = self._held, self._edge
        there = held.end if edge > 0 else held.start if edge < 0 else stroke_of(held)
        own = frozenset({held.start, held.end, stroke_of(held)})
        by = mouse.tick - self._press.tick
        return self._lane.snap(there + by, mouse.modifiers, own) - there

    def _edited(self, event: Event, by: int) -> Event:
        if self._edge == 0:
            return moved(event, by)
        start = min(max(event.start + by, 0), event.end) if self._edge < 0 else event.start
        return stretched(event, start, event.end + (by if self._edge > 0 else 0))

    def _label(self) -> str:
        if self._copy:
            return tr("Copy events")
        return tr("Move events") if self._edge == 0 else tr("Stretch event")
