"""The whole window as benchmarks have it: real, 1280x720, and watched."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QMouseEvent

from studio.core.resources import assets
from studio.gui.kit.post import QtPost
from studio.gui.main.application import make_application
from studio.gui.main.home import Home
from studio.gui.main.window import MainWindow

WIDTH, HEIGHT = 1280, 720
ALL = QEventLoop.ProcessEventsFlag.AllEvents


class Watch(QObject):
    """Sees what reaches the window: which movement was worked on, and which of them a picture holds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk, self.view = desk, desk.window.panel("viewport").stage_view
        self.canvas = desk.window.panel("timeline").canvas
        self.reached = -1  # the last movement that the canvas got
        self._held = self._painted = self._told = (0, -1)  # (number of the picture, movement)
        self.places: dict[tuple[int, int], int] = {}
        self.pictures: list[tuple[float, float]] = []  # (when, frames that the picture is behind the clock)
        self.frames: list[int] = []  # of the scene, one for each picture
        self.covers: list[tuple[float, int]] = []  # (when, last movement it holds)
        # Before the view itself, which may paint at once.
        self.view.pacing.due.disconnect(self.view._on_due)
        for hears in (self._on_due, self.view._on_due, self.shown):
            self.view.pacing.due.connect(hears)
        self.view.installEventFilter(self)
        self.canvas.installEventFilter(self)

    def _on_due(self, fine: bool) -> None:
        self._held = (self._held[0] + 1, self.reached)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas and isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint()
            self.reached = self.places.get((place.x(), place.y()), self.reached)
        elif watched is self.view and event.type() == QEvent.Type.Paint:
            self._painted = self._held
        return False

    def shown(self, *_: object) -> None:
        """The window has painted and sent it to the screen."""
        if self._painted == self._told:
            return
        self._told = self._painted
        now, transport = time.monotonic(), self._desk.studio.transport
        self.covers.append((now, self._painted[1]))
        behind = transport.clock.now() - self.view.at if transport.playing else 0
        # In a loop the clock may have gone round since.
        behind = min(behind % transport.bounds.duration, -behind % transport.bounds.duration)
        self.pictures.append((now, behind / transport.rate.tick_of(1)))
        self.frames.append(transport.rate.frame_at(self.view.at))


class Desk:
    """The window, and time that passes in it."""

    def __init__(self, paths: list[Path]) -> None:
        self.app = make_application()
        self.watch: Watch | None = None
        event = MainWindow.event

        def answer(window: MainWindow, asked: QEvent) -> bool:
            answered = event(window, asked)
            if self.watch is not None and asked.type() == QEvent.Type.UpdateRequest:
                self.watch.shown()
            return answered

        MainWindow.event = answer
        self.start = time.monotonic()
        self.home = Home(QtPost())
        self.studio, self.window = self.home.studio, self.home.window
        self.window.resize(WIDTH, HEIGHT)
        self.home.window.may_close = lambda: True
        self.home.show(expecting=bool(paths))
        self.window.resize(WIDTH, HEIGHT)
        QTimer.singleShot(0, lambda: self.home.begin(paths))

    def until(self, done: Callable[[], bool], seconds: float = 120.0) -> float:
        """Seconds until it is done."""
        start = time.monotonic()
        while not done() and time.monotonic() - start < seconds:
            self.app.processEvents(ALL | QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return time.monotonic() - start

    def run(self, seconds: float) -> None:
        # A timer, for waiting for events ends with one.
        over: list[bool] = []
        QTimer.singleShot(round(1000 * seconds), lambda: over.append(True))
        self.until(lambda: bool(over), seconds + 60.0)

    def settle(self) -> None:
        """All panels there, everything heard, performed and composed."""
        stage, studio = self.window.panel, self.studio
        self.until(lambda: stage("timeline") is not None and stage("viewport").cameras.has_cast())
        self.run(1.5)
        self.until(lambda: not studio.jobs.busy and self.window.status.findChildren(QObject) != [])
        self.run(1.0)
        self.until(lambda: not studio.jobs.busy)
        self.watch = Watch(self)


def demo(folder: Path) -> Desk:
    """The demo's window, with everything done that is done by itself."""
    shutil.copytree(assets() / "demo", folder / "demo")
    desk = Desk([folder / "demo"])
    desk.settle()
    view = desk.watch.view
    print(
        f"window {desk.window.width()}x{desk.window.height()}, viewport {view.width()}x{view.height()},",
        end=" ",
    )
    print(f"{len(view.shooting.shown)} characters, load {os.getloadavg()[0]:.1f}")
    return desk
