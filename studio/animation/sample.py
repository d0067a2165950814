"""Curves to values at any ticks: bezier, linear and stepped; each value is independent of its company."""

from __future__ import annotations

import bisect
from functools import lru_cache
from operator import attrgetter

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray
from studio.document.curves import Curve, Handle, Interpolation, Key

Array = npt.NDArray[np.float64]

_NEWTON_STEPS = 60  # bisection alone reaches 2^-60; Newton is there after four or five
_KEPT = 256  # keys: segments of more are made anew each time, for the sake of memory
_THIRD = 1.0 / 3.0
_BEZIER, _LINEAR, _STEPPED = 0, 1, 2
_CODES = {Interpolation.BEZIER: _BEZIER, Interpolation.LINEAR: _LINEAR, Interpolation.STEPPED: _STEPPED}


@attrs.define(frozen=True, eq=False)
class _Segments:
    """Segments between neighbouring keys as cubics of a parameter 0..1, lowest power first.

    Where `curved`, the parameter's time is the cubic with inner times `first` and `second`; elsewhere it is
    time itself. low, high: bounds of the values.
    """

    times: TickArray
    cubics: Array
    low: Array
    high: Array
    last: float
    curved: npt.NDArray[np.bool_]
    first: Array
    second: Array


def sample(curve: Curve, at: TickArray) -> Array:
    """Values [n] of a curve at ticks [n] (any order). The end values hold outside; no keys give zeros.

    Bezier handles that reach beyond their segment are shortened along their direction and handles that
    point backwards stand upright, so that time never folds. Keys without handles take the slope of
    Fritsch and Butland (1984, harmonic mean of both sides, level at peaks, ends and holds): between two
    such keys the curve stays between their values.
    """
    at = np.asarray(at, np.int64)
    if not curve.keys or not at.size:
        return np.zeros(at.shape)
    part = _around(curve.keys, int(at.min()), int(at.max()))
    if part.stop - part.start == 1:
        return np.full(at.shape, float(curve.keys[part.start].value))
    if part.stop - part.start > _KEPT:
        return _evaluate(_segments(curve.keys[part]), at)
    return _evaluate(_segments_of(_Same(curve.keys), part.start, part.stop), at)


class Sampler:
    """A curve made ready to be asked often: the same values as `sample`."""

    def __init__(self, curve: Curve) -> None:
        self._only = float(curve.keys[0].value) if curve.keys else 0.0
        self._segments = _segments(curve.keys) if len(curve.keys) > 1 else None

    def __call__(self, at: TickArray) -> Array:
        """Values [n] at ticks [n] (any order)."""
        if self._segments is None:
            return np.full(at.shape, self._only)
        return _evaluate(self._segments, at)


def inner_points(curve: Curve) -> tuple[Array, Array]:
    """The two inner points of every segment's bezier as it is drawn: ([segments, 2] share of the segment's
    time, [segments, 2] value above its first key), lines and holds included."""
    if len(curve.keys) < 2:
        return np.zeros((0, 2)), np.zeros((0, 2))
    drawn = _segments(curve.keys)
    first = np.where(drawn.curved, drawn.first, _THIRD)
    second = np.where(drawn.curved, drawn.second, 1.0 - _THIRD)
    slope, bend = drawn.cubics[:, 1] / 3, drawn.cubics[:, 2] / 3
    return np.stack([first, second], axis=1), np.stack([slope, bend + 2 * slope], axis=1)


def _around(keys: tuple[Key, ...], first: int, last: int) -> slice:
    # Slopes look one key beyond their segment, so two on either side make the cut invisible.
    by_time = attrgetter("time")
    low = bisect.bisect_right(keys, first, key=by_time)
    high = bisect.bisect_right(keys, last, key=by_time)
    return slice(max(low - 3, 0), min(high + 2, len(keys)))


