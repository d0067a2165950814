"""What the sound of a voice suggests to feel, against how its speaker usually sounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent, watched
from studio.core.time import TICKS_PER_SECOND, TickArray
from studio.document.schema import Transcript

F64 = npt.NDArray[np.float64]

_WINDOW = 1.6  # seconds that are heard as one
_LOUD = 25.0  # decibels below the loudest that still count as speech
_VOICED = 8  # frames of voice before its pitch says anything
_RATE = 12.0  # phones a second where none are known
_REFERENCE = 100.0  # Hz from which semitones are counted

# How each measure, as a difference from the speaker's usual, moves valence, arousal and dominance: ridge
# regression over acted emotion (Burkhardt et al. 2005, six speakers of German) less its mean, for its actors
# played more that is bad than good. `tests/benchmarks/bench_suggest.py` fits the very same numbers and tells
# what they are worth for a speaker left out: r = 0.75 of arousal, 0.40 of valence, whose error is hardly
# below that of a guess. The row of levels is ours, for those recordings were brought to one level.
_WEIGHTS: F64 = np.array(
    [
        [0.000, 0.010, 0.005],  # level, dB
        [0.017, 0.039, 0.015],  # pitch, semitones
        [0.035, -0.016, 0.016],  # range of pitch, semitones
        [0.013, 0.015, 0.006],  # rate, phones a second
        [-1.243, 0.572, -0.060],  # brightness
        [0.065, -0.013, 0.057],  # changes of level, dB
    ]
)


class Sound(Protocol):
    """What is measured of a recording: `studio.speech.prosody.Prosody` says what each is."""

    @property
    def hop(self) -> int: ...

    @property
    def loudness_db(self) -> npt.NDArray[np.float32]: ...

    @property
    def pitch_hz(self) -> npt.NDArray[np.float32]: ...

    @property
    def brightness(self) -> npt.NDArray[np.float32]: ...


@attrs.frozen(eq=False)
class Usual:
    """How a speaker usually sounds: the middle of each measure over their recordings."""

    measures: F64


def usual_voice(recordings: Iterable[tuple[Sound, Transcript]], progress: Progress = silent) -> Usual | None:
    """From all that is known of a speaker; None where nobody speaks."""
    rows = []
    for prosody, transcript in recordings:
        at = np.arange(0, len(prosody.loudness_db) * prosody.hop, TICKS_PER_SECOND // 2, dtype=np.int64)
        measured = voice_measures(prosody, transcript, at, progress)
        rows.append(measured[np.isfinite(measured).all(axis=1)])
    known = np.concatenate(rows) if rows else np.zeros((0, len(_WEIGHTS)))
    return Usual(np.median(known, axis=0)) if len(known) else None


def voice_points(
    prosody: Sound,
    transcript: Transcript,
    at: TickArray,
    usual: Usual | None,
    progress: Progress = silent,
) -> F64:
    """[n, 3] valence, arousal and dominance that the voice suggests around ticks of its recording; 0 where it
    is silent or whispers."""
    if usual is None:
        return np.zeros((len(at), 3))
    points = (voice_measures(prosody, transcript, at, progress) - usual.measures) @ _WEIGHTS
    return np.clip(np.nan_to_num(points, nan=0.0), -0.9, 0.9)


def voice_measures(prosody: Sound, transcript: Transcript, at: TickArray, progress: Progress = silent) -> F64:
    """[n, measures] of the speech in a window around each tick, NaN where there is too little of it."""
    half = round(_WINDOW * TICKS_PER_SECOND / 2)
    level = prosody.loudness_db
    speech = level > np.percentile(level, 99) - _LOUD if len(level) else np.zeros(0, bool)
    with np.errstate(divide="ignore"):
        pitch = np.where(prosody.pitch_hz > 0, 12 * np.log2(prosody.pitch_hz / _REFERENCE), np.nan)
    sounds = np.array([p.start for w in transcript.words for p in w.phones], np.int64)
    rows = np.full((len(at), len(_WEIGHTS)), np.nan)
    for i, tick in enumerate(watched(at.tolist(), progress)):
        piece = slice(max((tick - half) // prosody.hop, 0), max((tick + half) // prosody.hop, 0))
        heard = speech[piece]
        if np.count_nonzero(heard) >= _VOICED:
            count = np.searchsorted(sounds, tick + half) - np.searchsorted(sounds, tick - half)
            rows[i] = _row(level[piece][heard], pitch[piece], prosody.brightness[piece][heard], int(count))
    return rows


def _row(level: F64, pitch: F64, brightness: F64, sounds: int) -> Sequence[float]:
    voiced = pitch[~np.isnan(pitch)]
    if len(voiced) < _VOICED:
        return [np.nan] * len(_WEIGHTS)
    low, middle, high = np.percentile(voiced, [10, 50, 90])
    rate = sounds / (len(level) * 0.01) if sounds else _RATE
    middle_level, changes, bright = np.median(level), level.std(), brightness.mean()
    return [float(x) for x in (middle_level, middle, high - low, rate, bright, changes)]
