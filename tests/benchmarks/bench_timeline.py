"""Panning and zooming an hour: 52 channels, emotions, sound, 10,000 words; peer: pyqtgraph in the same run.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_timeline.py [rounds]

Two windows: one as on a small screen, with what fits, and a tall one in which all lanes are on screen at
once. Both paint the same curves to a raster of the same size; ours has sound, words and emotions beside.
pyqtgraph is given its own means: peak downsampling, clipping to the view, lines of one pixel. Times are those
of the window's thread on the processor, so that other work on the machine does not count; everything here is
done in that thread.

Both are painted once a frame, as the event loop asks them to. pan: median of a frame. zoom: mean of all
frames of a wheel's gesture, in which most rows are stretched for the moment and some are painted; worst: the
slowest of them; sharp: median of a frame with everything painted. fps are those of the mean.
"""

from __future__ import annotations

import atexit
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MOODLINE_CONFIG", tempfile.mkdtemp())

import attrs
import numpy as np
from PySide6.QtCore import QEvent, QEventLoop, QObject
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from studio.core.names import ARKIT_CHANNELS, EMOTIONS
from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    Phone,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.gui.kit.theming import set_theme
from studio.gui.timeline.panel import TimelinePanel
from studio.media.audio import Audio
from studio.media.peaks import waveform_peaks
from studio.session.inbox import Inbox
from studio.session.staging.composed import Composed
from studio.session.studio import Studio

SIZES = ((1280, 720), (1280, 1440))
SECONDS = 3600
RATE = Rate(30)
_TURNS = 3
VIEWS = {"whole hour": 3600.0, "5 minutes": 300.0, "30 s": 30.0, "5 s": 5.0}


def hour() -> tuple[Project, Audio, np.ndarray]:
    """One hour with 10,000 words, eight emotion curves of 600 keys, sound, and dense channels."""
    random = np.random.default_rng(7)
    starts = np.sort(random.integers(0, ticks(SECONDS - 1.0), 10_000))
    starts = np.maximum.accumulate(starts + np.arange(10_000))
    ends = np.minimum(np.append(starts[1:], ticks(SECONDS)), starts + ticks(0.4))
    words = tuple(
        word(k, int(a), int(b)) for k, (a, b) in enumerate(zip(starts, ends, strict=True)) if b - a > 100
    )
    clip = VoiceClip("hour", MediaRef("hour.wav", "", ticks(SECONDS)), transcript=Transcript(words=words))
    times = np.linspace(0, SECONDS, 600)
    tracks = tuple(
        EmotionTrack(
            f"e-{name}",
            name,
            Curve(
                tuple(Key(ticks(float(t)), float(v)) for t, v in zip(times, random.random(600), strict=True))
            ),
        )
        for name in EMOTIONS
    )
    person = Character("nora", "Nora", "nora", clips=(clip,), emotions=tracks)
    loud = np.repeat(random.random(SECONDS * 10).astype(np.float32), 1600)
    sound = random.standard_normal(SECONDS * 16_000, np.float32) * loud * 0.2
    audio = Audio(np.clip(sound, -1, 1), 16_000, "", "hour.wav", 16_000, 1)
    frames = SECONDS * 30
    walk = np.cumsum(random.standard_normal((frames, len(ARKIT_CHANNELS))).astype(np.float32), axis=0)
    channels = np.abs(np.sin(walk * 0.1)).astype(np.float32)
    return Project("p", "p", (Scene("s", "s", RATE, (person,)),)), audio, channels


