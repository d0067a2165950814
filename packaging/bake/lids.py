"""Eyelids: their margins, and blinks that close exactly."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
from scipy.spatial import cKDTree

from bake import atlas, loops, source
from bake.parts import Surface
from bake.source import F64, I64
from studio.core.names import ARKIT_CHANNELS

# A vertex on the left upper lid's outer margin and its neighbour on the ring; the same on the ring inside it.
_OUTER = (6785, 6784)
_INNER = (13352, 13353)
_OVERLAP = 0.0002  # metres by which closed lids press into each other, so that no slit shows


@attrs.define(frozen=True, eq=False)
class Lids:
    """Margins of one eye as base vertices from the character's right corner to the left, corners in both."""

    upper: I64
    lower: I64

    def pairs(self) -> tuple[I64, I64]:
        """(upper, lower) of equal length; each lower vertex faces the upper one nearest across."""
        x = source.base_mesh().vertices[:, 0]
        upper, lower = self.upper[1:-1], self.lower[1:-1]
        facing = np.array([upper[np.argmin(np.abs(x[upper] - x[v]))] for v in lower])
        return facing, lower


@cache
def mirror() -> I64:
    """The base vertex on the other side of each, found by place (the base mesh is symmetric)."""
    places = source.base_mesh().vertices
    _, other = cKDTree(places).query(places * [-1.0, 1.0, 1.0])
    return np.asarray(other, dtype=np.int64)


def _split(ring: I64) -> Lids:
    places = source.base_mesh().vertices[ring]
    ring = np.roll(ring, -int(np.argmin(places[:, 0])))
    places = source.base_mesh().vertices[ring]
    if places[1, 1] < places[-1, 1]:
        ring = np.concatenate([ring[:1], ring[:0:-1]])
    end = int(np.argmax(source.base_mesh().vertices[ring, 0]))
    return Lids(ring[: end + 1], np.concatenate([ring[:1], ring[:end:-1], ring[end : end + 1]]))


@cache
def margin(side: str, *, inner: bool = False) -> Lids:
    """The lids' edge where lashes grow (outer) or where it touches the eye (inner)."""
    ring = loops.ring(*(_INNER if inner else _OUTER))
    return _split(ring if side == "left" else mirror()[ring])


def _gaps(vertices: F64, lids: Lids, shape: F64) -> F64:
    """Metres [k] that each column of the upper margin stays above the lower lid when the shape is full."""
    upper = lids.upper[1:-1]
    closed = vertices[upper] + shape[upper]
    lower = vertices[lids.lower] + shape[lids.lower]
    return closed[:, 1] - np.interp(closed[:, 0], lower[:, 0], lower[:, 1])


def exact_blink(surface: Surface, side: str) -> F64:
    """The blink's offsets [19158, 3], scaled column by column so that the margins just meet on this face."""
    shape = surface.deltas[ARKIT_CHANNELS.index(f"eyeBlink{side.title()}")]
    lids = margin(side)
    upper = lids.upper[1:-1]
    order = np.argsort(surface.vertices[upper, 0])
    travel = np.maximum(-shape[upper, 1], 1e-3)
    scale = np.ones(len(upper))
    for _ in range(8):  # columns drift sideways while they travel
        gaps = _gaps(surface.vertices, lids, _scaled(surface.vertices, shape, upper[order], scale[order]))
        scale = np.clip(scale + (gaps + _OVERLAP) / travel, 0.35, 1.7)
    return _scaled(surface.vertices, shape, upper[order], scale[order])


def _scaled(vertices: F64, shape: F64, columns: I64, scale: F64) -> F64:
    """The shape with what travels down near the upper margin scaled as the column it lies in."""
    moved_down = np.clip(-shape[:, 1] / 0.001, 0.0, 1.0)
    near = np.exp(-((np.linalg.norm(vertices - vertices[columns].mean(axis=0), axis=1) / 0.024) ** 6))
    wanted = np.interp(vertices[:, 0], vertices[columns, 0], scale)
    scaled: F64 = shape * (1.0 + near * moved_down * (wanted - 1.0))[:, None]
    return scaled


@cache
def deep_in_sockets() -> np.ndarray:
    """Which of the body's quads lie behind the eyeballs, where nobody ever sees them."""
    base = source.base_mesh()
    quads = base.groups["body"].vertices
    far = np.ones(len(base.vertices), dtype=bool)
    for side in ("left", "right"):
        ring = margin(side, inner=True)
        rim = base.vertices[np.concatenate([ring.upper, ring.lower])]
        away, _ = cKDTree(rim).query(base.vertices)
        far &= away > 0.006
    sockets = np.array([part == "socket" for part in atlas.body_parts()])
    return sockets & far[quads].all(axis=1)
