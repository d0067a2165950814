"""How fast the built-in face performer is, and how many contacts its take shows before any enforcement.

python tests/benchmarks/bench_face.py

Speed is told against the length of the sound (real-time factor) and against a peer in the same run: the
same dominance functions written out sound by sound in a Python loop over frames. Contacts are measured on
every baked character, over random speech with natural phone frequencies and durations.
"""

from __future__ import annotations

import math
import statistics
import time
from fractions import Fraction

import numpy as np

import studio_plugin as api
from studio.animation.channels import ChannelFrames
from studio.core.names import ARKIT_CHANNELS
from studio.core.time import Rate
from studio.models.discovery import discover
from studio.models.in_process import open_generator
from studio.rig import characters
from studio.rig.contacts import CLOSED, TOUCHING, MouthModel

# Phones of English running text by frequency (percent), rounded.
FREQUENT = {
    "AH0": 9, "N": 7, "T": 7, "IH0": 6, "S": 5, "R": 4, "D": 4, "L": 4, "K": 3, "DH": 3, "EH1": 3, "M": 3,
    "Z": 3, "IY1": 3, "AE1": 2, "P": 2, "W": 2, "B": 2, "V": 2, "F": 2, "ER0": 2, "AY1": 2, "EY1": 2,
    "AA1": 2, "OW1": 2, "UW1": 2, "HH": 1, "G": 1, "AO1": 1, "SH": 1, "NG": 1, "AW1": 1, "CH": 1, "JH": 1,
    "Y": 1, "TH": 1,
}  # fmt: skip


class Quiet:
    def progress(self, done: float, doing: str = "") -> None: ...

    def cancelled(self) -> bool:
        return False

    def log(self, text: str) -> None: ...


def speech(seconds: float, seed: int = 0) -> list[api.TimedToken]:
    """Random phones of natural frequency, 40 to 160 ms each, with a pause now and then."""
    chance = np.random.default_rng(seed)
    labels, weights = list(FREQUENT), np.array(list(FREQUENT.values()), float)
    tokens, at = [], 0.3
    while at < seconds - 0.5:
        length = float(np.clip(chance.lognormal(math.log(0.075), 0.35), 0.03, 0.3))
        tokens.append(api.TimedToken(str(chance.choice(labels, p=weights / weights.sum())), at, at + length))
        at += length + (0.4 if chance.random() < 0.03 else 0.0)
    return tokens


def request(seconds: float, fps: Fraction) -> api.Request:
    frames = math.ceil(seconds * fps) + 1
    loudness = api.Curve(np.full(frames, 0.5, np.float32))
    phonemes = api.Phonemes("arpabet", tuple(speech(seconds)))
    return api.Request({}, seconds, fps, frames, phonemes=phonemes, curves={"loudness": loudness})


def looped(asked: api.Request) -> np.ndarray:
    """The peer: jaw alone, each frame the weighted mean of every sound near it."""
    jaw = np.zeros(asked.frames)
    targets = {t.text: 0.3 if t.text[-1].isdigit() else 0.05 for t in asked.phonemes.tokens}
    for frame in range(asked.frames):
        at, pull, weight = frame / float(asked.fps), 0.0, 0.03
        for token in asked.phonemes.tokens:
            away = max(token.start - at, at - token.end, 0.0)
            if away < 0.2:
                strength = math.exp(-away / 0.045)
                pull, weight = pull + strength * targets[token.text], weight + strength
        jaw[frame] = pull / weight
    return jaw


def speed() -> None:
    generator = open_generator(discover().find("org.moodline.face"))
    for seconds, fps in ((60.0, 30), (60.0, 240), (3600.0, 30)):
        asked = request(seconds, Fraction(fps))
        taken = []
        for _ in range(5 if seconds < 100 else 2):
            start = time.perf_counter()
            generator.generate(asked, Quiet())
            taken.append(time.perf_counter() - start)
        middle = statistics.median(taken)
        print(f"{seconds:6.0f} s at {fps:3d} fps: {middle * 1e3:8.1f} ms, rtf {middle / seconds:.5f}")
        if (seconds, fps) == (60.0, 30):
            start = time.perf_counter()
            looped(asked)
            peer = time.perf_counter() - start
            print(f"  peer (jaw alone, in a loop): {peer * 1e3:8.1f} ms, {peer / middle:.1f} x ours")


def contacts() -> None:
    generator = open_generator(discover().find("org.moodline.face"))
    for name in characters.names():
        mouth = MouthModel.of(characters.load(name))
        for fps in (24, 30, 60):
            asked = request(60.0, Fraction(fps))
            track = generator.generate(asked, Quiet()).tracks[0]
            frames = ChannelFrames(track.names, Rate(fps), 0, track.values).reordered(ARKIT_CHANNELS)
            gaps = {"lips": mouth.lip_opening(frames.values), "teeth": mouth.tooth_gap(frames.values)}
            print(f"{name:8s} {fps} fps:", shown(asked, gaps, fps, "PBM", "lips", CLOSED), end="; ")
            print(shown(asked, gaps, fps, "FV", "teeth", TOUCHING))


def shown(asked: api.Request, gaps: dict, fps: int, labels: str, what: str, near: float) -> str:
    met, count = 0, 0
    for token in asked.phonemes.tokens:
        if token.text in labels:
            first, last = math.ceil(token.start * fps - 0.5), math.floor(token.end * fps + 0.5)
            met += bool(gaps[what][max(first, 0) : last + 1].min() < near)
            count += 1
    return f"{' '.join(labels.lower())} {met} of {count} ({100 * met / max(count, 1):.1f} %)"


if __name__ == "__main__":
    speed()
    contacts()
