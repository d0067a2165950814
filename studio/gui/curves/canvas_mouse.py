"""What the mouse means on the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from studio.gui.curves import keys_on_screen
from studio.gui.curves.ground import RULER
from studio.gui.curves.hands import (
    ALT,
    CONTROL,
    SHIFT,
    BoxHand,
    Hand,
    PanHand,
    ScrubHand,
    Touch,
    ZoomHand,
)
from studio.gui.curves.key_hands import GripHand, KeyHand, TipHand, add_key
from studio.gui.curves.lines import Line
from studio.gui.curves.snapping import snap_time
from studio.gui.kit.language import tr
from studio.session.keying.keys import commit
from studio.session.keying.shapes import key_at
from studio.session.keying.time_text import write
from studio.session.selection import KeyRef
from studio.session.tools import Tool

if TYPE_CHECKING:
    from studio.gui.curves.canvas import GraphCanvas
    from studio.gui.curves.scene import GraphScene

_NOTCH = 120.0  # what one click of a wheel reports
_ZOOM, _PAN = 1.25, 96

_CURSORS = {
    "n": Qt.CursorShape.SizeVerCursor,
    "s": Qt.CursorShape.SizeVerCursor,
    "w": Qt.CursorShape.SizeHorCursor,
    "e": Qt.CursorShape.SizeHorCursor,
    "nw": Qt.CursorShape.SizeFDiagCursor,
    "se": Qt.CursorShape.SizeFDiagCursor,
    "ne": Qt.CursorShape.SizeBDiagCursor,
    "sw": Qt.CursorShape.SizeBDiagCursor,
}


def take(canvas: GraphCanvas, event: QMouseEvent) -> Hand | None:
    """The hand that a press begins; None when it is done with the press."""
    scene, touch = canvas.scene, Touch.of(event)
    button = event.button()
    if button == Qt.MouseButton.MiddleButton:
        return PanHand(scene, touch)
    if button == Qt.MouseButton.RightButton and touch.holds(ALT):
        return ZoomHand(scene, touch)
    if button != Qt.MouseButton.LeftButton:
        return None
    if touch.at.y() < RULER:
        return ScrubHand(scene, touch)
    if scene.studio.brush.value.tool is Tool.RAZOR:
        cut(scene, touch)
        return None
    return _grip(scene, touch) or _key(scene, touch)


def hover(canvas: GraphCanvas, touch: Touch) -> None:
    """The cursor over this place, and a line that says what is there."""
    scene = canvas.scene
    key = keys_on_screen.key_near(scene, touch.at)
    grip = "" if key is not None else keys_on_screen.grip_near(scene, touch.at)
    tip = keys_on_screen.tip_near(scene, touch.at) if key is None and not grip else None
    canvas.set_over(key)
    if touch.at.y() < RULER or scene.studio.brush.value.tool is Tool.RAZOR:
        canvas.setCursor(Qt.CursorShape.SplitHCursor)
    elif grip:
        canvas.setCursor(_CURSORS[grip])
    else:
        pointing = key is not None or tip is not None
        canvas.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)
    canvas.hovered.emit(told(scene, touch.at, key))


def told(scene: GraphScene, at: QPointF, key: KeyRef | None) -> str:
    """What is under the mouse, with its value and time."""
    line = next((x for x in scene.lines if key is not None and x.ref == key.curve), None)
    line = line or keys_on_screen.line_near(scene, at)
    tick = key.time if key is not None else max(scene.view.tick_at(at.x()), 0)
    time = write(tick, scene.studio.transport.rate, scene.studio.time_format.value)
    if line is None:
        return tr("{0}  at {1:.2f}", time, scene.view.value_at(at.y()))
    curve = scene.curve(line.ref)
    if key is not None:
        value = next(k.value for k in curve.keys if k.time == key.time)
        return tr("{0}: key {1:.3f}  at {2}", line.title, value, time)
    value = scene.scaling(line.ref).stored(scene.view.value_at(at.y()))
    return tr("{0}: {1:.3f}  at {2}", line.title, value, time)


def double_click(canvas: GraphCanvas, event: QMouseEvent) -> None:
    """On a curve: a key that keeps its shape; elsewhere: one of the active curve under the mouse."""
    scene, touch = canvas.scene, Touch.of(event)
    if event.button() != Qt.MouseButton.LeftButton or touch.at.y() < RULER:
        return
    if keys_on_screen.key_near(scene, touch.at) is not None:
        return
    line = keys_on_screen.line_near(scene, touch.at)
    if line is not None and not line.locked:
        scene.active.set(line.ref)
        tick = snap_time(scene, max(scene.view.tick_at(touch.at.x()), 0), touch.holds(ALT))
        commit(scene.studio, tr("Add a key"), lambda p: key_at(p, [line.ref], tick))
    elif scene.active.value is not None:
        add_key(scene, scene.active.value, touch)


def cut(scene: GraphScene, touch: Touch) -> None:
    """The razor: a key more on the curve under the mouse; with Shift on every visible one."""
    line = keys_on_screen.line_near(scene, touch.at, reach=12.0)
    one: tuple[Line, ...] = (line,) if line is not None else ()
    lines = scene.visible() if touch.holds(SHIFT) else one
    refs = [x.ref for x in lines if not x.locked and scene.curve(x.ref).keys]
    if refs:
        tick = snap_time(scene, max(scene.view.tick_at(touch.at.x()), 0), touch.holds(ALT))
        commit(scene.studio, tr("Cut curves"), lambda p: key_at(p, refs, tick))


def turn(canvas: GraphCanvas, event: QWheelEvent) -> None:
    """Wheel with Ctrl: time closer at the mouse; with Ctrl and Shift: values; with Shift: through time;
    alone: up and down, in Blender's key map both closer. A trackpad's two fingers move both ways."""
    held, view = event.modifiers(), canvas.scene.held_view
    notches, sideways = event.angleDelta().y() / _NOTCH, event.angleDelta().x() / _NOTCH
    x, y = event.position().x(), event.position().y()
    plain_zooms = canvas.scene.studio.keymap.preset == "blender"
    factor = _ZOOM ** (notches or sideways)
    if held & CONTROL and held & SHIFT:
        view.set(view.value.zoomed(1.0, factor, x, y))
    elif held & CONTROL:
        view.set(view.value.zoomed(factor, 1.0, x, y))
    elif held & ALT or (plain_zooms and not held & SHIFT and not sideways):
        view.set(view.value.zoomed(factor, factor, x, y))
    elif held & SHIFT:
        view.set(view.value.panned((notches or sideways) * _PAN, 0.0))
    elif not event.pixelDelta().isNull():
        view.set(view.value.panned(event.pixelDelta().x(), event.pixelDelta().y()))
    else:
        view.set(view.value.panned(sideways * _PAN, notches * _PAN / 2))
    event.accept()


def _grip(scene: GraphScene, touch: Touch) -> Hand | None:
    tip = keys_on_screen.tip_near(scene, touch.at)
    if tip is not None:
        return TipHand(scene, tip)
    if keys_on_screen.key_near(scene, touch.at) is not None:
        return None
    box, grip = keys_on_screen.box_of(scene), keys_on_screen.grip_near(scene, touch.at)
    return GripHand(scene, grip, box) if box is not None and grip else None


def _key(scene: GraphScene, touch: Touch) -> Hand:
    held = keys_on_screen.key_near(scene, touch.at)
    if held is None:
        return _nothing(scene, touch)
    selection, chosen = scene.studio.selection, scene.chosen
    scene.active.set(held.curve)
    if touch.holds(SHIFT) and held in chosen:
        selection.set(selection.value.with_keys(chosen - {held}))
    elif held not in chosen:
        keys = chosen | {held} if touch.holds(SHIFT) else frozenset({held})
        selection.set(selection.value.with_keys(keys))
    return KeyHand(scene, touch, held, copies=touch.holds(CONTROL))


def _nothing(scene: GraphScene, touch: Touch) -> Hand:
    active = scene.active.value
    adds = touch.holds(CONTROL) or scene.studio.brush.value.tool is Tool.KEY
    if adds and active is not None:
        key = add_key(scene, active, touch)
        if any(k.time == key.time for k in scene.curve(active).keys):
            return KeyHand(scene, touch, key, copies=False)
    line = keys_on_screen.line_near(scene, touch.at)
    if line is not None:
        scene.active.set(line.ref)
    return BoxHand(scene, touch)
