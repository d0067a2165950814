"""Scores of face meshes as published code computes them: vertices p and g [F, V, 3] in metres, `lips` and
`upper` indices of a region, `still` [V, 3] the face at rest."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Indices = npt.NDArray[np.integer[Any]]

DEFINITIONS: MappingProxyType[str, str] = MappingProxyType(
    {
        "lve.maxsq": "mean over frames of the largest squared distance of a lip vertex, unit squared",
        "lve.max": "mean over frames of the largest distance of a lip vertex; not the root of lve.maxsq",
        "mve": "mean distance over frames and vertices",
        "fdd": "mean over upper vertices of std g - std p of squared distances from rest; > 0: p moves less",
        "fdd.abs": "the same with the size of each vertex' difference",
    }
)


def lip_error_squared(p: Floats, g: Floats, lips: Indices) -> float:
    """`lve.maxsq`."""
    return float(_squares(p, g)[:, lips].max(axis=1).mean())


def lip_error(p: Floats, g: Floats, lips: Indices) -> float:
    """`lve.max`."""
    return float(np.sqrt(_squares(p, g)[:, lips]).max(axis=1).mean())


def vertex_error(p: Floats, g: Floats) -> float:
    """`mve`."""
    return float(np.sqrt(_squares(p, g)).mean())


def upper_face_dynamics(p: Floats, g: Floats, still: Floats, upper: Indices, *, signed: bool = True) -> float:
    """`fdd`, or `fdd.abs` where not signed."""
    own, theirs = (_squares(x, np.broadcast_to(still, x.shape))[:, upper].std(axis=0) for x in (p, g))
    apart = theirs - own
    return float((apart if signed else np.abs(apart)).mean())


def _squares(p: Floats, g: Floats) -> npt.NDArray[np.float64]:
    if p.shape != g.shape:
        raise ValueError(f"faces to compare have one shape, not {p.shape} and {g.shape}")
    found: npt.NDArray[np.float64] = ((p.astype(np.float64) - g.astype(np.float64)) ** 2).sum(axis=-1)
    return found
