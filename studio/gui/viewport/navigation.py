"""The hand that moves the camera: orbit, pan and zoom as Blender and Maya have them, and flights between
views."""

from __future__ import annotations

from collections.abc import Callable

import attrs
from PySide6.QtCore import QEasingCurve, QObject, QPointF, Qt, QVariantAnimation

from studio.gui.viewport.projection import Projection
from studio.render.camera import Camera, between, orbited, panned, zoomed_at

_FLIGHT = 220  # ms
_TURN = 0.35  # degrees a pixel
_STEP = 1.12  # of the distance a notch of the wheel
_LOWEST, _HIGHEST = -60.0, 80.0  # pitch: a turntable, never under the floor nor over the top
_REACH = 6.0  # metres from the stage beyond which a target is not dragged: nobody gets lost

LEFT, MIDDLE, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton


class Navigation(QObject):
    """Holds the camera; `moved` is called after each change. `free` when the hand moved it."""

    def __init__(self, parent: QObject, moved: Callable[[], None], free: Callable[[], None]) -> None:
        super().__init__(parent)
        self.camera = Camera((0.0, 1.5, 0.0), 2.0)
        self._moved, self._free = moved, free
        self._way = ""
        self._from = QPointF()
        self.dragged = False
        self._flight = QVariantAnimation(self)
        self._flight.setDuration(_FLIGHT)
        self._flight.setStartValue(0.0)
        self._flight.setEndValue(1.0)
        self._flight.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._flight.valueChanged.connect(self._on_flight)
        self._ends = (self.camera, self.camera)

    # from view to view

    def fly(self, camera: Camera, *, at_once: bool = False) -> None:
        self._flight.stop()
        if at_once:
            self._set(camera)
            return
        self._ends = (self.camera, camera)
        self._flight.start()

    @property
    def goal(self) -> Camera:
        """Where a flight ends, or where the camera is."""
        flying = self._flight.state() == QVariantAnimation.State.Running
        return self._ends[1] if flying else self.camera

    def _on_flight(self, share: float) -> None:
        self._set(self._ends[1] if share >= 1.0 else between(*self._ends, float(share)))

    def stop(self) -> None:
        self._flight.stop()

    # by hand

    def press(self, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier, at: QPointF) -> bool:
        """True when this takes hold of the camera."""
        self._way = _way(button, modifiers)
        self._from, self.dragged = at, False
        return bool(self._way)

    def drag(self, at: QPointF, projection: Projection) -> None:
        step = at - self._from
        if not self._way or (step.isNull()):
            return
        if not self.dragged and step.manhattanLength() < 3:
            return
        self._flight.stop()
        self.dragged, self._from = True, at
        if self._way == "orbit":
            self.orbit(-_TURN * step.x(), _TURN * step.y())
        elif self._way == "pan":
            self.pan(-step.x() / projection.height, step.y() / projection.height, projection.aspect)
        else:
            self.zoom(_STEP ** (-step.y() / 12.0), (0.0, 0.0), projection.aspect)

    def release(self) -> None:
        self._way = ""

    @property
    def way(self) -> str:
        """`orbit`, `pan` or `zoom` while a button is held."""
        return self._way

    def orbit(self, yaw: float, pitch: float) -> None:
        camera = orbited(self.camera, yaw, pitch)
        self._by_hand(attrs.evolve(camera, pitch=min(max(camera.pitch, _LOWEST), _HIGHEST)))

    def pan(self, right: float, up: float, aspect: float = 1.0) -> None:
        """Shares of the picture's height."""
        opened = max(1.0, self.camera.breadth / max(aspect, 1e-3))
        camera = panned(self.camera, right * opened, up * opened)
        x, y, z = (min(max(v, -_REACH), _REACH) for v in camera.target)
        self._by_hand(attrs.evolve(camera, target=(x, max(y, -0.2), z)))

    def zoom(self, factor: float, share: tuple[float, float], aspect: float) -> None:
        """Nearer by `factor` to what lies at a place of the picture, -1..1 from its left lower corner."""
        self._flight.stop()
        self._by_hand(zoomed_at(self.camera, factor, *share, aspect))

    def _by_hand(self, camera: Camera) -> None:
        self._set(camera)
        self._free()

    def _set(self, camera: Camera) -> None:
        if camera != self.camera:
            self.camera = camera
            self._moved()


def wheel_factor(notches: float) -> float:
    """Of the distance, for so many notches of the wheel away from the hand."""
    return float(_STEP**notches)


def _way(button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> str:
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    if button == MIDDLE:
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        return "pan" if shift or alt else "zoom" if control else "orbit"
    if button == RIGHT:
        return "zoom" if modifiers & Qt.KeyboardModifier.AltModifier else "pan"
    if button == LEFT:
        return "pan" if shift else "zoom" if control else "orbit"
    return ""
