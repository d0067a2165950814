"""Boundaries between sounds moved to where the signal changes.

The search gives each boundary to ten milliseconds or so. Around it, every five milliseconds, the change of
energy in three bands and in all is weighed by what kind of sound ends and what kind begins; the weights are
learnt from hand-labelled speech (see boundary_weights). The boundary goes to the mean of the likelihood.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent
from studio.media.audio import ANALYSIS_RATE
from studio.speech.boundary_weights import CLASSES, LEFT, RIGHT, SHARED
from studio.speech.features import Samples

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

HOP = 80  # samples between places a boundary may lie: 5 ms
REACH = 8  # places on either side of where the search put it
_FINE = 40  # samples between energies
_WINDOW = 160
_FFT = 256
_EDGES = (60.0, 400.0, 2200.0, 7500.0)  # Hz: voicing, formants, hiss
_AVERAGED = 8  # energies averaged before and after a boundary: 20 ms
_DEPTH = 60.0  # dB under the loud parts in which a change counts
_FLOOR_LIFT = 2.0  # dB over the quietest parts
_BLOCK = 8_000  # energies worked on at once: 20 s
_LEAST = 1  # places a sound keeps at least


def changes(samples: Samples, progress: Progress = silent) -> Floats:
    """[places, 5]: at each place the rise of energy (in 10 dB) of three bands and of all, and their sum of
    magnitudes; samples at 16 kHz."""
    count = len(samples) // _FINE + 1
    levels = np.empty((count, len(_EDGES)), np.float32)
    for start in range(0, count, _BLOCK):
        end = min(start + _BLOCK, count)
        progress(start / count)
        levels[start:end] = _levels(samples, start, end)
    top = np.percentile(levels, 98, axis=0)
    floor = np.maximum(np.percentile(levels, 5, axis=0), top - _DEPTH) + _FLOOR_LIFT
    levels = np.maximum(levels, floor.astype(np.float32))
    found = np.empty(((count + 1) // 2, len(_EDGES) + 1), np.float32)
    for start in range(0, len(found), _BLOCK):
        progress(1.0)
        found[start : start + _BLOCK] = _rises(levels, start, min(start + _BLOCK, len(found)))
    return found


def _levels(samples: Samples, start: int, end: int) -> Floats:
    """dB of the three bands and of all at energies start..end; each is centred on its sample."""
    low, high = start * _FINE - _WINDOW // 2, (end - 1) * _FINE + _WINDOW // 2
    piece = np.zeros(high - low, np.float32)
    first, last = max(low, 0), min(high, len(samples))
    piece[first - low : last - low] = samples[first:last]
    frames = np.lib.stride_tricks.sliding_window_view(piece, _WINDOW)[::_FINE]
    window = np.hanning(_WINDOW + 2)[1:-1].astype(np.float32)
    spectrum = np.fft.rfft(frames * window, _FFT, axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    at = np.arange(_FFT // 2 + 1) * ANALYSIS_RATE / _FFT
    bands = [power[:, (at >= a) & (at < b)].sum(axis=1) for a, b in pairwise(_EDGES)]
    return 10 * np.log10(np.stack([*bands, power[:, 1:].sum(axis=1)], axis=1) + np.float32(1e-9))


def _rises(levels: Floats, start: int, end: int) -> Floats:
    """At places start..end the mean level of the next 20 ms less that of the last 20 ms."""
    n = len(levels)
    low, high = max(2 * start - _AVERAGED, 0), min(2 * end + _AVERAGED, n)
    total = np.concatenate(
        [np.zeros((1, levels.shape[1])), np.cumsum(levels[low:high], axis=0, dtype=np.float64)]
    )
    at = 2 * np.arange(start, end)

    def mean(first: Ints, last: Ints) -> Doubles:
        first, last = np.clip(first, low, high), np.clip(last, low, high)
        count = np.maximum(last - first, 1)[:, None]
        return np.asarray((total[last - low] - total[first - low]) / count)

    rise = (mean(at, at + _AVERAGED) - mean(at - _AVERAGED, at)) / 10
    rise[(at == 0) | (at >= n - 1)] = 0
    return np.concatenate([rise, np.abs(rise).sum(axis=1, keepdims=True)], axis=1).astype(np.float32)


def features(change: Floats, places: Ints) -> Doubles:
    """[boundaries, candidates, 7]: changes at each candidate around each place, and how far off it is."""
    offsets = np.arange(-REACH, REACH + 1)
    at = np.clip(places[:, None] + offsets, 0, len(change) - 1)
    far = np.broadcast_to(offsets / 4.0, at.shape)[..., None]
    return np.concatenate([change[at], far * far, far], axis=2)


def allowed(places: Ints, count: int) -> npt.NDArray[np.bool_]:
    """[boundaries, candidates]: which candidates lie between the neighbours and in the recording."""
    at = places[:, None] + np.arange(-REACH, REACH + 1)
    free = (at >= 0) & (at < count)
    free[1:] &= at[1:] > places[:-1, None]
    free[:-1] &= at[:-1] < places[1:, None] - 1
    free[:, REACH] = True
    return free


def refine(change: Floats, places: Ints, kinds: Sequence[str]) -> Doubles:
    """Better times, in places, of the boundaries of a row of sounds without a gap.

    places [n + 1]: start of each sound and end of the last, in places; kinds [n + 2]: class of what comes
    before, of each sound, and of what comes after. The row stays in order.
    """
    left = np.array([CLASSES.index(kind) for kind in kinds[:-1]])
    right = np.array([CLASSES.index(kind) for kind in kinds[1:]])
    weights = LEFT[left] + RIGHT[right] + SHARED
    score = np.einsum("bcf,bf->bc", features(change, places), weights)
    score = np.where(allowed(places, len(change)), score, -np.inf)
    at = places[:, None] + np.arange(-REACH, REACH + 1)
    likely = np.exp(score - score.max(axis=1, keepdims=True))
    mean = (likely * at).sum(axis=1) / likely.sum(axis=1)
    return _in_order(mean)


def _in_order(times: Doubles) -> Doubles:
    steps = _LEAST * np.arange(len(times))
    return np.asarray(np.maximum.accumulate(times - steps) + steps)
