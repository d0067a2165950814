"""Lips, teeth and tongue: which base vertices they are."""

from __future__ import annotations

from functools import cache

import numpy as np

from bake import loops, source
from bake.source import F64, I64

# Middle of the upper lip on the ring where the closed lips touch, and its neighbour to the right.
_CONTACT = (520, 521)
_PRESSED = 0.0001  # metres by which closed lips overlap at rest
_REACH = 0.004  # metres: how far a pair's correction is felt


@cache
def lip_rings() -> tuple[I64, I64]:
    """Base vertices of the upper and the lower lip on the ring of contact, right to left; corners in both."""
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


def closed(vertices: F64) -> F64:
    """The rest shape with lips that just touch: each lip's neighbourhood moves by half of the gap it has.

    Where the pairs overlap the lips part, where they gape they meet; the cheeks' corners stay.
    """
    upper, lower = lip_pairs()
    gaps = vertices[upper, 1] - vertices[lower, 1] + _PRESSED
    moved = vertices.copy()
    for pairs, sign in ((upper, -0.5), (lower, 0.5)):
        region = _lip_region(vertices, upper=sign < 0)
        apart = np.linalg.norm(vertices[region][:, None] - vertices[pairs][None], axis=2)
        pull = np.exp(-((apart / _REACH) ** 2))
        shift = (pull @ (sign * gaps)) / np.maximum(pull.sum(axis=1), 1.0)
        moved[region, 1] += shift
    return moved


def _lip_region(vertices: F64, *, upper: bool) -> I64:
    """Body vertices of one lip around the contact: crossing the rings outwards and inwards from it."""
    ring = lip_rings()[0 if upper else 1]
    body = np.unique(source.base_mesh().groups["body"].vertices)
    near = body[np.linalg.norm(vertices[body] - vertices[ring].mean(axis=0), axis=1) < 0.05]
    other = lip_rings()[1 if upper else 0]
    steps = _steps(ring)
    away = _steps(other)
    return np.array([v for v in near.tolist() if steps.get(v, 99) <= 5 and steps[v] < away.get(v, 99)])


def _steps(start: I64) -> dict[int, int]:
    """Edges to walk from `start` to each vertex within six."""
    reached = dict.fromkeys(start.tolist(), 0)
    front = list(reached)
    for distance in range(1, 7):
        front = sorted({n for v in front for n in loops.neighbours(v)} - reached.keys())
        reached |= dict.fromkeys(front, distance)
    return reached
