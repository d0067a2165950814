"""The wheel and the trackpad over the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

if TYPE_CHECKING:
    from studio.gui.timeline.canvas import Canvas

NOTCH = 120  # what one click of a wheel reports
ZOOM = 1.25  # closer by this factor a notch
_ROWS = 48  # pixels a notch
_PAN = 96

_ZOOMS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def turn(canvas: Canvas, event: QWheelEvent) -> None:
    """Wheel with Ctrl or Alt: zoom at the mouse; with Shift: through time; alone: through the lanes, in
    Blender's key map zoom. A trackpad's two fingers move both ways."""
    notches, x = event.angleDelta().y() / NOTCH, event.position().x()
    sideways = event.angleDelta().x() / NOTCH
    plain_zooms = canvas.studio.keymap.preset == "blender"
    zooms = bool(event.modifiers() & _ZOOMS)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        canvas.axis.pan(-(notches or sideways) * _PAN)
    elif zooms != plain_zooms and not sideways:
        canvas.axis.zoom(ZOOM**notches, x)
    elif zooms and sideways and not notches:  # Alt turns a wheel sideways on many systems
        canvas.axis.zoom(ZOOM**sideways, x)
    elif not event.pixelDelta().isNull():
        canvas.axis.pan(-event.pixelDelta().x())
        canvas.scroll_to(canvas.stack.scroll - event.pixelDelta().y())
    else:
        canvas.axis.pan(-sideways * _PAN)
        canvas.scroll_to(canvas.stack.scroll - round(notches * _ROWS))
    event.accept()


def pinch(canvas: Canvas, event: QNativeGestureEvent) -> bool:
    """Two fingers apart on a trackpad: zoom there; False when it is another gesture."""
    if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
        return False
    canvas.axis.zoom(max(1.0 + event.value(), 0.1), event.position().x())
    return True
