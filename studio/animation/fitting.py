"""Dense samples as few bezier keys: a piecewise cubic by least squares, within a bound at every sample.

Knots begin at the ends and at corners; the slopes at all of them are solved for together (a tridiagonal
system of normal equations), segments that miss the bound are split where they miss it most, and knots that
turn out not to be needed are taken away. Time is linear in each segment's parameter, so it cannot fold.
"""

from __future__ import annotations

import itertools

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.sample import sample
from studio.animation.tangents import Tangent
from studio.core.time import TickArray
from studio.document.curves import Curve, Handle, Key

Array = npt.NDArray[np.float64]
Knots = npt.NDArray[np.intp]

_TRUST = 0.999  # of the bound: handles end on whole ticks
_CORNER = 3.0  # times its neighbours' bend
_STIFF = 1e-3  # pull of a segment's own slope where it has too few samples to say one
_PRUNINGS = 2
_PARABOLA = np.array([-3.0, 12.0, 17.0, 12.0, -3.0]) / 35.0  # Savitzky and Golay (1964)


@attrs.define(frozen=True, eq=False)
class _Line:
    """Samples [n], the same with their jitter calmed (what knots pass through), places of corners, bound."""

    at: TickArray
    values: Array
    calm: Array
    corners: Knots
    error: float


@attrs.define(frozen=True, eq=False)
class _Fit:
    """knots [k] places of samples; out, into [k] slope after and before each knot, in value a tick."""

    knots: Knots
    out: Array
    into: Array


def fit(at: TickArray, values: Array, error: float) -> tuple[Key, ...]:
    """Keys of a curve that passes every sample (rising ticks [n], values [n]) within `error` and the ends
    exactly. ValueError when the ticks do not rise or a value is not a number."""
    at, values = np.asarray(at, np.int64), np.asarray(values, np.float64)
    if at.shape != values.shape or at.ndim != 1 or not np.isfinite(values).all():
        raise ValueError("samples are as many finite values as ticks")
    if len(at) > 1 and int(np.diff(at).min()) <= 0:
        raise ValueError("the ticks of samples rise")
    if len(at) < 3:
        return tuple(Key(int(t), float(v)) for t, v in zip(at, values, strict=True))
    corners = _corners(at, values, error)
    line = _Line(at, values, _calmed(at, values, corners, error), corners, error)
    found = _fitted(line, np.union1d([0, len(at) - 1], corners))
    return _softened(line, _keys(line, found))


def _fitted(line: _Line, knots: Knots) -> _Fit:
    best = found = _split(line, knots)
    for _ in range(_PRUNINGS):
        fewer = _pruned(line, found)
        if len(fewer) == len(found.knots):
            break
        found = _split(line, fewer)
        best = found if len(found.knots) < len(best.knots) else best
    return best


def _split(line: _Line, knots: Knots) -> _Fit:
    """Knots added until the bound is kept; every sample a knot is the last resort and keeps any bound."""
    while True:
        parts = _parts(line.at, knots)
        found = _solved(line, knots, parts)
        missed = _misses(line, found, parts)
        worst = np.maximum.reduceat(missed, knots[:-1])
        bad = np.flatnonzero(worst > line.error * _TRUST)
        new = [
            knots[s] + int(missed[knots[s] : knots[s + 1]].argmax())
            for s in bad
            if knots[s + 1] - knots[s] > 1
        ]
        if not new:
            return found
        knots = np.union1d(knots, np.array(new, np.intp))


def _pruned(line: _Line, found: _Fit) -> Knots:
    """The knots without those that the cubic between their neighbours, slopes kept, passes well enough; no
    two beside each other."""
    knots, keep, skip = found.knots, np.ones(len(found.knots), bool), False
    fixed = np.isin(knots, line.corners)
    for k in range(1, len(knots) - 1):
        if skip or fixed[k]:
            skip = False
            continue
        first, last = int(knots[k - 1]), int(knots[k + 1])
        skip = _missed_across(line, first, last, found.out[k - 1], found.into[k + 1]) <= line.error * _TRUST
        keep[k] = not skip
    return np.asarray(knots[keep], np.intp)


def _missed_across(line: _Line, first: int, last: int, out: float, into: float) -> float:
    """How far one cubic from sample to sample passes the worst of those between."""
    at = line.at[first : last + 1]
    length = float(at[-1] - at[0])
    u = (at - at[0]) / length
    start, rise = line.calm[first], line.calm[last] - line.calm[first]
    cubic = length * (out + into) - 2.0 * rise
    square = 3.0 * rise - length * (2.0 * out + into)
    missed = start + u * (length * out + u * (square + u * cubic)) - line.values[first : last + 1]
    return float(max(missed.max(), -missed.min()))


@attrs.define(frozen=True, eq=False)
class _Parts:
    """For each sample: its segment, that segment's length in ticks, the share of it that is over, and what
    is left."""

    segment: npt.NDArray[np.intp]
    length: Array
    u: Array
    v: Array


def _parts(at: TickArray, knots: Knots) -> _Parts:
    spans = np.diff(at[knots]).astype(np.float64)
    counts = np.diff(knots)
    counts[-1] += 1
    segment = np.repeat(np.arange(len(counts)), counts)
    length = spans[segment]
    u = (at - at[knots[:-1]][segment]) / length
    return _Parts(segment, length, u, 1.0 - u)


