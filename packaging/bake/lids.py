"""Eyelids: their margins, and blinks that close exactly."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
from scipy.spatial import cKDTree

from bake import loops, source
from bake.parts import Surface
from bake.source import F64, I64
from studio.core.names import ARKIT_CHANNELS

# A vertex on the left upper lid's outer margin and its neighbour on the ring, and the same on the ring inside it.
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


def _needed(vertices: F64, lids: Lids, shape: F64) -> F64:
    """How much of its travel [k] each column of the upper margin needs to reach the lower lid."""
    upper = lids.upper[1:-1]
    travelled = vertices[upper] + shape[upper]
    lower = vertices[lids.lower] + shape[lids.lower]
    meet = np.interp(travelled[:, 0], lower[:, 0], lower[:, 1]) - _OVERLAP
    travel = -shape[upper, 1]
    needed = (vertices[upper, 1] - meet) / np.maximum(travel, 1e-4)
    return np.where(travel > 3e-4, np.clip(needed, 0.3, 2.5), 1.0)


def exact_blink(surface: Surface, side: str) -> F64:
    """The blink's offsets [19158, 3], scaled column by column so that the margins just meet on this face."""
    shape = surface.deltas[ARKIT_CHANNELS.index(f"eyeBlink{side.title()}")]
    lids = margin(side)
    columns = surface.vertices[lids.upper[1:-1], 0]
    order = np.argsort(columns)
    moved_down = np.clip(-shape[:, 1] / 0.001, 0.0, 1.0)  # only what travels with the upper lid is scaled
    for _ in range(6):  # columns drift sideways while they travel
        needed = _needed(surface.vertices, lids, shape)[order]
        scale = np.interp(surface.vertices[:, 0], columns[order], needed)
        shape = shape * (1.0 + moved_down * (scale - 1.0))[:, None]
    return shape
