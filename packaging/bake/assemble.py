"""All parts become one mesh with sparse shapes and few influences: the arrays a Rig is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from bake import parts
from bake.parts import Part
from bake.source import F64, I64
from studio.rig.schema import Material

_INFLUENCES = 8
_LEAST_DELTA = 5e-6  # metres: below this a shape does not move a vertex
Arrays = dict[str, npt.NDArray[np.generic]]


def _on_grid(values: F64, bits: int) -> npt.NDArray[np.float32]:
    """Rounded to multiples of 2**-bits: last digits, in which machines may differ, go, and files shrink."""
    return (np.round(values * 2.0**bits) / 2.0**bits).astype(np.float32)


def _influences(weights: F64) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]:
    order = np.argsort(-weights, axis=1, kind="stable")[:, :_INFLUENCES]
    strongest = np.take_along_axis(weights, order, axis=1)
    strongest[strongest < 1e-4] = 0.0
    strongest = np.round(strongest / strongest.sum(axis=1, keepdims=True) * 4096.0) / 4096.0
    strongest[:, 0] += 1.0 - strongest.sum(axis=1)
    return np.where(strongest > 0, order, 0).astype(np.int32), strongest.astype(np.float32)


def _sparse(deltas: F64) -> Arrays:
    moved = np.linalg.norm(deltas, axis=2) >= _LEAST_DELTA
    counts = moved.sum(axis=1)
    rows, vertices = np.nonzero(moved)
    return {
        "morph_vertices": vertices.astype(np.int32),
        "morph_offsets": np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        "morph_deltas": _on_grid(deltas[rows, vertices], 23),
    }


def arrays(whole: Part, materials: Sequence[Material], sets: Mapping[str, I64], joint_places: F64) -> Arrays:
    """Everything of a Rig that is an array, vertex sets as `set.NAME`."""
    index = {m.name: k for k, m in enumerate(materials)}
    joints, weights = _influences(whole.weights)
    return {
        "vertices": _on_grid(whole.places, 20),
        "normals": _on_grid(parts.normals(whole.places, whole.triangles, whole.weld), 14),
        "triangles": whole.triangles.astype(np.int32),
        "uv": _on_grid(whole.uv, 14),
        "colours": _on_grid(whole.colours, 10),
        "weld": whole.weld.astype(np.int32),
        "triangle_material": np.array([index[m] for m in whole.materials], dtype=np.int32),
        "joint_positions": _on_grid(joint_places, 20),
        "skin_joints": joints,
        "skin_weights": weights,
        **_sparse(whole.deltas),
        **{f"set.{name}": vertices.astype(np.int32) for name, vertices in sorted(sets.items())},
    }


def placed(whole: Part, base_vertices: I64) -> I64:
    """Where base vertices ended up in the whole mesh (the first copy where a UV seam made several)."""
    known = np.flatnonzero(whole.base >= 0)
    firsts, at = np.unique(whole.base[known], return_index=True)
    rows = np.searchsorted(firsts, base_vertices)
    if np.any(rows >= len(firsts)) or np.any(firsts[np.minimum(rows, len(firsts) - 1)] != base_vertices):
        raise ValueError("a vertex that a set names was cut away")
    return known[at[rows]]
