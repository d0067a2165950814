"""The main window: the viewport in the middle, the timeline below, panels around."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from studio.gui.kit.docks import Dock, settle_tabs
from studio.gui.kit.language import tr
from studio.gui.kit.panel import Panel
from studio.gui.main import shelves
from studio.gui.main.drops import dropped_files
from studio.gui.main.keys import KeyDoor
from studio.gui.main.layouts import Layouts
from studio.gui.main.menus import Menus
from studio.gui.main.status import StatusStrip
from studio.session.studio import Studio

_SMALLEST = (900, 560)
_FIRST = (1280, 800)
_PAUSE = 40  # ms between panels that nobody sees yet, so that the window answers in between


class MainWindow(QMainWindow):
    """Panels are made after the first paint, those in sight first; `ready` when all are there."""

    ready = Signal()
    dropped = Signal(list)

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.studio = studio
        self.may_close: Callable[[], bool] = lambda: True
        self._made: list[QWidget] = []
        self._settled = False
        self._shape()
        self.stage = QWidget()
        self._stage_rows = QVBoxLayout(self.stage)
        self._stage_rows.setContentsMargins(0, 0, 0, 0)
        self._stage_rows.setSpacing(0)
        self.centre = QStackedWidget(self)
        self._welcome_view = QScrollArea()  # so that its size asks nothing of the stage behind it
        self._welcome_view.setWidgetResizable(True)
        self._welcome_view.setFrameShape(QFrame.Shape.NoFrame)
        self._welcome_view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.centre.addWidget(self.stage)
        self.centre.addWidget(self._welcome_view)
        self.setCentralWidget(self.centre)
        self.docks = {shelf.name: self._dock(shelf) for shelf in shelves.SHELVES}
        self.status = StatusStrip(studio, self)
        self.setStatusBar(self.status)
        self.layouts = Layouts(self, self.docks, studio.settings)
        self.menus = Menus(studio, self)
        self.keys = KeyDoor(studio, self)
        studio.actions.changed.connect(self.menus.add_missing)
        self._waiting = self._work()
        self._next = _later(self, self.make_one)
        self._tidying = _later(self, self._tidy)
        self._welcome: QWidget | None = None

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
        dock.wanted.connect(self._on_wanted)
        for moved in (dock.topLevelChanged, dock.dockLocationChanged, dock.visibilityChanged):
            moved.connect(lambda *_: self._tidying.start())
        return dock

    # making

    def start_making(self) -> None:
        """The window has been seen: fill it, piece by piece."""
        self._next.start()

    def make_one(self) -> bool:
        """Makes the next missing part; False when there is none left."""
        part = next(self._waiting, None)
        if part is None:
            self.ready.emit()
            return False
        part()
        more = self._in_sight()
        if not more and not self._settled and not self.welcoming and self._made:
            self._settled = True
            self.layouts.settle()
        self._next.start(0 if more else _PAUSE)
        return True

    def make_all(self) -> None:
        """Makes everything that is missing, at once."""
        self._next.stop()
        while self.make_one():
            pass
        self._next.stop()

    def _work(self) -> Iterator[Callable[[], None]]:
        yield lambda: self._put_on_stage(shelves.VIEWPORT, "Viewport", 1)
        yield lambda: self._put_on_stage(shelves.TRANSPORT, "Transport", 0)
        while (name := self._most_wanted()) is not None:
            yield lambda name=name: self._fill(name)  # type: ignore[misc]
        yield self._add_badge

    def _in_sight(self) -> bool:
        return any(not dock.filled and not dock.visibleRegion().isEmpty() for dock in self.docks.values())

    def _most_wanted(self) -> str | None:
        empty = [dock for dock in self.docks.values() if not dock.filled]
        seen = [dock for dock in empty if not dock.visibleRegion().isEmpty()]
        return (seen or empty)[0].name if empty else None

    def _on_wanted(self) -> None:
        dock = self.sender()
        if isinstance(dock, Dock) and self._made and not dock.visibleRegion().isEmpty():
            self._fill(dock.name)

    def _fill(self, name: str) -> None:
        dock = self.docks[name]
        shelf = next(s for s in shelves.SHELVES if s.name == name)
        if not dock.filled:
            self._made.append(dock.fill(lambda: shelves.build(shelf.home, tr(shelf.title), self.studio)))
            if name == "timeline" and self.focusWidget() is None:
                self._hand_keys_over()

    def _put_on_stage(self, home: str, title: str, stretch: int) -> None:
        panel = shelves.build(home, tr(title), self.studio)
        self._stage_rows.addWidget(panel, stretch)
        self._made.append(panel)

    def _add_badge(self) -> None:
        badge = shelves.build(shelves.JOB_BADGE, tr("Jobs"), self.studio)
        self.status.add_badge(badge)
        self._made.append(badge)

    def panel(self, name: str) -> QWidget | None:
        """A panel that has been made, by its name."""
        return next((made for made in self._made if getattr(made, "name", "") == name), None)

    # showing

    def set_welcome(self, page: QWidget) -> None:
        """What is shown while nothing is open."""
        self._welcome = page
        self._welcome_view.setWidget(page)

    @property
    def welcoming(self) -> bool:
        return self.centre.currentWidget() is self._welcome_view

    def prepare(self, *, welcome: bool) -> None:
        """Before the window is shown: what stands where."""
        if welcome and self._welcome is not None:
            self.centre.setCurrentWidget(self._welcome_view)
            for dock in self.docks.values():
                dock.hide()
        else:
            self.layouts.restore()

    def show_welcome(self, on: bool) -> None:
        """The welcome page alone, or the stage with its panels as they were left."""
        if self._welcome is None or on == self.welcoming:
            return
        if on:
            self.layouts.keep()
        self.centre.setCurrentWidget(self._welcome_view if on else self.stage)
        if on:
            for dock in self.docks.values():
                dock.hide()
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
        self._fill(name)
        panel = self.panel(name)
        if panel is not None:
            panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

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
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = dropped_files(event.mimeData())
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
        self._next.stop()
        self._tidying.stop()
        self.studio.actions.changed.disconnect(self.menus.add_missing, missing_ok=True)
        self.keys.release()
        self.status.release()
        for made in (*self._made, self._welcome):
            if isinstance(made, Panel) or hasattr(made, "release"):
                made.release()  # type: ignore[union-attr]
        self._made.clear()


def _later(owner: QObject, what: Callable[[], object]) -> QTimer:
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(0)
    timer.timeout.connect(what)
    return timer
