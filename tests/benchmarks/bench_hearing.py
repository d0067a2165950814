"""Loading and prosody: times real time, memory, and reading a whole file at once as the peer.

python tests/benchmarks/bench_hearing.py
"""

from __future__ import annotations

import hashlib
import multiprocessing
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile
import soxr

from studio.core.problems import ProblemLog
from studio.document.schema import Transcript
from studio.media.load import load
from studio.media.peaks import waveform_peaks
from studio.speech.prosody import analyse

RUNS = 5
RATE = 48_000


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return float(np.median(times))


def at_once(path: Path) -> object:
    """What a script of three lines does: all samples as float64, then down."""
    samples, rate = soundfile.read(path)
    hashlib.sha256(path.read_bytes())
    return soxr.resample(samples.mean(axis=1), rate, 16_000)


def record(path: Path, minutes: int) -> Path:
    """Bursts of a buzz over noise, stereo at 48 kHz, 16 bit."""
    rng, phase = np.random.default_rng(0), np.arange(RATE * 60) / RATE
    with soundfile.SoundFile(path, "w", RATE, 2) as sound:
        for _ in range(minutes):
            buzz = np.sign(np.sin(2 * np.pi * rng.uniform(90, 250) * phase)) * (np.sin(7 * phase) > 0)
            sound.write((0.2 * buzz[:, None] + rng.normal(0, 0.01, (RATE * 60, 2))).astype(np.float32))
    return path


def hour(folder: Path) -> None:
    """In a process of its own, because the peak of memory is the process's."""
    paths = record(folder / "minute.wav", 1), record(folder / "hour.wav", 60)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        seconds, grown = pool.apply(load_and_peak, paths)
    print(f"load 60 min wav   {seconds:7.3f} s, {grown:.0f} MB more at its peak than for one minute")


def load_and_peak(short: Path, long: Path) -> tuple[float, float]:
    load(short, ProblemLog())
    before = peak_megabytes()
    seconds = median_seconds(lambda: load(long, ProblemLog()), 1)
    return seconds, peak_megabytes() - before


def peak_megabytes() -> float:
    """Of this process alone: what the system keeps as its maximum includes the parent's at the start."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hour(folder)
        for ending in ("wav", "flac", "mp3"):
            path = record(folder / f"ten.{ending}", 10)
            ours = median_seconds(lambda p=path: load(p, ProblemLog()))
            peer = median_seconds(lambda p=path: at_once(p))
            speed = f"{600 / ours:6.0f} x real time  {peer / ours:5.2f} x peer"
            print(f"load 10 min {ending:5} {ours:7.3f} s {speed}")
        audio = load(folder / "ten.wav", ProblemLog())
        for what, work in (
            ("prosody", lambda: analyse(audio, Transcript())),
            ("waveform", lambda: waveform_peaks(audio.samples)),
        ):
            seconds = median_seconds(work, 3)
            print(f"{what} of 10 min {seconds:8.3f} s, real-time factor {seconds / 600:.5f}")


if __name__ == "__main__":
    main()
