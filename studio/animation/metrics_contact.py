"""How far a body goes through itself, and its feet over the ground."""

from __future__ import annotations

from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.quality import foot_slide

F64 = npt.NDArray[np.float64]
Floats = npt.NDArray[np.floating[Any]]


@attrs.frozen
class Spread:
    """Metres: mean, 95th percentile and largest over frames; share of frames above the limit asked for."""

    mean: float
    high: float
    largest: float
    share_over: float


def capsule_depths(points: Floats, starts: Floats, ends: Floats, radii: Floats) -> F64:
    """`penetration`: [F] metres that the deepest of points [F, n, 3] lies within capsules around the lines
    from starts [F, c, 3] to ends [F, c, 3]; 0 outside of all."""
    points, starts, ends = (np.asarray(x, np.float64) for x in (points, starts, ends))
    along = ends - starts
    long = np.maximum((along**2).sum(axis=-1), 1e-18)
    deepest = np.zeros(len(points))
    for k in range(starts.shape[1]):
        off = points - starts[:, None, k]
        share = np.clip((off * along[:, None, k]).sum(axis=-1) / long[:, k, None], 0.0, 1.0)
        away = np.linalg.norm(off - share[..., None] * along[:, None, k], axis=-1)
        deepest = np.maximum(deepest, (radii[k] - away).max(axis=1, initial=0.0))
    return deepest


def feet(places: Floats, limit: float = 0.005, rest: float = 0.01) -> Spread:
    """`foot.slide` of the feet's points [F, k, 3]; `rest`: metres above its lowest at which one stands."""
    return spread(foot_slide(places, rest), limit)


def spread(values: F64, limit: float) -> Spread:
    """Of figures over frames [F]."""
    if not len(values):
        return Spread(0.0, 0.0, 0.0, 0.0)
    return Spread(
        float(values.mean()),
        float(np.quantile(values, 0.95)),
        float(values.max()),
        float((values > limit).mean()),
    )
