"""Regions of a face cover it, each where people look for it."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.names import FACE_REGIONS
from studio.render.picking import first_hit
from studio.rig.characters import load, names
from studio.rig.face_regions import face_triangles, region_weights


@pytest.mark.parametrize("asset", names())
def test_every_region_lies_in_its_place(asset):
    rig = load(asset)
    weights = region_weights(rig)
    assert weights.min() >= 0.0
    assert weights.sum(axis=1).max() <= 1.0 + 1e-6
    skin = [i for i, m in enumerate(rig.materials) if m.shading == "skin"]
    on_skin = np.unique(rig.triangles[np.isin(rig.triangle_material, skin)])
    heights = {}
    for r, region in enumerate(FACE_REGIONS):
        strong = on_skin[weights[on_skin, r] > 0.6]
        assert len(strong) > 40, region
        heights[region] = rig.vertices[strong, 1].mean()
    assert heights["brows"] > heights["eyes"] > heights["nose"] > heights["mouth"] > heights["jaw"]
    lips = rig.vertex_sets["lower_lip_inner"]
    assert (weights[lips].argmax(axis=1) == FACE_REGIONS.index("mouth")).mean() > 0.9
    off = np.flatnonzero(rig.vertices[:, 1] < rig.vertices[:, 1].max() - 0.45)
    assert weights[off].sum() == 0.0


def test_a_ray_finds_the_nearest_skin_and_passes_beside_the_head():
    rig = load("nora")
    triangles = face_triangles(rig, region_weights(rig))
    tip = rig.vertices[rig.vertex_sets["upper_lip_inner"]].mean(axis=0).astype(np.float64)
    front = np.array([tip[0], tip[1] + 0.02, tip[2] + 1.0])
    hit = first_hit(rig.vertices, triangles, front, np.array([0.0, 0.0, -1.0]))
    assert hit is not None
    assert hit.corners.sum() == pytest.approx(1.0)
    assert 0.95 < hit.distance < 1.02
    beside = front + np.array([1.0, 0.0, 0.0])
    assert first_hit(rig.vertices, triangles, beside, np.array([0.0, 0.0, -1.0])) is None
    assert first_hit(rig.vertices, triangles, front, np.array([0.0, 0.0, 1.0])) is None
