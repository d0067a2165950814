"""How a blend shape turns the normals of the surface it moves."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.interchange.fbx.mesh import ControlPoints
from studio.rig.schema import F32, F64, I32, Rig

# Normals differ by less than what an engine keeps of them (16 bits); short numbers also pack better.
_DECIMALS = 4


@attrs.frozen(eq=False)
class Surface:
    """places [P, 3], triangles [T, 3] of points, normals [P, 3] (unit, area-weighted), and for each point the
    triangles around it: around[first[p] : first[p + 1]]."""

    places: F32
    triangles: I32
    normals: F64
    around: npt.NDArray[np.int64]
    first: npt.NDArray[np.int64]

    @classmethod
    def of(cls, rig: Rig, points: ControlPoints) -> Surface:
        places, triangles = rig.vertices[points.vertices], points.of_vertex[rig.triangles]
        order = np.argsort(triangles.ravel(), kind="stable")
        first = np.searchsorted(triangles.ravel()[order], np.arange(len(places) + 1))
        normals = _unit(_gather(_areas(places, triangles), triangles, len(places)))
        return cls(places, triangles, normals, order // 3, first)

    def normal_changes(self, moved: I32, deltas: F32) -> F64:
        """[n, 3] what the full shape adds to the unit normals of the points it moves."""
        if not len(moved):
            return np.zeros((0, 3))
        near = np.unique(np.concatenate([self.around[self.first[p] : self.first[p + 1]] for p in moved]))
        places = self.places.copy()
        places[moved] += deltas
        triangles = self.triangles[near]
        shaped = _gather(_areas(places, triangles), triangles, len(places))[moved]
        return np.round(_unit(shaped) - self.normals[moved], _DECIMALS) + 0.0


def _areas(places: F32, triangles: I32) -> F64:
    """[T, 3] normals whose length is twice the area."""
    a, b, c = (places[triangles[:, k]].astype(np.float64) for k in range(3))
    return np.cross(b - a, c - a)


def _gather(areas: F64, triangles: I32, count: int) -> F64:
    corners = triangles.ravel()
    each = np.repeat(areas, 3, axis=0)
    return np.stack([np.bincount(corners, each[:, i], count) for i in range(3)], axis=1)


def _unit(normals: F64) -> F64:
    length = np.linalg.norm(normals, axis=1, keepdims=True)
    result: F64 = normals / np.where(length > 0, length, 1.0)
    return result
