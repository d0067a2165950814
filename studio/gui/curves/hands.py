"""What a hand does on the graph: one small class for each kind of drag. For keys see `key_hands`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import attrs
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from studio.gui.curves import keys_on_screen
from studio.gui.curves.snapping import snap_time
from studio.session.selection import KeyRef

if TYPE_CHECKING:
    from studio.gui.curves.scene import GraphScene

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@attrs.frozen(eq=False)
class Touch:
    """Where the mouse is, and what is held."""

    at: QPointF
    held: Qt.KeyboardModifier

    @classmethod
    def of(cls, event: QMouseEvent) -> Touch:
        return cls(event.position(), event.modifiers())

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        return bool(self.held & modifier)


class Hand(Protocol):
    """A drag: `rubber` is a rectangle to draw while it lasts."""

    @property
    def rubber(self) -> QRectF | None: ...

    def drag(self, touch: Touch) -> None: ...

    def release(self, touch: Touch) -> None: ...

    def cancel(self) -> None: ...


class PlainHand:
    """One that draws no rectangle and has nothing to end."""

    rubber: QRectF | None = None

    def release(self, touch: Touch) -> None: ...

    def cancel(self) -> None: ...


class PanHand(PlainHand):
    """The plane goes along with the mouse."""

    def __init__(self, scene: GraphScene, touch: Touch) -> None:
        self._scene, self._from, self._view = scene, touch.at, scene.view

    def drag(self, touch: Touch) -> None:
        way = touch.at - self._from
        size = (self._scene.view.width, self._scene.view.height)
        self._scene.held_view.set(self._view.panned(way.x(), way.y()).resized(*size))

    def cancel(self) -> None:
        self._scene.held_view.set(self._view)


class ZoomHand(PlainHand):
    """To the right and up is closer, around where the mouse came down."""

    def __init__(self, scene: GraphScene, touch: Touch) -> None:
        self._scene, self._from, self._view = scene, touch.at, scene.view

    def drag(self, touch: Touch) -> None:
        way = touch.at - self._from
        closer = self._view.zoomed(1.01 ** way.x(), 1.01 ** -way.y(), self._from.x(), self._from.y())
        self._scene.held_view.set(closer)

    def cancel(self) -> None:
        self._scene.held_view.set(self._view)


class ScrubHand(PlainHand):
    """The playhead."""

    def __init__(self, scene: GraphScene, touch: Touch) -> None:
        self._scene = scene
        self.drag(touch)

    def drag(self, touch: Touch) -> None:
        scene = self._scene
        tick = max(scene.view.tick_at(touch.at.x()), 0)
        scene.studio.transport.scrub(snap_time(scene, tick, touch.holds(ALT), playhead=False))


class BoxHand(PlainHand):
    """A rectangle that chooses the keys in it; Shift adds, Ctrl takes away."""

    def __init__(self, scene: GraphScene, touch: Touch) -> None:
        self._scene, self._from = scene, touch.at
        self._before = scene.studio.selection.value
        self._adds, self._takes = touch.holds(SHIFT), touch.holds(CONTROL)

    def drag(self, touch: Touch) -> None:
        self.rubber = QRectF(self._from, touch.at).normalized()
        self._choose(keys_on_screen.keys_in(self._scene, self.rubber))

    def release(self, touch: Touch) -> None:
        if self.rubber is None and not self._adds and not self._takes:
            self._scene.studio.selection.set(self._before.with_keys(frozenset()))
        self.rubber = None

    def cancel(self) -> None:
        self._scene.studio.selection.set(self._before)

    def _choose(self, keys: frozenset[KeyRef]) -> None:
        if self._takes:
            keys = self._before.keys - keys
        elif self._adds:
            keys = self._before.keys | keys
        self._scene.studio.selection.set(self._before.with_keys(keys))
