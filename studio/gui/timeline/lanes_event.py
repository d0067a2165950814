"""The lanes of what a character does of itself, in one fold."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from studio.document.edits.tree import character_of
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.chips import paint_density
from studio.gui.timeline.lane import Lane
from studio.gui.timeline.lanes_event_drawing import tint_of
from studio.gui.timeline.lanes_event_row import TITLES, EventLane
from studio.session.studio import Studio


def event_lanes(studio: Studio, character_id: str) -> list[Lane]:
    """One fold with a lane for each kind of event."""
    character = character_of(studio.project, character_id)
    if character is None:
        return []
    busy = any(event.kind == "constraint" for event in character.events)
    kinds = [kind for kind in TITLES if kind != "constraint" or busy]
    return [BehaviourLane(studio, character_id, kinds)]


class BehaviourLane(Lane):
    """The fold over the lanes of events."""

    is_group = True
    pans = True
    resizable = False
    default_height = 24
    depth = 1
    header_icon = "person-simple-run"

    def __init__(self, studio: Studio, character_id: str, kinds: Iterable[str]) -> None:
        super().__init__(studio)
        self.id = f"events:{character_id}"
        self.title = tr("Body and eyes")
        self.character_id = character_id
        self.members = [EventLane(studio, character_id, kind) for kind in kinds]

    def content(self) -> object:
        character = character_of(self.studio.project, self.character_id)
        events = (character.events, character.clips) if character is not None else (None,)
        return (*events, self.state.collapsed)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Folded, it shows where gestures are."""
        gestures = self.members[0]
        if not self.state.collapsed or not isinstance(gestures, EventLane):
            return
        row, span = gestures.row, self.view.span
        here = row.within(span.start, span.end)
        area = QRectF(0, 8, self.view.width, self.height - 16)
        part = slice(here.start, here.stop)
        paint_density(painter, area, self.view, row.starts[part], row.ends[part], tint_of("gesture", theme))
