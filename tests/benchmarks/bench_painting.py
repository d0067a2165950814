"""What one movement of a brush costs in a document of 5,000 keys, and how few keys a stroke leaves.

    python -m tests.benchmarks.bench_painting

Peer: laying the same dense samples with the plain edit of a stroke (`edits.emotions.paint`) at each movement.
"""

from __future__ import annotations

import math
import statistics
import time
from functools import partial

import attrs
import numpy as np

from studio.animation.fitting import fit
from studio.animation.sample import sample
from studio.core.time import ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.edits.emotions import paint
from studio.document.schema import Character, EmotionTrack, Project, Scene
from studio.session.inbox import Inbox
from studio.session.painting.painting import Painting
from studio.session.painting.strokes import stroke
from studio.session.selection import CurveRef
from studio.session.studio import Studio
from studio.session.tools import Brush, Tool

KEYS, LANES, MOVES = 5000, 8, 200


def an_hour() -> Project:
    """Eight lanes with 5,000 keys over an hour."""
    each = KEYS // LANES
    times = np.linspace(0, ticks(3600.0), each).astype(np.int64).tolist()
    tracks = tuple(
        EmotionTrack(
            f"e{n}", "joy", Curve(tuple(Key(t, 0.5 + 0.4 * math.sin(k * n)) for k, t in enumerate(times)))
        )
        for n in range(1, LANES + 1)
    )
    return Project("p", "P", (Scene("s", "S", characters=(Character("c", "C", "nora", emotions=tracks),)),))


def _key(time_: int, phase: int) -> Key:
    return Key(time_, 0.5 + 0.4 * math.sin(phase))


def the_hand() -> list[tuple[int, float]]:
    """Ten seconds of a hand that moves along a lane."""
    return [(ticks(600 + 10 * k / MOVES), 0.5 + 0.4 * math.sin(k / 9)) for k in range(MOVES)]


def bench_strokes(one_lane: bool) -> None:
    project = an_hour()
    if one_lane:
        times = np.linspace(0, ticks(3600.0), KEYS).astype(np.int64).tolist()
        track = EmotionTrack("e1", "joy", Curve(tuple(Key(t, 0.5) for t in times)))
        member = attrs.evolve(project.scenes[0].characters[0], emotions=(track,))
        project = attrs.evolve(project, scenes=(attrs.evolve(project.scenes[0], characters=(member,)),))
    studio = Studio(Inbox().post)
    studio.open(project, None)
    curve = project.scenes[0].characters[0].emotions[0].curve
    painting = Painting(studio, CurveRef("e1"), stroke(Brush(Tool.BRUSH, 0.25, 0.8, 0.5), curve), "Paint")
    hand, times_ms = the_hand(), []
    painting.press(*hand[0])
    for place in hand[1:]:
        start = time.perf_counter()
        painting.move(*place)
        times_ms.append(1000 * (time.perf_counter() - start))
    dense = studio.project.scenes[0].characters[0].emotions[0].curve
    start = time.perf_counter()
    painting.finish()
    fit_ms = 1000 * (time.perf_counter() - start)
    few = studio.project.scenes[0].characters[0].emotions[0].curve
    span = np.arange(ticks(599.0), ticks(611.0), ticks(1 / 120))
    error = float(np.abs(sample(few, span) - sample(dense, span)).max())
    samples, keys = len(dense.keys) - len(curve.keys), len(few.keys) - len(curve.keys)
    where = "one lane of 5,000 keys" if one_lane else "5,000 keys in eight lanes"
    print(
        f"{where}: a movement {statistics.median(times_ms):.2f} ms, worst {max(times_ms):.2f} ms; "
        f"release {fit_ms:.1f} ms: {samples} samples -> {keys} keys, off by {error:.3f}"
    )
    print(f"  peer, the plain edit: {plain_edits(project):.2f} ms a movement")


def plain_edits(project: Project) -> float:
    studio = Studio(Inbox().post)
    studio.open(project, None)
    keys: list[Key] = []
    times_ms = []
    for at, value in the_hand():
        keys += [Key(at + k, value, Interpolation.LINEAR) for k in range(3)]
        start = time.perf_counter()
        studio.apply("Paint", partial(paint, track_id="e1", stroke=tuple(keys)), "stroke")
        times_ms.append(1000 * (time.perf_counter() - start))
    return statistics.median(times_ms)


def bench_fit() -> None:
    """600 samples of ten seconds as keys: a hand that swings, and one that trembles."""
    at = np.array([ticks(k / 60) for k in range(600)], np.int64)
    trembling = np.clip(0.5 + np.cumsum(np.random.default_rng(1).normal(0, 0.02, 600)), 0, 1)
    for name, values in {"swings": 0.5 + 0.4 * np.sin(np.arange(600) / 9), "trembles": trembling}.items():
        spent = []
        for _ in range(15):
            start = time.process_time()
            keys = fit(at, values, 0.02)
            spent.append(1000 * (time.process_time() - start))
        print(f"fit of 600 samples, a hand that {name}: {statistics.median(spent):.2f} ms, {len(keys)} keys")


if __name__ == "__main__":
    bench_strokes(one_lane=False)
    bench_strokes(one_lane=True)
    bench_fit()
