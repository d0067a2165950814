"""Eyelashes that turn with their lids."""

from __future__ import annotations

import numpy as np

from bake import lids, ribbons
from bake.eyes import Globe
from bake.parts import Part, Surface
from bake.source import F64, I64


def _turns(before: F64, after: F64) -> F64:
    """Rotation matrices [..., 3, 3] of the shortest turns between directions [..., 3]."""
    a = before / np.linalg.norm(before, axis=-1, keepdims=True)
    b = after / np.linalg.norm(after, axis=-1, keepdims=True)
    axis, cosine = np.cross(a, b), np.sum(a * b, axis=-1)[..., None, None]
    zero = np.zeros(axis.shape[:-1])
    x, y, z = axis[..., 0], axis[..., 1], axis[..., 2]
    skew = np.stack([zero, -z, y, z, zero, -x, -y, x, zero], axis=-1).reshape(*zero.shape, 3, 3)
    turn: F64 = np.eye(3) + skew + skew @ skew / (1.0 + cosine)
    return turn


class _Row:
    """Places along a lid's margin: each between two neighbouring margin vertices."""

    def __init__(self, ring: I64, count: int, surface: Surface) -> None:
        line = surface.vertices[ring]
        run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
        self.share = (np.arange(count) + 0.5) / count
        at = np.interp(self.share * run[-1], run, np.arange(len(ring)))
        first = np.minimum(at.astype(int), len(ring) - 2)
        self.ends = np.stack([ring[first], ring[first + 1]], axis=1)
        self.part = (at - first)[:, None]

    def mixed(self, values: F64) -> F64:
        return values[..., self.ends[:, 0], :] * (1 - self.part) + values[..., self.ends[:, 1], :] * self.part


def _lash_paths(row: _Row, surface: Surface, globe: Globe, side: str, *, upper: bool, length: float) -> F64:
    """[n, 3, 3]: out from the eye, curving up (upper) or down, fanned out from the middle of the lid."""
    roots = row.mixed(surface.vertices)
    outward = (roots - globe.centre) / np.linalg.norm(roots - globe.centre, axis=1, keepdims=True)
    outer = row.share if side == "left" else 1.0 - row.share  # 0 at the nose, 1 at the temple
    rng = np.random.default_rng(41 if upper else 42)
    grown = length * (0.55 + 0.45 * np.sin(np.pi * np.clip(0.12 + 0.72 * outer, 0, 1)) ** 0.7)
    grown = grown * rng.uniform(0.85, 1.08, len(roots)) * np.where(outer < 0.12, 0.6, 1.0)
    rise = np.array([0.0, 1.0 if upper else -1.0, 0.0])
    fan = ((outer - 0.42) * (1.1 if side == "left" else -1.1) + rng.normal(0, 0.08, len(roots)))[:, None]
    ahead = outward + fan * np.array([1.0, 0.0, 0.0]) + rise * (0.05 if upper else 0.35)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    bend = rise * (0.75 if upper else 0.25)
    t = np.array([0.0, 0.5, 1.0])[None, :, None]
    grown = grown[:, None, None]
    return roots[:, None] + grown * (ahead[:, None] * t + bend * t * t * (0.9 - 0.2 * t))


def lashes(surface: Surface, side: str, globe: Globe, length: float) -> Part:
    """Both lids' lashes of one eye; they turn about the eye as far as their roots travel round it."""
    margin = lids.margin(side)
    meshes, weights, deltas, start = [], [], [], 0
    for upper, ring, count in ((True, margin.upper, 46), (False, margin.lower, 22)):
        inside = ring[1:] if (side == "left") else ring[:-1]  # none at the inner corner
        row = _Row(inside, count, surface)
        paths = _lash_paths(row, surface, globe, side, upper=upper, length=length * (1.0 if upper else 0.42))
        sides = np.cross(np.gradient(paths, axis=1), paths - globe.centre)
        sides /= np.maximum(np.linalg.norm(sides, axis=2, keepdims=True), 1e-9)
        places, triangles = ribbons.ribbons(paths, sides, np.full(count, 0.00032 if upper else 0.00022))
        roots = np.repeat(row.mixed(surface.vertices), 5, axis=0)
        moved = np.repeat(row.mixed(surface.deltas), 5, axis=1)
        turned = np.einsum(
            "mnij,nj->mni", _turns(roots - globe.centre, roots + moved - globe.centre), places - roots
        )
        meshes.append((places, triangles + start))
        start += len(places)
        deltas.append(moved + turned - (places - roots))
        weights.append(np.repeat(row.mixed(surface.weights), 5, axis=0))
    mesh = (np.concatenate([m[0] for m in meshes]), np.concatenate([m[1] for m in meshes]))
    return ribbons.part(
        f"lashes_{side}", "lash", mesh, np.concatenate(weights), np.concatenate(deltas, axis=1)
    )
