"""Points of the skin and what is known of them, whether they are vertices or texels."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
from scipy.ndimage import map_coordinates

from bake import atlas, binding, source
from bake.source import F64

_DIRECTIONS = 64


@attrs.define(frozen=True, eq=False)
class Points:
    """[n] points of the unshaped base mesh: place, unit normal, texture coordinates, and openness (0 deep in
    a fold, 1 on open skin)."""

    places: F64
    normals: F64
    uv: F64
    openness: F64

    def mask(self, name: str) -> F64:
        """The painted mask of that name at the points [n], 0..1."""
        return sampled(source.mask(name), self.uv)


def sampled(picture: F64, uv: F64) -> F64:
    """Bilinear values [n] of a grey picture (row 0 at V = 1) at texture coordinates."""
    height, width = picture.shape
    at = np.stack([(1.0 - uv[:, 1]) * height - 0.5, uv[:, 0] * width - 0.5])
    values: F64 = map_coordinates(picture, at, order=1, mode="nearest")
    return values


def noise(places: F64, size: float, seed: int) -> F64:
    """Smooth noise [n] in about -1..1 whose features are `size` metres wide."""
    lattice = np.random.default_rng(seed).standard_normal((32, 32, 32)) * 0.6
    values: F64 = map_coordinates(lattice, places.T / size, order=2, mode="grid-wrap")
    return values


@cache
def _dense() -> F64:
    """Points spread over the whole skin, close enough to hide what lies behind them."""
    corners = source.base_mesh().vertices[binding.skin_triangles()]
    steps = [(a, b) for a in np.linspace(0, 1, 6) for b in np.linspace(0, 1, 6) if a + b <= 1.0001]
    return np.concatenate(
        [corners[:, 0] * (1 - a - b) + corners[:, 1] * a + corners[:, 2] * b for a, b in steps]
    )


@cache
def base_openness() -> F64:
    """[19158] share of the sky each vertex sees, cosine-weighted, by depth pictures from all round."""
    vertices = source.base_mesh().vertices
    normals = binding.skin_normals(vertices)
    skin = _dense()
    head = skin[skin[:, 1] > 0.55]
    seen, total = np.zeros(len(vertices)), np.zeros(len(vertices))
    for k in range(_DIRECTIONS):
        height = 1.0 - 2.0 * (k + 0.5) / _DIRECTIONS
        turn = k * np.pi * (3.0 - np.sqrt(5.0))
        level = np.sqrt(1.0 - height * height)
        towards = np.array([level * np.cos(turn), height, level * np.sin(turn)])
        weight = np.maximum(normals @ towards, 0.0)
        seen += weight * _visible(head, vertices, towards)
        total += weight
    return np.where(vertices[:, 1] > 0.56, seen / np.maximum(total, 1e-9), 1.0)


def _visible(blockers: F64, points: F64, towards: F64) -> F64:
    """1 where nothing lies between the points and the far light of that direction."""
    side = np.cross(towards, [0.0, 1.0, 0.0] if abs(towards[1]) < 0.9 else [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    axes = np.stack([side, np.cross(towards, side)], axis=1)
    cell = 0.0015
    low = np.minimum(blockers @ axes, np.inf).min(axis=0) - 0.02
    size = (np.ceil(((blockers @ axes).max(axis=0) + 0.02 - low) / cell)).astype(int) + 1
    at = ((blockers @ axes - low) / cell).astype(int)
    depth = np.full(size, -np.inf)
    np.maximum.at(depth, (at[:, 0], at[:, 1]), blockers @ towards)
    where = np.clip(((points @ axes - low) / cell).astype(int), 0, size - 1)
    return (depth[where[:, 0], where[:, 1]] < points @ towards + 0.004).astype(np.float64)


def of_texels() -> Points:
    """The covered texels of the head's picture."""
    texels = atlas.head_texels()
    base = source.base_mesh()
    normals = texels.mixed(binding.skin_normals(base.vertices))
    uv = np.einsum("nck,nc->nk", base.uv[texels.uv_corners], texels.shares)
    openness = texels.mixed(base_openness()[:, None])[:, 0]
    lengths = np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    return Points(texels.mixed(base.vertices), normals / lengths, uv, openness)


def of_vertices(base_rows: source.I64, uv: F64) -> Points:
    """Vertices of parts cut from the base mesh."""
    vertices = source.base_mesh().vertices
    normals = binding.skin_normals(vertices)
    return Points(vertices[base_rows], normals[base_rows], uv, base_openness()[base_rows])
