"""What a row of the timeline is: it paints itself and answers to the mouse; the canvas stacks the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu

from studio.gui.kit.theme import Theme
from studio.gui.timeline.time_view import TimeView
from studio.session.selection import KeyRef
from studio.session.studio import Studio


@attrs.frozen
class LaneMouse:
    """A mouse event on a lane: pixels from the lane's upper left corner, the tick there as it is (`tick`) and
    snapped to whatever the artist snaps to (`snapped`)."""

    x: float
    y: float
    tick: int
    snapped: int
    button: Qt.MouseButton
    modifiers: Qt.KeyboardModifier
    place: QPoint  # on the screen, for menus

    def holds(self, modifier: Qt.KeyboardModifier) -> bool:
        return bool(self.modifiers & modifier)


@attrs.frozen
class LaneState:
    """How a lane is shown: kept beside the document, in the window's settings."""

    height: int = 56
    colour: str = ""
    locked: bool = False
    collapsed: bool = False


def _nobody() -> None:
    pass


class Lane:
    """One row. `view` and `rect` (of the row, in the canvas) are those of the last layout.

    `moved_to(tick)` of a drag outside every lane does not come: the lane pressed gets all events until the
    release, wherever the mouse is. `update` asks the canvas to paint this row again.
    """

    id = ""
    title = ""
    resizable = True
    can_mute = False  # the header shows mute, solo and lock where the lane has something to mute
    header_colour = ""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.view = TimeView()
        self.rect = QRect()
        self.state = LaneState()
        self.asked_update: Callable[[], None] = _nobody

    @property
    def height(self) -> int:
        return self.state.height

    def update(self) -> None:
        self.asked_update()

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the row; the painter's origin is its upper left corner, its clip the row."""

    def press(self, mouse: LaneMouse) -> bool:
        """True when the lane takes the drag that follows; else the canvas selects with a box."""
        return False

    def drag(self, mouse: LaneMouse) -> None: ...

    def release(self, mouse: LaneMouse) -> None: ...

    def cancel(self) -> None:
        """The drag was broken off (Escape): everything as before it."""

    def double_click(self, mouse: LaneMouse) -> bool:
        return False

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        """The cursor over this place and a line that says what is there, with its value and time."""
        return Qt.CursorShape.ArrowCursor, ""

    def leave(self) -> None: ...

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        """Adds what can be done here to the context menu."""

    def keys_in(self, box: QRect) -> Iterable[KeyRef]:
        """Keys within a selection box, in the lane's pixels."""
        return ()

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        """Ticks of this lane's things that others may snap to."""
        return ()

    @property
    def muted(self) -> bool:
        return False

    def set_muted(self, on: bool) -> None: ...
