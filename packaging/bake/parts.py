"""A part of a character (body, eyeball, lashes, hair ...) before all parts become one mesh."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from bake import source
from bake.source import F64, I64, Quads


@attrs.define(frozen=True, eq=False)
class Part:
    """n vertices, t triangles. `home` [n, 3] are the places on the unshaped base mesh; `weld` [n] names the
    first vertex at the same place, `base` [n] the base vertex a vertex was made from (-1: none); `weights`
    [n, J], `deltas` [52, n, 3], `materials` one name a triangle."""

    name: str
    places: F64
    home: F64
    uv: F64
    triangles: I64
    materials: tuple[str, ...]
    colours: F64
    weld: I64
    base: I64
    weights: F64
    deltas: F64


@attrs.define(frozen=True, eq=False)
class Surface:
    """What parts of the base mesh are cut from: shaped base vertices with their weights and shape deltas."""

    vertices: F64  # [19158, 3]
    weights: F64  # [19158, J]
    deltas: F64  # [52, 19158, 3]


def triangulated(corners: I64, places: F64) -> I64:
    """Each quad [Q, 4] cut along its shorter diagonal: [2 Q, 3], the two halves of a quad side by side."""
    a, b, c, d = (places[corners[:, k]] for k in range(4))
    across = np.linalg.norm(a - c, axis=1) <= np.linalg.norm(b - d, axis=1) + 1e-9
    first = np.where(across[:, None], corners[:, [0, 1, 2]], corners[:, [1, 2, 3]])
    second = np.where(across[:, None], corners[:, [0, 2, 3]], corners[:, [1, 3, 0]])
    return np.stack([first, second], axis=1).reshape(-1, 3)


def cut(surface: Surface, name: str, quads: Quads, materials: Sequence[str]) -> Part:
    """A part from faces of the base mesh, one material name a quad; a vertex with several texture coordinates
    or materials becomes several, welded by their place."""
    uv_count = len(source.base_mesh().uv)
    _, kinds = np.unique(np.array(materials), return_inverse=True)
    keys = (quads.vertices * 64 + kinds[:, None]) * uv_count + quads.uv
    kept, corners = np.unique(keys, return_inverse=True)
    base, uv_rows = kept // uv_count // 64, kept % uv_count
    corners = corners.reshape(keys.shape)
    places = surface.vertices[base]
    _, first = np.unique(base, return_index=True)
    weld = first[np.searchsorted(np.unique(base), base)]
    return Part(
        name=name,
        places=places,
        home=source.base_mesh().vertices[base],
        uv=source.base_mesh().uv[uv_rows],
        triangles=triangulated(corners, places),
        materials=tuple(np.repeat(np.array(materials, dtype=object), 2)),
        colours=np.ones((len(base), 3)),
        weld=weld.astype(np.int64),
        base=base,
        weights=surface.weights[base],
        deltas=surface.deltas[:, base],
    )


def joined(name: str, parts: Sequence[Part]) -> Part:
    """One part of several, their vertices one after the other."""
    starts = np.cumsum([0, *(len(p.places) for p in parts)])[:-1]
    return Part(
        name=name,
        places=np.concatenate([p.places for p in parts]),
        home=np.concatenate([p.home for p in parts]),
        uv=np.concatenate([p.uv for p in parts]),
        triangles=np.concatenate([p.triangles + s for p, s in zip(parts, starts, strict=True)]),
        materials=tuple(m for p in parts for m in p.materials),
        colours=np.concatenate([p.colours for p in parts]),
        weld=np.concatenate([p.weld + s for p, s in zip(parts, starts, strict=True)]),
        base=np.concatenate([p.base for p in parts]),
        weights=np.concatenate([p.weights for p in parts]),
        deltas=np.concatenate([p.deltas for p in parts], axis=1),
    )


def normals(places: F64, triangles: I64, weld: I64) -> F64:
    """Unit normals [n, 3] by the faces' areas, one normal for all vertices at a place."""
    corners = places[triangles]
    areas = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    sums = np.zeros_like(places)
    for k in range(3):
        np.add.at(sums, weld[triangles[:, k]], areas)
    sums = sums[weld]
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.where(lengths > 1e-12, sums / np.maximum(lengths, 1e-12), np.array([0.0, 0.0, 1.0]))
