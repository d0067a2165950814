"""The sparse morphs of a character, seen as what they do to chosen vertices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.rig.schema import F64, Rig


def dense_deltas(rig: Rig, indices: npt.NDArray[np.integer]) -> F64:
    """[M, n, 3] metres that each morph at 1 moves the vertices `indices`; a vertex may be named twice."""
    column = np.full(len(rig.vertices), -1)
    chosen, places = np.unique(indices, return_inverse=True)
    column[chosen] = np.arange(len(chosen))
    morph = np.repeat(np.arange(len(rig.morph_names)), np.diff(rig.morph_offsets))
    at = column[rig.morph_vertices]
    deltas = np.zeros((len(rig.morph_names), len(chosen), 3))
    deltas[morph[at >= 0], at[at >= 0]] = rig.morph_deltas[at >= 0]
    return deltas[:, places]


def shaped(rig: Rig, weights: npt.NDArray[np.floating], indices: npt.NDArray[np.integer]) -> F64:
    """Bind-pose places [F, n, 3] of the vertices `indices` under morph weights [F, M]."""
    deltas = dense_deltas(rig, indices)
    moved = weights.astype(np.float64) @ deltas.reshape(len(deltas), -1)
    rest: F64 = rig.vertices[indices].astype(np.float64)
    return rest + moved.reshape(len(weights), len(indices), 3)
