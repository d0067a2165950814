"""What can be dropped on the timeline: feelings and gestures onto words, recordings onto a time."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import attrs
from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from studio.core.problems import ProblemError
from studio.core.time import TimeRange, ticks
from studio.gui.kit.drags import EMOTION_MIME, GESTURE_MIME, files_in, gesture_in
from studio.gui.timeline.lanes_sound import clips_of
from studio.session.files.kinds import is_recording
from studio.session.keying.chosen_span import chosen_span
from studio.session.selection import Kind

if TYPE_CHECKING:
    from studio.gui.timeline.canvas import Canvas

_AROUND = ticks(0.5)  # on either side, where nothing is said


class CanvasDrops:
    """span: the stretch of time that a drop would reach, while something is dragged over the canvas."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self.span: TimeRange | None = None

    def move(self, event: QDragMoveEvent) -> None:
        """Something is over the canvas: what would it reach?"""
        span = self._reached(event.mimeData(), event.position())
        if span is None:
            event.ignore()
        else:
            event.acceptProposedAction()
        self._show(span)

    def leave(self) -> None:
        self._show(None)

    def drop(self, event: QDropEvent) -> None:
        data, span = event.mimeData(), self._reached(event.mimeData(), event.position())
        self._show(None)
        if span is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self._choose(event.position())
        if data.hasFormat(EMOTION_MIME):
            self._lay(span)
        elif data.hasFormat(GESTURE_MIME):
            self._place(gesture_in(data), span, event.position())
        else:
            self._add(_recordings(data), event.position())

    def _reached(self, data: QMimeData, at: QPointF) -> TimeRange | None:
        tick = max(self._canvas.axis.view.value.tick_at(at.x()), 0)
        if data.hasFormat(EMOTION_MIME):
            return self._felt(tick, at)
        if data.hasFormat(GESTURE_MIME):
            return self._word_at(tick, at) or TimeRange(tick, tick)
        return TimeRange(tick, tick) if _recordings(data) else None

    def _felt(self, tick: int, at: QPointF) -> TimeRange:
        """Chosen words that are hit, the word there, or a little around."""
        word = self._word_at(tick, at)
        chosen = chosen_span(self._canvas.studio)
        words = self._canvas.studio.selection.value.kind is Kind.WORD
        if words and chosen is not None and tick in chosen:
            return chosen
        return word or TimeRange(max(tick - _AROUND, 0), tick + _AROUND)

    def _word_at(self, tick: int, at: QPointF) -> TimeRange | None:
        for clip in clips_of(self._canvas.studio, self._character_at(at)):
            for word in clip.said:
                if word.start <= tick - clip.start < word.end:
                    return TimeRange(clip.start + word.start, clip.start + word.end)
        return None

    def _character_at(self, at: QPointF) -> str:
        """Whose lane is under the hand; whom the artist works on below all lanes."""
        row = self._canvas.stack.at(at.y(), self._canvas.height())
        if row is not None:
            owner = self._canvas.tree.owner_of(row.lane)
            if owner:
                return owner
        character = self._canvas.studio.character
        return character.id if character is not None else ""

    def _choose(self, at: QPointF) -> None:
        selection, owner = self._canvas.studio.selection, self._character_at(at)
        if owner:
            selection.set(attrs.evolve(selection.value, character=owner))

    def _lay(self, span: TimeRange) -> None:
        from studio.session.palette.laying import lay  # noqa: PLC0415 - at the first drop

        lay(self._canvas.studio, span)

    def _place(self, name: str, span: TimeRange, at: QPointF) -> None:
        from studio.session.gesturing.placing import place  # noqa: PLC0415 - heavy, the library

        place(self._canvas.studio, name, span.start if span.duration else self._tick(at))

    def _add(self, paths: list[Path], at: QPointF) -> None:
        from studio.session.scripting.recordings import add_recordings  # noqa: PLC0415 - heavy

        studio = self._canvas.studio
        found = self._canvas.guide.find(self._tick(at))
        start = self._tick(at) if found is None else found
        try:
            add_recordings(studio, paths, self._character_at(at) or None, start)
        except ProblemError as error:
            studio.report(error.problem)

    def _tick(self, at: QPointF) -> int:
        return max(self._canvas.axis.view.value.tick_at(at.x()), 0)

    def _show(self, span: TimeRange | None) -> None:
        if span != self.span:
            self.span = span
            self._canvas.update()


def _recordings(data: QMimeData) -> list[Path]:
    """Dropped files when all of them are sounds; whatever else comes is the window's."""
    paths = files_in(data)
    return paths if all(is_recording(path) for path in paths) else []
