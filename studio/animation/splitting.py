"""Cutting a curve's segment in two without changing its shape."""

from __future__ import annotations

import attrs
import numpy as np

from studio.animation.sample import inner_points, sample
from studio.animation.tangents import Tangent, held, place_of
from studio.document.curves import Curve, Handle, Interpolation, Key

_ALIGNED = {"tangent": Tangent.ALIGNED.value}


def split(curve: Curve, at: int) -> Curve:
    """The curve with a key more at a tick, drawn as before. Beyond its ends the new key continues the hold;
    a curve without keys gets one of value 0."""
    if place_of(curve, at) is not None:
        return curve
    keys = curve.keys
    after = next((i for i, key in enumerate(keys) if key.time > at), len(keys))
    if after == 0:
        first = Key(at, keys[0].value if keys else 0.0, Interpolation.LINEAR)
        return attrs.evolve(curve, keys=(first, *_kept_first(curve), *keys[1:]))
    if after == len(keys):
        return attrs.evolve(curve, keys=(*keys[:-1], _ending(curve), Key(at, keys[-1].value)))
    if keys[after - 1].interpolation is Interpolation.BEZIER:
        return _cut(curve, after - 1, at)
    value = float(sample(curve, np.array([at]))[0])
    # Their neighbours' clamped tangents look at both sides of them, so these are held as they are.
    a, b = _kept(curve, after - 1), _kept(curve, after)
    middle = Key(at, value, keys[after - 1].interpolation)
    return attrs.evolve(curve, keys=(*keys[: after - 1], a, middle, b, *keys[after + 1 :]))


def _ending(curve: Curve) -> Key:
    last = _kept(curve, len(curve.keys) - 1)
    shaped = last.left is not None or last.right is not None
    return attrs.evolve(last, right=Handle(0, 0.0)) if shaped else last


def _kept_first(curve: Curve) -> tuple[Key, ...]:
    return (_kept(curve, 0),) if curve.keys else ()


def _kept(curve: Curve, i: int) -> Key:
    """The key held if its tangents are seen on either side."""
    keys = curve.keys
    into = i > 0 and keys[i - 1].interpolation is Interpolation.BEZIER
    out = i < len(keys) - 1 and keys[i].interpolation is Interpolation.BEZIER
    return held(curve, i) if into or out else keys[i]


def _cut(curve: Curve, i: int, at: int) -> Curve:
    keys = curve.keys
    a, b = held(curve, i), held(curve, i + 1)
    span = b.time - a.time
    shares, rises = inner_points(curve)
    times = np.array([0.0, shares[i, 0], shares[i, 1], 1.0]) * span
    values = a.value + np.array([0.0, rises[i, 0], rises[i, 1], b.value - a.value])
    u = _parameter(times / span, (at - a.time) / span)
    (t, left_t, right_t), (v, left_v, right_v) = _halves(times, u), _halves(values, u)
    middle = Key(
        at,
        float(sample(curve, np.array([at]))[0]),
        left=Handle(min(round(left_t[1] - t), 0), float(left_v[1] - v)),
        right=Handle(max(round(right_t[0] - t), 0), float(right_v[0] - v)),
        extra=dict(_ALIGNED),
    )
    a = attrs.evolve(a, right=Handle(round(left_t[0]), float(left_v[0] - a.value)))
    b = attrs.evolve(b, left=Handle(round(right_t[1] - span), float(right_v[1] - b.value)))
    return attrs.evolve(curve, keys=(*keys[:i], a, middle, b, *keys[i + 2 :]))


def _parameter(times: np.ndarray[tuple[int], np.dtype[np.float64]], share: float) -> float:
    """u at which the bezier of these four times (rising, 0..1) is at `share`."""
    low, high = 0.0, 1.0
    for _ in range(80):
        u = (low + high) / 2
        v = 1.0 - u
        time = 3 * v * v * u * times[1] + 3 * v * u * u * times[2] + u**3
        low, high = (u, high) if time < share else (low, u)
    return (low + high) / 2


def _halves(
    points: np.ndarray[tuple[int], np.dtype[np.float64]], u: float
) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """De Casteljau: the point at u, and the inner points of the piece before and of the piece after it."""
    a, b, c, d = (float(p) for p in points)
    ab, bc, cd = a + (b - a) * u, b + (c - b) * u, c + (d - c) * u
    abc, bcd = ab + (bc - ab) * u, bc + (cd - bc) * u
    return abc + (bcd - abc) * u, (ab, abc), (bcd, cd)
