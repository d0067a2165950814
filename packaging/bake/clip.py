"""Cuts parts along smooth lines, and gives the cut edges a turned-in hem."""

from __future__ import annotations

import attrs
import numpy as np

from bake import parts
from bake.parts import Part
from bake.source import F64, I64


def _blended(values: F64, ends: I64, share: F64, axis: int = 0) -> F64:
    shape = [1] * values.ndim
    shape[axis] = -1
    t = share.reshape(shape)
    return np.take(values, ends[:, 0], axis) * (1 - t) + np.take(values, ends[:, 1], axis) * t


def taken(part: Part, rows: I64) -> Part:
    """The part with only the triangles of these rows and the vertices they use."""
    triangles = part.triangles[rows]
    used = np.unique(np.concatenate([triangles.ravel(), part.weld[triangles].ravel()]))
    number = np.full(len(part.places), -1)
    number[used] = np.arange(len(used))
    return attrs.evolve(
        part,
        places=part.places[used], home=part.home[used], uv=part.uv[used], triangles=number[triangles],
        materials=tuple(part.materials[k] for k in rows.tolist()),
        colours=part.colours[used], weld=number[part.weld[used]], base=part.base[used],
        weights=part.weights[used], deltas=part.deltas[:, used],
    )  # fmt: skip


def _with_cuts(part: Part, ends: I64, share: F64) -> Part:
    """The part with a new vertex on each edge [k, 2] at its share."""
    count = len(part.places)
    return attrs.evolve(
        part,
        places=np.concatenate([part.places, _blended(part.places, ends, share)]),
        home=np.concatenate([part.home, _blended(part.home, ends, share)]),
        uv=np.concatenate([part.uv, _blended(part.uv, ends, share)]),
        colours=np.concatenate([part.colours, _blended(part.colours, ends, share)]),
        weld=np.concatenate([part.weld, np.arange(count, count + len(ends))]),
        base=np.concatenate([part.base, np.full(len(ends), -1)]),
        weights=np.concatenate([part.weights, _blended(part.weights, ends, share)]),
        deltas=np.concatenate([part.deltas, _blended(part.deltas, ends, share, axis=1)], axis=1),
    )


def kept(part: Part, field: F64) -> Part:
    """What of the part lies where `field` [n] is positive, cut exactly along its zero line."""
    field = np.where(np.abs(field) < 1e-6, 1e-6, field)[part.weld]
    positive = field > 0
    edges: dict[tuple[int, int], int] = {}
    count = len(part.places)
    faces: list[tuple[int, int, int]] = []
    names: list[str] = []

    def on(a: int, b: int) -> int:
        return edges.setdefault((min(a, b), max(a, b)), count + len(edges))

    for corners, name in zip(part.triangles.tolist(), part.materials, strict=True):
        signs = [bool(positive[c]) for c in corners]
        made: list[tuple[int, int, int]] = []
        if all(signs):
            made = [tuple(corners)]
        elif any(signs):
            lone = signs.index(True) if sum(signs) == 1 else signs.index(False)
            a, b, c = corners[lone], corners[(lone + 1) % 3], corners[(lone + 2) % 3]
            ab, ca = on(a, b), on(c, a)
            made = [(a, ab, ca)] if sum(signs) == 1 else [(ab, b, c), (ab, c, ca)]
        faces += made
        names += [name] * len(made)
    ends = np.array(list(edges), dtype=np.int64).reshape(-1, 2)
    share = field[ends[:, 0]] / (field[ends[:, 0]] - field[ends[:, 1]])
    whole = attrs.evolve(_with_cuts(part, ends, share), triangles=np.array(faces), materials=tuple(names))
    return taken(whole, np.arange(len(faces)))


def rims(part: Part) -> I64:
    """Open edges [k, 2] in the direction their triangles run."""
    corners = part.weld[part.triangles]
    directed = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [2, 0]]])
    keys = directed[:, 0] * len(part.places) + directed[:, 1]
    return directed[~np.isin(keys, directed[:, 1] * len(part.places) + directed[:, 0])]


def hemmed(part: Part, depth: float) -> Part:
    """Every open edge turned inwards by `depth` metres, so that cloth looks thick and no inside shows."""
    edges = rims(part)
    rim, flat = np.unique(edges, return_inverse=True)
    a, b = flat.reshape(-1, 2).T
    up = parts.normals(part.places, part.triangles, part.weld)[rim]
    inwards = _away_from_rim(part, edges, rim)
    second = part.places[rim] - depth * 0.55 * up - depth * 0.25 * inwards
    third = part.places[rim] - depth * up + depth * 1.2 * inwards
    fold, end = (len(part.places) + k * len(rim) + np.arange(len(rim)) for k in range(2))
    bands = [
        np.stack([rim[b], rim[a], fold[a]], axis=1),
        np.stack([rim[b], fold[a], fold[b]], axis=1),
        np.stack([fold[b], fold[a], end[a]], axis=1),
        np.stack([fold[b], end[a], end[b]], axis=1),
    ]
    dark = np.concatenate([0.7 * part.colours[rim], 0.3 * part.colours[rim]])
    places = np.concatenate([second, third])
    return grown(part, np.tile(rim, 2), places, np.concatenate(bands), dark)


def grown(part: Part, rim: I64, places: F64, triangles: I64, colours: F64) -> Part:
    """The part with new vertices that copy everything but their place and colour from `rim`."""
    first = len(part.places)
    return attrs.evolve(
        part,
        places=np.concatenate([part.places, places]),
        home=np.concatenate([part.home, part.home[rim]]),
        uv=np.concatenate([part.uv, part.uv[rim]]),
        triangles=np.concatenate([part.triangles, triangles]),
        materials=part.materials + (part.materials[0],) * len(triangles),
        colours=np.concatenate([part.colours, colours]),
        weld=np.concatenate([part.weld, np.arange(first, first + len(rim))]),
        base=np.concatenate([part.base, np.full(len(rim), -1)]),
        weights=np.concatenate([part.weights, part.weights[rim]]),
        deltas=np.concatenate([part.deltas, part.deltas[:, rim]], axis=1),
    )


def _away_from_rim(part: Part, edges: I64, rim: I64) -> F64:
    """Unit directions [k, 3] along the cloth from each rim vertex into it."""
    corners = part.weld[part.triangles]
    sums = np.zeros_like(part.places)
    counts = np.zeros(len(part.places))
    for k in range(3):
        for other in (corners[:, (k + 1) % 3], corners[:, (k + 2) % 3]):
            inner = ~np.isin(other, rim)
            np.add.at(sums, corners[inner, k], part.places[other[inner]])
            np.add.at(counts, corners[inner, k], 1.0)
    towards = sums[rim] / np.maximum(counts[rim], 1.0)[:, None] - part.places[rim]
    towards[counts[rim] == 0] = 0.0
    return towards / np.maximum(np.linalg.norm(towards, axis=1, keepdims=True), 1e-9)