class _Same:
    """Keys that are equal where they are the same object: to compare them costs more than it saves."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        self.keys = keys

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.keys is self.keys

    def __hash__(self) -> int:
        return id(self.keys)


@lru_cache(maxsize=256)
def _segments_of(same: _Same, start: int, stop: int) -> _Segments:
    """Most curves stay as they are while one is drawn, and are asked for each frame."""
    return _segments(same.keys[start:stop])


def _segments(keys: tuple[Key, ...]) -> _Segments:
    times = np.array([k.time for k in keys], np.int64)
    values = np.array([k.value for k in keys], np.float64)
    kinds = np.array([_CODES[k.interpolation] for k in keys[:-1]], np.int8)
    spans = np.diff(times).astype(np.float64)
    slopes = _clamped_slopes(spans, values, kinds)
    out_time, out_value = _handles([k.right for k in keys[:-1]], spans, slopes[:-1])
    in_time, in_value = _handles([_mirrored(k.left) for k in keys[1:]], spans, -slopes[1:])
    # A line is the bezier with its inner points on it; a hold has them all at its start.
    lines, holds = kinds == _LINEAR, kinds == _STEPPED
    rise = np.where(holds, 0.0, np.diff(values))
    first = np.where(lines, rise / 3, np.where(holds, 0.0, out_value))
    second = np.where(lines, rise * 2 / 3, np.where(holds, 0.0, rise + in_value))
    corners = values[:-1] + np.stack([np.zeros(len(rise)), first, second, rise])
    curved = (kinds == _BEZIER) & ((out_time != _THIRD) | (in_time != _THIRD))
    cubics = np.stack([values[:-1], 3 * first, 3 * (second - 2 * first), rise - 3 * (second - first)], axis=1)
    return _Segments(
        times, cubics, corners.min(axis=0), corners.max(axis=0), values[-1], curved, out_time, 1.0 - in_time
    )


def _mirrored(handle: Handle | None) -> Handle | None:
    return None if handle is None else Handle(-handle.dt, handle.dv)


def _handles(handles: list[Handle | None], spans: Array, slopes: Array) -> tuple[Array, Array]:
    """Length as a share of the segment and rise of each handle; absent ones go a third along the slope."""
    lengths = np.array([np.nan if h is None else h.dt for h in handles], np.float64) / spans
    rises = np.array([0.0 if h is None else h.dv for h in handles], np.float64)
    automatic = np.isnan(lengths)
    shortened = rises / np.maximum(np.where(automatic, 0.0, lengths), 1.0)
    lengths = np.where(automatic, _THIRD, np.clip(lengths, 0.0, 1.0))
    return lengths, np.where(automatic, slopes * spans / 3.0, shortened)


def _clamped_slopes(spans: Array, values: Array, kinds: npt.NDArray[np.int8]) -> Array:
    rises = np.diff(values) / spans
    rises[kinds == _STEPPED] = 0.0
    slopes = np.zeros(len(values))
    before, after = rises[:-1], rises[1:]
    same = (np.sign(before) == np.sign(after)) & (before != 0.0)
    left, right = spans[:-1][same], spans[1:][same]
    weight = (left + 2.0 * right) / (3.0 * (left + right))
    before, after = before[same], after[same]
    # The smaller side over itself keeps tiny slopes from underflowing in a product.
    ratio = np.minimum(np.abs(before), np.abs(after)) / np.maximum(np.abs(before), np.abs(after))
    first_is_smaller = np.abs(before) <= np.abs(after)
    share = np.where(first_is_smaller, weight, 1.0 - weight)
    slopes[1:-1][same] = np.where(first_is_smaller, before, after) / (share + (1.0 - share) * ratio)
    return slopes


def _evaluate(segments: _Segments, at: TickArray) -> Array:
    times = segments.times
    i = np.clip(np.searchsorted(times, at, side="right") - 1, 0, len(times) - 2)
    u = np.clip((at - times[i]) / np.diff(times)[i], 0.0, 1.0)
    bent = np.flatnonzero(segments.curved[i])
    if bent.size:
        u[bent] = _parameter(segments.first[i[bent]], segments.second[i[bent]], u[bent])
    cubic = segments.cubics[i]
    value = ((cubic[:, 3] * u + cubic[:, 2]) * u + cubic[:, 1]) * u + cubic[:, 0]
    # A bezier lies within its corners; rounding must not carry it out.
    bounded = np.minimum(np.maximum(value, segments.low[i]), segments.high[i])
    return np.where(at >= times[-1], segments.last, bounded)


def _parameter(first: Array, second: Array, share: Array) -> Array:
    """u of each bezier whose time is `share`: Newton kept inside a shrinking bracket, element by element."""
    u, low, high = share.copy(), np.zeros_like(share), np.ones_like(share)
    active = np.arange(len(share))
    for _ in range(_NEWTON_STEPS):
        error = _time_of(u[active], first[active], second[active]) - share[active]
        still = np.abs(error) > 1e-14
        active, error = active[still], error[still]
        if not active.size:
            break
        x = u[active]
        high[active] = np.where(error > 0, x, high[active])
        low[active] = np.where(error > 0, low[active], x)
        step = x - error / np.maximum(_rate_of(x, first[active], second[active]), 1e-9)
        inside = (step > low[active]) & (step < high[active])
        u[active] = np.where(inside, step, (low[active] + high[active]) / 2)
    return u


def _time_of(u: Array, first: Array, second: Array) -> Array:
    v = 1.0 - u
    return 3 * v * v * u * first + 3 * v * u * u * second + u**3


def _rate_of(u: Array, first: Array, second: Array) -> Array:
    v = 1.0 - u
    return 3 * v * v * first + 6 * v * u * (second - first) + 3 * u * u * (1.0 - second)
