"""How fast the viewport answers, in a window of 1280x720: playback beside a timeline that repaints, and a
hand that paints on the face.

python tests/benchmarks/bench_viewport.py [--seconds 4] [--moves 200]     (needs a display, or Xvfb)

The demo's two people are on the stage. Figures are medians of wall-clock time; `work` is processor time of
all threads, which tells more on a machine that others use. Peers in the same run: for the stroke a full
compose of the frame and a supersampled picture, which is what showing an edit takes without the stage's quick
way; for the picture one with shadows cast at each frame.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

import attrs
import numpy as np
from display import display, end_without_taking_down
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from studio.core.problems import ProblemLog
from studio.core.resources import assets
from studio.core.time import TimeRange, ticks
from studio.document.files import load
from studio.gui.kit.post import QtPost
from studio.gui.kit.theming import set_theme
from studio.gui.viewport.panel import ViewportPanel
from studio.performance.compose import compose
from studio.render.lights import lighting
from studio.render.renderer import Renderer
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.session.demo import perform_demo
from studio.session.studio import Studio
from studio.session.tools import Tool

WIDTH, HEIGHT = 1280, 720
ALL = QEventLoop.ProcessEventsFlag.AllEvents
LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Rows(QWidget):
    """Stands for a timeline: fifteen curves of 640 points and a playhead, painted anew at each move."""

    def __init__(self, studio: Studio) -> None:
        super().__init__()
        self.setFixedHeight(240)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        x = np.arange(0, WIDTH, 2)
        self._rows = [
            QPolygonF([QPointF(a, 10 + 15 * k + 6 * np.sin(0.05 * a + k)) for a in x.tolist()])
            for k in range(15)
        ]
        self._at = 0
        studio.transport.moved.connect(self._on_moved)

    def _on_moved(self, at: int) -> None:
        self._at = at * 200 // ticks(1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#101216"))
        painter.setPen(QColor("#6aa5ff"))
        for row in self._rows:
            painter.drawPolyline(row)
        painter.setPen(QColor("#ff5d5d"))
        painter.drawLine(self._at, 0, self._at, 240)
        painter.end()


class Paints(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Desk:
    """A window with the stage and the rows."""

    def __init__(self) -> None:
        self.app = QApplication([])
        self.app.setStyle("Fusion")
        set_theme("dark")
        self._post = QtPost()
        self.studio = Studio(self._post.post)
        self.panel = ViewportPanel(self.studio)
        self.window = QWidget()
        rows = QVBoxLayout(self.window)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.panel)
        rows.addWidget(Rows(self.studio))
        self.panel.setFixedSize(WIDTH, HEIGHT + self.panel.bar.height())
        self.window.show()
        self.view = self.panel.stage_view
        self.paints = Paints()
        self.view.installEventFilter(self.paints)
        cast = tuple(performed.character for performed in perform_demo(ProblemLog()))
        demo = load(assets() / "demo")
        self.studio.open(
            attrs.evolve(demo, scenes=(attrs.evolve(demo.scenes[0], characters=cast),)),
            assets() / "demo" / "project.json",
        )
        self.until(lambda: self.panel.cameras.has_cast() and not self.studio.jobs.busy)
        self.run(1.0)

    def run(self, seconds: float) -> None:
        self.until(lambda: False, seconds)

    def until(self, done: Callable[[], bool], seconds: float = 120.0) -> None:
        end = time.perf_counter() + seconds
        while time.perf_counter() < end and not done():
            self.app.processEvents(ALL, 5)
            time.sleep(0.0005)


def playback(
    desk: Desk, camera: str, overlays: tuple[str, ...], seconds: float
) -> tuple[float, float, float]:
    """(pictures a second, ms a picture, ms of work a picture)."""
    viewing = desk.panel.viewing
    viewing.set(attrs.evolve(viewing.value, shown=frozenset(overlays)))
    desk.panel.cameras.forget()
    desk.panel.cameras.go_to(camera, at_once=True)
    desk.run(0.5)
    transport = desk.studio.transport
    ticker = QTimer()
    ticker.timeout.connect(transport.advance)
    transport.seek(0)
    transport.play()
    ticker.start(8)
    drawn: list[float] = []
    desk.view.pacing.due.connect(lambda _: drawn.append(desk.view.shooting.milliseconds))
    before, work, start = desk.paints.count, time.process_time(), time.perf_counter()
    desk.run(seconds)
    passed, count = time.perf_counter() - start, max(desk.paints.count - before, 1)
    work = (time.process_time() - work) / count
    transport.stop()
    ticker.stop()
    desk.run(0.6)
    return count / passed, float(np.median(drawn)), 1000 * work


def strokes(desk: Desk, moves: int) -> np.ndarray:
    """[moves] ms from a move of the hand to the changed face on screen."""
    studio, view = desk.studio, desk.view
    studio.transport.seek(ticks(1.2))
    desk.panel.cameras.forget()
    desk.panel.cameras.go_to("face", at_once=True)
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.BRUSH, emotion="joy"))
    desk.run(1.0)
    shown = view.shooting.shown["nora"]
    lip = shown.geometry.vertices[shown.rig.vertex_sets["lower_lip_inner"]].mean(axis=0)
    place = view.projection.point(lip.astype(np.float64)).toPoint() + QPoint(0, 8)
    QTest.mousePress(view, LEFT, PLAIN, place)
    taken = []
    for k in range(moves):
        at = QPointF(place - QPoint(0, 10 + abs(3 * k % 200 - 100)))
        before, start = desk.paints.count, time.perf_counter()
        move = QMouseEvent(
            QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, PLAIN
        )
        desk.app.sendEvent(view, move)
        while desk.paints.count == before:
            desk.app.processEvents()
        taken.append(1000 * (time.perf_counter() - start))
        desk.run(0.02)
    QTest.mouseRelease(view, LEFT, PLAIN, place)
    studio.store.undo()
    studio.brush.set(attrs.evolve(studio.brush.value, tool=Tool.SELECT))
    return np.array(taken)


def full_way(desk: Desk, times: int) -> float:
    """ms of a full compose of one frame and a supersampled picture of it."""
    character, rate = desk.studio.scene.characters[0], desk.studio.scene.rate
    rig = desk.studio.stage.rig(character.asset)
    evaluator, taken = Evaluator(rig), []
    with Renderer(WIDTH, HEIGHT) as renderer:
        for k in range(times + 1):
            at = rate.tick_of(36 + k)
            start = time.perf_counter()
            frames = compose(character, rig, TimeRange(at, at), rate, ProblemLog())
            joints = retarget(rig, frames.body, frames.gaze_degrees)
            geometry = evaluator.frame(joints.rotations[0], joints.root_translation[0], frames.face.values[0])
            renderer.image(rig, geometry, desk.view.navigation.camera)
            taken.append(1000 * (time.perf_counter() - start))
    return float(np.median(taken[1:]))


def pictures(desk: Desk, times: int = 40) -> tuple[float, float]:
    """ms of a picture of the face whose shadows stay, and of one that casts them."""
    from studio.render.live_view import Look  # noqa: PLC0415 - loads OpenGL

    shooting, found = desk.view.shooting, []
    for cast in (False, True):
        taken = []
        for _ in range(times):
            for name, shown in shooting.shown.items():
                shooting.view.move(name, shown.geometry)
            look = Look(cast=cast)
            shooting.shoot(desk.view.seen_from, lighting("studio"), WIDTH, HEIGHT, look)
            taken.append(shooting.milliseconds)
        found.append(float(np.median(taken)))
    return found[0], found[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--moves", type=int, default=200)
    arguments = parser.parse_args()
    with display():
        measure(arguments.seconds, arguments.moves)
        end_without_taking_down()


def measure(seconds: float, moves: int) -> None:
    """Prints every figure. seconds: of each playback; moves: of the brush."""
    desk = Desk()
    print(f"{WIDTH}x{HEIGHT}, {len(desk.view.shooting.shown)} characters, load {os.getloadavg()[0]:.1f}")
    every = ("name", "subtitle", "safe", "wire", "skeleton", "contacts", "stats")
    for camera in ("face", "bust", "body"):
        for title, overlays in (("plain", ("name", "subtitle")), ("all overlays", every)):
            fps, ms, work = playback(desk, camera, overlays, seconds)
            print(
                f"{camera:>6}, {title:<13} {fps:5.1f} pictures/s, {ms:5.1f} ms drawing, {work:5.1f} ms work"
            )
    taken = strokes(desk, moves)
    full = full_way(desk, 9)
    print(
        f"stroke to face on screen: median {np.median(taken):.1f} ms, "
        f"worst of {len(taken)} {taken.max():.1f} ms"
    )
    print(f"full compose and fine picture: {full:.1f} ms, {full / np.median(taken):.1f} times as long")
    quick, cast = pictures(desk)
    print(f"a picture: {quick:.1f} ms with the last shadows, {cast:.1f} ms casting them ({cast / quick:.2f})")
    desk.panel.release()


if __name__ == "__main__":
    main()
