"""What a hand does with a brush in a lane."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from studio.core.time import TICKS_PER_SECOND
from studio.document.curves import Curve
from studio.gui.kit.language import tr
from studio.gui.timeline.keys_hands import CONTROL, SHIFT
from studio.gui.timeline.lane import Lane, LaneMouse
from studio.gui.timeline.time_view import TimeView
from studio.session.painting.hand_playhead import HandPlayhead
from studio.session.painting.painting import Edit, Painting
from studio.session.painting.strip import FINEST, Under
from studio.session.painting.strokes import STROKES, Goal, stroke
from studio.session.selection import CurveRef
from studio.session.tools import Brush, Tool

if TYPE_CHECKING:
    from studio.gui.timeline.painting_curve import ValueAxis

VERBS = {
    Tool.BRUSH: "Paint {0}",
    Tool.SMOOTH: "Smooth {0}",
    Tool.ERASE: "Erase {0}",
    Tool.RAMP: "Ramp {0}",
    Tool.HOLD: "Hold {0}",
}


@attrs.frozen
class Ground:
    """What a stroke is painted on. adds: makes the lane where it is not there yet; under, goal: as `stroke`
    takes them."""

    ref: CurveRef
    curve: Curve
    name: str
    adds: Edit | None = None
    under: Under | None = None
    goal: Goal | None = None


class PaintHand:
    """A stroke from press to release. Shift paints straight, Ctrl the other way round."""

    def __init__(self, lane: Lane, mouse: LaneMouse, ground: Ground, axis: ValueAxis) -> None:
        brush = lane.studio.brush.value
        self._axis = axis
        # heights count from the press: the lane may move when the stroke makes a new one
        self._press_y, self._place_y = mouse.y, mouse.place.y()
        work = stroke(
            brush,
            ground.curve,
            step=step_for(lane.view),
            under=ground.under,
            goal=ground.goal,
            inverse=mouse.holds(CONTROL),
        )
        label = tr(VERBS[brush.tool], ground.name)
        self._painting = Painting(lane.studio, ground.ref, work, label, ground.adds)
        self._playhead = HandPlayhead(lane.studio)
        self._painting.press(max(mouse.tick, 0), self._value(mouse))
        self._playhead.show(mouse.tick)

    def drag(self, mouse: LaneMouse) -> None:
        self._painting.move(max(mouse.tick, 0), self._value(mouse), straight=mouse.holds(SHIFT))
        self._playhead.show(mouse.tick)

    def release(self, mouse: LaneMouse) -> None:
        self._painting.finish()

    def cancel(self) -> None:
        self._painting.cancel()
        self._playhead.back()

    def _value(self, mouse: LaneMouse) -> float:
        return self._axis.value_at(self._press_y + mouse.place.y() - self._place_y)


def step_for(view: TimeView) -> int:
    """Ticks between samples of a stroke: as fine as a face moves, coarser where hours are on screen."""
    return max(FINEST, round(view.scale * 1.5))


def paints(brush: Brush) -> bool:
    """Does the left button paint with this tool?"""
    return brush.tool in STROKES


def brush_pixels(brush: Brush, view: TimeView) -> float:
    """Half the brush's width on screen."""
    return brush.size * TICKS_PER_SECOND / view.scale
