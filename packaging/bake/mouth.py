"""Lips, teeth and tongue: which base vertices they are."""

from __future__ import annotations

from functools import cache

import numpy as np

from bake import loops, source
from bake.source import F64, I64

# Middle of the upper lip on the ring where the closed lips touch, and its neighbour to the right.
_CONTACT = (520, 521)


@cache
def lip_rings() -> tuple[I64, I64]:
    """Base vertices of the upper and the lower lip on the ring of contact, right corner to left; corners in both."""
    ring = loops.ring(*_CONTACT)
    x = source.base_mesh().vertices[ring, 0]
    ring = np.roll(ring, -int(np.argmin(x)))
    if source.base_mesh().vertices[ring[1], 1] < source.base_mesh().vertices[ring[-1], 1]:
        ring = np.concatenate([ring[:1], ring[:0:-1]])
    left = int(np.argmax(source.base_mesh().vertices[ring, 0]))
    return ring[: left + 1], np.concatenate([ring[:1], ring[:left:-1], ring[left : left + 1]])


@cache
def lip_pairs() -> tuple[I64, I64]:
    """Base vertices (upper, lower), index by index face to face, from the right corner to the left.

    The lower lip has fewer columns of vertices, so each of its vertices gets the upper one nearest across.
    """
    upper, lower = (r[1:-1] for r in lip_rings())
    x = source.base_mesh().vertices[:, 0]
    nearest = [int(upper[np.argmin(np.abs(x[upper] - x[v]))]) for v in lower]
    return np.array(nearest), lower


def teeth_edge(vertices: F64, group: str, upper: bool, half_width: float = 0.012) -> I64:
    """Vertices on the biting edge of the front teeth, right to left."""
    teeth = source.vertex_group(group)
    near = teeth[np.abs(vertices[teeth, 0]) < half_width]
    front = near[vertices[near, 2] > vertices[near, 2].max() - 0.012]
    height = vertices[front, 1]
    edge = front[height < height.min() + 0.002] if upper else front[height > height.max() - 0.002]
    return edge[np.argsort(vertices[edge, 0], kind="stable")]
