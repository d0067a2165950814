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

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import EMOTIONS
from studio.core.progress import Progress, silent

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
_AT_ONCE = 512  # points that are looked up together
_CENTRES: F64 = np.array([VAD[name] for name in EMOTIONS])


def point_of_mix(values: F64) -> F64:
    """Valence, arousal, dominance [..., 3] of intensities [..., 8] in the order of EMOTIONS, within -1..1.

    Intensities that sum beyond 1 are scaled to it: two full emotions lie between their centres.
    """
    total = values.sum(axis=-1, keepdims=True)
    return np.asarray(values / np.maximum(total, 1.0) @ _CENTRES)


def mix_of_point(points: F64, progress: Progress = silent) -> F64:
    """Intensities [..., 8] in the order of EMOTIONS of points [..., 2] (V, A) or [..., 3] (V, A, D). progress
    is only asked whether to stop."""
    space = points.shape[-1]
    if space not in (2, 3):
        raise ValueError(f"a point has valence, arousal and perhaps dominance, not {space} numbers")
    flat = points.reshape(-1, space)
    parts = []
    for k in range(0, len(flat), _AT_ONCE):
        progress(0.0)
        parts.append(_mixed(flat[k : k + _AT_ONCE]))
    mixes = np.concatenate(parts) if parts else np.zeros((0, len(EMOTIONS)))
    return mixes.reshape(*points.shape[:-1], len(EMOTIONS))


def _mixed(flat: F64) -> F64:
    """[n, 8] of points [n, 2 or 3]: the nearest face that a point lies over, of two as near the larger."""
    rows, faces = np.arange(len(flat)), _faces(flat.shape[1])
    away = flat - faces.origin[:, None]  # [faces, n, 2 or 3]
    spanned = away @ faces.inverse
    first = 1.0 - spanned.sum(axis=2)
    distance = ((away - spanned @ faces.spanning) ** 2).sum(axis=2)
    distance[np.minimum(first, spanned.min(axis=2)) < -1e-9] = np.inf
    best = (distance <= distance.min(axis=0) + 1e-12).argmax(axis=0)
    chosen = np.column_stack([first[best, rows], spanned[best, rows]])
    mixes = np.zeros((len(flat), len(EMOTIONS) + 2))
    # what is left of a rounding is no emotion
    mixes[rows[:, None], faces.members[best]] = np.where(chosen > 1e-12, chosen, 0.0)
    return mixes[:, : len(EMOTIONS)]


@attrs.frozen(eq=False)
class _Faces:
    """Every cell and every side, edge and corner of one, larger ones first: members [f, k + 1], first corner
    [f, s], pseudo-inverse of the spanning vectors [f, s, k], the spanning vectors [f, k, s]. Missing members
    are one beyond neutral, with vectors of nothing."""

    members: npt.NDArray[np.intp]
    origin: F64
    inverse: F64
    spanning: F64


@lru_cache(maxsize=2)
def _faces(space: int) -> _Faces:
    corners = np.vstack([_CENTRES[:, :space], np.zeros(space)])
    parts = {
        part for cell in _cells(corners) for size in range(1, space + 2) for part in combinations(cell, size)
    }
    ordered = sorted(parts, key=lambda m: (-len(m), m))
    members = np.full((len(ordered), space + 1), len(corners), np.intp)
    inverse, spanning = np.zeros((len(ordered), space, space)), np.zeros((len(ordered), space, space))
    for f, part in enumerate(ordered):
        members[f, : len(part)] = part
        vectors = corners[list(part[1:])] - corners[part[0]]
        spanning[f, : len(part) - 1] = vectors
        inverse[f, :, : len(part) - 1] = np.linalg.pinv(vectors)
    return _Faces(members, corners[members[:, 0]], inverse, spanning)


def _cells(corners: F64) -> list[tuple[int, ...]]:
    """The Delaunay cells of a few points: those whose sphere holds no other. Trying all of them takes a
    hundredth of the time that loading a library for it would."""
    found = []
    for part in combinations(range(len(corners)), corners.shape[1] + 1):
        first, vectors = corners[part[0]], corners[list(part[1:])] - corners[part[0]]
        if abs(np.linalg.det(vectors)) < 1e-12:
            continue
        centre = np.linalg.solve(2.0 * vectors, (vectors**2).sum(axis=1))
        around = ((corners - first - centre) ** 2).sum(axis=1)
        if (around >= (centre**2).sum() - 1e-12).all():
            found.append(part)
    return found
