"""Make the demo project: two lines, their voices synthesised by flite, their emotions painted.

    .venv/bin/python packaging/make_demo.py        (needs the program flite)

flite's voices `slt` and `rms` are CMU's, free for any use. The same flite gives the same bytes.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import attrs
import soundfile

from studio.core.time import Rate, ticks
from studio.document.curves import Curve, Key
from studio.document.files import save
from studio.document.schema import (
    Character,
    EmotionTrack,
    Marker,
    MediaRef,
    Project,
    Scene,
    Script,
    VoiceClip,
)

DEMO = Path(__file__).resolve().parents[1] / "assets" / "demo"
PAUSE = 0.45  # seconds between the lines


@attrs.frozen
class Line:
    """Who says what, in which voice, feeling what: emotion -> (seconds of the line, intensity)."""

    asset: str
    name: str
    voice: str
    text: str
    emotions: dict[str, tuple[tuple[float, float], ...]]


LINES = (
    Line(
        "nora",
        "Nora",
        "slt",
        "You came back! I really thought we had lost you in the storm.",
        {
            "surprise": ((0.0, 0.35), (0.15, 0.95), (0.8, 0.6), (1.3, 0.0)),
            "joy": ((0.3, 0.0), (0.9, 0.85), (1.5, 0.5), (2.1, 0.05)),
            "fear": ((1.6, 0.0), (2.4, 0.5), (3.3, 0.35), (3.9, 0.0)),
            "sadness": ((1.8, 0.0), (2.8, 0.55), (3.6, 0.45), (4.2, 0.0)),
        },
    ),
    Line(
        "jonas",
        "Jonas",
        "rms",
        "I nearly gave up. But then I remembered your promise, and I kept walking.",
        {
            "sadness": ((0.0, 0.3), (0.5, 0.85), (1.5, 0.75), (2.3, 0.1), (2.8, 0.0)),
            "joy": ((2.0, 0.0), (3.0, 0.55), (4.0, 0.45), (5.2, 0.9)),
        },
    ),
)


def main() -> None:
    DEMO.mkdir(parents=True, exist_ok=True)
    characters: list[Character] = []
    start = 0.0
    for line in LINES:
        clip, length = _clip(line, start)
        tracks = tuple(_track(line, emotion, start) for emotion in line.emotions)
        characters.append(
            Character(line.asset, line.name, line.asset, seed=7, clips=(clip,), emotions=tracks)
        )
        start += length + PAUSE
    markers = (Marker("answer", characters[1].clips[0].start, "Jonas answers"),)
    scene = Scene("return", "The return", Rate(30), tuple(characters), markers)
    save(Project("demo", "The return", (scene,)), DEMO)


def _clip(line: Line, start: float) -> tuple[VoiceClip, float]:
    """The line's voice written beside the project, and its length in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "line.wav"
        subprocess.run(["flite", "-voice", line.voice, "-t", line.text, "-o", str(wav)], check=True)
        samples, rate = soundfile.read(wav, dtype="int16")
    path = DEMO / f"{line.asset}.flac"
    soundfile.write(path, samples, rate)
    (DEMO / f"{line.asset}.txt").write_text(line.text + "\n", "utf-8")
    seconds = len(samples) / rate
    media = MediaRef(path.name, "", ticks(seconds))
    return VoiceClip(f"{line.asset}-line", media, ticks(start), Script(line.text)), seconds


def _track(line: Line, emotion: str, start: float) -> EmotionTrack:
    keys = tuple(Key(ticks(start + at), value) for at, value in line.emotions[emotion])
    return EmotionTrack(f"{line.asset}-{emotion}", emotion, Curve(keys))


if __name__ == "__main__":
    main()
