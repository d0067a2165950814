"""Splits the edges where a coarse mesh shows corners, and rounds what it adds."""

from __future__ import annotations

import attrs
import numpy as np

from bake import parts
from bake.parts import Part
from bake.source import F64, I64


def bulge(part: Part, edges: I64) -> F64:
    """How far the middle of each edge [k, 2] lies from the curved surface its ends' normals tell of [k, 3].

    The cubic of "Curved PN Triangles" (Vlachos and others, 2001) at its middle.
    """
    up = parts.normals(part.places, part.triangles, part.weld)
    a, b = edges[:, 0], edges[:, 1]
    along = part.places[b] - part.places[a]
    first = np.sum(along * up[a], axis=1)[:, None] * up[a]
    second = np.sum(-along * up[b], axis=1)[:, None] * up[b]
    return -(first + second) / 8.0


def _edges(part: Part) -> I64:
    corners = part.triangles
    both = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    return np.unique(np.sort(both, axis=1), axis=0)


def _chosen(part: Part, region: np.ndarray, tolerance: float) -> I64:
    """Edges with both ends in the region that bulge by more than `tolerance` metres; seams choose alike."""
    edges = _edges(part)
    welded = part.weld[edges]
    inside = region[welded].all(axis=1)
    far = np.linalg.norm(bulge(part, welded), axis=1) > tolerance
    return edges[inside & far]


def _split(corners: list[int], middles: list[int]) -> list[tuple[int, int, int]]:
    """Triangles of one triangle whose edges (0 1), (1 2), (2 0) have these middles (-1: none)."""
    count = sum(m >= 0 for m in middles)
    if count == 0:
        return [(corners[0], corners[1], corners[2])]
    turn = next(
        k for k in range(3)
        if (count == 3) or (count == 1 and middles[k] >= 0) or (count == 2 and middles[(k + 2) % 3] < 0)
    )  # fmt: skip
    a, b, c = (corners[(turn + k) % 3] for k in range(3))
    ab, bc, ca = (middles[(turn + k) % 3] for k in range(3))
    if count == 1:
        return [(a, ab, c), (ab, b, c)]
    if count == 2:
        return [(ab, b, bc), (a, ab, bc), (a, bc, c)]
    return [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]


def refined(part: Part, region: np.ndarray, tolerance: float) -> Part:
    """The part with every edge of the region ([n] bool) split that bulges by more than `tolerance` metres."""
    chosen = _chosen(part, region, tolerance)
    count = len(part.places)
    number = {(int(a), int(b)): count + k for k, (a, b) in enumerate(chosen)}
    faces: list[tuple[int, int, int]] = []
    names: list[str] = []
    for corners, name in zip(part.triangles.tolist(), part.materials, strict=True):
        ends = [(corners[k], corners[(k + 1) % 3]) for k in range(3)]
        made = _split(corners, [number.get((min(e), max(e)), -1) for e in ends])
        faces += made
        names += [name] * len(made)
    return attrs.evolve(_added(part, chosen), triangles=np.array(faces), materials=tuple(names))


def _added(part: Part, edges: I64) -> Part:
    def half(values: F64) -> F64:
        return 0.5 * (values[..., edges[:, 0], :] + values[..., edges[:, 1], :])

    welded = np.sort(part.weld[edges], axis=1)
    _, first, group = np.unique(welded, axis=0, return_index=True, return_inverse=True)
    count = len(part.places)
    middles = half(part.places) + bulge(part, welded)
    return attrs.evolve(
        part,
        places=np.concatenate([part.places, middles[first][group.ravel()]]),
        home=np.concatenate([part.home, half(part.home)]),
        uv=np.concatenate([part.uv, half(part.uv)]),
        colours=np.concatenate([part.colours, half(part.colours)]),
        weld=np.concatenate([part.weld, count + first[group.ravel()]]),
        base=np.concatenate([part.base, np.full(len(edges), -1)]),
        weights=np.concatenate([part.weights, half(part.weights)]),
        deltas=np.concatenate([part.deltas, half(part.deltas)], axis=1),
    )
