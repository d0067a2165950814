"""Panning and zooming one hour: 52 channels, emotions, waveform, 10,000 words; peer: pyqtgraph in the same run.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/bench_timeline.py [rounds]

Both paint the same curves to a raster of the same size. pyqtgraph is given its own means: peak downsampling,
clipping to the view, lines of one pixel. Times are those of the window's thread on the processor, so that other
work on the machine does not count; everything here is done in that thread.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("MOODLINE_CONFIG", "/tmp/moodline-bench-timeline")

import attrs
import numpy as np
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

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

SIZE = (1280, 800)
SECONDS = 3600
RATE = Rate(30)
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
    phones = tuple(Phone("AH0", a, b) for a, b in zip(cuts, cuts[1:], strict=False))
    return Word(f"w{k}", ("ever", "so", "often", "remembered")[k % 4], start, end, phones=phones)


def ours(app: QApplication, project: Project, audio: Audio, channels: np.ndarray) -> TimelinePanel:
    """The timeline with everything unfolded and each of the 52 channels on screen."""
    studio = Studio(Inbox().post)
    peaks = waveform_peaks(audio.samples)
    composed = attrs.evolve(
        Composed.empty(len(channels), RATE), values=channels, known=np.ones(len(channels), bool)
    )
    for name, value in (("audio", audio), ("peaks", peaks), ("composed", composed)):
        setattr(studio.stage, name, lambda _id, value=value: value)
    studio.stage.want = lambda span: None  # type: ignore[method-assign]
    panel = TimelinePanel(studio)
    panel.resize(SIZE[0], SIZE[1])
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
    app: QApplication, audio: Audio, channels: np.ndarray
) -> tuple[QWidget, Callable[[float, float], None]]:
    """The same curves in plots of pyqtgraph, their time axes linked."""
    import pyqtgraph

    pyqtgraph.setConfigOptions(antialias=False)
    window = pyqtgraph.GraphicsLayoutWidget()
    window.resize(*SIZE)
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


def timed(app: QApplication, move: Callable[[int], None], widget: QWidget, rounds: int) -> float:
    """Median milliseconds from a move of the view until everything is painted."""
    spent = []
    for k in range(rounds):
        began = time.thread_time()
        move(k)
        app.processEvents()
        widget.repaint()
        spent.append((time.thread_time() - began) * 1000)
    return statistics.median(spent)


def run(rounds: int) -> None:
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    set_theme("dark")
    project, audio, channels = hour()
    panel = ours(app, project, audio, channels)
    rows = [row.lane.id.partition(":")[0] for row in panel.canvas.visible_rows()]
    shown = {kind: rows.count(kind) for kind in dict.fromkeys(rows)}
    print(f"timeline {panel.canvas.width()} x {panel.canvas.height()}, rows on screen: {shown}")
    window, look = peer(app, audio, channels)
    print(f"{'view':<12}{'pan ms':>9}{'fps':>7}{'zoom ms':>9}{'fps':>7}{'pyqtgraph ms':>14}{'ratio':>7}")
    for name, length in VIEWS.items():
        middle = (SECONDS - length) / 2
        panel.axis.frame(TimeRange(ticks(middle), ticks(middle + length)))
        app.processEvents()
        pan = timed(app, lambda k: panel.axis.pan(7 if k % 20 < 10 else -7), panel.canvas, rounds)
        zoom = timed(
            app, lambda k: panel.axis.zoom(1.02 if k % 20 < 10 else 1 / 1.02, 400), panel.canvas, rounds
        )
        step = length * 7 / SIZE[0]
        theirs = timed(app, lambda k: look(middle + step * (k % 20), length), window, max(rounds // 4, 8))
        print(
            f"{name:<12}{pan:>9.1f}{1000 / pan:>7.0f}{zoom:>9.1f}{1000 / zoom:>7.0f}{theirs:>14.1f}{theirs / pan:>7.1f}"
        )
    play = timed(app, lambda k: panel.studio.transport.seek(ticks(1800 + k / 30)), panel.canvas, rounds)
    print(f"playhead one frame on, 5 s in view: {play:.2f} ms")
    window.close()
    panel.release()
    panel.close()


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
