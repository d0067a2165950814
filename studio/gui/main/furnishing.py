"""Fills the window piece by piece once it has been seen, what is in sight first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from studio.gui.kit.docks import Dock
from studio.gui.kit.language import tr
from studio.gui.main import shelves

if TYPE_CHECKING:
    from studio.gui.main.window import MainWindow

_PAUSE = 40  # ms between panels that nobody sees yet, so that the window answers in between


class Furnishing(QObject):
    """`settled` when all that is in sight is there, `finished` when everything is; `filled(name)`: a dock got
    its panel. `made` are the parts there are, in the order they came."""

    settled = Signal()
    finished = Signal()
    filled = Signal(str)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.made: list[QWidget] = []
        self._window, self._docks = window, window.docks
        self._settled = False
        self._waiting = self._work()
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self.make_one)
        for dock in self._docks.values():
            dock.wanted.connect(self._on_wanted)

    def start(self) -> None:
        """The window has been seen."""
        self._next.start()

    def stop(self) -> None:
        self._next.stop()

    def make_one(self) -> bool:
        """Makes the next missing part; False when there is none left."""
        part = next(self._waiting, None)
        if part is None:
            self.finished.emit()
            return False
        part()
        more = self._in_sight()
        if not more and not self._settled and not self._window.welcoming and self.made:
            self._settled = True
            self.settled.emit()
        self._next.start(0 if more else _PAUSE)
        return True

    def make_all(self) -> None:
        """Makes everything that is missing, at once."""
        self._next.stop()
        while self.make_one():
            pass
        self._next.stop()

    def fill(self, name: str) -> None:
        """Gives a dock its panel, unless it has one."""
        dock = self._docks[name]
        if not dock.filled:
            shelf = next(s for s in shelves.SHELVES if s.name == name)
            self.made.append(dock.fill(lambda: self._built(shelf.home, shelf.title)))
            self.filled.emit(name)

    def _work(self) -> Iterator[Callable[[], None]]:
        yield lambda: self._put_on_stage(shelves.VIEWPORT, "Viewport", 1)
        yield lambda: self._put_on_stage(shelves.TRANSPORT, "Transport", 0)
        while (name := self._most_wanted()) is not None:
            yield lambda name=name: self.fill(name)  # type: ignore[misc]
        yield self._add_badge

    def _in_sight(self) -> bool:
        return any(not dock.filled and not dock.visibleRegion().isEmpty() for dock in self._docks.values())

    def _most_wanted(self) -> str | None:
        empty = [dock for dock in self._docks.values() if not dock.filled]
        seen = [dock for dock in empty if not dock.visibleRegion().isEmpty()]
        return (seen or empty)[0].name if empty else None

    def _on_wanted(self) -> None:
        dock = self.sender()
        if isinstance(dock, Dock) and self.made and not dock.visibleRegion().isEmpty():
            self.fill(dock.name)

    def _put_on_stage(self, home: str, title: str, stretch: int) -> None:
        panel = self._built(home, title)
        self._window.centre.put_on_stage(panel, stretch)
        self.made.append(panel)

    def _add_badge(self) -> None:
        badge = self._built(shelves.JOB_BADGE, "Jobs")
        self._window.status.add_badge(badge)
        self.made.append(badge)

    def _built(self, home: str, title: str) -> QWidget:
        return shelves.build(home, tr(title), self._window.studio)
