"""The inner loop of the search, compiled: import this module where it is used, for numba loads slowly."""

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


@njit(cache=True, nogil=True)
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
    """The best paths and where they came from.

    stepped [frames, states]: 1 where a state was entered at that frame; entered [frames + 1, nodes]: the
    chain whose end reached the node; chosen: how the node was best reached; gap_from: bits of the gaps that
    open there; rest_entered [frames, nodes]: bits of the rests that begin there; final scores [nodes].
    """
    frames, nodes = scores.shape[0], words + 1
    stepped, entered, chosen, gap_from, rest_entered = _blank(frames, len(columns), nodes)
    now = np.full(len(columns), _NEVER)
    best, ended, quiet, other, gap, long_gap = np.full((6, nodes), _NEVER)
    ended[0] = 0.0
    _settle(best, ended, quiet, other, gap, long_gap, chosen[0], gap_from[0], fees)
    for t in range(frames):
        _advance(now, best, scores[t], scale, columns, stay, leave, first_word, stepped[t])
        _rest(best, quiet, other, silence[t], foreign[t], rest_entered[t], fees)
        _arrive(now, leave, last_state, chain_word, ended, entered[t + 1])
        _settle(best, ended, quiet, other, gap, long_gap, chosen[t + 1], gap_from[t + 1], fees)
    return stepped, entered, chosen, gap_from, rest_entered, best


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _rest(
    best: Floats,
    quiet: Floats,
    other: Floats,
    silence: np.float32,
    foreign: np.float32,
    entered: Bytes,
    fees: Floats,
) -> None:
    for i in range(len(best)):
        bits = 0
        if best[i] - fees[0] > quiet[i]:
            quiet[i] = best[i] - fees[0]
            bits |= SILENCE
        quiet[i] += silence
        if best[i] - fees[1] > other[i]:
            other[i] = best[i] - fees[1]
            bits |= FOREIGN
        other[i] += foreign
        entered[i] = bits


@njit(cache=True, nogil=True)
def _arrive(
    now: Floats, leave: Floats, last_state: Ints, chain_word: Ints, ended: Floats, entered: Ints
) -> None:
    ended[:] = _NEVER
    for c in range(len(last_state)):
        value = now[last_state[c]] + leave[last_state[c]]
        node = chain_word[c] + 1
        if value > ended[node]:
            ended[node] = value
            entered[node] = c


@njit(cache=True, nogil=True)
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
            if _widened(gap, best, i, fees[2], fees[3]):
                bits |= 1
            if _widened(long_gap, best, i, fees[4], fees[5]):
                bits |= 2
            gap_from[i] = bits
            if gap[i] > value:
                value, kind = gap[i], GAP
            if long_gap[i] > value:
                value, kind = long_gap[i], LONG_GAP
        best[i], chosen[i] = value, kind


@njit(cache=True, nogil=True)
def _widened(gap: Floats, best: Floats, i: int, opening: np.float32, word: np.float32) -> bool:
    """The best gap that leaves out the word before node i; whether it opens with that word."""
    opened = best[i - 1] - opening > gap[i - 1]
    gap[i] = (best[i - 1] - opening if opened else gap[i - 1]) - word
    return bool(opened)


@njit(cache=True, nogil=True)
def _blank(frames: int, states: int, nodes: int) -> tuple[Bytes, Ints, Bytes, Bytes, Bytes]:
    stepped = np.zeros((frames, states), np.uint8)
    entered = np.full((frames + 1, nodes), -1, np.int32)
    chosen = np.zeros((frames + 1, nodes), np.uint8)
    return stepped, entered, chosen, chosen.copy(), np.zeros((frames, nodes), np.uint8)
