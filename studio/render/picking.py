"""What a ray meets on a mesh."""

from __future__ import annotations

import attrs
import numpy as np

from studio.rig.schema import F32, F64, I32


@attrs.define(frozen=True, eq=False)
class Hit:
    """triangle: which of those asked about; corners: its share of each corner; distance: metres."""

    triangle: int
    corners: F64
    distance: float


def first_hit(vertices: F32, triangles: I32, origin: F64, direction: F64) -> Hit | None:
    """The nearest triangle [T, 3] that faces the ray (Moeller and Trumbore, 1997); None beside the mesh."""
    corner = vertices[triangles].astype(np.float64)
    one, other = corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0]
    across = np.cross(direction, other)
    facing = np.einsum("tk,tk->t", one, across)
    away = origin - corner[:, 0]
    along = np.cross(away, one)
    with np.errstate(divide="ignore", invalid="ignore"):
        u = np.einsum("tk,tk->t", away, across) / facing
        v = along @ direction / facing
        distance = np.einsum("tk,tk->t", other, along) / facing
    met = (facing > 0.0) & (u >= 0.0) & (v >= 0.0) & (u + v <= 1.0) & (distance > 0.0)
    if not met.any():
        return None
    nearest = int(np.argmin(np.where(met, distance, np.inf)))
    shares = np.array([1.0 - u[nearest] - v[nearest], u[nearest], v[nearest]])
    return Hit(nearest, shares, float(distance[nearest]))