def word(k: int, start: int, end: int) -> Word:
    cuts = [start + (end - start) * n // 4 for n in range(5)]
    phones = tuple(Phone("AH0", a, b) for a, b in pairwise(cuts))
    return Word(f"w{k}", ("ever", "so", "often", "remembered")[k % 4], start, end, phones=phones)


def ours(
    app: QApplication, project: Project, audio: Audio, channels: np.ndarray, size: tuple[int, int]
) -> TimelinePanel:
    """The timeline with everything unfolded."""
    studio = Studio(Inbox().post)
    peaks = waveform_peaks(audio.samples)
    composed = attrs.evolve(
        Composed.empty(len(channels), RATE), values=channels, known=np.ones(len(channels), bool)
    )
    for name, value in (("audio", audio), ("peaks", peaks), ("composed", composed)):
        setattr(studio.stage, name, lambda _id, value=value: value)
    studio.stage.want = lambda span: None  # type: ignore[method-assign]
    panel = TimelinePanel(studio)
    panel.resize(*size)
    panel.show()
    studio.open(project, None)
    for lane in panel.tree.all():
        height = {"sound": 60, "emotion": 24, "channel": 12}.get(lane.id.partition(":")[0], 18)
        lane.least_height = min(lane.least_height, height)
        panel.tree.set_state(lane, collapsed=False, height=height)
    panel.canvas.lay_out()
    app.processEvents()
    return panel


def peer(
    app: QApplication, channels: np.ndarray, size: tuple[int, int]
) -> tuple[QGraphicsView, Callable[[float, float], None]]:
    """The same curves in plots of pyqtgraph, their time axes linked."""
    import pyqtgraph  # noqa: PLC0415 - not everywhere

    pyqtgraph.setConfigOptions(antialias=False)
    window = pyqtgraph.GraphicsLayoutWidget()
    window.resize(*size)
    window.ci.layout.setSpacing(0)
    times = np.arange(len(channels)) / 30.0
    plots = []
    for k, values in enumerate([*(channels[:, c] for c in range(channels.shape[1]))]):
        plot = window.addPlot(row=k, col=0)
        plot.hideAxis("left")
        plot.hideAxis("bottom")
        plot.setMouseEnabled(False, False)
        plot.setDownsampling(auto=True, mode="peak")
        plot.setClipToView(True)
        plot.plot(times, values, pen=pyqtgraph.mkPen("#5b7fae", width=1))
        plot.setYRange(0, 1, padding=0)
        plot.getViewBox().setDefaultPadding(0)
        plots.append(plot)
        if k:
            plot.setXLink(plots[0])
    window.show()
    app.processEvents()

    def look(start: float, length: float) -> None:
        plots[0].setXRange(start, start + length, padding=0)

    return window, look


class Paints(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def timed(app: QApplication, move: Callable[[int], object], widget: QWidget, rounds: int) -> list[float]:
    """Milliseconds from each move of the view until everything is painted."""
    spent, paints = [], Paints(widget)
    for k in range(rounds):
        before, began = paints.count, time.thread_time()
        move(k)
        while paints.count == before:  # asleep until the event loop wants the picture
            app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        spent.append((time.thread_time() - began) * 1000)
    return spent


def measured(app: QApplication, panel: TimelinePanel, rounds: int) -> tuple[float, float, float, float]:
    """Milliseconds of a pan, of a frame of a running zoom, of its slowest one and of one with everything
    painted."""
    axis, canvas = panel.axis, panel.canvas
    pan = statistics.median(timed(app, lambda k: axis.pan(7 if k % 20 < 10 else -7), canvas, rounds))
    zoom = timed(app, lambda k: axis.zoom(turn(k), 400), canvas, 2 * rounds)

    def sharp(k: int) -> None:
        axis.zoom(turn(k), 400)
        canvas.repaint_all()

    return pan, statistics.mean(zoom), max(zoom), statistics.median(timed(app, sharp, canvas, rounds))


def measured_peer(
    app: QApplication, window: QGraphicsView, look: Callable[[float, float], None], length: float, rounds: int
) -> tuple[float, float]:
    """Likewise of pyqtgraph, which paints everything each time: a pan, a zoom."""
    middle, step = (SECONDS - length) / 2, length * 7 / window.width()
    shown = window.viewport()
    pan = statistics.median(timed(app, lambda k: look(middle + step * (k % 20), length), shown, rounds))
    closer = [length * 1.25 ** (-(k % 10 + 1) / 3) for k in range(rounds)]
    return pan, statistics.mean(timed(app, lambda k: look(middle, closer[k]), shown, rounds))


def turn(k: int) -> float:
    """Closer ten times and away again, each a third of a wheel's notch."""
    return 1.25 ** (1 / 3) if k % 20 < 10 else 1.25 ** (-1 / 3)


def compare(app: QApplication, size: tuple[int, int], rounds: int) -> None:
    project, audio, channels = hour()
    panel = ours(app, project, audio, channels, size)
    rows = [row.lane.id.partition(":")[0] for row in panel.canvas.visible_rows()]
    shown = {kind: rows.count(kind) for kind in dict.fromkeys(rows)}
    print(f"window {size[0]} x {size[1]}, rows on screen: {shown}")
    window, look = peer(app, channels, size)
    print(f"{'view':<12}{'pan ms':>8}{'fps':>6}{'zoom ms':>9}{'fps':>6}{'worst':>7}{'sharp ms':>10}", end="")
    print(f"{'pyqtgraph pan':>15}{'x':>6}{'zoom':>8}{'x':>6}{'x sharp':>9}")
    for name, length in VIEWS.items():
        panel.axis.frame(TimeRange(ticks((SECONDS - length) / 2), ticks((SECONDS + length) / 2)))
        app.processEvents()
        # By turns, so that other work on the machine meets both.
        turns = [
            (*measured(app, panel, rounds), *measured_peer(app, window, look, length, max(rounds // 4, 10)))
            for _ in range(_TURNS)
        ]
        pan, zoom, worst, sharp, theirs, their_zoom = map(statistics.median, zip(*turns, strict=True))
        print(f"{name:<12}{pan:>8.1f}{1000 / pan:>6.0f}{zoom:>9.1f}{1000 / zoom:>6.0f}", end="")
        print(f"{worst:>7.1f}{sharp:>10.1f}", end="")
        print(f"{theirs:>15.1f}{theirs / pan:>6.1f}{their_zoom:>8.1f}{their_zoom / zoom:>6.1f}", end="")
        print(f"{their_zoom / sharp:>9.1f}")
    play = timed(app, lambda k: panel.studio.transport.seek(ticks(1800 + k / 30)), panel.canvas, rounds)
    print(f"playhead one frame on, 5 s in view: {statistics.median(play):.2f} ms\n")
    window.close()
    panel.release()
    panel.close()


def run(rounds: int) -> None:
    # Before any of our threads is at work: two that import the same packages in another order get in each
    # other's way (numba's colours there, pyqtgraph's here, both from colorama).
    import pyqtgraph  # noqa: F401, PLC0415 - not everywhere

    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    set_theme("dark")
    for size in SIZES:
        compare(app, size, rounds)


if __name__ == "__main__":
    atexit.register(shutil.rmtree, os.environ["MOODLINE_CONFIG"], ignore_errors=True)
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
