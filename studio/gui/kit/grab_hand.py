"""Hands on keys that were taken up: every key and the mouse are theirs until they let go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from studio.gui.kit.key_names import key_of
from studio.session.actions import Action
from studio.session.keying.grabbing import Grab, Way
from studio.session.studio import Studio

Reach = Callable[[], tuple[float, float]]
"""Ticks and value of a pixel of the canvas."""

Has = Callable[[], bool]
"""Are keys chosen?"""


class GrabHand(QObject):
    """Over a canvas that shows keys. A click or Enter lets go, a right click or Escape takes all back."""

    def __init__(self, studio: Studio, canvas: QWidget, reach: Reach) -> None:
        super().__init__(canvas)
        self._studio, self._canvas, self._reach = studio, canvas, reach
        self._grab: Grab | None = None
        self._from = QPoint()

    @property
    def running(self) -> bool:
        return self._grab is not None

    def start(self, way: Way) -> None:
        """Takes the chosen keys up."""
        if self._grab is not None or not self._studio.selection.value.keys:
            return
        self._grab = Grab(self._studio, way)
        self._from = self._canvas.mapFromGlobal(QCursor.pos())
        self._canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)  # a menu may have asked for it
        self._canvas.installEventFilter(self)  # the last one is asked first, before the window's own keys
        self._studio.told.emit(self._grab.text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        grab = self._grab
        if grab is None:
            return False
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            grab.keep()
            self._after(grab)
            return False
        if kind == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        taken = self._take(grab, event)
        if taken:
            self._after(grab)
        return taken

    def _take(self, grab: Grab, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and (key := key_of(event)):
                grab.press(key)
            return True
        if not isinstance(event, QMouseEvent):
            return event.type() in (QEvent.Type.Wheel, QEvent.Type.ContextMenu)
        if event.type() == QEvent.Type.MouseMove:
            way, (ticks, value) = event.position().toPoint() - self._from, self._reach()
            grab.move(round(way.x() * ticks), -way.y() * value)
        elif event.type() == QEvent.Type.MouseButtonPress:
            grab.cancel() if event.button() == Qt.MouseButton.RightButton else grab.keep()
        return True

    def _after(self, grab: Grab) -> None:
        if grab.running:
            self._studio.told.emit(grab.text)
        elif self._grab is grab:
            self._grab = None
            self._canvas.removeEventFilter(self)
            self._studio.told.emit("")


def grab_actions(
    hand: GrabHand, room: str, scope: str, menu: str, has: Callable[[], bool]
) -> Iterable[Action]:
    """To move and to scale, under the keys that artists of each map have in their fingers. room: before the
    dot of the actions' ids."""
    tip = "Arrows, the mouse or typed {0}; X in time, Y in value; Enter keeps, Escape takes back"
    yield Action(
        f"{room}.grab", "Move keys", partial(hand.start, Way.MOVE), menu,
        {"": ("G",), "maya": ("W",)}, scope, has, tip="Move keys: " + tip.format("frames"),
    )  # fmt: skip
    yield Action(
        f"{room}.scale", "Scale keys", partial(hand.start, Way.SCALE), menu,
        {"": ("Shift+G",), "blender": ("S",), "maya": ("R",)}, scope, has,
        tip="Scale keys: " + tip.format("factor"),
    )  # fmt: skip
