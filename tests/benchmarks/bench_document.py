"""Editing, saving and opening an hour: 52 dense channels at 30 fps, 10,000 words, 5,000 keys.

python tests/benchmarks/bench_document.py
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.interpolate import PchipInterpolator

from studio.animation.sample import sample
from studio.core.names import ARKIT_CHANNELS
from studio.core.time import TICKS_PER_SECOND as S
from studio.core.time import Rate
from studio.document.converter import to_plain
from studio.document.curves import Curve, Key
from studio.document.diff import diff
from studio.document.edits.clips import set_word_timing
from studio.document.edits.emotions import set_keys
from studio.document.files import load, save
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    Phone,
    Project,
    Provenance,
    Scene,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.document.store import Store

RUNS = 7


def median_ms(work: Callable[[int], object], runs: int = RUNS) -> float:
    times = []
    for i in range(runs):
        start = time.perf_counter()
        work(i)
        times.append(1000 * (time.perf_counter() - start))
    return float(np.median(times))


def phones(start: int, each: int) -> tuple[Phone, ...]:
    return tuple(Phone("AH0", start + k * each, start + (k + 1) * each) for k in range(4))


def hour() -> Project:
    step = 36 * S // 100
    words = tuple(
        Word(f"clip/w{i}", f"word{i}", i * step, (i + 1) * step, phones=phones(i * step, step // 4))
        for i in range(10_000)
    )
    clip = VoiceClip("clip", MediaRef("hour.wav", "0" * 64, 3600 * S), transcript=Transcript(words=words))
    keys = tuple(Key(i * 72 * S // 100, (i % 10) / 10) for i in range(5_000))
    values = np.random.default_rng(0).random((108_001, 52)).astype(np.float32)
    take = Take("take", ARKIT_CHANNELS, Rate(30), 0, values, Provenance("m"))
    track = EmotionTrack("joy", "joy", Curve(keys))
    character = Character("c", "C", "nora", clips=(clip,), emotions=(track,), takes=(take,))
    return Project("p", "Hour", (Scene("s", "S", characters=(character,)),))


def as_text(project: Project, path: Path) -> None:
    """The peer: everything as JSON text, in place."""
    path.write_text(json.dumps(to_plain(project), default=lambda array: array.tolist()))


def main() -> None:
    store = Store(hour())
    store.changed.connect(diff)
    key = median_ms(lambda i: store.apply("key", lambda p: set_keys(p, "joy", [Key(i + 1, 0.5)])), 50)
    word = median_ms(
        lambda i: store.apply("word", lambda p: set_word_timing(p, "clip", "clip/w5000", i, i + 5)), 50
    )
    print(f"edit a key {key:.2f} ms, a word {word:.2f} ms (with undo step, signal and diff)")
    print(f"undo {median_ms(lambda i: store.undo(), 50):.3f} ms")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("hour.moodline", "hour"):
            path = Path(folder) / name
            first = median_ms(lambda i, p=path: save(store.project, p), 1)
            again = median_ms(lambda i, p=path: save(store.project, p))
            opened = median_ms(lambda i, p=path: load(p))
            print(f"{name:14} save {first:.0f} ms, again {again:.0f} ms, open {opened:.0f} ms")
        peer = median_ms(lambda i: as_text(store.project, Path(folder) / "peer.json"), 2)
        print(f"peer, all as text in place: save {peer:.0f} ms, {peer / again:.1f} x the folder's")
    curve = hour().scenes[0].characters[0].emotions[0].curve
    at = np.arange(108_001) * (S // 30)
    ours = median_ms(lambda i: sample(curve, at))
    x, y = [k.time for k in curve.keys], [k.value for k in curve.keys]
    theirs = median_ms(lambda i: PchipInterpolator(x, y)(at))
    frame = median_ms(lambda i: sample(curve, at[i : i + 1]), 50)
    print(f"sample an hour of 5,000 keys {ours:.1f} ms, {theirs / ours:.2f} x scipy's pchip")
    print(f"sample one frame of it {frame:.3f} ms")


if __name__ == "__main__":
    main()
