"""Painting with the hand on the face: up is more of the emotion, at the playhead or while time runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import numpy as np

from studio.session.painting.painting import Painting, lane_to_paint
from studio.session.selection import CurveRef
from studio.session.tools import Tool

if TYPE_CHECKING:
    from collections.abc import Callable

    from studio.session.studio import Studio

FULL = 260.0  # pixels of the hand's way from nothing to all


def _nothing() -> None:
    pass


class FaceStroke:
    """From press to release one step of the history. `move` at every movement; `follow` at every picture
    while time runs, so that a hand that rests holds the value."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._painting: Painting | None = None
        self._lift: Callable[[], None] = _nothing
        self._from = self.value = 0.0
        self._last = 0

    @property
    def running(self) -> bool:
        return self._painting is not None

    def start(self) -> bool:
        """Takes hold of the lane that the brush paints on; False without a character."""
        from studio.animation.sample import sample  # noqa: PLC0415 - with the first stroke
        from studio.session.painting.strip import Strip  # noqa: PLC0415 - likewise
        from studio.session.painting.strokes import BrushStroke  # noqa: PLC0415 - likewise

        character, at = self._studio.character, self._studio.transport.at
        if character is None:
            return False
        brush = attrs.evolve(self._studio.brush.value, tool=Tool.BRUSH, strength=1.0)
        track, ground = lane_to_paint(self._studio.project, character, brush)
        stroke = BrushStroke(Strip(track.curve), brush)
        self._lift = stroke.lift
        self._painting = Painting(self._studio, CurveRef(track.id), stroke, "Paint on the face", ground)
        held = sample(track.curve, np.array([at], np.int64))[0] if track.curve.keys else 0.0
        self._from = self.value = float(np.clip(held, 0.0, 1.0))
        self._last = at
        return True

    def move(self, up: float) -> None:
        """up: pixels above the place of the press."""
        if self._painting is None:
            return
        self.value = min(max(self._from + up / FULL, 0.0), 1.0)
        self._lay()

    def follow(self) -> None:
        """The playhead is elsewhere."""
        if self._painting is not None:
            self._lay()

    def finish(self) -> None:
        painting, self._painting = self._painting, None
        if painting is not None:
            painting.finish()

    def cancel(self) -> None:
        """Everything as before the press."""
        painting, self._painting = self._painting, None
        if painting is not None:
            painting.cancel()

    def _lay(self) -> None:
        assert self._painting is not None
        at = self._studio.transport.at
        if at < self._last:
            self._lift()
        self._last = at
        self._painting.move(at, self.value)
