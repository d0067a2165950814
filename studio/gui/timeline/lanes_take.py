"""The lane of what a model performed: its takes, where they are older than their inputs, what is locked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from studio.core.time import TimeRange
from studio.document.edits.takes import joined, lock_range, unlock_range
from studio.document.edits.tree import character_of, in_part
from studio.document.schema import Character, Project, Take
from studio.gui.kit.language import tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.lane import Lane, LaneMouse, Thing
from studio.gui.timeline.lanes_take_drawing import paint_locked, paint_stale, paint_take, take_span
from studio.gui.timeline.takes_seen import SeenTakes
from studio.session.keying.chosen_span import chosen_stretch
from studio.session.painting.drag import Drag
from studio.session.selection import Kind
from studio.session.studio import Studio

_GRIP = 5.0  # pixels around the edge of a locked range
_STILL = 3.0


def take_lanes(studio: Studio, character_id: str) -> list[Lane]:
    """One for each character."""
    return [TakeLane(studio, character_id)]


class TakeLane(Lane):
    """Drag over it to choose a stretch, drag the edges of what is locked, click a stale mark to have it
    performed again."""

    default_height = 34
    least_height = 22
    header_icon = "film-strip"
    depth = 1

    def __init__(self, studio: Studio, character_id: str) -> None:
        super().__init__(studio)
        self.id = f"take:{character_id}"
        self.title = tr("Performance")
        self.character_id = character_id
        self._edge: tuple[Take, int, int] | None = None  # take, number of the range, 0 start or 1 end
        self._drag: Drag | None = None
        self._seen = SeenTakes()
        self._from: LaneMouse | None = None
        self._chosen: TimeRange | None = None

    def content(self) -> object:
        character = self._character()
        return (character.takes if character else None, character.clips if character else None)

    def takes(self) -> tuple[Take, ...]:
        """What is seen of those that are performed."""
        character = self._character()
        return self._seen.of(character) if character is not None else ()

    def stale(self) -> tuple[TimeRange, ...]:
        return self.studio.stage.stale(self.character_id)

    def paint(self, painter: QPainter, theme: Theme) -> None:
        takes = self.takes()
        selected = self.studio.selection.value
        chosen = set(selected.ids) if selected.kind is Kind.TAKE else set()
        for take in takes:
            paint_take(painter, theme, take, self.view, self.height, chosen=take.id in chosen)
        for span in self.stale():
            paint_stale(painter, theme, span, self.view, self.height)
        for take in takes:
            for start, end in take.locked:
                paint_locked(painter, theme, TimeRange(start, end), self.view, self.height)

    # Mouse

    def press(self, mouse: LaneMouse) -> bool:
        if mouse.button != Qt.MouseButton.LeftButton or not self.takes():
            return False
        self._edge = self._edge_at(mouse)
        if self._edge is not None:
            self._drag = Drag(self.studio, tr("Change what is locked"))
        self._from = mouse
        return True

    def drag(self, mouse: LaneMouse) -> None:
        if self._edge is not None and self._drag is not None:
            self._move_edge(mouse)
        elif self._from is not None and abs(mouse.x - self._from.x) > _STILL:
            ends = sorted((self._from.snapped, mouse.snapped))
            self._choose_span(TimeRange(max(ends[0], 0), max(ends[1], 0)))

    def release(self, mouse: LaneMouse) -> None:
        start, self._from = self._from, None
        if self._drag is not None:
            self._drag.finish()
        elif start is not None and abs(mouse.x - start.x) <= _STILL:
            self._click(mouse)
        self._edge = self._drag = None

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
        self._edge = self._drag = self._from = None

    def double_click(self, mouse: LaneMouse) -> bool:
        take = self._take_at(mouse.tick)
        if take is not None:
            self._choose_span(take_span(take))
        return take is not None

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        take = self._take_at(mouse.tick)
        if take is None:
            return Qt.CursorShape.ArrowCursor, self.title
        if self._edge_at(mouse) is not None:
            return Qt.CursorShape.SizeHorCursor, tr("Edge of what is locked")
        if self._stale_at(mouse.tick) is not None:
            return Qt.CursorShape.PointingHandCursor, tr("Older than its inputs: click to perform it again")
        if self._lock_at(mouse.tick) is not None:
            return Qt.CursorShape.ArrowCursor, tr("Locked: stays when it is performed again")
        made = tr("{0}, seed {1}", take.provenance.model, take.provenance.seed)
        return Qt.CursorShape.ArrowCursor, tr("{0}: drag to choose a stretch to lock", made)

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        take, span = self._take_at(mouse.tick), self.span_to_lock()
        lock = menu.addAction(tr("Lock the chosen stretch"), self.lock)
        lock.setEnabled(span is not None)
        found = self._lock_at(mouse.tick)
        if found is not None:
            menu.addAction(tr("Unlock this stretch"), lambda: self.unlock(found))
        menu.addSeparator()
        stale = self._stale_at(mouse.tick)
        if stale is not None:
            menu.addAction(tr("Perform what is stale again"), lambda: self._perform(stale))
        again = menu.addAction(tr("Perform the chosen stretch again"), lambda: self._perform(span))
        again.setEnabled(span is not None)
        everything = menu.addAction(tr("Perform everything again"), lambda: self._perform(None))
        everything.setEnabled(take is not None)

    def things(self) -> Sequence[Thing]:
        spans = ((take, take_span(take)) for take in self.takes())
        made = [Thing(s.start, s.end, tr("Take, seed {0}", t.provenance.seed), Kind.TAKE, t.id)
                for t, s in spans]  # fmt: skip
        return sorted(made, key=lambda thing: thing.start)

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        return [tick for take in self.takes() for lock in take.locked for tick in lock]

    # Locking

    def span_to_lock(self) -> TimeRange | None:
        """The chosen stretch, that of the chosen words, or the range between in and out."""
        return chosen_stretch(self.studio)

    def lock(self) -> bool:
        """Keeps the chosen stretch of every take it meets; False when nothing is chosen."""
        span, ids = self.span_to_lock(), []
        if span is not None:
            ids = [t.id for t in self.takes() if _meets(take_span(t), span)]
        if span is None or not ids:
            self.studio.told.emit(tr("Choose a stretch first: drag over it, choose words, or set in and out"))
            return False

        def edit(project: Project) -> Project:
            for id_ in ids:
                project = lock_range(project, id_, span)
            return project

        return self.studio.apply(tr("Lock performance"), edit)

    def unlock(self, span: TimeRange) -> bool:
        ids = [t.id for t in self.takes() if t.locked]

        def edit(project: Project) -> Project:
            for id_ in ids:
                project = unlock_range(project, id_, span)
            return project

        return self.studio.apply(tr("Unlock performance"), edit)

    def _move_edge(self, mouse: LaneMouse) -> None:
        assert self._edge is not None
        assert self._drag is not None
        take, number, end = self._edge
        spans = [list(span) for span in take.locked]
        spans[number][end] = max(mouse.snapped, 0)
        spans[number].sort()
        locked = tuple((a, b) for a, b in spans if b > a)
        self._drag.apply(
            lambda project: in_part(project, Take, take.id, lambda t: attrs.evolve(t, locked=joined(locked)))
        )

    def _click(self, mouse: LaneMouse) -> None:
        stale, take = self._stale_at(mouse.tick), self._take_at(mouse.tick)
        if stale is not None and self._lock_at(mouse.tick) is None:
            self._perform(stale)
        if take is not None:
            chosen = self.studio.selection.value.of(Kind.TAKE, take.id)
            self.studio.selection.set(attrs.evolve(chosen, character=self.character_id, span=None))

    def _perform(self, span: TimeRange | None) -> None:
        self.studio.stage.perform_again(self.character_id, span)

    def _choose_span(self, span: TimeRange) -> None:
        selected = self.studio.selection.value
        self.studio.selection.set(attrs.evolve(selected, character=self.character_id, span=span))

    def _edge_at(self, mouse: LaneMouse) -> tuple[Take, int, int] | None:
        for take in self.takes():
            for number, span in enumerate(take.locked):
                for end in (0, 1):
                    if abs(self.view.x_of(span[end]) - mouse.x) <= _GRIP:
                        return take, number, end
        return None

    def _lock_at(self, tick: int) -> TimeRange | None:
        spans = (TimeRange(*lock) for take in self.takes() for lock in take.locked)
        return next((span for span in spans if tick in span), None)

    def _stale_at(self, tick: int) -> TimeRange | None:
        return next((span for span in self.stale() if tick in span), None)

    def _take_at(self, tick: int) -> Take | None:
        return next((take for take in reversed(self.takes()) if tick in take_span(take)), None)

    def _character(self) -> Character | None:
        return character_of(self.studio.project, self.character_id)


def _meets(a: TimeRange, b: TimeRange) -> bool:
    return a.start < b.end and b.start < a.end
