"""Walks along the edge loops of the base mesh, whose lips and lids are made of such rings."""

from __future__ import annotations

from functools import cache

import numpy as np

from bake import source
from bake.source import I64


@cache
def _neighbours() -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Vertices joined to each vertex by an edge, and all vertices of its quads."""
    edges: dict[int, set[int]] = {}
    faces: dict[int, set[int]] = {}
    for quad in source.base_mesh().groups["body"].vertices.tolist():
        for k, vertex in enumerate(quad):
            edges.setdefault(vertex, set()).update((quad[k - 1], quad[(k + 1) % 4]))
            faces.setdefault(vertex, set()).update(quad)
    return edges, faces


def neighbours(vertex: int) -> set[int]:
    """Vertices joined to this one by an edge."""
    return _neighbours()[0][vertex]


def ring(first: int, second: int) -> I64:
    """The closed loop of edges that starts first -> second and goes straight on at every crossing of four."""
    edges, faces = _neighbours()
    path = [first, second]
    while True:
        before, here = path[-2], path[-1]
        ahead = edges[here] - faces[before]
        if len(ahead) != 1:
            raise ValueError(f"the loop {first} -> {second} ends at vertex {here}")
        following = ahead.pop()
        if following == first:
            return np.array(path)
        path.append(following)


def across(first: int, second: int, count: int) -> I64:
    """`count` vertices straight on from first -> second, crossing the rings."""
    edges, faces = _neighbours()
    path = [first, second]
    while len(path) < count:
        ahead = edges[path[-1]] - faces[path[-2]]
        path.append(min(ahead))
    return np.array(path)
