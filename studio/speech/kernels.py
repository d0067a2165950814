"""The inner loops of listening, compiled: import this module where it is used, for numba loads slowly."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from numba import njit

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int32]

_KEEP = np.float32(
    5.0
)  # nats under the best Gaussian of a codebook; the rest adds less than a tenth of a nat
_SMALLEST = np.float32(1e-12)


@njit(cache=True, nogil=True, fastmath=True)
def densities(
    block: Floats, books: Ints, means: Floats, precisions: Floats, offsets: Floats
) -> tuple[Floats, Floats]:
    """Log densities [3, frames, books, 128] of every Gaussian at frames [frames, 3, 13], and their tops."""
    frames, size = block.shape[0], means.shape[3]
    out = np.empty((3, frames, len(books), size), np.float32)
    tops = np.empty((3, frames, len(books)), np.float32)
    total = np.empty(size, np.float32)  # apart from the rest, so that the loops below become vector code
    for f in range(3):
        for b in range(len(books)):
            book = books[b]
            for t in range(frames):
                for g in range(size):
                    total[g] = offsets[book, f, g]
                for d in range(means.shape[2]):
                    value = block[t, f, d]
                    mean, precision = means[book, f, d], precisions[book, f, d]
                    for g in range(size):
                        gap = value - mean[g]
                        total[g] -= gap * gap * precision[g]
                top = total[0]
                for g in range(size):
                    out[f, t, b, g] = total[g]
                    top = max(top, total[g])
                tops[f, t, b] = top
    return out, tops


@njit(cache=True, nogil=True, fastmath=True)
def mix(logs: Floats, tops: Floats, bounds: Ints, weights: Floats, out: Floats) -> None:
    """out [frames, senones]: the weighted sums of densities; senones bounds[b]..bounds[b + 1] use book b."""
    size = weights.shape[1]
    totals = np.empty((3, weights.shape[2]), np.float32)
    for t in range(logs.shape[1]):
        totals[:] = _SMALLEST
        for b in range(len(bounds) - 1):
            for f in range(3):
                floor = tops[f, t, b] - _KEEP
                for g in range(size):
                    value = logs[f, t, b, g]
                    if value > floor:
                        share = np.exp(value - tops[f, t, b])
                        for k in range(bounds[b], bounds[b + 1]):
                            totals[f, k] += share * weights[f, g, k]
            top = tops[0, t, b] + tops[1, t, b] + tops[2, t, b]
            for k in range(bounds[b], bounds[b + 1]):
                out[t, k] = np.log(totals[0, k] * totals[1, k] * totals[2, k]) + top


@njit(cache=True, nogil=True)
def best_of(scores: Floats, members: Ints, bounds: Ints) -> Floats:
    """[frames, groups]: the best score among members[bounds[g] : bounds[g + 1]] at each frame."""
    out = np.empty((scores.shape[0], len(bounds) - 1), np.float32)
    for t in range(scores.shape[0]):
        for g in range(len(bounds) - 1):
            top = scores[t, members[bounds[g]]]
            for k in range(bounds[g] + 1, bounds[g + 1]):
                top = max(top, scores[t, members[k]])
            out[t, g] = top
    return out


@njit(cache=True, nogil=True)
def noise_gains(energies: Floats) -> Floats:
    """Gains [frames, bands] that take away a tracked noise floor.

    Smoothed power less its slow lower envelope (G. Doblinger, Eurospeech 1995), masked in time
    (C. Kim and R. Stern, power-normalised cepstra), limited to 1/20 and averaged over neighbouring bands;
    the constants are those the model was trained with.
    """
    count, bands = energies.shape
    gains = np.empty_like(energies)
    power = energies[0].copy() if count else np.zeros(bands, np.float32)
    noise, floor, peak = power / 20, power / 20, np.zeros(bands, np.float32)
    raw = np.empty(bands, np.float32)
    for i in range(count):
        for b in range(bands):
            power[b] = 0.7 * power[b] + 0.3 * energies[i, b]
            noise[b] = _envelope(noise[b], power[b])
            signal = max(power[b] - noise[b], 1.0)
            floor[b] = _envelope(floor[b], signal)
            peak[b] *= 0.85
            masked = 0.2 * peak[b] if signal < 0.85 * peak[b] else signal
            peak[b] = max(peak[b], signal)
            raw[b] = max(min(max(masked, floor[b]) / max(power[b], 1e-12), 20.0), 0.05)
        for b in range(bands):
            first, last = max(b - 4, 0), min(b + 4, bands - 1)
            gains[i, b] = raw[first : last + 1].mean()
    return gains


@njit(cache=True, nogil=True)
def _envelope(floor: float, value: float) -> float:
    """A lower envelope: up slowly, down at once."""
    keep = 0.995 if value >= floor else 0.5
    return keep * floor + (1 - keep) * value
