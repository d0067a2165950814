"""Where the docks stand: three workspaces, kept as the artist leaves them."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from studio.gui.kit.docks import Dock
from studio.gui.main.shelves import BOTTOM, LEFT, RIGHT, SHELVES
from studio.session.settings import Settings

WORKSPACES = ("paint", "edit", "review")
_VERSION = 1

# What a workspace shows at first, and which tab is in front.
_SHOWN = {
    "paint": (frozenset(shelf.name for shelf in SHELVES), ("timeline", "emotions", "inspector", "history")),
    "edit": (
        frozenset({"timeline", "curves", "script", "emotions", "inspector", "takes", "gestures"}),
        ("timeline", "script", "inspector"),
    ),
    "review": (frozenset({"timeline", "takes", "problems"}), ("timeline", "takes", "problems")),
}
_HEIGHT = {"paint": 0.48, "edit": 0.55, "review": 0.28}
_LEFT, _RIGHT = 0.21, 0.21
_NARROWEST, _WIDEST = 276, 520  # pixels of a side
_RECORDS, _RECORDS_SHARE = 104, 0.13
_PAIRS = (("inspector", "history"), ("takes", "problems"))  # above and below on the right
_BARS = 60  # pixels of menus and the line at the foot
_SMALL_SCREEN, _BEYOND = 900, 0.8


class Layouts:
    """Arranges the docks of one window and remembers each workspace."""

    def __init__(self, window: QMainWindow, docks: dict[str, Dock], settings: Settings) -> None:
        self._window, self._docks, self._settings = window, docks, settings
        self._fresh = False
        self.workspace = settings.get("window.workspace", WORKSPACES[0])
        if self.workspace not in WORKSPACES:
            self.workspace = WORKSPACES[0]
        window.setCorner(Qt.Corner.BottomLeftCorner, BOTTOM)
        window.setCorner(Qt.Corner.BottomRightCorner, BOTTOM)

    def restore(self) -> None:
        """The present workspace as it was left, else as it comes."""
        self._fresh = False
        if not self._restored(self._kept()):
            self.reset()

    def keep(self) -> None:
        """Remembers how the present workspace stands."""
        state = self._window.saveState(_VERSION)
        text = base64.b64encode(state.data()).decode("ascii")
        self._settings.set(f"window.layout.{self.workspace}", text)
        self._settings.set("window.workspace", self.workspace)

    def switch(self, workspace: str) -> None:
        """Keeps this workspace and brings another one."""
        self.keep()
        self.workspace = workspace
        self._settings.set("window.workspace", workspace)
        self.restore()

    def reset(self) -> None:
        """The present workspace as it comes."""
        groups: dict[str, Dock] = {}
        for shelf in SHELVES:
            dock = self._docks[shelf.name]
            dock.setFloating(False)
            self._window.removeDockWidget(dock)
        shown, front = _SHOWN[self.workspace]
        for shelf in SHELVES:
            dock = self._docks[shelf.name]
            self._window.addDockWidget(shelf.area, dock)
            if shelf.group in groups:
                self._window.tabifyDockWidget(groups[shelf.group], dock)
            groups.setdefault(shelf.group, dock)
            dock.setVisible(shelf.name in shown)
        for name in front:
            self._docks[name].raise_()
        self._fresh = True
        self._share_room()
        # Once more when the docks have their places: sizes asked for before that are forgotten.
        QTimer.singleShot(0, self._window, self._share_room)

    def settle(self) -> None:
        """The sizes once more, after new content moved the docks' edges."""
        if self._fresh or not self._restored(self._kept()):
            self._share_room()

    def _kept(self) -> str:
        return str(self._settings.get(f"window.layout.{self.workspace}", ""))

    def _share_room(self) -> None:
        width, height = max(self._window.width(), 800), max(self._window.height(), 600)
        tall = {"timeline": _timeline_height(height, _HEIGHT[self.workspace])} | self._right_heights(height)
        wide = {
            "emotions": round(width * _LEFT),
            "inspector": round(width * _RIGHT),
            "takes": round(width * _RIGHT),
        }
        shown, tall = self._in_sight(wide), self._in_sight(tall)
        self._window.resizeDocks([self._docks[n] for n in tall], list(tall.values()), Qt.Orientation.Vertical)
        sizes = [min(max(size, _NARROWEST), _WIDEST) for size in shown.values()]
        self._window.resizeDocks([self._docks[n] for n in shown], sizes, Qt.Orientation.Horizontal)

    def _right_heights(self, height: int) -> dict[str, int]:
        """What was done and what is wrong need a few lines; the room is for what is worked on."""
        few = max(_RECORDS, round(height * _RECORDS_SHARE))
        rest = height - _timeline_height(height, _HEIGHT[self.workspace]) - few - _BARS
        for upper, lower in _PAIRS:
            sizes = {upper: rest, lower: few}
            if self._in_sight(sizes) == sizes:
                return sizes
        return {}

    def _in_sight(self, sizes: dict[str, int]) -> dict[str, int]:
        """Docks that are hidden, or behind another tab of a window that is not shown, take no size."""
        return {
            name: size
            for name, size in sizes.items()
            if not self._docks[name].isHidden() and not self._docks[name].isFloating()
        }

    def _restored(self, text: str) -> bool:
        if not text:
            return False
        try:
            state = QByteArray(base64.b64decode(text, validate=True))
        except ValueError:
            return False
        return bool(self._window.restoreState(state, _VERSION))


def _timeline_height(height: int, share: float) -> int:
    """Beyond a small screen the picture takes more of the room than the lanes."""
    return round(min(height, _SMALL_SCREEN) * share + max(height - _SMALL_SCREEN, 0) * share * _BEYOND)


__all__ = ["BOTTOM", "LEFT", "RIGHT", "WORKSPACES", "Layouts"]