def _straight(line: _Line, knots: Knots, parts: _Parts) -> Array:
    """[n] the line through the knots that is level at each of them."""
    heights = line.calm[knots]
    rise = np.diff(heights)[parts.segment]
    return np.asarray(heights[parts.segment] + rise * parts.u * parts.u * (3.0 - 2.0 * parts.u))


def _misses(line: _Line, found: _Fit, parts: _Parts) -> Array:
    """[n] how far the fit passes each sample."""
    slopes = parts.v * found.out[parts.segment] - parts.u * found.into[parts.segment + 1]
    bend = parts.length * parts.u * parts.v * slopes
    return np.asarray(np.abs(_straight(line, found.knots, parts) + bend - line.values))


def _solved(line: _Line, knots: Knots, parts: _Parts) -> _Fit:
    """Least squares for the slopes at the knots; a corner has two, so the curve is solved from corner to
    corner."""
    bend = parts.length * parts.u * parts.v
    first, second = bend * parts.v, -bend * parts.u
    rest = line.values - _straight(line, knots, parts)
    sums = [
        np.add.reduceat(part[:-1], knots[:-1])
        for part in (first * first, second * second, first * second, first * rest, second * rest)
    ]
    span = np.diff(line.at[knots]).astype(np.float64)
    chord, stiff = np.diff(line.calm[knots]) / span, _STIFF * span**2
    sums[0], sums[1] = sums[0] + stiff, sums[1] + stiff
    sums[3], sums[4] = sums[3] + stiff * chord, sums[4] + stiff * chord
    out, into = np.zeros(len(knots)), np.zeros(len(knots))
    ends = [0, *np.flatnonzero(np.isin(knots[1:-1], line.corners)) + 1, len(knots) - 1]
    for a, b in itertools.pairwise(ends):
        slopes = _tridiagonal([part[a:b] for part in sums])
        out[a:b], into[a + 1 : b + 1] = slopes[:-1], slopes[1:]
    return _Fit(knots, out, into)


def _tridiagonal(sums: list[Array]) -> Array:
    """The slopes at the ends of consecutive segments from their normal equations."""
    starts, ends, beside, pull, push = (part.tolist() for part in sums)
    d = [a + b for a, b in zip([*starts, 0.0], [0.0, *ends], strict=True)]
    r = [a + b for a, b in zip([*pull, 0.0], [0.0, *push], strict=True)]
    for i, side in enumerate(beside):
        factor = side / d[i]
        d[i + 1] -= factor * side
        r[i + 1] -= factor * r[i]
    slopes = [0.0] * len(d)
    slopes[-1] = r[-1] / d[-1]
    for i in range(len(beside) - 1, -1, -1):
        slopes[i] = (r[i] - beside[i] * slopes[i + 1]) / d[i]
    return np.array(slopes)


def _corners(at: TickArray, values: Array, error: float) -> Knots:
    """Samples at which the line bends much more than around them."""
    slope = np.diff(values) / np.diff(at)
    step = (at[2:] - at[:-2]) / 2.0
    bend = np.abs(np.diff(slope)) * step / 2.0
    padded = np.pad(bend, 2)
    around = np.maximum(padded[:-4], padded[4:])
    peak = (bend >= padded[1:-3]) & (bend >= padded[3:-1])
    sharp = (bend > 2.0 * max(error, 1e-9)) & (bend > _CORNER * around) & peak
    return np.asarray(np.flatnonzero(sharp) + 1, np.intp)


def _calmed(at: TickArray, values: Array, corners: Knots, error: float) -> Array:
    """The samples smoothed by a parabola over five of them, by half of the bound at most; evenly spaced ones
    only, and neither the ends nor corners."""
    calm, steps = values.copy(), np.diff(at)
    if len(at) < 5 or int(np.ptp(steps)) > int(steps[0]) // 50 + 1:
        return calm
    smooth = np.convolve(values, _PARABOLA, mode="valid")
    calm[2:-2] = values[2:-2] + np.clip(smooth - values[2:-2], -error / 2, error / 2)
    near = (corners[:, None] + np.arange(-2, 3)).ravel()
    near = near[(near >= 0) & (near < len(at))]
    calm[near] = values[near]
    return calm


def _keys(line: _Line, found: _Fit) -> tuple[Key, ...]:
    times, sharp = line.at[found.knots].tolist(), np.isin(found.knots, line.corners)
    heights, out, into = line.calm[found.knots].tolist(), found.out.tolist(), found.into.tolist()
    keys = []
    for k, time in enumerate(times):
        before = round((times[k - 1] - time) / 3) if k else 0
        after = round((times[k + 1] - time) / 3) if k < len(times) - 1 else 0
        mode = Tangent.BROKEN if sharp[k] else Tangent.ALIGNED
        left, right = Handle(before, into[k] * before), Handle(after, out[k] * after)
        keys.append(Key(time, heights[k], left=left, right=right, extra={"tangent": mode.value}))
    return tuple(keys)


def _softened(line: _Line, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """The keys without handles where the sampler's own tangents keep the bound as well: those are easier to
    edit."""
    bare = tuple(Key(key.time, key.value) for key in keys)
    within = np.abs(sample(Curve(bare), line.at) - line.values).max() <= line.error
    return bare if within else keys
