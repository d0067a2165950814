"""When each part of a face joins and leaves an expression.

Faces do not move as one: brows and lids lead the mouth in surprise and fear, the mouth leads the cheeks in a
smile, and every expression comes faster than it goes. Both are finite filters on a fixed grid of absolute
time, so a frame's value does not depend on which range or frame rate it is computed for.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.core.names import FACE_REGIONS
from studio.core.time import TICKS_PER_SECOND, TickArray
from studio.document.schema import EmotionTrack
from studio.emotion.mix import EmotionMix, emotion_mix
from studio.emotion.prototypes import emotion_of

F64 = npt.NDArray[np.float64]

GRID_RATE = 120
_GRID = TICKS_PER_SECOND // GRID_RATE
_MARGIN = 1.5  # seconds, beyond the longest kernel and delay

# Seconds by which a region follows (positive) or leads (negative) the curve, in the order of FACE_REGIONS:
# brows, eyes, nose, cheeks, mouth, jaw. From the findings in Ekman's and Krumhuber's work, sizes by eye.
DELAYS: MappingProxyType[str, tuple[float, ...]] = MappingProxyType(
    {
        "joy": (0.08, 0.10, 0.05, 0.07, -0.04, 0.04),
        "sadness": (-0.08, -0.02, 0.0, 0.05, 0.09, 0.09),
        "anger": (-0.05, -0.02, 0.02, 0.02, 0.05, 0.05),
        "fear": (-0.04, -0.06, 0.0, 0.0, 0.04, 0.06),
        "disgust": (0.03, 0.02, -0.05, 0.02, 0.0, 0.03),
        "surprise": (-0.04, -0.05, 0.0, 0.0, 0.03, 0.05),
        "contempt": (0.08, 0.08, 0.0, 0.0, -0.03, 0.0),
        "pain": (-0.02, -0.03, 0.0, 0.02, 0.05, 0.07),
    }
)
# Seconds a step takes to rise and to fall.
PACES: MappingProxyType[str, tuple[float, float]] = MappingProxyType(
    {
        "joy": (0.28, 0.55),
        "sadness": (0.45, 0.75),
        "anger": (0.22, 0.50),
        "fear": (0.15, 0.40),
        "disgust": (0.26, 0.50),
        "surprise": (0.14, 0.36),
        "contempt": (0.28, 0.45),
        "pain": (0.15, 0.45),
    }
)
_PLAIN_DELAYS = (0.0,) * len(FACE_REGIONS)
_PLAIN_PACE = (0.25, 0.5)


def timed_mix(tracks: Iterable[EmotionTrack], ticks: TickArray) -> EmotionMix:
    """The mix of the tracks at ticks [frames] as a face performs it: eased in and out, each region in its
    time."""
    tracks = tuple(tracks)
    if not len(ticks):
        return emotion_mix(tracks, ticks)
    grid = _grid_around(ticks)
    drawn = emotion_mix(tracks, grid)
    plain = np.zeros((len(ticks), len(drawn.names)))
    regional = np.zeros((len(ticks), len(drawn.names), len(FACE_REGIONS)))
    for column, style in enumerate(drawn.names):
        emotion = emotion_of(style)
        pace = PACES.get(emotion, _PLAIN_PACE)
        plain[:, column] = _at(ticks, grid, _eased(drawn.values[:, column], *pace), 0.0)
        regional[:, column] = _region_times(ticks, grid, drawn.regional[:, column], emotion, pace)
    return EmotionMix(drawn.names, plain, regional, drawn.strengths)


def _region_times(
    ticks: TickArray, grid: TickArray, drawn: F64, emotion: str, pace: tuple[float, float]
) -> F64:
    """[frames, regions] of drawn intensities [grid, regions]; regions drawn alike share one filtering."""
    delays = DELAYS.get(emotion, _PLAIN_DELAYS)
    eased: list[F64] = []
    for region in range(drawn.shape[1]):
        same = next((r for r in range(region) if np.array_equal(drawn[:, r], drawn[:, region])), None)
        eased.append(_eased(drawn[:, region], *pace) if same is None else eased[same])
    return np.stack([_at(ticks, grid, eased[r], delays[r]) for r in range(drawn.shape[1])], axis=1)


def _grid_around(ticks: TickArray) -> TickArray:
    margin = round(_MARGIN * TICKS_PER_SECOND)
    first = (int(ticks.min()) - margin) // _GRID
    last = (int(ticks.max()) + margin) // _GRID + 1
    return np.arange(first, last + 1, dtype=np.int64) * _GRID


def _at(ticks: TickArray, grid: TickArray, values: F64, delay: float) -> F64:
    return np.interp(ticks - round(delay * TICKS_PER_SECOND), grid, values)


def _eased(values: F64, rise: float, fall: float) -> F64:
    """A quick and a slow smoothing of the same curve, whichever is higher: the slow one is always behind, so
    it is below while the curve rises and above while it falls."""
    if np.ptp(values) == 0.0:
        return values
    quick, slow = _hann(rise), _hann(fall)
    lead = len(quick) // 2
    ends = (np.full(len(slow), values[0]), np.full(len(slow), values[-1]))
    padded = np.concatenate([ends[0], values, ends[1]])
    start = len(slow) + lead
    fast = np.convolve(padded, quick)[start : start + len(values)]
    late = np.convolve(padded, slow)[start : start + len(values)]
    return np.minimum(np.maximum(fast, late), 1.0)


@lru_cache(maxsize=32)
def _hann(length: float) -> F64:
    count = max(round(length * GRID_RATE), 1) | 1
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(1, count + 1) / (count + 1))
    return np.asarray(window / window.sum())
