"""Placed words given their final times: boundaries drawn on the signal, in ticks, in order."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, part_of, silent
from studio.core.time import TICKS_PER_SECOND
from studio.media.audio import ANALYSIS_RATE
from studio.speech import boundaries
from studio.speech.features import Samples
from studio.speech.graph import Pronunciation
from studio.speech.passages import Placed
from studio.speech.phones import MANNER, VOICELESS, Sound

Floats = npt.NDArray[np.float32]

TICKS_PER_PLACE = TICKS_PER_SECOND * boundaries.HOP // ANALYSIS_RATE
_PLACES_PER_FRAME = 2
_PAUSE = 3  # frames between two words that make a pause; less belongs to the words
PAUSE_KIND = "pause"


@attrs.frozen
class Timed:
    """word: index in the script; times: ticks at which each of its sounds begins and the last ends."""

    word: int
    pronunciation: Pronunciation
    times: tuple[int, ...]
    confidence: float


def refine_placed(
    placed: Sequence[Placed], samples: Samples, duration: int, progress: Progress = silent
) -> tuple[Timed, ...]:
    """Words with their boundaries moved to where the signal changes; samples at 16 kHz, duration in ticks."""
    change = boundaries.changes(samples, part_of(progress, 0.0, 0.5))
    found: list[Timed] = []
    for number, run in enumerate(runs(placed)):
        places, kinds = row_of(run)
        times = boundaries.refine(change, places, kinds) if run[0].heard else places.astype(np.float64)
        found += _timed(run, np.rint(times * TICKS_PER_PLACE).astype(np.int64).tolist())
        if number % 50 == 0:
            progress(0.5 + 0.5 * found[-1].times[-1] / max(duration, 1), "drawing boundaries")
    return _in_order(found, duration)


def runs(placed: Sequence[Placed]) -> list[list[Placed]]:
    """Words that follow each other without a pause; those that were not heard stand alone."""
    rows: list[list[Placed]] = []
    for one in placed:
        joined = rows and one.heard and rows[-1][-1].heard and one.starts[0] - rows[-1][-1].end < _PAUSE
        if joined:
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def row_of(run: Sequence[Placed]) -> tuple[boundaries.Ints, list[str]]:
    """Places of every boundary in a run, and the kind of sound before, between and after them."""
    frames = [frame for one in run for frame in one.starts] + [run[-1].end]
    places = np.maximum(_PLACES_PER_FRAME * np.array(frames, np.intp) - 1, 0)
    kinds = [kind_of(sound) for one in run for sound in one.pronunciation]
    return places, [PAUSE_KIND, *kinds, PAUSE_KIND]


def kind_of(sound: Sound) -> str:
    """Class of a sound for the weights of its boundaries."""
    phone = sound.segments[0][0]
    if phone == "HH":
        return "h"
    manner = MANNER.get(phone, "stop")
    if manner == "stop" and len(sound.segments) > 1:
        manner = "affricate"
    if manner in ("stop", "affricate", "fricative"):
        return f"voiceless {manner}" if phone in VOICELESS else f"voiced {manner}"
    return manner


def _timed(run: Sequence[Placed], times: list[int]) -> list[Timed]:
    found, at = [], 0
    for one in run:
        end = at + len(one.starts)
        found.append(Timed(one.word, one.pronunciation, tuple(times[at : end + 1]), one.confidence))
        at = end
    return found


def _in_order(words: Sequence[Timed], duration: int) -> tuple[Timed, ...]:
    """No time before the last, none after the recording, and every sound with some length."""
    counts = [len(one.times) for one in words]
    times = np.array([time for one in words for time in one.times], np.int64)
    if not len(times):
        return ()
    inner = np.ones(len(times), np.int64)
    inner[np.cumsum([0, *counts[:-1]])] = 0  # a word may begin where the last one ends
    steps = np.cumsum(inner)
    times = np.maximum.accumulate(np.maximum(times, 0) - steps) + steps
    late = duration - (steps[-1] - steps)
    times = np.maximum(np.minimum(times, late), 0)
    split = np.split(times, np.cumsum(counts)[:-1])
    return tuple(
        attrs.evolve(one, times=tuple(int(t) for t in row)) for one, row in zip(words, split, strict=True)
    )
