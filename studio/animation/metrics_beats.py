"""Beat consistency in its mended form, `bc.fixed`.

The published code tests the speed of the wrong frames (its threshold is indexed before cropping, its minima
after), gives joints without beats the score 0 and divides by zero without onsets. It rewards trembling, for
more minima lie nearer to onsets, so beats a second stand beside the score.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import SMPLX_JOINTS

F64 = npt.NDArray[np.float64]

# Spine, neck, collars, head and arms down to the wrists.
BEAT_JOINTS: tuple[str, ...] = tuple(SMPLX_JOINTS[k] for k in (3, 6, 9, *range(12, 22)))

_MARGIN = 2.0  # seconds left out at either end
_ORDER = 7 / 30  # seconds on each side within which a minimum is the least
_NOISE = 1e-9  # rounding makes no beats


@attrs.frozen
class BeatConsistency:
    """`bc.fixed`: how near a motion's beat is to each onset (`heard`) and an onset to each beat (`moved`),
    0..1, mean over joints; None where there is nothing to compare."""

    heard: float | None
    moved: float | None
    beats_per_second: float
    onsets_per_second: float


def motion_beats(
    places: npt.NDArray[np.floating], fps: float, threshold: float, mean_speed: F64 | None = None
) -> list[F64]:
    """Seconds of the beats of each joint of [F, J, 3]: where its speed is least for 7/30 s around and yet, in
    units of `mean_speed` [J] (of a reference corpus; absent: the motion's own), above the threshold."""
    velocity = (
        np.gradient(np.asarray(places, np.float64), 1.0 / fps, axis=0) if len(places) > 1 else places * 0.0
    )
    speed = np.linalg.norm(velocity, axis=-1)
    scale = speed.mean(axis=0) if mean_speed is None else np.asarray(mean_speed, np.float64)
    speed = speed / np.where(scale > 1e-9, scale, np.inf)
    order = max(round(_ORDER * fps), 1)
    return [np.flatnonzero(_minima(s, order) & (s > threshold)) / fps for s in speed.T]


def beat_consistency(
    onsets: F64,
    places: npt.NDArray[np.floating],
    fps: float,
    *,
    threshold: float = 0.3,
    sigma: float = 0.3,
    mean_speed: F64 | None = None,
) -> BeatConsistency:
    """onsets: seconds in the sound; places [F, J, 3] of BEAT_JOINTS. Two seconds at either end do not
    count."""
    end = len(places) / fps - _MARGIN
    span = max(end - _MARGIN, 0.0)
    heard = _within(np.asarray(onsets, np.float64), end)
    beats = [_within(b, end) for b in motion_beats(places, fps, threshold, mean_speed)]
    used = [b for b in beats if len(b)]
    rate = float(np.mean([len(b) for b in beats])) / span if beats and span > 0 else 0.0
    return BeatConsistency(
        _mean([_nearness(heard, b, sigma) for b in used] if len(heard) else []),
        _mean([_nearness(b, heard, sigma) for b in used] if len(heard) else []),
        rate,
        len(heard) / span if span > 0 else 0.0,
    )


def _nearness(times: F64, others: F64, sigma: float) -> float:
    """Mean over `times` of exp(-d^2 / 2 sigma^2), d to the nearest of the others."""
    apart = np.abs(times[:, None] - others[None, :]).min(axis=1)
    return float(np.exp(-(apart**2) / (2 * sigma**2)).mean())


def _minima(values: F64, order: int) -> npt.NDArray[np.bool_]:
    """Values below all others as far as `order` to both sides; the ends are none."""
    found = np.ones(len(values), bool)
    found[:1] = found[-1:] = False
    for k in range(1, order + 1):
        found[k:] &= values[k:] < values[:-k] - _NOISE
        found[:-k] &= values[:-k] < values[k:] - _NOISE
    return found


def _within(times: F64, end: float) -> F64:
    return times[(times >= _MARGIN) & (times <= end)]


def _mean(values: list[float]) -> float | None:
    return float(np.mean(values)) if values else None
