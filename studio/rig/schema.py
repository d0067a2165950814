"""What a character is made of, and what its evaluation gives.

Space: metres, Y up, right-handed, the character faces +Z, its left hand is at +X.
Joints have world-aligned axes at rest: a local rotation of identity everywhere is the bind pose, and a
joint's bind matrix is a pure translation to its place.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]


@attrs.frozen
class Material:
    """A named surface: linear base colour and the renderer's shading (`skin`, `eye`, `cornea`, `teeth`,
    `tongue`, `hair`, `brow`, `lash`, `cloth`, `plain`); `texture`: a PNG of the character's folder, or empty.
    A picture holds its surface's whole colour (sRGB; its alpha cuts out): the base colour is then white."""

    name: str
    shading: str
    colour: tuple[float, float, float]
    texture: str = ""


@attrs.define(frozen=True, eq=False)
class Rig:
    """V vertices, T triangles, J joints, M morphs, K influences a vertex (weights sorted, rows sum to 1)."""

    name: str
    label: str  # for people: "Nora, woman, 34"
    vertices: F32  # [V, 3] at rest
    normals: F32  # [V, 3] at rest
    triangles: I32  # [T, 3] counter-clockwise from outside
    uv: F32  # [V, 2]; seams are split vertices (see `weld`)
    colours: F32  # [V, 3] linear tint multiplied on the material's colour
    weld: I32  # [V] index of the first vertex at the same place (normals are shared)
    triangle_material: I32  # [T] index into materials
    materials: tuple[Material, ...]
    joint_names: tuple[str, ...]  # [A-Za-z0-9_]+, parents before children
    parents: I32  # [J], -1 for the root
    joint_positions: F32  # [J, 3] in the bind pose
    skin_joints: I32  # [V, K]
    skin_weights: F32  # [V, K]
    morph_names: tuple[str, ...]  # the 52 ARKit names, Live Link order
    morph_vertices: I32  # [N] sparse: the vertex each delta moves, sorted within a morph
    morph_offsets: I32  # [M + 1]: deltas of morph m lie in [offsets[m], offsets[m + 1])
    morph_deltas: F32  # [N, 3]
    vertex_sets: dict[str, I32]  # named vertices, see rig/contacts.py for the sets every face needs


@attrs.define(frozen=True, eq=False)
class JointFrames:
    """Local joint rotations [F, J, 4] x y z w float64 and root translation [F, 3] from the bind place."""

    rotations: F64
    root_translation: F64


@attrs.define(frozen=True, eq=False)
class Geometry:
    """One evaluated frame: world joint matrices [J, 4, 4], vertices and unit normals [V, 3]."""

    joints: F64
    vertices: F32
    normals: F32
