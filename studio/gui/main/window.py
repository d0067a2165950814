"""The main window: the viewport in the middle, the timeline below, panels around."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QTabBar, QTabWidget, QWidget

from studio.gui.kit.docks import Dock, settle_tabs, step_focus
from studio.gui.kit.drags import files_in
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.main import shelves
from studio.gui.main.centre import Centre
from studio.gui.main.focus import Focus, enter
from studio.gui.main.furnishing import Furnishing
from studio.gui.main.keys import KeyDoor
from studio.gui.main.layouts import Layouts
from studio.gui.main.menus import Menus
from studio.gui.main.status import StatusStrip
from studio.session.studio import Studio

_SMALLEST = (900, 560)
_FIRST = (1280, 800)


class MainWindow(QMainWindow):
    """Panels are made after the first paint, those in sight first; `ready` when all are there."""

    ready = Signal()
    dropped = Signal(list)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.may_close: Callable[[], bool] = lambda: True
        self._tidying = QTimer(self, singleShot=True, interval=0)
        self._tidying.timeout.connect(self._tidy)
        self._shape()
        self.centre = Centre(self)
        self.setCentralWidget(self.centre)
        self.docks = {shelf.name: self._dock(shelf) for shelf in shelves.SHELVES}
        self.status = StatusStrip(studio, self)
        self.setStatusBar(self.status)
        self.layouts = Layouts(self, self.docks, studio.settings)
        self.menus = Menus(studio, self)
        self.keys = KeyDoor(studio, self)
        self.focus = Focus(self)
        studio.actions.changed.connect(self.menus.add_missing)
        self._furnishing = Furnishing(self)
        self._furnishing.settled.connect(self.layouts.settle)
        self._furnishing.finished.connect(self.ready)
        self._furnishing.filled.connect(self._on_filled)

    def _shape(self) -> None:
        self.setObjectName("moodline")
        self.setWindowTitle("Moodline")
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_FIRST)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setDockNestingEnabled(True)
        self.setAcceptDrops(True)

    def _dock(self, shelf: shelves.Shelf) -> Dock:
        dock = Dock(shelf.name, tr(shelf.title), self)
        for moved in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
            moved.connect(lambda *_: self._tidying.start())
        return dock

    # making

    def start_making(self) -> None:
        """The window has been seen: fill it, piece by piece."""
        self._furnishing.start()

    def make_all(self) -> None:
        """Makes everything that is missing, at once."""
        self._furnishing.make_all()

    def panel(self, name: str) -> QWidget | None:
        """A panel that has been made, by its name."""
        return next((made for made in self._furnishing.made if getattr(made, "name", "") == name), None)

    def _on_filled(self, name: str) -> None:
        if name == "timeline" and self.focusWidget() is None:
            self._hand_keys_over()

    # showing

    def set_welcome(self, page: QWidget) -> None:
        """What is shown while nothing is open."""
        self.centre.set_welcome(page)

    @property
    def welcoming(self) -> bool:
        return self.centre.welcoming

    def prepare(self, *, welcome: bool) -> None:
        """Before the window is shown: what stands where."""
        if welcome and self.centre.welcome is not None:
            self.centre.show_welcome(True)
            for dock in self.docks.values():
                dock.hide()
        else:
            self.layouts.restore()

    def show_welcome(self, on: bool) -> None:
        """The welcome page alone, or the stage with its panels as they were left."""
        if self.centre.welcome is None or on == self.welcoming:
            return
        if on:
            self.layouts.keep()
        self.centre.show_welcome(on)
        if on:
            for dock in self.docks.values():
                dock.hide()
            enter(self.centre.welcome)
        else:
            self.layouts.restore()
            self._hand_keys_over()

    def _hand_keys_over(self) -> None:
        """The timeline has the keys until the artist goes elsewhere."""
        panel = self.panel("timeline")
        if panel is not None and not self.welcoming and self.docks["timeline"].isVisible():
            panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, name: str) -> None:
        """Brings a panel into sight and gives it the focus."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        self._furnishing.fill(name)
        panel = self.panel(name)
        if panel is not None:
            enter(panel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.focus.leave()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        return step_focus(self, forward=forward)

    def _tidy(self) -> None:
        """Tabs and titles after docks were moved."""
        for dock in self.docks.values():
            dock.retitle()
        for bar in self.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            settle_tabs(bar)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._tidying.start()
        return super().event(event)

    # place and drops

    def restore_place(self) -> None:
        """Where the window stood and how large it was."""
        kept = self.studio.settings.get("window.geometry", "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))

    def keep_place(self) -> None:
        text = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self.studio.settings.set("window.geometry", text)
        if not self.welcoming:
            self.layouts.keep()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = files_in(event.mimeData())
        if paths:
            event.acceptProposedAction()
            # Answered first: the program the files come from waits for this to return.
            QTimer.singleShot(0, self, lambda: self.dropped.emit(paths))

    # going

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        event.accept()
        self.keep_place()
        self.release()

    def release(self) -> None:
        """Lets go of the studio; the window is of no use after that."""
        self._furnishing.stop()
        self._tidying.stop()
        self.studio.actions.changed.disconnect(self.menus.add_missing, missing_ok=True)
        self.keys.release()
        self.focus.release()
        self.status.release()
        for made in (*self._furnishing.made, self.centre.welcome):
            if isinstance(made, Panel) or hasattr(made, "release"):
                made.release()  # type: ignore[union-attr]
        self._furnishing.made.clear()
