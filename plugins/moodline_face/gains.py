"""How far jaw and lips go: two independent gains over time (after JALI), from loudness, stress, style
and the artist's settings, with a little seeded life in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from studio_plugin import Request, Span, Value

from .articulators import Floats

# (jaw, lips): mumbling lets both go, tense speech keeps the jaw shut and the lips busy
STYLES: Mapping[str, tuple[float, float]] = {
    "neutral": (1.0, 1.0),
    "mumbled": (0.55, 0.5),
    "enunciated": (1.2, 1.3),
    "tense": (0.6, 1.25),
}
LARGEST = 3.0
_NOISE_STEP = 0.3  # seconds between independent values
# How far jaw, lips and sides wander by chance, as shares: quickly, which is life, and slowly, from phrase to
# phrase, by which two takes can be told apart.
_QUICK, _SLOW, _SLOWER = (0.06, 0.05, 0.05), (0.1, 0.14, 0.14), 4.0


def gains(request: Request, times: Floats) -> tuple[Floats, Floats, Floats]:
    """[frames] jaw gain, lip gain and the share by which the left side does more than the right."""
    style_jaw, style_lips = STYLES.get(str(request.values.get("style", "neutral")), STYLES["neutral"])
    loudness = _loudness(request, times)
    stress = _over_time(request.spans.get("prominence", ()), times, 0.5, 1.0) - 0.5
    chance = _chance(request, times)
    jaw = style_jaw * (0.7 + 0.6 * loudness) * (1 + 0.3 * stress) * (1 + chance[0])
    lips = style_lips * (0.88 + 0.24 * loudness) * (1 + 0.15 * stress) * (1 + chance[1])
    jaw *= _setting(request.values.get("jaw_gain")) * _over_time(request.spans.get("jaw_gain", ()), times)
    lips *= _setting(request.values.get("lip_gain")) * _over_time(request.spans.get("lip_gain", ()), times)
    return np.clip(jaw, 0, LARGEST), np.clip(lips, 0, LARGEST), chance[2]


def _setting(value: Value) -> float:
    if isinstance(value, (int, float)) and np.isfinite(value):
        return float(np.clip(value, 0.0, LARGEST))
    return 1.0


def _loudness(request: Request, times: Floats) -> Floats:
    """The host's curve, smoothed over a syllable: the jaw follows the voice, not each period of it."""
    curve = request.curves.get("loudness")
    if curve is None or len(curve.values) != len(times):
        return np.full(len(times), 0.5)
    values = np.nan_to_num(np.asarray(curve.values, np.float64), nan=0.5)
    return _blurred(np.clip(values, 0.0, 1.0), 0.09 * float(request.fps))


def _over_time(
    spans: Sequence[Span], times: Floats, default: float = 1.0, largest: float = LARGEST
) -> Floats:
    """[frames] the value of the span at each time, `default` between spans, with soft steps."""
    values = np.full(len(times), default)
    for span in spans:
        if isinstance(span.value, (int, float)) and np.isfinite(span.value):
            first, last = np.searchsorted(times, [span.start, span.end])
            values[first:last] = min(max(float(span.value), 0.0), largest)
    return _blurred(values, 0.04 / (times[1] - times[0])) if len(spans) and len(times) > 1 else values


def _blurred(values: Floats, sigma: float) -> Floats:
    reach = min(int(np.ceil(3 * sigma)), len(values) - 1)
    if reach < 1:
        return values
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    return np.convolve(np.pad(values, reach, mode="edge"), kernel / kernel.sum(), "valid")


def _chance(request: Request, times: Floats) -> Floats:
    """[3, frames] by how much chance changes jaw, lips and the sides' share."""
    knots = _noise(request, times[-1] if len(times) else 0.0, 6)
    pairs = zip(_QUICK, _SLOW, strict=True)
    return np.stack(
        [q * _at(knots[k], times) + s * _at(knots[3 + k], times / _SLOWER) for k, (q, s) in enumerate(pairs)]
    )


def _noise(request: Request, length: float, rows: int) -> Floats:
    """[rows, knots] seeded values about 0; the same at every frame rate and for every length of clip."""
    variation = request.variation
    knots = int(length / _NOISE_STEP) + 4
    streams = [np.random.default_rng([variation.seed % 2**63, variation.index, row]) for row in range(rows)]
    return np.stack([np.clip(stream.standard_normal(knots), -2, 2) for stream in streams])


def _at(knots: Floats, times: Floats) -> Floats:
    """Cubic B-spline through the knots' neighbourhood: smooth in value, slope and bend."""
    place = times / _NOISE_STEP
    left = np.minimum(place.astype(np.int64), len(knots) - 4)
    u = place - left
    value: Floats = (
        knots[left] * (1 - u) ** 3
        + knots[left + 1] * (3 * u**3 - 6 * u**2 + 4)
        + knots[left + 2] * (-3 * u**3 + 3 * u**2 + 3 * u + 1)
        + knots[left + 3] * u**3
    )
    return value / 6
