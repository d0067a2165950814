"""The curve editor with ten curves of 5,000 keys: panning, zooming, dragging; and fitting.

QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_curves.py

The peer draws the same curves, sampled once to 108,000 points each, with pyqtgraph and its own downsampling.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
import pyqtgraph
from PySide6.QtWidgets import QApplication

from studio.animation.fitting import fit
from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND as S
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Project, Scene
from studio.gui.curves.panel import CurvesPanel
from studio.gui.kit.theming import set_theme
from studio.session.inbox import Inbox
from studio.session.keying.dragged import KeyDrag
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio

SIZE = (1280, 420)
HOUR = 3600
NAMES = ("joy", "sadness", "anger", "fear", "disgust", "surprise", "contempt", "pain", "joy", "fear")


def curves() -> list[Curve]:
    random = np.random.default_rng(1)
    found = []
    for _ in NAMES:
        times = np.sort(random.choice(HOUR * 100, 5000, replace=False)) * (S // 100)
        values = np.clip(0.5 + np.cumsum(random.normal(0, 0.08, 5000)) % 1.0 - 0.5, 0, 1)
        found.append(Curve(tuple(Key(int(t), float(v)) for t, v in zip(times, values, strict=True))))
    return found


def studio_of(rows: list[Curve]) -> Studio:
    tracks = tuple(EmotionTrack(f"t{i}", NAMES[i], row) for i, row in enumerate(rows))
    studio = Studio(Inbox().post)
    character = Character("nora", "Nora", "nobody", emotions=tracks)
    studio.open(Project("p", "P", (Scene("s", "S", characters=(character,)),)), None)
    return studio


def median_ms(step: Callable[[int], None], count: int = 40) -> float:
    step(0)
    taken = []
    for i in range(1, count + 1):
        start = time.perf_counter()
        step(i)
        taken.append((time.perf_counter() - start) * 1e3)
    return statistics.median(taken)


def line(name: str, ms: float, peer: float | None = None) -> None:
    ratio = f"{peer / ms:6.1f} x pyqtgraph ({peer:.1f} ms)" if peer else ""
    print(f"{name:46}{ms:8.2f} ms {1000 / ms:7.0f} fps  {ratio}")


def ours(app: QApplication, rows: list[Curve]) -> dict[str, float]:
    studio = studio_of(rows)
    panel = CurvesPanel(studio)
    panel.resize(*SIZE)
    panel.show()
    app.processEvents()
    found = {}
    whole = panel.scene.view.framing(0, HOUR * S, 0.0, 1.0)
    for name, view in (("hour", whole), ("minute", whole.framing(600 * S, 660 * S, 0.0, 1.0))):
        panel.scene.held_view.set(view)

        def pan(i: int) -> None:
            panel.scene.held_view.set(panel.scene.view.panned(-3.0 if i % 2 else 2.0, 0.0))
            panel.canvas.repaint()

        found[f"pan a view of one {name}"] = median_ms(pan)
    panel.scene.held_view.set(whole)

    def zoom(i: int) -> None:
        panel.scene.held_view.set(panel.scene.view.zoomed(1.1 if i < 20 else 1 / 1.1, 1.0, 600, 200))
        panel.canvas.repaint()

    found["zoom from an hour"] = median_ms(zoom)
    panel.scene.held_view.set(whole.framing(600 * S, 660 * S, 0.0, 1.0))
    chosen = next(key.time for key in rows[0].keys if key.time > 620 * S)
    drag = KeyDrag(studio, {KeyRef(CurveRef("t0"), chosen)})

    def move(i: int) -> None:
        drag.move(i * S // 1000, 0.002 * i)
        panel.canvas.repaint()

    found["drag a key"] = median_ms(move)

    def play(i: int) -> None:
        studio.transport.seek(600 * S + i * S // 30)
        panel.canvas.repaint()

    found["playhead"] = median_ms(play)
    panel.release()
    return found


def peers(app: QApplication, rows: list[Curve]) -> dict[str, float]:
    pyqtgraph.setConfigOptions(antialias=True)
    widget = pyqtgraph.PlotWidget()
    widget.resize(*SIZE)
    at = np.arange(HOUR * 30, dtype=np.int64) * (S // 30)
    for i, row in enumerate(rows):
        pen = pyqtgraph.mkPen(pyqtgraph.intColor(i), width=1)
        item = widget.plot(at / S, sample(row, at), pen=pen)
        item.setClipToView(True)
        item.setDownsampling(auto=True, method="peak")
    widget.show()
    app.processEvents()
    found = {}
    for name, start, length in (("hour", 0.0, 3600.0), ("minute", 600.0, 60.0)):

        def pan(i: int, start: float = start, length: float = length) -> None:
            by = (3.0 if i % 2 else -2.0) * length / SIZE[0]
            widget.setXRange(start + by, start + by + length, padding=0)
            app.processEvents()
            widget.repaint()

        found[f"pan a view of one {name}"] = median_ms(pan)
    widget.close()
    return found


def main() -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    set_theme("dark")
    rows = curves()
    mine, theirs = ours(app, rows), peers(app, rows)
    for name, ms in mine.items():
        line(name, ms, theirs.get(name))
    at = np.arange(600, dtype=np.int64) * (S // 60)
    stroke = np.clip(0.5 + 0.3 * np.sin(np.arange(600) / 27) + 0.1 * np.sin(np.arange(600) / 8), 0, 1)
    keys = fit(at, stroke, 0.01)

    def fitting(_: int) -> None:
        fit(at, stroke, 0.01)

    taken = median_ms(fitting)
    print(f"\nfit 600 samples into {len(keys)} keys: {taken:.2f} ms")


if __name__ == "__main__":
    main()
