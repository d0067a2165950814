"""Phones laid out in time as arrays: what the dominance and the contacts are computed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from studio_plugin import Notice, Phonemes

from .articulators import ARTICULATORS, CONTACTS, FUNNEL, JAW, ROUND, Floats, Sound
from .inventory import SOUNDS, UNKNOWN
from .labels import Part, parts_of

Ints = npt.NDArray[np.int64]

RELAXING_PAUSE = 0.3  # seconds: a longer one lets the mouth go


@dataclass(frozen=True, eq=False)
class Score:
    """N sounds in rising time (seconds): targets and strengths [N, articulators], contact codes, and the
    share of each sound for which its contact is held. phone_start, phone_end: of the phone it belongs to."""

    start: Floats
    end: Floats
    targets: Floats
    strengths: Floats
    contact: Ints
    held: Floats
    phone_start: Floats
    phone_end: Floats

    def __len__(self) -> int:
        return len(self.start)


def score_of(phonemes: Phonemes, duration: float) -> tuple[Score, list[Notice]]:
    """Sounds of the phones that lie within the clip, and notices on labels that were not understood."""
    rows: list[tuple[float, float, float, float, _Goal]] = []
    unknown: dict[str, int] = {}
    for token in phonemes.tokens:
        start, end = max(token.start, 0.0), min(token.end, duration)
        goals, known = _goals(token.text, phonemes.symbols)
        if not known:
            unknown[token.text] = unknown.get(token.text, 0) + 1
        if not end > start:
            continue
        at = start
        for share, goal in goals:
            rows.append((at, at + share * (end - start), start, end, goal))
            at += share * (end - start)
    notices = [
        Notice("unknown_sound", f"is no known sound; its nearest kin is performed ({n} times)", label)
        for label, n in sorted(unknown.items())
    ]
    return _stacked(sorted(rows, key=lambda row: row[:2])), notices


@dataclass(frozen=True, eq=False)
class _Goal:
    targets: Floats
    strengths: Floats
    contact: int
    held: float


@lru_cache(maxsize=4096)
def _goals(label: str, symbols: str) -> tuple[tuple[tuple[float, _Goal], ...], bool]:
    parts, known = parts_of(label, symbols)
    if not parts and not known:
        return ((1.0, _goal(UNKNOWN, Part("", 1.0, 0.6))),), False
    return tuple((part.share, _goal(SOUNDS[part.symbol], part)) for part in parts), known


def _goal(sound: Sound, part: Part) -> _Goal:
    targets, strengths = sound.targets(), sound.strengths()
    if sound.vowel:  # unstressed vowels are shorter in reach and give way to their neighbours
        targets[JAW] *= 0.82 + 0.25 * part.stress
        strengths *= 0.75 + 0.35 * part.stress
    if part.rounding:
        targets[[ROUND, FUNNEL]] = np.maximum(targets[[ROUND, FUNNEL]], (0.7, 0.15))
        strengths[[ROUND, FUNNEL]] = np.maximum(strengths[[ROUND, FUNNEL]], 1.5)
    return _Goal(targets, strengths, CONTACTS.index(sound.contact), sound.held)


def _stacked(rows: Sequence[tuple[float, float, float, float, _Goal]]) -> Score:
    width = len(ARTICULATORS)
    times = np.array([row[:4] for row in rows], np.float64).reshape(-1, 4)
    return Score(
        start=times[:, 0],
        end=times[:, 1],
        targets=np.array([row[4].targets for row in rows], np.float64).reshape(-1, width),
        strengths=np.array([row[4].strengths for row in rows], np.float64).reshape(-1, width),
        contact=np.array([row[4].contact for row in rows], np.int64),
        held=np.array([row[4].held for row in rows], np.float64),
        phone_start=times[:, 2],
        phone_end=times[:, 3],
    )


def pauses_of(score: Score, duration: float) -> Floats:
    """[M, 2] stretches without sounds, from the clip's start to its end, however short."""
    if not len(score):
        return np.array([[0.0, duration]])
    reached = np.maximum.accumulate(score.end)
    starts = np.concatenate([[0.0], reached])
    ends = np.concatenate([score.start, [duration]])
    return np.stack([starts, ends], axis=1)[ends > starts + 1e-6]
