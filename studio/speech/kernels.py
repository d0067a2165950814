"""The inner loops, compiled by numba: import this module where it is used, for it takes a while to load."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from numba import njit

from studio.speech.search import FOREIGN, GAP, LONG_GAP, SILENCE, WORD

Floats: TypeAlias = npt.NDArray[np.float32]
Ints: TypeAlias = npt.NDArray[np.int32]
Bytes: TypeAlias = npt.NDArray[np.uint8]
Trace: TypeAlias = tuple[Bytes, Ints, Bytes, Bytes, Bytes, Floats]

_NEVER = np.float32(-1e30)

_KEEP = np.float32(
    5.0
)  # nats under the best Gaussian of a codebook; the rest adds less than a tenth of a nat
_SMALLEST = np.float32(1e-12)


@njit(cache=True, fastmath=True)
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


@njit(cache=True, fastmath=True)
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


@njit(cache=True)
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


@njit(cache=True)
def noise_gains(energies: Floats) -> Floats:
    """Gains [frames, bands] that take away a tracked noise floor.

    Smoothed power less its slow lower envelope (G. Doblinger, Eurospeech 1995), masked in time
    (C. Kim and R. Stern, power-normalised cepstra), limited to 1/20 and averaged over neighbouring bands;
    the constants are those the model was trained with.
    """
    count, bands = energies.shape
    gains = np.empty_like(energies)
    power = energies[0].copy() if count else np.zeros(bands, np.float32)
    noise = power / 20
    floor = power / 20
    peak = np.zeros(bands, np.float32)
    raw = np.empty(bands, np.float32)
    for i in range(count):
        for b in range(bands):
            power[b] = 0.7 * power[b] + 0.3 * energies[i, b]
            keep = 0.995 if power[b] >= noise[b] else 0.5
            noise[b] = keep * noise[b] + (1 - keep) * power[b]
            signal = max(power[b] - noise[b], 1.0)
            keep = 0.995 if signal >= floor[b] else 0.5
            floor[b] = keep * floor[b] + (1 - keep) * signal
            peak[b] *= 0.85
            masked = 0.2 * peak[b] if signal < 0.85 * peak[b] else signal
            peak[b] = max(peak[b], signal)
            masked = max(masked, floor[b])
            raw[b] = max(min(masked / max(power[b], 1e-12), 20.0), 0.05)
        for b in range(bands):
            first, last = max(b - 4, 0), min(b + 4, bands - 1)
            total = 0.0
            for other in range(first, last + 1):
                total += raw[other]
            gains[i, b] = total / (last - first + 1)
    return gains


@njit(cache=True)
def forward(
    scores: Floats,
    scale: np.float32,
    silence: Floats,
    foreign: Floats,
    columns: Ints,
    stay: Floats,
    leave: Floats,
    first_word: Ints,
    last_state: Ints,
    chain_word: Ints,
    words: int,
    fees: Floats,
) -> Trace:
    """Scores of the best paths and where they came from.

    Gives: stepped [frames, states] 1 where a state was entered at that frame; entered [frames + 1, nodes]
    the chain whose end reached the node; chosen [frames + 1, nodes] how the node was best reached;
    gap_from [frames + 1, nodes] bits of gaps that open there; rest_entered [frames, nodes] bits of rests
    that begin there; and the final scores [nodes].
    """
    frames, states, nodes = scores.shape[0], len(columns), words + 1
    stepped = np.zeros((frames, states), np.uint8)
    entered = np.full((frames + 1, nodes), -1, np.int32)
    chosen = np.zeros((frames + 1, nodes), np.uint8)
    gap_from = np.zeros((frames + 1, nodes), np.uint8)
    rest_entered = np.zeros((frames, nodes), np.uint8)
    now = np.full(states, _NEVER)
    ended = np.full(nodes, _NEVER)
    best = np.full(nodes, _NEVER)
    quiet = np.full(nodes, _NEVER)
    other = np.full(nodes, _NEVER)
    gap = np.full(nodes, _NEVER)
    long_gap = np.full(nodes, _NEVER)
    ended[0] = 0.0
    _settle(best, ended, quiet, other, gap, long_gap, chosen[0], gap_from[0], fees)
    for t in range(frames):
        _advance(now, best, scores[t], scale, columns, stay, leave, first_word, stepped[t])
        for i in range(nodes):
            bits = 0
            if best[i] - fees[0] > quiet[i]:
                quiet[i] = best[i] - fees[0]
                bits |= SILENCE
            quiet[i] += silence[t]
            if best[i] - fees[1] > other[i]:
                other[i] = best[i] - fees[1]
                bits |= FOREIGN
            other[i] += foreign[t]
            rest_entered[t, i] = bits
        ended[:] = _NEVER
        for c in range(len(last_state)):
            value = now[last_state[c]] + leave[last_state[c]]
            node = chain_word[c] + 1
            if value > ended[node]:
                ended[node] = value
                entered[t + 1, node] = c
        _settle(best, ended, quiet, other, gap, long_gap, chosen[t + 1], gap_from[t + 1], fees)
    return stepped, entered, chosen, gap_from, rest_entered, best


@njit(cache=True)
def _advance(
    now: Floats,
    best: Floats,
    scores: Floats,
    scale: np.float32,
    columns: Ints,
    stay: Floats,
    leave: Floats,
    first_word: Ints,
    stepped: Bytes,
) -> None:
    # From the last state down, so that each still finds its left neighbour as it was one frame ago.
    for s in range(len(columns) - 1, -1, -1):
        value = now[s] + stay[s]
        entry = best[first_word[s]] if first_word[s] >= 0 else now[s - 1] + leave[s - 1]
        if entry > value:
            value = entry
            stepped[s] = 1
        now[s] = value + scale * scores[columns[s]]


@njit(cache=True)
def _settle(
    best: Floats,
    ended: Floats,
    quiet: Floats,
    other: Floats,
    gap: Floats,
    long_gap: Floats,
    chosen: Bytes,
    gap_from: Bytes,
    fees: Floats,
) -> None:
    for i in range(len(best)):
        value, kind = ended[i], WORD
        if quiet[i] > value:
            value, kind = quiet[i], SILENCE
        if other[i] > value:
            value, kind = other[i], FOREIGN
        if i > 0:
            bits = 0
            gap[i] = gap[i - 1] - fees[3]
            if best[i - 1] - fees[2] - fees[3] > gap[i]:
                gap[i] = best[i - 1] - fees[2] - fees[3]
                bits |= 1
            long_gap[i] = long_gap[i - 1] - fees[5]
            if best[i - 1] - fees[4] - fees[5] > long_gap[i]:
                long_gap[i] = best[i - 1] - fees[4] - fees[5]
                bits |= 2
            gap_from[i] = bits
            if gap[i] > value:
                value, kind = gap[i], GAP
            if long_gap[i] > value:
                value, kind = long_gap[i], LONG_GAP
        best[i], chosen[i] = value, kind
