"""Hand-labelled recordings of the test material: words and sounds, one reader for benchmarks and fitting."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import attrs
import numpy as np
import soundfile
import soxr

from studio.media.audio import ANALYSIS_RATE, Audio

MATERIAL = Path(__file__).resolve().parents[3] / "shared" / "material"
GOLD = MATERIAL / "alignment" / "gold"


@attrs.frozen
class Label:
    start: float
    end: float
    text: str


@attrs.frozen
class Utterance:
    """words and sounds in seconds; `script` is what is spoken within the recording."""

    name: str
    path: Path
    language: str
    speaker: str
    words: tuple[Label, ...]
    sounds: tuple[Label, ...]
    script: str

    def audio(self) -> Audio:
        samples, rate = soundfile.read(self.path, dtype="float32", always_2d=True)
        mono = np.ascontiguousarray(samples.mean(axis=1), np.float32)
        heard = soxr.resample(mono, rate, ANALYSIS_RATE) if rate != ANALYSIS_RATE else mono
        return Audio(heard, ANALYSIS_RATE, self.name, str(self.path), rate, samples.shape[1])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [row for row in rows if row.get("end") or row.get("transcript")]


def _labels(rows: list[dict[str, str]], tier: str) -> tuple[Label, ...]:
    return tuple(
        Label(float(row["start"]), float(row["end"]), (row["label"] or "").strip())
        for row in rows
        if row["tier"] == tier
    )


def english() -> list[Utterance]:
    found: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in _rows(GOLD / "gold_intervals_en.tsv"):
        found.setdefault((row["set"], row["file"]), []).append(row)
    utterances = []
    for (folder, name), rows in found.items():
        words = tuple(word for word in _labels(rows, "word") if word.text)
        script = " ".join(word.text for word in words)
        path = GOLD / folder / f"{name}.wav"
        utterances.append(Utterance(name, path, "en", name[:3], words, _labels(rows, "phone"), script))
    return utterances


def german(complete: bool = True) -> list[Utterance]:
    """Acted German; `complete` keeps the sentences that are whole and have words labelled."""
    folder = GOLD / "emodb_de"
    about = {row["file"]: row for row in _rows(folder / "emodb.tsv")}
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(folder / "gold_intervals.tsv"):
        found.setdefault(row["file"], []).append(row)
    utterances = []
    for name, rows in found.items():
        whole = about[name]["complete_in_2s"] == "1"
        words = tuple(word for word in _labels(rows, "word") if word.text)
        script = about[name]["transcript"] if whole else " ".join(word.text for word in words)
        if not script or (complete and not (whole and words)):
            continue
        if whole and words and len(words) != len(re.findall(r"\w+", script)):
            continue
        path = folder / "wav" / f"{name}.wav"
        utterances.append(Utterance(name, path, "de", name[:2], words, _labels(rows, "phone"), script))
    return utterances
