"""Orbit, pan, zoom, fitting and depth range of the camera."""

from __future__ import annotations

import math

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.render.camera import Camera, depth_range, fitted, orbited, panned, zoomed

CAMERA = Camera((0.1, 1.5, 0.0), 1.2, 20.0, 5.0)
angles = st.floats(-720, 720)


def projected(camera: Camera, points: np.ndarray, aspect: float = 1.0) -> np.ndarray:
    near, far = depth_range(camera, [points.astype(np.float32)])
    clip = np.c_[points, np.ones(len(points))] @ (camera.projection(aspect, near, far) @ camera.view()).T
    return clip[:, :3] / clip[:, 3:]


@given(angles, angles)
def test_orbit_keeps_distance_and_target_in_the_middle(yaw, pitch):
    camera = orbited(CAMERA, yaw, pitch)
    assert np.linalg.norm(camera.eye - CAMERA.target) == pytest.approx(CAMERA.distance)
    assert camera.view() @ [*camera.target, 1.0] == pytest.approx([0, 0, -camera.distance, 1], abs=1e-9)
    assert abs(camera.pitch) < 90
    axes = camera.axes()
    assert axes @ axes.T == pytest.approx(np.eye(3), abs=1e-12)
    assert np.linalg.det(axes) == pytest.approx(1.0)


def test_positive_yaw_goes_to_the_characters_left_and_positive_pitch_above():
    assert orbited(Camera((0, 0, 0), 1.0), 90, 0).eye == pytest.approx([1, 0, 0], abs=1e-12)
    assert orbited(Camera((0, 0, 0), 1.0), 0, 45).eye[1] > 0.7


def test_a_drag_of_a_view_height_moves_the_target_by_it():
    height = 2 * CAMERA.distance * math.tan(math.radians(CAMERA.fov) / 2)
    moved = np.array(panned(CAMERA, 0.0, 1.0).target) - CAMERA.target
    assert np.linalg.norm(moved) == pytest.approx(height)
    assert moved @ CAMERA.axes()[1] == pytest.approx(height)


@given(st.floats(1e-6, 1e6))
def test_zoom_stays_within_bounds(factor):
    assert 0.05 <= zoomed(CAMERA, factor).distance <= 100.0


def test_zooming_in_and_out_returns():
    assert zoomed(zoomed(CAMERA, 1.3), 1 / 1.3).distance == pytest.approx(CAMERA.distance)


@given(
    st.integers(0, 2**31),
    st.floats(-180, 180),
    st.floats(-60, 60),
    st.sampled_from([0.3, 0.8, 1.0, 16 / 9, 3.0]),
)
def test_a_fitted_camera_shows_every_point_and_wastes_little(seed, yaw, pitch, aspect):
    points = np.random.default_rng(seed).normal([0, 1.6, 0], [0.1, 0.15, 0.12], (40, 3))
    camera = fitted(points, yaw, pitch, margin=1.1)
    seen = np.abs(projected(camera, points, aspect)[:, :2])
    assert seen.max() <= 1 / 1.1 + 1e-6
    assert seen.max() > 0.6


def test_a_narrow_picture_still_holds_the_breadth():
    points = np.array([[-0.5, 0.0, 0.0], [0.5, 0.0, 0.0], [0.0, 0.1, 0.0], [0.0, -0.1, 0.0]])
    for aspect in (0.1, 0.5, 4.0):
        assert np.abs(projected(fitted(points), points, aspect)[:, :2]).max() < 1.0


def test_depth_range_holds_the_subject_and_never_degenerates():
    points = np.array([[0.0, 1.5, 0.2], [0.0, 1.5, -0.2]], np.float32)
    near, far = depth_range(CAMERA, [points])
    assert 0.5 < near < 1.0 < 1.4 < far < 1.6
    behind = attrs.evolve(CAMERA, distance=0.05)
    for shapes in ([points * 100], [points], [], [points[:0]]):
        near, far = depth_range(behind, shapes)
        assert 0 < near < far <= 1000.01 * near


def test_depths_grow_from_near_to_far():
    points = np.array([[0.0, 1.5, 0.2], [0.0, 1.5, -0.2]])
    depth = projected(Camera((0, 1.5, 0), 1.0), points)[:, 2]
    assert -1 <= depth[0] < depth[1] <= 1
