"""The skull seen from inside: directions round a pole, where skin lies in them, and where hair grows."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
from scipy.interpolate import CubicSpline

from bake import binding, points, source
from bake.source import F64, I64

CENTRE = np.array([0.0, 0.765, 0.055])
Boundary = tuple[tuple[float, float, float], ...]  # millimetres of the unshaped base mesh, left half

# From the middle of the forehead over temple, sideburn and round the ear to the nape.
HAIRLINE: Boundary = (
    (0, 800, 137), (18, 801, 134), (34, 799, 124), (45, 790, 113), (51, 778, 108), (56, 765, 101),
    (60, 750, 93), (65, 733, 82), (69, 721, 72.5), (71, 724, 68), (73.5, 739, 60), (75, 746, 50),
    (74.5, 741, 37), (73, 727, 29), (70, 707, 24), (64, 690, 17), (50, 678, 8), (28, 670, 0),
    (0, 668, -4),
)  # fmt: skip


@attrs.define(frozen=True, eq=False)
class Polar:
    """Angles about an axis through CENTRE; turn 0 lies towards `zero`."""

    axis: F64
    zero: F64

    @property
    def side(self) -> F64:
        return np.cross(self.axis, self.zero)

    def directions(self, turn: F64, away: F64) -> F64:
        """Unit vectors [..., 3] at angle `away` from the axis."""
        level = np.cos(turn)[..., None] * self.zero + np.sin(turn)[..., None] * self.side
        return np.cos(away)[..., None] * self.axis + np.sin(away)[..., None] * level

    def angles(self, places: F64) -> tuple[F64, F64]:
        """(turn, away) of points."""
        d = places - CENTRE
        d = d / np.linalg.norm(d, axis=-1, keepdims=True)
        return np.arctan2(d @ self.side, d @ self.zero), np.arccos(np.clip(d @ self.axis, -1.0, 1.0))


def polar(axis: tuple[float, float, float], zero: tuple[float, float, float]) -> Polar:
    a = np.array(axis) / np.linalg.norm(axis)
    z = np.array(zero) - a * float(np.dot(a, zero))
    return Polar(a, z / np.linalg.norm(z))


@cache
def _skull() -> tuple[F64, F64, F64]:
    """Corner and two edges of the triangles of head and neck, ears left out."""
    base = source.base_mesh().vertices
    triangles = binding.skin_triangles()
    uv_of = np.zeros((len(base), 2))
    quads = source.base_mesh().groups["body"]
    uv_of[quads.vertices] = source.base_mesh().uv[quads.uv]
    ears = points.sampled(source.mask("ears"), uv_of) > 0.5
    corners = base[triangles]
    kept = (corners[:, :, 1].min(axis=1) > 0.58) & ~ears[triangles].all(axis=1)
    corners = corners[kept]
    return corners[:, 0], corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]


def reach(directions: F64) -> F64:
    """Metres from CENTRE to the outermost skin in each direction [n, 3] (Moeller and Trumbore's test)."""
    corner, e1, e2 = _skull()
    to = CENTRE - corner
    q = np.cross(to, e1)
    far = np.zeros(len(directions))
    for start in range(0, len(directions), 256):
        d = directions[start : start + 256, None]
        p = np.cross(d, e2[None])
        det = np.sum(p * e1, axis=-1)
        det = np.where(np.abs(det) < 1e-15, 1e-15, det)
        u = np.sum(p * to, axis=-1) / det
        v = np.sum(d * q, axis=-1) / det
        t = np.sum(q * e2, axis=-1) / det
        hit = (u >= -1e-6) & (v >= -1e-6) & (u + v <= 1 + 1e-6) & (t > 0)
        far[start : start + 256] = np.where(hit, t, 0.0).max(axis=1)
    return far


def closed_curve(boundary: Boundary, count: int, right: Boundary | None = None) -> F64:
    """Points [count, 3] (metres) evenly along the smooth closed line through a boundary and its mirror."""
    left = np.array(boundary) * 1e-3
    other = (np.array(right) * 1e-3 if right else left) * [-1.0, 1.0, 1.0]
    loop = np.concatenate([left, other[-2:0:-1], left[:1]])
    run = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(loop, axis=0), axis=1))])
    curve = CubicSpline(run, loop, bc_type="periodic")
    dense = curve(np.linspace(0, run[-1], 2000))
    length = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(dense, axis=0), axis=1))])
    at = np.arange(count) / count * length[-1]
    return np.stack([np.interp(at, length, dense[:, k]) for k in range(3)], axis=1)


def inside(places: F64, boundary: Boundary) -> F64:
    """Metres [n] by which points of the skin lie behind the hairline (negative: in front of it)."""
    round_crown = polar((0.0, 1.0, -0.35), (0.0, 0.0, 1.0))
    turn, away = round_crown.angles(closed_curve(boundary, 720))
    order: I64 = np.argsort(turn)
    at, angle = round_crown.angles(places)
    edge = np.interp(at, turn[order], away[order], period=2 * np.pi)
    depth: F64 = (edge - angle) * np.linalg.norm(places - CENTRE, axis=1)
    return depth
