"""Coarticulation by dominance functions (Cohen and Massaro, 1993).

Each sound pulls each articulator towards its target with a strength that is full inside the sound and
falls off exponentially before and after it; the articulator is the strength-weighted mean of all pulls.
Computed on a grid of its own, so that the performance is the same at every frame rate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .articulators import ARTICULATORS, FUNNEL, ROUND, Floats
from .ragged import ragged
from .score import RELAXING_PAUSE, Score, pauses_of

GRID = 200  # samples a second
_REST = 0.03  # pull of the mouth's rest: wins where no sound is near
_REST_ROUND = 0.06  # of rounding, whose pulls reach far
_REACH = 4.2  # fall-offs after which a pull no longer counts
_LEAD = 0.015  # seconds by which the mouth runs ahead of what is heard
_SMOOTHING = 0.014  # seconds: sigma of the low-pass that stands for the inertia of flesh
_TRANSITION = 0.035  # seconds at each end of a sound that belong to the movement
_RINGING, _OPENING, _RAMP = 0.1, 0.12, 0.08  # seconds: the edges of a relaxed pause
_BLOCK = 1024  # sounds at a time, so that hours need no more memory than minutes


def go_on() -> None:
    """Asked whether to stop: never."""


@dataclass(frozen=True)
class _FallOff:
    """Seconds of fall-off before a sound (anticipation) and after it, and the power of its exponent before:
    1 has a long tail, 2 is nearly nothing after twice its time."""

    before: float
    after: float
    power: float = 1.0


# Rounding is prepared up to a fifth of a second before it is heard; the tongue is fast.
_JAW, _LIPS, _CORNERS = _FallOff(0.042, 0.048), _FallOff(0.045, 0.05), _FallOff(0.055, 0.06)
_ROUNDING, _TONGUE = _FallOff(0.105, 0.065, 2.0), _FallOff(0.03, 0.03)
_FALL_OFF = {
    "jaw": _JAW,
    "wide": _CORNERS,
    "round": _ROUNDING,
    "funnel": _ROUNDING,
    "upper": _LIPS,
    "lower": _LIPS,
    "tongue": _TONGUE,
}


def articulation(score: Score, duration: float, ask: Callable[[], object] = go_on) -> Floats:
    """[articulators, samples] at GRID samples a second, sample 0 at time 0. ask: called between two steps,
    may raise."""
    count = int(np.ceil(duration * GRID)) + 2
    pulls = np.zeros((len(ARTICULATORS), count))
    weights = np.full((len(ARTICULATORS), count), _REST)
    weights[[ROUND, FUNNEL]] = _REST_ROUND
    for first in range(0, len(score), _BLOCK):
        ask()
        _add_block(score, slice(first, first + _BLOCK), pulls, weights)
    ask()
    weights += _relaxing(score, duration, count, ask)
    return _smoothed(pulls / weights, ask)


def _add_block(score: Score, block: slice, pulls: Floats, weights: Floats) -> None:
    start, end = score.start[block] - _LEAD, score.end[block] - _LEAD
    targets, strengths = score.targets[block], score.strengths[block]
    hold = np.minimum(_TRANSITION, 0.35 * (end - start))
    for fall_off, rows in _by_fall_off().items():
        first = np.ceil((start - _REACH * fall_off.before) * GRID).astype(np.int64)
        last = np.floor((end + _REACH * fall_off.after) * GRID).astype(np.int64)
        sound, sample = ragged(np.maximum(first, 0), np.minimum(last, pulls.shape[1] - 1))
        if not len(sample):
            continue
        at = sample / GRID
        early = np.maximum((start + hold)[sound] - at, 0.0) / fall_off.before
        late = np.maximum(at - (end - hold)[sound], 0.0) / fall_off.after
        shape = np.exp(-np.maximum(early**fall_off.power, late))
        nearest, farthest = int(sample.min()), int(sample.max()) + 1
        sample -= nearest
        for row in rows:
            weight = shape * strengths[sound, row]
            pull = weight * targets[sound, row]
            weights[row, nearest:farthest] += np.bincount(sample, weight)
            pulls[row, nearest:farthest] += np.bincount(sample, pull)


def _by_fall_off() -> dict[_FallOff, list[int]]:
    groups: dict[_FallOff, list[int]] = {}
    for column, name in enumerate(ARTICULATORS):
        groups.setdefault(_FALL_OFF[name], []).append(column)
    return groups


def _relaxing(score: Score, duration: float, count: int, ask: Callable[[], object]) -> Floats:
    """[samples] extra pull of rest within long pauses and before and after all speech; short pauses keep
    the mouth as it is."""
    pull = np.zeros(count)
    at = np.arange(count) / GRID
    for number, (start, end) in enumerate(pauses_of(score, duration)):
        if number % _BLOCK == 0:
            ask()
        outer = start <= 0 or end >= duration
        strength = 1.0 if outer else np.clip((end - start - RELAXING_PAUSE + 0.02) / 0.12, 0.0, 1.0)
        inside = slice(int(start * GRID), min(int(np.ceil(end * GRID)) + 1, count))
        ramps = np.ones(len(at[inside]))
        if start > 0:  # the last sound rings on a little
            ramps = np.minimum(ramps, (at[inside] - start - _RINGING) / _RAMP)
        if end < duration:  # the mouth opens before the next sound
            ramps = np.minimum(ramps, (end - _OPENING - at[inside]) / _RAMP)
        pull[inside] = np.maximum(pull[inside], strength * np.clip(ramps, 0.0, 1.0))
    return pull


def _smoothed(values: Floats, ask: Callable[[], object]) -> Floats:
    reach = int(np.ceil(3 * _SMOOTHING * GRID))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / (_SMOOTHING * GRID)) ** 2)
    kernel /= kernel.sum()
    smooth = np.empty_like(values)
    for k, row in enumerate(values):
        ask()
        smooth[k] = np.convolve(np.pad(row, reach, mode="edge"), kernel, "valid")
    return smooth


def at_frames(samples: Floats, times: Floats, ask: Callable[[], object] = go_on) -> Floats:
    """[frames, n] of grid samples [n, samples] at times in seconds, linearly between them."""
    grid = np.arange(samples.shape[1]) / GRID
    found = np.empty((len(times), len(samples)))
    for k, row in enumerate(samples):
        ask()
        found[:, k] = np.interp(times, grid, row)
    return found
