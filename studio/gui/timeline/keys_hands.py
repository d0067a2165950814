"""What a hand does with keys in a lane: moves, copies and scales them, and turns their tangents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs
from PySide6.QtCore import Qt

from studio.animation.tangents import Side
from studio.gui.kit.language import tr
from studio.gui.timeline.lane import LaneMouse
from studio.session.keying.dragged import KeyDrag
from studio.session.keying.keys import with_curve
from studio.session.keying.tangents import HandleDrag
from studio.session.painting.drag import Drag
from studio.session.painting.hand_playhead import HandPlayhead
from studio.session.selection import KeyRef

if TYPE_CHECKING:
    from studio.gui.timeline.lanes_curve import CurveLane

_STILL = 3.0  # pixels a hand may tremble before it drags
_SOFT = 4.0  # pixels within which a value snaps to a quarter
_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class Hand(Protocol):
    """A drag that a lane has begun."""

    def drag(self, mouse: LaneMouse) -> None: ...

    def release(self, mouse: LaneMouse) -> None: ...

    def cancel(self) -> None: ...


class AddHand:
    """A new key where the hand comes down, that goes along with it."""

    def __init__(self, lane: CurveLane, mouse: LaneMouse) -> None:
        self._lane, self._curve = lane, lane.curve
        self._work = Drag(lane.studio, tr("Add a key to {0}", lane.title))
        self._selected = lane.studio.selection.value
        self._playhead = HandPlayhead(lane.studio)
        self.drag(mouse)

    def drag(self, mouse: LaneMouse) -> None:
        lane = self._lane
        at, shown = max(mouse.snapped, 0), snapped_value(lane.axis.value_at(mouse.y), lane.axis.pixel, mouse)
        curve = lane.with_key(self._curve, at, shown)
        self._work.apply(lambda project: with_curve(project, lane.ref, curve))
        chosen = frozenset({KeyRef(lane.ref, at)})
        lane.studio.selection.set(lane.studio.selection.value.with_keys(chosen))
        self._playhead.show(at)

    def release(self, mouse: LaneMouse) -> None:
        self._work.finish()

    def cancel(self) -> None:
        self._work.cancel()
        self._playhead.back()
        self._lane.studio.selection.set(self._selected)


class MoveHand:
    """Keys in time and value. Shift keeps to the way the hand sets out; Ctrl at the press takes copies."""

    def __init__(
        self, lane: CurveLane, mouse: LaneMouse, held: KeyRef, *, copy: bool = False, clicked: bool = False
    ) -> None:
        """held: the key under the hand; clicked: a click without a way chooses it alone."""
        self._lane, self._press, self._held, self._copy = lane, mouse, held, copy
        self._clicked = clicked
        self._value = lane.shown_value(held.time)
        self._playhead = HandPlayhead(lane.studio)
        self._drag: KeyDrag | None = None

    def drag(self, mouse: LaneMouse) -> None:
        dx, dy = mouse.x - self._press.x, mouse.y - self._press.y
        if self._drag is None:
            if max(abs(dx), abs(dy)) < _STILL:
                return
            studio = self._lane.studio
            ripple = studio.snapping.value.ripple and not self._copy
            self._drag = KeyDrag(studio, studio.selection.value.keys | {self._held}, ripple=ripple)
        across, along = self._offsets(mouse, dx, dy)
        if self._copy:
            self._drag.copy(across, along)
        else:
            self._drag.move(across, along)
        self._playhead.show(self._held.time + across)

    def release(self, mouse: LaneMouse) -> None:
        if self._drag is None and self._clicked:
            selection = self._lane.studio.selection
            selection.set(selection.value.with_keys(frozenset({self._held})))

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()
        self._playhead.back()

    def _offsets(self, mouse: LaneMouse, dx: float, dy: float) -> tuple[int, float]:
        lane = self._lane
        only_time = mouse.holds(SHIFT) and abs(dx) >= abs(dy)
        only_value = mouse.holds(SHIFT) and not only_time
        across, along = 0, 0.0
        if not only_value and abs(dx) >= 1:
            there = self._held.time + mouse.tick - self._press.tick
            times = frozenset(k.time for k in lane.studio.selection.value.keys) | {self._held.time}
            across = lane.snap(there, mouse.modifiers, times) - self._held.time
        if not only_time:
            value = self._value - dy * lane.axis.pixel
            along = snapped_value(value, lane.axis.pixel, mouse) - self._value
        return across, along


class ScaleHand:
    """An edge of the box around chosen keys: `left` and `right` scale time, `top` and `bottom` values, around
    the opposite edge; with Ctrl around the middle."""

    def __init__(self, lane: CurveLane, mouse: LaneMouse, edge: str, box: SelectionBox) -> None:
        self._lane, self._edge, self._box = lane, edge, box
        self._shift = lane.shown_value(box.start) - lane.stored_value(box.start)
        self._drag = KeyDrag(lane.studio, lane.studio.selection.value.keys)

    def drag(self, mouse: LaneMouse) -> None:
        box, lane = self._box, self._lane
        if self._edge in ("left", "right"):
            fixed, moving = (box.end, box.start) if self._edge == "left" else (box.start, box.end)
            fixed = (box.start + box.end) // 2 if mouse.holds(CONTROL) else fixed
            to = lane.snap(mouse.tick, mouse.modifiers, frozenset({moving}))
            factor = (to - fixed) / (moving - fixed) if moving != fixed else 1.0
            self._drag.scale((fixed, 0.0), factor if abs(factor) > 1e-4 else 1e-4, 1.0)
            return
        low, high = box.low, box.high
        pivot, edge = (low, high) if self._edge == "top" else (high, low)
        pivot = (low + high) / 2 if mouse.holds(CONTROL) else pivot
        value = snapped_value(lane.axis.value_at(mouse.y), lane.axis.pixel, mouse)
        if abs(edge - pivot) > 1e-9:
            self._drag.scale((0, pivot - self._shift), 1.0, (value - pivot) / (edge - pivot))

    def release(self, mouse: LaneMouse) -> None: ...

    def cancel(self) -> None:
        self._drag.cancel()


class TangentHand:
    """The end of a tangent. Alt breaks it from the other side's."""

    def __init__(self, lane: CurveLane, mouse: LaneMouse, key: KeyRef, side: Side) -> None:
        self._lane, self._key = lane, key
        self._value = lane.shown_value(key.time)
        self._drag = HandleDrag(lane.studio, key, side)
        self._playhead = HandPlayhead(lane.studio)

    def drag(self, mouse: LaneMouse) -> None:
        value = 1.0 - (mouse.y - self._lane.axis.room) * self._lane.axis.pixel
        self._drag.move(mouse.tick - self._key.time, value - self._value, mouse.holds(ALT))
        self._playhead.show(mouse.tick)

    def release(self, mouse: LaneMouse) -> None: ...

    def cancel(self) -> None:
        self._drag.cancel()
        self._playhead.back()


@attrs.frozen
class SelectionBox:
    """Around all chosen keys in time (ticks), around those of one lane in value (as shown)."""

    start: int
    end: int
    low: float
    high: float


def snapped_value(value: float, pixel: float, mouse: LaneMouse) -> float:
    """A value near a quarter is that quarter, unless Alt is held; within 0..1."""
    value = min(max(value, 0.0), 1.0)
    if mouse.holds(ALT):
        return value
    near = min(_QUARTERS, key=lambda quarter: abs(quarter - value))
    return near if abs(near - value) <= _SOFT * pixel else value
