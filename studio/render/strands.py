"""Which way hair runs: along v of its texture."""

from __future__ import annotations

import numpy as np

from studio.rig.schema import F32, Rig


def strands(rig: Rig) -> F32:
    """[V, 3] unit direction of growing v at rest, for vertices of hair; straight down for all others."""
    found = np.tile(np.array([0.0, -1.0, 0.0], np.float32), (len(rig.vertices), 1))
    hair = [i for i, material in enumerate(rig.materials) if material.shading == "hair"]
    triangles = rig.triangles[np.isin(rig.triangle_material, hair)]
    if not len(triangles):
        return found
    corner, uv = rig.vertices[triangles].astype(np.float64), rig.uv[triangles].astype(np.float64)
    edges, steps = corner[:, 1:] - corner[:, :1], uv[:, 1:] - uv[:, :1]
    turn = steps[:, 0, 0] * steps[:, 1, 1] - steps[:, 1, 0] * steps[:, 0, 1]
    along = steps[:, 0, :1] * edges[:, 1] - steps[:, 1, :1] * edges[:, 0]
    along *= np.sign(turn)[:, None]  # not divided by it: larger triangles weigh more
    sums = np.zeros((len(rig.vertices), 3))
    for k in range(3):
        np.add.at(sums, rig.weld[triangles[:, k]], along)
    sums = sums[rig.weld]
    length = np.linalg.norm(sums, axis=1)
    known = length > 1e-12
    found[known] = (sums[known] / length[known, None]).astype(np.float32)
    return found
