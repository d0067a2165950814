"""What is known about light before anything is drawn: cavities, strands, thin hair, openness."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.problems import ProblemError
from studio.media.cache import DerivedCache
from studio.render.cavities import Cavities, through_slit
from studio.render.framing import preset
from studio.render.offscreen import OffscreenContext
from studio.render.preview import posed
from studio.render.spaces import seen_sphere, shade_matrix
from studio.render.strands import strands

SLIT = np.stack([np.linspace(-0.02, 0.02, 9), np.zeros(9), np.zeros(9)], axis=1).astype(np.float32)
OUT = np.array([0, 0, 1], np.float32)


def lit(depth: float, gap: float, x: float = 0.0) -> float:
    return float(through_slit(np.float32([[x, 0, -depth]]), SLIT, np.full(9, gap, np.float32), OUT)[0])


@given(st.floats(0.001, 0.08), st.floats(0.0005, 0.03))
def test_more_light_comes_through_a_wider_mouth_and_less_gets_deeper(depth, gap):
    assert 0.0 < lit(depth, gap) < 1.0
    assert lit(depth, gap) < lit(depth, gap * 1.5)
    assert lit(depth, gap) > lit(depth * 1.5, gap)


def test_a_shut_mouth_is_dark_inside_and_light_before_it():
    assert lit(0.01, 0.0) < 1e-3
    assert lit(-0.01, 0.0) == 1.0


def test_teeth_at_the_side_are_lit_like_those_in_the_middle():
    assert lit(0.004, 0.008, x=0.015) == pytest.approx(lit(0.004, 0.008), rel=0.2)


def test_opening_the_jaw_lets_light_into_the_mouth_and_touches_nothing_far_from_it(rig):
    count = len(rig.vertices)
    cavities = Cavities(rig, np.ones(count, np.float32), np.ones(count, np.float32))
    teeth = np.unique(
        rig.triangles[
            np.isin(rig.triangle_material, [i for i, m in enumerate(rig.materials) if m.shading == "teeth"])
        ]
    )
    found = []
    for weight in (0.0, 0.2, 0.6):
        openness = np.full(count, 0.5, np.float32)
        cavities.shade(posed(rig, {"jawOpen": weight}, {}), openness)
        assert openness.min() >= 0.0
        assert openness.max() <= 1.0
        found.append(float(openness[teeth].mean()))
        assert (openness[rig.vertices[:, 1] < 1.0] == 0.5).all()
    assert found[0] < 0.5 * found[1] < found[1] < found[2]


def test_a_turned_head_shades_its_mouth_alike(rig):
    count, pictures = len(rig.vertices), []
    cavities = Cavities(rig, np.ones(count, np.float32), np.ones(count, np.float32))
    for turn in (0.0, 70.0):
        openness = np.ones(count, np.float32)
        cavities.shade(posed(rig, {"jawOpen": 0.5}, {"head": (0.0, turn, 0.0)}), openness)
        pictures.append(openness)
    assert np.abs(pictures[0] - pictures[1]).max() < 0.02


def test_strands_are_unit_and_hair_has_its_own(rig):
    found = strands(rig)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=1e-5)
    hair = np.unique(
        rig.triangles[
            np.isin(rig.triangle_material, [i for i, m in enumerate(rig.materials) if m.shading == "hair"])
        ]
    )
    assert np.abs(found[hair][:, 1]).mean() < 0.99
    body = np.setdiff1d(np.arange(len(rig.vertices)), hair)
    assert (found[body] == [0, -1, 0]).all()


@given(st.floats(-180, 180), st.floats(-89, 89), st.floats(0.05, 3.0))
def test_shadow_space_holds_the_sphere_and_grows_towards_the_light(yaw, pitch, radius):
    a, b = np.radians([yaw, pitch])
    towards = np.array([np.sin(a) * np.cos(b), np.sin(b), np.cos(a) * np.cos(b)])
    centre = np.array([0.1, 1.5, -0.2])
    matrix = shade_matrix(centre, towards, radius)
    assert matrix @ [*centre, 1] == pytest.approx([0.5, 0.5, 0, 1], abs=1e-9)
    assert matrix @ [*(centre + radius * towards), 1] == pytest.approx([0.5, 0.5, 1, 1], abs=1e-9)
    around = np.random.default_rng(3).normal(size=(50, 3))
    around = centre + radius * around / np.linalg.norm(around, axis=1, keepdims=True)
    inside = around @ matrix[:2, :3].T + matrix[:2, 3]
    assert inside.min() >= -1e-9
    assert inside.max() <= 1 + 1e-9


def test_close_ups_keep_the_shadow_of_the_whole_head(rig):
    assert seen_sphere(preset("mouth", rig), 1.0)[1] >= 0.15
    assert seen_sphere(preset("body", rig), 0.5)[1] > 0.8


@pytest.mark.pixels
def test_openness_is_found_once_and_kept(rig, tmp_path):
    try:
        context = OffscreenContext()
    except ProblemError as error:
        pytest.skip(str(error))
    from studio.render.actor import Actor  # noqa: PLC0415 - loads OpenGL, which may be missing

    cache = DerivedCache(tmp_path)
    first = Actor(rig, cache)
    kept = Actor(rig, cache)
    assert np.array_equal(first.openness, kept.openness)
    assert len([path for path in tmp_path.iterdir() if path.name.startswith("openness-")]) == 1
    brow, chin = (
        rig.vertices[:, 1] > rig.joint_positions[rig.joint_names.index("head")][1],
        rig.vertices[:, 2],
    )
    nose = np.flatnonzero(brow)[chin[brow].argmax()]
    assert first.openness[nose] > 0.85
    assert first.openness.min() >= 0.0
    assert first.openness.max() <= 1.0
    assert 0.4 < first.openness.mean() < 0.95
    for actor in (first, kept):
        actor.delete()
    context.close()


@pytest.mark.pixels
def test_thin_texels_are_found_in_the_box_of_a_triangle():
    try:
        OffscreenContext().close()
    except ProblemError as error:
        pytest.skip(str(error))
    from studio.render.textures import share_thin  # noqa: PLC0415 - loads OpenGL, which may be missing

    pixels = np.full((8, 8, 4), 255, np.uint8)
    pixels[:, 4:, 3] = 0
    left, right, across = (
        np.array([[a, 0.1], [b, 0.1], [a, 0.9]]) for a, b in [(0.1, 0.3), (0.7, 0.9), (0.2, 0.8)]
    )
    dense, thin, both = share_thin(pixels, np.array([left, right, across], np.float32))
    assert dense == 0.0
    assert thin == 1.0
    assert 0.0 < both < 1.0
