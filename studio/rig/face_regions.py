"""Which part of the face a place on the skin belongs to: from what the channels of each part move, within
the height at which a part lies between the lips and the eyes."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.core.names import FACE_REGIONS, REGION_OF_CHANNEL
from studio.rig.schema import F32, F64, I32, Rig

_FAR = 0.06  # share of a region's strongest motion below which a place does not belong to the face
_SHARPNESS = 4.0  # how clearly neighbouring regions part
# Heights from the lips (0) to the eyes (1) within which a region lies; skin moves along farther than it
# belongs. The jaw moves the lower lip, a sneer the forehead.
_HEIGHTS: MappingProxyType[str, tuple[float, float]] = MappingProxyType(
    {
        "brows": (1.22, 9.0), "eyes": (0.7, 1.3), "nose": (0.3, 1.1), "cheeks": (-0.1, 0.85),
        "mouth": (-0.28, 0.3), "jaw": (-9.0, -0.28),
    }
)  # fmt: skip
_SOFT = 0.12  # of that height, over which a region ends
_BRIDGE = 0.28  # half the breadth of the nose, likewise: no channel moves its ridge
_INSIDE = ("teeth", "tongue")  # what an open mouth shows
_MOUTH = FACE_REGIONS.index("mouth")
_SETS = ("upper_lid_left", "lower_lid_left", "upper_lid_right", "lower_lid_right")


def region_weights(rig: Rig) -> F32:
    """[V, regions] in 0..1, in the order of FACE_REGIONS: how much of each region a vertex is. Rows sum to at
    most 1 and to nothing off the face."""
    moved = _moved(rig)
    farthest = moved
    if all(len(rig.vertex_sets.get(name, ())) for name in (*_SETS, "upper_lip_inner", "lower_lip_inner")):
        moved = _in_place(rig, moved)
        farthest = np.maximum(farthest, moved)
    there = np.clip((farthest.max(axis=1, keepdims=True) - _FAR) / (3.0 * _FAR), 0.0, 1.0)
    sharp = moved**_SHARPNESS
    share = sharp / np.maximum(sharp.sum(axis=1, keepdims=True), 1e-12)
    weights: F32 = (share * there).astype(np.float32)
    weights[_vertices_of(rig, _INSIDE)] = np.eye(len(FACE_REGIONS), dtype=np.float32)[_MOUTH]
    return weights


def face_triangles(rig: Rig, weights: F32) -> I32:
    """[T, 3] triangles that lie on the face or in its mouth: what can be pointed at."""
    on_face = weights.sum(axis=1) > 0.0
    shown = _of(rig, ("skin", "eye", "cornea", *_INSIDE))
    found: I32 = rig.triangles[shown & on_face[rig.triangles].all(axis=1)]
    return found


def _of(rig: Rig, shadings: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """[T] triangles of those materials."""
    return np.isin(rig.triangle_material, [i for i, m in enumerate(rig.materials) if m.shading in shadings])


def _vertices_of(rig: Rig, shadings: tuple[str, ...]) -> I32:
    found: I32 = np.unique(rig.triangles[_of(rig, shadings)])
    return found


def _moved(rig: Rig) -> F64:
    """[V, regions] how far the channels of each region move a vertex, in shares of their strongest."""
    moved = np.zeros((len(rig.vertices), len(FACE_REGIONS)))
    for m, name in enumerate(rig.morph_names):
        if name in REGION_OF_CHANNEL:
            span = slice(rig.morph_offsets[m], rig.morph_offsets[m + 1])
            length = np.linalg.norm(rig.morph_deltas[span], axis=1)
            column = moved[:, FACE_REGIONS.index(REGION_OF_CHANNEL[name])]
            at = rig.morph_vertices[span]
            strongest = max(float(length.max(initial=0.0)), 1e-9)
            column[at] = np.maximum(column[at], length / strongest)
    return moved


def _in_place(rig: Rig, moved: F64) -> F64:
    lids = rig.vertices[np.concatenate([rig.vertex_sets[name] for name in _SETS])].astype(np.float64)
    lips = rig.vertices[rig.vertex_sets["upper_lip_inner"]].astype(np.float64)
    lips_y = float(lips[:, 1].mean())
    unit = max(float(lids[:, 1].mean()) - lips_y, 1e-3)
    height = (rig.vertices[:, 1] - lips_y) / unit
    result: F64 = moved + 1e-4 * (moved.max(axis=1, keepdims=True) > _FAR)  # places no region wants go to one
    nose = FACE_REGIONS.index("nose")
    beside = np.abs(rig.vertices[:, 0] - lips[:, 0].mean()) / unit
    result[:, nose] = np.maximum(result[:, nose], np.clip((_BRIDGE - beside) / _SOFT + 0.5, 0.0, 1.0))
    for r, region in enumerate(FACE_REGIONS):
        low, high = _HEIGHTS[region]
        inside = np.minimum(height - low, high - height) / _SOFT + 0.5
        result[:, r] *= np.clip(inside, 0.0, 1.0)
    return result
