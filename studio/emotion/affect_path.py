"""A path through the affect space as emotion tracks."""

from __future__ import annotations

import itertools

import attrs
import numpy as np

from studio.core.names import EMOTIONS
from studio.core.time import TICKS_PER_SECOND, TickArray
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import EmotionTrack
from studio.emotion.affect import F64, mix_of_point

_STEP = TICKS_PER_SECOND // 10


@attrs.frozen
class AffectPoint:
    """Where a performance is at a tick: valence and arousal in -1..1, dominance where it matters."""

    time: int
    valence: float
    arousal: float
    dominance: float | None = None


def tracks_of_path(points: tuple[AffectPoint, ...]) -> tuple[EmotionTrack, ...]:
    """Tracks `affect-joy`, ... of points in rising time, joined by straight lines in the affect space.

    Dominance counts when every point gives it. The mix bends where a line leaves a cell of the space, so it
    is taken every 0.1 s and keys on straight stretches are dropped.
    """
    if not points:
        return ()
    at = _steps(points)
    times = [p.time for p in points]
    axes = [[p.valence for p in points], [p.arousal for p in points]]
    if all(p.dominance is not None for p in points):
        axes.append([p.dominance or 0.0 for p in points])
    mix = mix_of_point(np.stack([np.interp(at, times, axis) for axis in axes], axis=1))
    return tuple(
        EmotionTrack(f"affect-{name}", name, _polyline(at, mix[:, e]))
        for e, name in enumerate(EMOTIONS)
        if mix[:, e].max() > 1e-6
    )


def _steps(points: tuple[AffectPoint, ...]) -> TickArray:
    pieces = [np.array([points[0].time], np.int64)]
    for a, b in itertools.pairwise(points):
        # A still stretch needs no steps, however long; a moving one at most 600 (a minute).
        moves = (a.valence, a.arousal, a.dominance) != (b.valence, b.arousal, b.dominance)
        count = min(max((b.time - a.time) // _STEP, 1), 600) if moves else 1
        pieces.append(a.time + (b.time - a.time) * np.arange(1, count + 1, dtype=np.int64) // count)
    return np.unique(np.concatenate(pieces))


def _polyline(at: TickArray, values: F64) -> Curve:
    kept = np.ones(len(at), bool)
    if len(at) > 2:
        span = (at[1:-1] - at[:-2]) / (at[2:] - at[:-2])
        kept[1:-1] = np.abs(values[:-2] + (values[2:] - values[:-2]) * span - values[1:-1]) > 1e-7
    pairs = zip(at[kept].tolist(), values[kept].tolist(), strict=True)
    return Curve(tuple(Key(time, value, Interpolation.LINEAR) for time, value in pairs))
