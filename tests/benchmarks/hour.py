"""An hour of work as a project: recordings of the material one after another, with words, keys and life."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    OverrideLayer,
    Phone,
    Project,
    Provenance,
    Scene,
    Script,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.media.audio import ANALYSIS_RATE
from studio.media.load import load
from studio.performance.life import Voice, calm, plan_life

SECONDS = 3600
WORDS = 10_000
KEYS = 5_000
RATE = Rate(30)

_SOUNDS = ("HH", "AH0", "L", "OW1", "P", "M", "IY1", "S")


def hour(folder: Path, source: Path) -> Project:
    """A project of an hour whose recording is written into `folder`: `source` over and over."""
    sound = load(source, ProblemLog()).samples
    path = folder / "hour.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(ANALYSIS_RATE)
        whole = np.resize(sound, SECONDS * ANALYSIS_RATE)
        file.writeframes((32767 * whole).astype("<i2").tobytes())
    media = MediaRef(str(path), "", ticks(SECONDS))
    clip = VoiceClip("voice", media, 0, Script("hello " * WORDS), _transcript())
    events = plan_life(TimeRange(0, ticks(SECONDS)), Voice(), calm(), 3, "c")
    rng = np.random.default_rng(1)
    character = Character(
        "c", "Nora", "nora", 3, clips=(clip,), emotions=_emotions(rng), takes=(_take(rng),),
        overrides=(OverrideLayer("o", "Handwork", {"browInnerUp": _curve(rng, KEYS // 5)}, additive=True),),
        events=events,
    )  # fmt: skip
    return Project("hour", "An hour", (Scene("s", "Scene", RATE, (character,)),))


def _transcript() -> Transcript:
    step = SECONDS / WORDS
    words = tuple(_word(i, i * step, 0.85 * step) for i in range(WORDS))
    return Transcript(words=words)


def _word(number: int, start: float, long: float) -> Word:
    sounds = _SOUNDS[number % 3 : number % 3 + 4]
    edges = [ticks(start + long * k / len(sounds)) for k in range(len(sounds) + 1)]
    phones = tuple(Phone(p, a, b) for p, a, b in zip(sounds, edges, edges[1:], strict=False))
    return Word(f"voice/w{number:05d}", "hello", edges[0], edges[-1], 1.0, phones)


def _emotions(rng: np.random.Generator) -> tuple[EmotionTrack, ...]:
    names = ("joy", "sadness", "fear", "surprise")
    return tuple(EmotionTrack(name, name, _curve(rng, KEYS // 5)) for name in names)


def _curve(rng: np.random.Generator, count: int) -> Curve:
    times = np.unique(rng.integers(0, ticks(SECONDS), count))
    values = np.round(rng.uniform(0, 0.6, len(times)), 3)
    return Curve(tuple(Key(t, v) for t, v in zip(times.tolist(), values.tolist(), strict=True)))


def _take(rng: np.random.Generator) -> Take:
    frames = SECONDS * 30 + 1
    names = ("jawOpen", "mouthFunnel", "mouthPucker", "mouthClose")
    values = np.abs(np.sin(np.arange(frames)[:, None] * rng.uniform(0.1, 0.4, 4))).astype(np.float32)
    return Take("take-voice-1", names, RATE, 0, 0.3 * values, Provenance("bench"))
