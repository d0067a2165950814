"""What the window itself offers: files, undo, workspaces, themes, help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from studio.gui.kit.language import tr
from studio.gui.kit.theming import SYSTEM, set_theme
from studio.gui.main.desk import Desk
from studio.gui.main.layouts import WORKSPACES
from studio.gui.main.shelves import CHARACTER_DIALOG, EXPORT_DIALOG, SHELVES, class_at
from studio.gui.main.single import show_one
from studio.gui.main.window import MainWindow
from studio.session.actions import Action
from studio.session.studio import Studio

_WORKSPACE_TITLES = {"paint": "Paint", "edit": "Edit", "review": "Review"}
_THEME_TITLES = {"dark": "Dark", "light": "Light", SYSTEM: "Like the system"}
_SCALES = (100, 125, 150, 175, 200)


def change_theme(name: str, window: QWidget) -> None:
    """As `set_theme`, before somebody's eyes: dressing all controls and painting them are two pieces of work,
    and keys are answered between them."""
    window.setUpdatesEnabled(False)
    QTimer.singleShot(0, window, lambda: window.setUpdatesEnabled(True))
    set_theme(name)


@attrs.frozen
class Commands:
    """Actions of one window. `help_` opens a part of the help by name."""

    studio: Studio
    desk: Desk
    window: MainWindow
    open_help: Callable[[str], object]

    def all(self) -> list[Action]:
        return [
            *self._files(), *self._saving(), *self._edits(), *self._views(), *self._workspaces(),
            *self._panels(), *self._helps(), *self._characters(),
        ]  # fmt: skip

    def _files(self) -> list[Action]:
        desk, documents = self.desk, self.desk.documents
        return [
            Action("file.new", "New project", desk.new, "File", {"": ("Ctrl+N",)}, icon="file-plus"),
            Action("file.open", "Open...", desk.ask_open, "File", {"": ("Ctrl+O",)}, icon="folder-open",
                   tip="Open a project file"),
            Action("file.open_folder", "Open folder...", desk.ask_open_folder, "File",
                   tip="Open a project that is kept as a folder"),
            Action("file.forget_recent", "Clear list", documents.forget_recent, "File/Open recent",
                   enabled=lambda: bool(documents.recent)),
            Action("file.demo", "Open demo", desk.open_demo, "File", icon="film-strip",
                   tip="Open a copy of the demo scene"),
        ]  # fmt: skip

    def _saving(self) -> list[Action]:
        desk, documents = self.desk, self.desk.documents

        def has_work() -> bool:
            return self.studio.scene is not None

        return [
            Action("file.save", "Save", desk.save, "File", {"": ("Ctrl+S",)}, icon="floppy-disk",
                   enabled=lambda: has_work() and not documents.saving),
            Action("file.save_as", "Save as...", desk.ask_save_as, "File", {"": ("Ctrl+Shift+S",)},
                   enabled=lambda: has_work() and not documents.saving),
            Action("file.revert", "Revert...", desk.ask_revert, "File",
                   enabled=lambda: documents.path is not None and documents.modified),
            Action("file.import", "Add recordings or motions...", desk.ask_import, "File", {"": ("Ctrl+I",)},
                   icon="microphone"),
            Action("file.export", "Export...", partial(self._show, EXPORT_DIALOG), "File", {"": ("Ctrl+E",)},
                   icon="export", enabled=has_work),
            Action("file.close", "Close project", desk.close, "File", {"": ("Ctrl+W",)}, enabled=has_work),
            Action("file.quit", "Quit", self.window.close, "File", {"": ("Ctrl+Q",)}),
        ]  # fmt: skip

    def _edits(self) -> list[Action]:
        studio = self.studio
        return [
            Action("edit.undo", "Undo", self._undo, "Edit", {"": ("Ctrl+Z",)}, icon="arrow-u-up-left",
                   enabled=lambda: studio.store.undo_label is not None),
            Action("edit.redo", "Redo", self._redo, "Edit", {"": ("Ctrl+Shift+Z", "Ctrl+Y")},
                   icon="arrow-u-up-right", enabled=lambda: studio.store.redo_label is not None),
            Action("edit.commands", "Find a command...", lambda: self.open_help("commands"), "Edit",
                   {"": ("Ctrl+K", "F3")}, icon="magnifying-glass"),
            Action("edit.keys", "Keys...", lambda: self.open_help("keys"), "Edit", icon="keyboard",
                   tip="Which key does what"),
        ]  # fmt: skip

    def _undo(self) -> None:
        label = self.studio.store.undo_label
        if self.studio.store.undo():
            self.studio.told.emit(tr("Undone: {0}", label))

    def _redo(self) -> None:
        label = self.studio.store.redo_label
        if self.studio.store.redo():
            self.studio.told.emit(tr("Done again: {0}", label))

    def _views(self) -> list[Action]:
        settings = self.studio.settings

        def wear(name: str) -> Callable[[], None]:
            def run() -> None:
                settings.set("window.theme", name)
                change_theme(name, self.window)

            return run

        def enlarge(percent: int) -> Callable[[], None]:
            def run() -> None:
                settings.set("window.scale", percent)
                self.studio.told.emit(tr("The size changes when Moodline starts again"))

            return run

        themes = [
            Action(f"theme.{name}", title, wear(name), "View/Theme",
                   checked=partial(self._is, "window.theme", name, "dark"))
            for name, title in _THEME_TITLES.items()
        ]  # fmt: skip
        scales = [
            Action(f"scale.{percent}", f"{percent} %", enlarge(percent), "View/Size of the interface",
                   checked=partial(self._is, "window.scale", percent, 100))
            for percent in _SCALES
        ]  # fmt: skip
        full = Action("window.full", "Full screen", self._full_screen, "View", {"": ("F11",)},
                      checked=self.window.isFullScreen)  # fmt: skip
        return [full, *themes, *scales]

    def _is(self, key: str, value: object, default: object) -> bool:
        return bool(self.studio.settings.get(key, default) == value)

    def _full_screen(self) -> None:
        if self.window.isFullScreen():
            self.window.showNormal()
        else:
            self.window.showFullScreen()

    def _workspaces(self) -> list[Action]:
        layouts = self.window.layouts
        rows = [
            Action(f"window.workspace_{name}", _WORKSPACE_TITLES[name], partial(layouts.switch, name),
                   "Window/Workspace", {"": (f"Alt+{number}",)}, checked=partial(self._works_in, name))
            for number, name in enumerate(WORKSPACES, 1)
        ]  # fmt: skip
        return [*rows, Action("window.reset", "Reset workspace", layouts.reset, "Window")]

    def _works_in(self, workspace: str) -> bool:
        return str(self.window.layouts.workspace) == workspace

    def _panels(self) -> list[Action]:
        docks = self.window.docks
        rows = [
            Action(f"window.{shelf.name}", shelf.title, partial(self._toggle, shelf.name), "Window",
                   icon=shelf.icon, checked=docks[shelf.name].isVisible)
            for shelf in SHELVES
        ]  # fmt: skip
        swap = Action("window.swap", "Timeline or curves", self._swap, "Window", {"": ("Ctrl+Tab",)},
                      tip="Go between the timeline and the curves")  # fmt: skip
        return [*rows, swap, *self._ways()]

    def _ways(self) -> list[Action]:
        """Where the keys go, by keys alone."""
        focus = self.window.focus
        return [
            Action(f"window.{verb}", title, partial(step, way), "Window", {"": (key,)}, tip=tip)
            for verb, title, step, way, key, tip in (
                ("next_panel", "Next panel", focus.step, 1, "F6", "The keys go to the next panel in sight"),
                ("previous_panel", "Previous panel", focus.step, -1, "Shift+F6",
                 "The keys go to the panel before"),
                ("next_tab", "Next tab", focus.turn, 1, "Ctrl+PgDown",
                 "Another panel of the same place comes to the front"),
                ("previous_tab", "Previous tab", focus.turn, -1, "Ctrl+PgUp",
                 "The panel before, of the same place, comes to the front"),
            )
        ]  # fmt: skip

    def _toggle(self, name: str) -> None:
        dock = self.window.docks[name]
        # What has the keys is put away; anything else comes forward and gets them.
        focused, panel = self.window.focusWidget(), self.window.panel(name)
        has_keys = focused is not None and dock.isAncestorOf(focused)
        hears = panel.focusProxy() or panel if panel is not None else None
        deaf = hears is None or hears.focusPolicy() == Qt.FocusPolicy.NoFocus
        if (has_keys or deaf) and dock.isVisible() and not dock.visibleRegion().isEmpty():
            dock.close()
        else:
            self.window.reveal(name)

    def _swap(self) -> None:
        curves = self.window.docks["curves"]
        self.window.reveal("timeline" if not curves.visibleRegion().isEmpty() else "curves")

    def _helps(self) -> list[Action]:
        return [
            Action("help.tour", "Take the tour", lambda: self.open_help("tour"), "Help", icon="compass"),
            Action("help.keys", "Keys", lambda: self.open_help("keys"), "Help", {"": ("F1",)},
                   icon="keyboard"),
            Action("help.log", "Show the log folder", lambda: self.open_help("log"), "Help"),
            Action("help.about", "About Moodline", lambda: self.open_help("about"), "Help"),
        ]  # fmt: skip

    def _characters(self) -> list[Action]:
        return [
            Action("character.edit", "Characters...", partial(self._show, CHARACTER_DIALOG), "Character",
                   icon="user", enabled=lambda: self.studio.scene is not None,
                   tip="Choose and set up the scene's characters")
        ]  # fmt: skip

    def _show(self, home: str) -> None:
        kind = class_at(home)
        show_one(self.window, kind, lambda: kind(self.studio, self.window))  # type: ignore[arg-type]
