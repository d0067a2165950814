"""Emotions as points of the affect space (valence, arousal, dominance), there and back.

A point becomes a mix by the Delaunay cells spanned by the emotions' centres and neutral at the origin:
inside a cell the mix is the point's barycentric weights, so at most three emotions are up for a V/A point
(four with dominance), the map is continuous, a centre gives its label alone, and mixing back returns the
point. A point outside every cell takes the mix of the nearest point on their border.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.core.names import EMOTIONS

F64 = npt.NDArray[np.float64]

# Mehrabian's figures; contempt and pain are ours, placed apart from their neighbours so that each has a cell.
VAD: MappingProxyType[str, tuple[float, float, float]] = MappingProxyType(
    {
        "joy": (0.81, 0.51, 0.46),
        "sadness": (-0.63, -0.27, -0.33),
        "anger": (-0.51, 0.59, 0.25),
        "fear": (-0.62, 0.82, -0.43),
        "disgust": (-0.60, 0.35, 0.11),
        "surprise": (0.40, 0.67, -0.13),
        "contempt": (-0.50, 0.10, 0.55),
        "pain": (-0.82, 0.44, -0.57),
    }
)
_CENTRES: F64 = np.array([VAD[name] for name in EMOTIONS])


def point_of_mix(values: F64) -> F64:
    """Valence, arousal, dominance [..., 3] of intensities [..., 8] in the order of EMOTIONS, within -1..1.

    Intensities that sum beyond 1 are scaled to it: two full emotions lie between their centres.
    """
    total = values.sum(axis=-1, keepdims=True)
    return np.asarray(values / np.maximum(total, 1.0) @ _CENTRES)


def mix_of_point(points: F64) -> F64:
    """Intensities [..., 8] in the order of EMOTIONS of points [..., 2] (V, A) or [..., 3] (V, A, D)."""
    space = points.shape[-1]
    if space not in (2, 3):
        raise ValueError(f"a point has valence, arousal and perhaps dominance, not {space} numbers")
    flat = points.reshape(-1, space)
    best = np.full(len(flat), np.inf)
    mixes = np.zeros((len(flat), len(EMOTIONS) + 1))
    for members, origin, inverse, spanning in _faces(space):
        weights = (flat - origin) @ inverse
        weights = np.column_stack([1.0 - weights.sum(axis=1), weights])
        inside = (weights >= -1e-9).all(axis=1)
        nearest = origin + weights[:, 1:] @ spanning
        distance = ((flat - nearest) ** 2).sum(axis=1)
        better = inside & (distance < best - 1e-12)
        best[better] = distance[better]
        mixes[better] = 0.0
        # what is left of a rounding is no emotion
        mixes[np.ix_(better, members)] = np.where(weights[better] > 1e-12, weights[better], 0.0)
    return mixes[:, :-1].reshape(*points.shape[:-1], len(EMOTIONS))


@lru_cache(maxsize=2)
def _faces(space: int) -> tuple[tuple[npt.NDArray[np.intp], F64, F64, F64], ...]:
    """Every cell and every side, edge and corner of one: members, first corner, pseudo-inverse of the
    spanning vectors, the spanning vectors. Larger ones first, so that ties keep the fuller mix."""
    from scipy.spatial import Delaunay  # noqa: PLC0415 - heavy, and only needed for points

    corners = np.vstack([_CENTRES[:, :space], np.zeros(space)])
    cells = np.sort(Delaunay(corners).simplices, axis=1)
    members = {
        part for cell in cells.tolist() for size in range(1, space + 2) for part in combinations(cell, size)
    }
    faces = []
    for part in sorted(members, key=lambda m: (-len(m), m)):
        chosen = np.array(part, np.intp)
        origin = corners[chosen[0]]
        spanning = corners[chosen[1:]] - origin
        faces.append((chosen, origin, np.linalg.pinv(spanning), spanning))
    return tuple(faces)
