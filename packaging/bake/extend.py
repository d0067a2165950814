"""Continues open edges of a part: trouser legs and soles straight down, and bottoms closed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from bake import clip
from bake.parts import Part
from bake.source import F64, I64


def _sides(part: Part, rim: I64) -> list[I64]:
    """Positions within `rim` of the left leg's and of the right leg's vertices."""
    left = part.places[rim, 0] > 0
    return [np.flatnonzero(left), np.flatnonzero(~left)]


def _middles(part: Part, rim: I64) -> F64:
    middles = np.zeros((len(rim), 3))
    for side in _sides(part, rim):
        middles[side] = part.places[rim[side]].mean(axis=0)
    return middles


def drawn(
    part: Part, near: np.ndarray, floor: float, steps: int, way: Callable[[F64, float], F64]
) -> tuple[Part, I64]:
    """Open edges whose vertices are `near` ([n] bool) continued to the height `floor` in `steps` rings.

    `way(outward, share)` gives the offsets [k, 3] of a ring from the rim: outward are the level directions
    from each leg's middle, share runs to 1. Gives the last ring's edges too.
    """
    edges = clip.rims(part)
    edges = edges[near[edges].all(axis=1)]
    rim, flat = np.unique(edges, return_inverse=True)
    a, b = flat.reshape(-1, 2).T
    outward = (part.places[rim] - _middles(part, rim)) * [1.0, 0.0, 1.0]
    made, before = part, rim
    for step in range(1, steps + 1):
        places = part.places[rim] + way(outward, step / steps)
        places[:, 1] += (floor - places[:, 1]) * step / steps
        after = len(made.places) + np.arange(len(rim))
        bands = [
            np.stack([before[b], before[a], after[a]], axis=1),
            np.stack([before[b], after[a], after[b]], axis=1),
        ]
        made = clip.grown(made, rim, places, np.concatenate(bands), made.colours[before])
        before = after
    return made, np.stack([before[a], before[b]], axis=1)


def closed(part: Part, edges: I64) -> Part:
    """Each leg's ring of open edges [k, 2] closed by a fan round its middle."""
    made = part
    for side in (1.0, -1.0):
        ring = edges[part.places[edges[:, 0], 0] * side > 0]
        middle = part.places[np.unique(ring)].mean(axis=0)[None]
        fan = np.stack([ring[:, 1], ring[:, 0], np.full(len(ring), len(made.places))], axis=1)
        made = clip.grown(made, ring[:1, 0], middle, fan, part.colours[ring[:1, 0]])
    return made
