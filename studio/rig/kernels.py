"""One frame of a character in one compiled pass: joints, sparse morphs, skinning, smooth normals.

Only `rig.evaluate` imports this, and only when it is about to evaluate: numba takes a while to load. The
functions release the interpreter's lock, so that any number of threads may run them at once; `frame` uses
no threads of its own, `shared_frame` all cores, to the same bytes. Compiled code is kept on disk beside this
file or, where that cannot be written, in the user's cache folder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

A = npt.NDArray[Any]

# Straight-line arithmetic on neighbouring floats becomes vector instructions: a third off the skinning.
numba.config.SLP_VECTORIZE = 1  # type: ignore[attr-defined] # set by numba itself from the environment

# Threads that several callers may ask at once; where there are none, `shared_frame` raises ValueError.
numba.config.THREADING_LAYER = "threadsafe"  # type: ignore[attr-defined] # likewise

_PARTS = 4  # pieces of a frame: few, for each costs a hand-over, and more than two cores help little

# Sums keep their order of addition (no reassociation), so that a frame has the same bytes on every run.
_OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": {"nnan", "ninf", "nsz", "contract", "arcp"},
    "error_model": "numpy",
}


def _compiled(function: Callable[..., None], *, parallel: bool = False) -> Callable[..., None]:
    try:
        kernel: Callable[..., None] = numba.njit(function, cache=True, parallel=parallel, **_OPTIONS)
    except RuntimeError:  # no folder to keep compiled code in: compile anew in each process
        kernel = numba.njit(function, parallel=parallel, **_OPTIONS)
    return kernel


def _pose(rotations: A, root: A, positions: A, parents: A, world: A) -> None:
    """World matrices [J, 4, 4] of local rotations [J, 4] about joints at rest `positions` [J, 3]."""
    for j in range(len(parents)):
        x, y, z, w = rotations[j, 0], rotations[j, 1], rotations[j, 2], rotations[j, 3]
        r00, r01, r02 = 1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)
        r10, r11, r12 = 2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)
        r20, r21, r22 = 2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)
        p = parents[j]
        for a in range(3):
            if p < 0:
                b0, b1, b2 = 1.0 * (a == 0), 1.0 * (a == 1), 1.0 * (a == 2)
                world[j, a, 3] = positions[j, a] + root[a]
            else:
                b0, b1, b2 = world[p, a, 0], world[p, a, 1], world[p, a, 2]
                dx, dy = positions[j, 0] - positions[p, 0], positions[j, 1] - positions[p, 1]
                world[j, a, 3] = world[p, a, 3] + b0 * dx + b1 * dy + b2 * (positions[j, 2] - positions[p, 2])
            world[j, a, 0] = b0 * r00 + b1 * r10 + b2 * r20
            world[j, a, 1] = b0 * r01 + b1 * r11 + b2 * r21
            world[j, a, 2] = b0 * r02 + b1 * r12 + b2 * r22
            world[j, 3, a] = 0.0
        world[j, 3, 3] = 1.0


def _palette(world: A, positions: A, palette: A) -> None:
    """[J, 12] float32 rows of the matrices that take bind-pose points to their place."""
    for j in range(len(world)):
        for a in range(3):
            shift = world[j, a, 3]
            for b in range(3):
                palette[j, 4 * a + b] = world[j, a, b]
                shift -= world[j, a, b] * positions[j, b]
            palette[j, 4 * a + 3] = shift


def _skin(
    weights: A, rest: A, morph_starts: A, morphs: A, deltas: A, starts: A, joints: A, influences: A,
    palette: A, out: A,
) -> None:  # fmt: skip
    """Morphs and linear blend skinning into `out` [V, 3]. The deltas of v lie in [morph_starts[v],
    morph_starts[v + 1]), its influences in [starts[v], starts[v + 1])."""
    for v in range(len(rest)):
        x, y, z = rest[v, 0], rest[v, 1], rest[v, 2]
        for n in range(morph_starts[v], morph_starts[v + 1]):
            weight = weights[morphs[n]]
            x += weight * deltas[n, 0]
            y += weight * deltas[n, 1]
            z += weight * deltas[n, 2]
        n = starts[v]
        w, m = influences[n], palette[joints[n]]
        # Twelve names and not an array: they stay in registers.
        a0, a1, a2, a3 = w * m[0], w * m[1], w * m[2], w * m[3]
        b0, b1, b2, b3 = w * m[4], w * m[5], w * m[6], w * m[7]
        c0, c1, c2, c3 = w * m[8], w * m[9], w * m[10], w * m[11]
        for n in range(starts[v] + 1, starts[v + 1]):
            w, m = influences[n], palette[joints[n]]
            a0, a1, a2, a3 = a0 + w * m[0], a1 + w * m[1], a2 + w * m[2], a3 + w * m[3]
            b0, b1, b2, b3 = b0 + w * m[4], b1 + w * m[5], b2 + w * m[6], b3 + w * m[7]
            c0, c1, c2, c3 = c0 + w * m[8], c1 + w * m[9], c2 + w * m[10], c3 + w * m[11]
        out[v, 0] = a0 * x + a1 * y + a2 * z + a3
        out[v, 1] = b0 * x + b1 * y + b2 * z + b3
        out[v, 2] = c0 * x + c1 * y + c2 * z + c3


def _faces(points: A, triangles: A, out: A) -> None:
    """Normals of triangles [T, 3], as long as twice their area."""
    for t in range(len(triangles)):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ux, uy, uz = points[b, 0] - points[a, 0], points[b, 1] - points[a, 1], points[b, 2] - points[a, 2]
        vx, vy, vz = points[c, 0] - points[a, 0], points[c, 1] - points[a, 1], points[c, 2] - points[a, 2]
        out[t, 0] = uy * vz - uz * vy
        out[t, 1] = uz * vx - ux * vz
        out[t, 2] = ux * vy - uy * vx


def _smooth(faces: A, starts: A, triangles: A, weld: A, first: int, end: int, out: A) -> None:
    """Unit normals of the vertices first .. end - 1 that stand for their place: the sum over the triangles
    around it."""
    for v in range(first, end):
        if weld[v] != v:
            continue
        x, y, z = np.float32(0), np.float32(0), np.float32(0)
        for n in range(starts[v], starts[v + 1]):
            t = triangles[n]
            x += faces[t, 0]
            y += faces[t, 1]
            z += faces[t, 2]
        length = np.sqrt(x * x + y * y + z * z)
        if length > np.float32(1e-20):
            scale = np.float32(1) / length
            out[v, 0], out[v, 1], out[v, 2] = x * scale, y * scale, z * scale
        else:  # a vertex of no surface
            out[v, 0], out[v, 1], out[v, 2] = np.float32(0), np.float32(1), np.float32(0)


def _spread(weld: A, out: A) -> None:
    """Gives every vertex the normal of the first at its place."""
    for v in range(len(weld)):
        first = weld[v]
        if first != v:
            for a in range(3):
                out[v, a] = out[first, a]


pose = _compiled(_pose)
palette = _compiled(_palette)
skin = _compiled(_skin)
faces = _compiled(_faces)
smooth = _compiled(_smooth)
spread = _compiled(_spread)


def _frame(
    rotations: A, root: A, weights: A, rest: A, positions: A, parents: A, influences: A, morph_starts: A,
    morphs: A, deltas: A, starts: A, joints: A, triangles: A, around_starts: A, around: A, weld: A,
    matrices: A, crosses: A, world: A, vertices: A, normals: A,
) -> None:  # fmt: skip
    """All of it for one frame; the last five arrays are written."""
    pose(rotations, root, positions, parents, world)
    palette(world, positions, matrices)
    skin(weights, rest, morph_starts, morphs, deltas, starts, joints, influences, matrices, vertices)
    faces(vertices, triangles, crosses)
    smooth(crosses, around_starts, around, weld, 0, len(rest), normals)
    spread(weld, normals)


def _shared_frame(
    rotations: A, root: A, weights: A, rest: A, positions: A, parents: A, influences: A, morph_starts: A,
    morphs: A, deltas: A, starts: A, joints: A, triangles: A, around_starts: A, around: A, weld: A,
    matrices: A, crosses: A, world: A, vertices: A, normals: A,
) -> None:  # fmt: skip
    """The same, each stage in parts that the cores share."""
    pose(rotations, root, positions, parents, world)
    palette(world, positions, matrices)
    for p in numba.prange(_PARTS):
        a, b = len(rest) * p // _PARTS, len(rest) * (p + 1) // _PARTS
        skin(
            weights, rest[a:b], morph_starts[a : b + 1], morphs, deltas, starts[a : b + 1], joints,
            influences, matrices, vertices[a:b],
        )  # fmt: skip
    for p in numba.prange(_PARTS):
        a, b = len(triangles) * p // _PARTS, len(triangles) * (p + 1) // _PARTS
        faces(vertices, triangles[a:b], crosses[a:b])
    for p in numba.prange(_PARTS):
        a, b = len(rest) * p // _PARTS, len(rest) * (p + 1) // _PARTS
        smooth(crosses, around_starts, around, weld, a, b, normals)
    spread(weld, normals)


frame = _compiled(_frame)
shared_frame = _compiled(_shared_frame, parallel=True)
