"""What a row of the timeline is: it paints itself and answers to the mouse; the canvas stacks the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import attrs
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QWidget

from studio.gui.kit.language import counted, tr
from studio.gui.kit.theme import Theme
from studio.gui.timeline.time_view import TimeView
from studio.session.selection import KeyRef, Kind
from studio.session.studio import Studio

NO_MODIFIER = Qt.KeyboardModifier.NoModifier


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
    """How a lane is shown: kept beside the document, in the window's settings. height 0: the lane's own."""

    height: int = 0
    collapsed: bool = False


@attrs.frozen
class Thing:
    """Something on a lane that one chooses: a key, a word, a clip; from tick to tick, and how it is said."""

    start: int
    end: int
    said: str
    kind: Kind
    id: str = ""
    key: KeyRef | None = None


class Snap(Protocol):
    """Snaps a tick of a thing that is dragged, and shows the line it snapped to. Alt inverts what the artist
    has chosen; ticks of `without` attract nothing, unless they are among those of `also` (sorted)."""

    def __call__(
        self,
        tick: int,
        modifiers: Qt.KeyboardModifier = NO_MODIFIER,
        without: frozenset[int] = frozenset(),
        also: Sequence[int] = (),
    ) -> int: ...


def _nobody() -> None:
    pass


def _as_it_is(
    tick: int,
    modifiers: Qt.KeyboardModifier = NO_MODIFIER,
    without: frozenset[int] = frozenset(),
    also: Sequence[int] = (),
) -> int:
    return tick


class Lane:
    """One row. `view` and `rect` (of the row, in the canvas) are those of the last layout.

    The lane pressed gets all events until the release, wherever the mouse is. `update` asks the canvas to
    paint this row again; background, grid and playhead are the canvas's. A group's `members` are rows below
    it that fold away.
    """

    id = ""
    title = ""
    header_colour = ""  # of the swatch, `#rrggbb`
    header_icon = ""
    badges: tuple[str, ...] = ()
    depth = 0
    default_height = 56
    least_height = 16
    resizable = True
    stretches = False  # taller by itself on a timeline that has room
    can_mute = False
    can_solo = False
    can_lock = False
    can_cut = False  # the razor adds keys to its curve
    is_group = False
    default_collapsed = False
    pans = False  # what is painted moves with time and no more: a pan paints only what came into view
    sticky = False  # stays at the top of the canvas once it has been scrolled away
    shows_composed = False  # painted again when the stage composed other values

    def __init__(self, studio: Studio) -> None:
        self.studio = studio
        self.view = TimeView()
        self.edge = 0.0  # the canvas's left edge in the columns that are painted now
        self.rect = QRect()
        self.state = LaneState()
        self.room = 1.0  # how many times its own height a lane that stretches has
        self.members: list[Lane] = []
        self.canvas: QWidget | None = None
        self.snap: Snap = _as_it_is
        self.asked_update: Callable[[], None] = _nobody

    @property
    def height(self) -> int:
        own = round(self.default_height * (self.room if self.stretches else 1.0))
        return max(self.state.height or own, self.least_height)

    def update(self) -> None:
        self.asked_update()

    def content(self) -> object:
        """What the row shows of the document: it is painted again when this is another object, of a tuple
        when one of its members is. By default the whole project."""
        return self.studio.project

    def paint(self, painter: QPainter, theme: Theme) -> None:
        """Paint the row; the painter's origin is its upper left corner, its clip the row."""

    def press(self, mouse: LaneMouse) -> bool:
        """True when the lane takes the drag that follows; else the canvas selects with a box."""
        return False

    def drag(self, mouse: LaneMouse) -> None: ...

    def release(self, mouse: LaneMouse) -> None: ...

    def cancel(self) -> None:
        """The drag was broken off (Escape): everything as before it."""

    def click(self, mouse: LaneMouse) -> bool:
        """A mere click, after `press` did not take the mouse: True when the lane chose something, else
        nothing is chosen any more."""
        return False

    def double_click(self, mouse: LaneMouse) -> bool:
        return False

    def hover(self, mouse: LaneMouse) -> tuple[Qt.CursorShape, str]:
        """The cursor over this place and a line that says what is there, with its value and time. Called at
        every move of the mouse, with and without a button."""
        return Qt.CursorShape.ArrowCursor, ""

    def leave(self) -> None:
        """The mouse went elsewhere."""

    def menu(self, mouse: LaneMouse, menu: QMenu) -> None:
        """Adds what can be done here to the context menu."""

    def header_pressed(self, modifiers: Qt.KeyboardModifier) -> None:
        """The lane's head was clicked: choose what the lane is about."""

    def header_menu(self, menu: QMenu) -> None:
        """Adds what can be done with the whole lane."""

    def keys_in(self, box: QRect) -> Iterable[KeyRef]:
        """Keys within a selection box, in the lane's pixels."""
        return ()

    def things_in(self, box: QRect) -> Iterable[tuple[Kind, str]]:
        """Other things within a selection box: events, words ..."""
        return ()

    def things(self) -> Sequence[Thing]:
        """What one chooses on the lane by keys, in the order of time."""
        return ()

    def spoken_head(self) -> str:
        """The lane's head in words: its name and how it stands."""
        count = len(self.things())
        states = (
            (self.is_group, tr("folded") if self.state.collapsed else tr("unfolded")),
            (self.muted, tr("muted")),
            (self.solo, tr("solo")),
            (self.locked, tr("locked")),
            (count > 0, counted(count, "1 thing", "{0} things")),
        )
        return ", ".join([self.title, *(text for holds, text in states if holds)])

    def snap_ticks(self, span: tuple[int, int]) -> Iterable[int]:
        """Ticks of this lane's things that others may snap to."""
        return ()

    @property
    def muted(self) -> bool:
        return False

    def set_muted(self, on: bool) -> None: ...

    @property
    def solo(self) -> bool:
        return False

    def set_solo(self, on: bool) -> None: ...

    @property
    def locked(self) -> bool:
        return False

    def set_locked(self, on: bool) -> None: ...

    def set_colour(self, colour: str) -> None:
        """Another colour of the swatch, `#rrggbb`, or `""` for the lane's own."""

    def reorder(self, by: int) -> None:
        """Up (-1) or down (1) among its like, where the order is the artist's."""
