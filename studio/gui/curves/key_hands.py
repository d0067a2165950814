"""What a hand does with keys on the graph: moves them, turns their tangents, scales them by their box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from studio.gui.curves.hands import ALT, CONTROL, SHIFT, PlainHand, Touch
from studio.gui.curves.keys_on_screen import KeyBox, Tip
from studio.gui.curves.snapping import snap_time, snap_value
from studio.gui.kit.language import tr
from studio.session.keying.dragged import KeyDrag
from studio.session.keying.keys import commit
from studio.session.keying.tangents import HandleDrag
from studio.session.selection import CurveRef, KeyRef

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

_STILL = 3.0  # pixels a hand may tremble before it drags


class KeyHand(PlainHand):
    """Chosen keys in time and value. Shift keeps to the way the hand sets out, Alt turns snapping round; Ctrl
    at the press takes copies."""

    def __init__(self, scene: GraphScene, touch: Touch, held: KeyRef, *, copies: bool) -> None:
        self._scene, self._from, self._held, self._copies = scene, touch.at, held, copies
        self._alone = held in scene.chosen and not touch.holds(SHIFT)
        key = next(k for k in scene.curve(held.curve).keys if k.time == held.time)
        self._value = key.value
        self._drag: KeyDrag | None = None

    def drag(self, touch: Touch) -> None:
        way = touch.at - self._from
        if self._drag is None:
            if max(abs(way.x()), abs(way.y())) < _STILL:
                return
            studio = self._scene.studio
            ripple = studio.snapping.value.ripple and not self._copies
            self._drag = KeyDrag(studio, self._scene.chosen | {self._held}, ripple=ripple)
            self._scene.frozen = True
        across, along = self._offsets(touch, way)
        if self._copies:
            self._drag.copy(across, along)
        else:
            self._drag.move(across, along)

    def release(self, touch: Touch) -> None:
        self._scene.frozen = False
        if self._drag is None and self._alone:
            selection = self._scene.studio.selection
            selection.set(selection.value.with_keys(frozenset({self._held})))

    def cancel(self) -> None:
        self._scene.frozen = False
        if self._drag is not None:
            self._drag.cancel()

    def _offsets(self, touch: Touch, way: QPointF) -> tuple[int, float]:
        scene, view = self._scene, self._scene.view
        sideways = abs(way.x()) >= abs(way.y())
        across, along = 0, 0.0
        if not touch.holds(SHIFT) or sideways:
            tick = round(self._held.time + way.x() * view.scale)
            still = frozenset(key.time for key in scene.chosen) | {self._held.time}
            across = snap_time(scene, tick, touch.holds(ALT), without=still) - self._held.time
        if not touch.holds(SHIFT) or not sideways:
            scaling = scene.scaling(self._held.curve)
            shown = scaling.shown(self._value) - way.y() * view.pixel
            along = scaling.stored(snap_value(scene, shown, touch.holds(ALT))) - self._value
        return across, along


class TipHand(PlainHand):
    """The end of a tangent. Alt breaks it from the other; Shift keeps it level."""

    def __init__(self, scene: GraphScene, tip: Tip) -> None:
        self._scene, self._tip = scene, tip
        self._drag = HandleDrag(scene.studio, tip.key, tip.side)
        scene.frozen = True

    def drag(self, touch: Touch) -> None:
        way = touch.at - self._tip.place
        gain = self._scene.scaling(self._tip.key.curve).gain
        rise = 0.0 if touch.holds(SHIFT) else -way.y() * self._scene.view.pixel / gain
        self._drag.move(round(way.x() * self._scene.view.scale), rise, touch.holds(ALT))

    def release(self, touch: Touch) -> None:
        self._scene.frozen = False

    def cancel(self) -> None:
        self._scene.frozen = False
        self._drag.cancel()


class GripHand(PlainHand):
    """A side or corner of the box around the chosen keys; Ctrl scales around the middle."""

    def __init__(self, scene: GraphScene, grip: str, box: KeyBox) -> None:
        self._scene, self._grip, self._box = scene, grip, box
        self._drag = KeyDrag(scene.studio, scene.chosen)
        scene.frozen = True

    def drag(self, touch: Touch) -> None:
        scene, box, grip = self._scene, self._box, self._grip
        middle = touch.holds(CONTROL)
        tick, in_time, value, in_value = box.first, 1.0, 0.0, 1.0
        if "w" in grip or "e" in grip:
            moving, fixed = (box.first, box.last) if "w" in grip else (box.last, box.first)
            tick = (box.first + box.last) // 2 if middle else fixed
            inset = 12 if "w" in grip else -12
            to = snap_time(scene, scene.view.tick_at(touch.at.x() + inset), touch.holds(ALT))
            in_time = _factor(to - tick, moving - tick)
        if "n" in grip or "s" in grip:
            moving_value, fixed_value = (box.high, box.low) if "n" in grip else (box.low, box.high)
            value = (box.low + box.high) / 2 if middle else fixed_value
            inset = 12 if "n" in grip else -12
            shown = snap_value(scene, scene.view.value_at(touch.at.y() + inset), touch.holds(ALT))
            in_value = _factor(shown - value, moving_value - value)
        pivot = value if not scene.showing.value.normalised else self._stored(value)
        self._drag.scale((tick, pivot), in_time, in_value)

    def release(self, touch: Touch) -> None:
        self._scene.frozen = False

    def cancel(self) -> None:
        self._scene.frozen = False
        self._drag.cancel()

    def _stored(self, shown: float) -> float:
        """Where several curves are drawn over their own ranges they are scaled around the active one's."""
        active = self._scene.active.value or CurveRef("")
        return self._scene.scaling(active).stored(shown)


def _factor(now: float, before: float) -> float:
    factor = now / before if abs(before) > 1e-9 else 1.0
    return factor if abs(factor) > 1e-4 else 1e-4


def add_key(scene: GraphScene, ref: CurveRef, touch: Touch) -> KeyRef:
    """A new key of a curve under the mouse, chosen."""
    from studio.session.keying.shapes import key_at  # noqa: PLC0415 - only for those who add keys

    tick = snap_time(scene, max(scene.view.tick_at(touch.at.x()), 0), touch.holds(ALT))
    shown = snap_value(scene, scene.view.value_at(touch.at.y()), touch.holds(ALT))
    value = scene.scaling(ref).stored(shown)
    commit(scene.studio, tr("Add a key"), lambda p: key_at(p, [ref], tick, value))
    return KeyRef(ref, tick)
