"""Real recordings with their scripts, for benchmarks."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import soundfile

MATERIAL = Path(__file__).resolve().parents[3] / "shared" / "material"


def transcripts() -> dict[str, str]:
    """File (relative to the material) -> what is said in it."""
    with (MATERIAL / "MANIFEST.tsv").open(encoding="utf-8") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return {row["file"]: row["transcript"] for row in rows if row["transcript"]}


def minute_of_speech(folder: Path, seconds: float = 60.0) -> tuple[Path, str]:
    """A WAV of that length at least, joined from one reader's sentences, and its script."""
    said = transcripts()
    parts, words, rate, length = [], [], 22050, 0.0
    for name in sorted(
        n for n in said if n.startswith("speech/clean/ljspeech/LJ001-") and n.endswith(".wav")
    ):
        samples, rate = soundfile.read(MATERIAL / name, dtype="float32")
        parts += [samples, np.zeros(rate // 4, np.float32)]
        words.append(said[name])
        length += len(samples) / rate + 0.25
        if length >= seconds:
            break
    path = folder / "minute.wav"
    soundfile.write(path, np.concatenate(parts), rate)
    return path, " ".join(words)
