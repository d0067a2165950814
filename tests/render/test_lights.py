"""Light presets and camera presets by name."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.problems import ProblemError
from studio.render.framing import PRESETS, head_points, preset
from studio.render.lights import LIGHTS, lighting


@pytest.mark.parametrize("name", sorted(LIGHTS))
def test_lights_point_somewhere_and_are_not_negative(name):
    lights = lighting(name)
    for light in (lights.key, lights.fill, lights.rim):
        assert np.linalg.norm(light.direction) == pytest.approx(1.0)
        assert min(light.colour) >= 0.0
    assert max(lights.top + lights.bottom) <= 1.0


def test_unknown_names_list_the_known():
    with pytest.raises(ProblemError, match="studio"):
        lighting("disco")


def test_an_unknown_camera_lists_the_known(rig):
    with pytest.raises(ProblemError, match="three_quarter"):
        preset("orbit", rig)


@pytest.mark.parametrize("name", PRESETS)
def test_presets_look_at_the_character_from_a_portrait_distance(rig, name):
    camera = preset(name, rig)
    low, high = rig.vertices.min(axis=0) - 0.05, rig.vertices.max(axis=0) + 0.05
    assert (low <= camera.target).all()
    assert (camera.target <= high).all()
    assert 1.0 <= camera.distance < 8.0


def test_the_face_camera_sees_the_head_and_not_the_body(rig):
    head, camera = head_points(rig), preset("face", rig)
    assert head[:, 1].min() < camera.target[1] < head[:, 1].max()
    seen = 2 * camera.distance * np.tan(np.radians(camera.fov) / 2)
    assert 1.0 < seen / np.ptp(head[:, 1]) < 1.5
