"""Ties free points to the skin below them, so that they move with it under every shape and every joint."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
from scipy.spatial import cKDTree

from bake import source
from bake.parts import Surface, normals, triangulated
from bake.source import F64, I64

_CANDIDATES = 16


@attrs.define(frozen=True, eq=False)
class Binding:
    """Each point lies at `height` metres above the skin point corners [n, 3] x shares [n, 3]."""

    corners: I64
    shares: F64
    height: F64

    def mixed(self, values: F64) -> F64:
        """Values [..., 19158, k] of the base vertices at the points: [..., n, k]."""
        picked = values[..., self.corners, :]
        mixed: F64 = np.einsum("...nck,nc->...nk", picked, self.shares)
        return mixed


@cache
def skin_triangles() -> I64:
    """The body's triangles of base vertices, cut as on the unshaped base mesh."""
    base = source.base_mesh()
    return triangulated(base.groups["body"].vertices, base.vertices)


@cache
def _tree() -> cKDTree:
    return cKDTree(source.base_mesh().vertices[skin_triangles()].mean(axis=1))


def skin_normals(vertices: F64) -> F64:
    """Unit normals of the body's skin at every base vertex (others get +Z)."""
    return normals(vertices, skin_triangles(), np.arange(len(vertices)))


def _closest(point: F64, a: F64, b: F64, c: F64) -> tuple[F64, F64]:
    """Shares [k, 3] of the points of triangles a b c [k, 3] nearest to points, and the distances [k]."""
    ab, ac, ap = b - a, c - a, point - a
    d1, d2 = np.sum(ab * ap, axis=-1), np.sum(ac * ap, axis=-1)
    g11, g12, g22 = np.sum(ab * ab, axis=-1), np.sum(ab * ac, axis=-1), np.sum(ac * ac, axis=-1)
    det = np.maximum(g11 * g22 - g12 * g12, 1e-24)
    v = (g22 * d1 - g12 * d2) / det
    w = (g11 * d2 - g12 * d1) / det
    shares = np.stack([1 - v - w, v, w], axis=-1)
    # Outside the triangle the nearest corner or edge is near enough for meshes as fine as this one.
    shares = np.maximum(shares, 0.0)
    shares /= shares.sum(axis=-1, keepdims=True)
    nearest = shares[..., :1] * a + shares[..., 1:2] * b + shares[..., 2:] * c
    return shares, np.linalg.norm(point - nearest, axis=-1)


def bind(points: F64) -> Binding:
    """Binds points [n, 3] of the unshaped base mesh's space to its skin."""
    vertices, triangles = source.base_mesh().vertices, skin_triangles()
    _, near = _tree().query(points, k=_CANDIDATES)
    corners = triangles[near]
    a, b, c = (vertices[corners[:, :, k]] for k in range(3))
    shares, distances = _closest(points[:, None, :], a, b, c)
    best = np.argmin(distances, axis=1)
    rows = np.arange(len(points))
    bound = Binding(corners[rows, best], shares[rows, best], np.zeros(len(points)))
    up = bound.mixed(skin_normals(vertices))
    height = np.sum((points - bound.mixed(vertices)) * up, axis=1)
    return attrs.evolve(bound, height=height)


def carried(points: F64, bound: Binding, surface: Surface) -> F64:
    """Points designed on the unshaped base mesh, moved to where the shaped one has its skin."""
    offset = points - bound.mixed(source.base_mesh().vertices)
    moved: F64 = bound.mixed(surface.vertices) + offset
    return moved
