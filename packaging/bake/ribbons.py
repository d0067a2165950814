"""Hair by hair: thin tapered strips of geometry, which every engine draws alike."""

from __future__ import annotations

import numpy as np

from bake.parts import Part
from bake.source import F64, I64


def ribbons(paths: F64, sides: F64, widths: F64) -> tuple[F64, I64]:
    """Strips along paths [n, k, 3], pointed at the end: 2 k - 1 vertices each. `sides` [n, k, 3] are unit."""
    count, steps = paths.shape[:2]
    taper = (1.0 - (np.arange(steps - 1) / (steps - 1)) ** 1.5)[None, :, None] * widths[:, None, None] / 2
    left = paths[:, :-1] - sides[:, :-1] * taper
    right = paths[:, :-1] + sides[:, :-1] * taper
    body = np.stack([left, right], axis=2).reshape(count, -1, 3)
    places = np.concatenate([body, paths[:, -1:]], axis=1)
    each = 2 * steps - 1
    one = [[2 * k + c for c in corner] for k in range(steps - 2) for corner in ((0, 1, 3), (0, 3, 2))]
    one.append([each - 3, each - 2, each - 1])
    triangles = np.array(one)[None] + np.arange(count)[:, None, None] * each
    return places.reshape(-1, 3), triangles.reshape(-1, 3)


def part(name: str, material: str, mesh: tuple[F64, I64], weights: F64, deltas: F64) -> Part:
    """A part of one material and no texture."""
    places, triangles = mesh
    count = len(places)
    return Part(
        name=name,
        places=places,
        home=places,
        uv=np.tile([[0.5, 0.5]], (count, 1)),
        triangles=triangles,
        materials=(material,) * len(triangles),
        colours=np.ones((count, 3)),
        weld=np.arange(count),
        base=np.full(count, -1),
        weights=weights,
        deltas=deltas,
    )
