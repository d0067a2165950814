"""A rig laid out for evaluation: packed influences and the triangles around every place."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.rig.schema import F32, F64, I32, Rig

# Unsigned, because a compiled loop need not ask whether such an index counts from the end.
U32 = npt.NDArray[np.uint32]


@attrs.define(frozen=True, eq=False)
class Tables:
    """Read-only arrays of the kernel, in its order of arguments."""

    rest: F32  # [V, 3]
    positions: F64  # [J, 3]
    parents: I32  # [J]
    influences: F32  # [N] weights above 0; those of vertex v lie in [starts[v], starts[v + 1])
    morph_starts: U32  # [V + 1]: the deltas of vertex v lie in [morph_starts[v], morph_starts[v + 1])
    morphs: U32  # [D] the morph of each delta, rising for a vertex
    deltas: F32  # [D, 3]
    starts: U32  # [V + 1]
    joints: U32  # [N]
    triangles: U32  # [T, 3]
    around_starts: U32  # [V + 1]
    around: U32  # triangles about a place, listed at the first vertex of that place
    weld: U32  # [V]


def tables_of(rig: Rig) -> Tables:
    """Once per character, in milliseconds. All copies: the kernel is compiled for writable arrays alone."""
    used = rig.skin_weights > 0
    used[:, 0] = True  # a vertex that nothing holds still needs a row: weight 0 of its first joint
    corners = rig.weld[rig.triangles.ravel()]
    order = np.argsort(corners, kind="stable")
    by_vertex = np.argsort(rig.morph_vertices, kind="stable")
    morphs = np.repeat(np.arange(len(rig.morph_names)), np.diff(rig.morph_offsets))
    return Tables(
        rest=np.array(rig.vertices, np.float32, order="C"),
        positions=rig.joint_positions.astype(np.float64),
        parents=np.array(rig.parents, np.int32, order="C"),
        influences=rig.skin_weights[used].astype(np.float32),
        morph_starts=np.searchsorted(rig.morph_vertices[by_vertex], np.arange(len(rig.vertices) + 1)).astype(
            np.uint32
        ),
        morphs=morphs[by_vertex].astype(np.uint32),
        deltas=np.ascontiguousarray(rig.morph_deltas.reshape(-1, 3)[by_vertex], np.float32),
        starts=np.concatenate([[0], np.cumsum(used.sum(axis=1))]).astype(np.uint32),
        joints=rig.skin_joints[used].astype(np.uint32),
        triangles=np.array(rig.triangles, np.uint32, order="C"),
        around_starts=np.searchsorted(corners[order], np.arange(len(rig.vertices) + 1)).astype(np.uint32),
        around=(order // 3).astype(np.uint32),
        weld=rig.weld.astype(np.uint32),
    )
