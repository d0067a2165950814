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
    rim = np.unique(edges)
    up = parts.normals(part.places, part.triangles, part.weld)
    inwards = _away_from_rim(part, edges, rim)
    start = len(part.places)
    number = np.full(start, -1)
    number[rim] = np.arange(len(rim))
    second = part.places[rim] - depth * 0.55 * up[rim] - depth * 0.25 * inwards
    third = part.places[rim] - depth * up[rim] + depth * 1.2 * inwards
    doubled = np.tile(rim, 2)
    a, b = number[edges[:, 0]], number[edges[:, 1]]
    k = len(rim)
    bands = [
        np.stack([edges[:, 1], edges[:, 0], start + a], axis=1),
        np.stack([edges[:, 1], start + a, start + b], axis=1),
        np.stack([start + b, start + a, start + k + a], axis=1),
        np.stack([start + b, start + k + a, start + k + b], axis=1),
    ]
    return attrs.evolve(
        part,
        places=np.concatenate([part.places, second, third]),
        home=np.concatenate([part.home, part.home[doubled]]),
        uv=np.concatenate([part.uv, part.uv[doubled]]),
        triangles=np.concatenate([part.triangles, *bands]),
        materials=part.materials + (part.materials[0],) * (4 * len(edges)),
        colours=np.concatenate([part.colours, 0.7 * part.colours[rim], 0.3 * part.colours[rim]]),
        weld=np.concatenate([part.weld, np.arange(start, start + 2 * k)]),
        base=np.concatenate([part.base, np.full(2 * k, -1)]),
        weights=np.concatenate([part.weights, part.weights[doubled]]),
        deltas=np.concatenate([part.deltas, part.deltas[:, doubled]], axis=1),
    )  # fmt: skip


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


def drawn_down(part: Part, near: np.ndarray, depth: float, rings: int) -> Part:
    """Open edges whose vertices are `near` ([n] bool) continued straight down by `depth` metres, opening a little."""
    edges = rims(part)
    edges = edges[near[edges].all(axis=1)]
    rim = np.unique(edges)
    number = np.full(len(part.places), -1)
    number[rim] = np.arange(len(rim))
    a, b = number[edges[:, 0]], number[edges[:, 1]]
    starts = [rim[k] for k in (a, b)]
    made = part
    left = part.places[rim, 0] > 0
    middles = np.where(left[:, None], part.places[rim][left].mean(axis=0), part.places[rim][~left].mean(axis=0))
    for ring in range(1, rings + 1):
        share = ring / rings
        outward = (part.places[rim] - middles) * [1, 0, 1]
        level = part.places[rim].copy()
        level[:, 1] = (1 - share) * level[:, 1] + share * (middles[:, 1] - depth)
        places = level + outward * 0.10 * share + np.array([0.0, 0.0, 0.012]) * share**1.5
        first = len(made.places)
        ends = [first + a, first + b]
        bands = [np.stack([starts[1], starts[0], ends[0]], axis=1), np.stack([starts[1], ends[0], ends[1]], axis=1)]
        made = attrs.evolve(
            made,
            places=np.concatenate([made.places, places]),
            home=np.concatenate([made.home, part.home[rim]]),
            uv=np.concatenate([made.uv, part.uv[rim]]),
            triangles=np.concatenate([made.triangles, *bands]),
            materials=made.materials + (part.materials[0],) * (2 * len(edges)),
            colours=np.concatenate([made.colours, part.colours[rim]]),
            weld=np.concatenate([made.weld, np.arange(first, first + len(rim))]),
            base=np.concatenate([made.base, np.full(len(rim), -1)]),
            weights=np.concatenate([made.weights, part.weights[rim]]),
            deltas=np.concatenate([made.deltas, part.deltas[:, rim]], axis=1),
        )
        starts = ends
    return made
