"""The menu bar, filled from the actions whenever a menu opens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QMenu

from studio.gui.kit.actions import menu_action
from studio.gui.kit.language import tr
from studio.session.actions import Action
from studio.session.studio import Studio

ORDER = ("File", "Edit", "View", "Timeline", "Keys", "Character", "Playback", "Window", "Help")

# Opened with Alt and the marked letter; none of these is a key of a key map.
_MARKED = {
    "File": "&File", "Edit": "&Edit", "View": "V&iew", "Timeline": "Time&line", "Keys": "&Keys",
    "Character": "&Character", "Playback": "Play&back", "Window": "&Window", "Help": "&Help",
}  # fmt: skip

# A line above these.
_LINE_ABOVE = frozenset(
    {
        "file.save", "file.import", "file.export", "file.close", "file.quit", "edit.commands", "play.start",
        "play.in", "play.loop", "play.previous_key", "window.workspace_paint", "window.reset",
        "window.timeline", "window.swap", "theme.dark", "help.about", "help.log",
    }
)  # fmt: skip

# At the foot of their menu, whoever offered them first: what is worked with stands above.
_LAST = ("viewport.picture", "edit.commands", "edit.keys")


class Menus:
    """`fillers`: what comes first in menus by path, such as the recent files."""

    def __init__(self, studio: Studio, window: QMainWindow) -> None:
        self._studio, self._window = studio, window
        self.fillers: dict[str, Callable[[QMenu], None]] = {}
        self._tops: dict[str, QMenu] = {}
        for name in ORDER:
            self._add_top(name)

    def top(self, name: str) -> QMenu:
        """A menu of the bar, filled."""
        menu = self._tops[name]
        self._fill(menu, name)
        return menu

    def add_missing(self) -> None:
        """Menus that panels ask for beyond the usual ones, before the last two."""
        for action in self._studio.actions:
            name = action.menu.partition("/")[0]
            if name and name not in self._tops:
                self._add_top(name, self._tops["Window"])

    def _add_top(self, name: str, before: QMenu | None = None) -> None:
        menu = QMenu(tr(_MARKED.get(name, name)), self._window)
        menu.setToolTipsVisible(True)
        menu.aboutToShow.connect(lambda: self._fill(menu, name))
        bar = self._window.menuBar()
        if before is None:
            bar.addMenu(menu)
        else:
            bar.insertMenu(before.menuAction(), menu)
        self._tops[name] = menu

    def _fill(self, menu: QMenu, path: str) -> None:
        menu.clear()
        for old in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        below: dict[str, QMenu] = {}
        room = ""
        if path in self.fillers:
            self.fillers[path](menu)
            menu.addSeparator()
        for action in sorted(self._studio.actions, key=_from_the_top):
            if action.menu == path:
                here = action.id.partition(".")[0]
                if not menu.isEmpty() and (action.id in _LINE_ABOVE or (room and here != room)):
                    menu.addSeparator()
                room = here
                menu.addAction(menu_action(self._studio, action, menu))
            elif action.menu.startswith(path + "/"):
                self._add_below(menu, path, action, below)
        if menu.isEmpty():
            menu.addAction(tr("Nothing here yet")).setEnabled(False)

    def _add_below(self, menu: QMenu, path: str, action: Action, below: dict[str, QMenu]) -> None:
        name = action.menu.removeprefix(path + "/").partition("/")[0]
        if f"{path}/{name}" not in below:
            self._sub_menu(menu, f"{path}/{name}", below)

    def _sub_menu(self, menu: QMenu, path: str, below: dict[str, QMenu]) -> None:
        sub = QMenu(tr(path.rpartition("/")[2]), menu)
        sub.setToolTipsVisible(True)
        sub.aboutToShow.connect(lambda: self._fill(sub, path))
        below[path] = sub
        menu.addMenu(sub)


def _from_the_top(action: Action) -> int:
    """0 for the usual actions; those at the foot in their order."""
    return _LAST.index(action.id) + 1 if action.id in _LAST else 0
