"""Pictures of the default character: what is where, and that drawing is repeatable and bounded."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.core.problems import ProblemError
from studio.render.framing import preset
from studio.render.lights import LIGHTS
from studio.render.preview import posed
from studio.render.renderer import Renderer

pytestmark = pytest.mark.pixels
SIZE = (240, 280)


@pytest.fixture(scope="module")
def renderer(kept):
    try:
        made = Renderer(*SIZE, cache=kept)
    except ProblemError as error:
        pytest.skip(str(error))
    with made:
        yield made


@pytest.fixture(scope="module")
def faces(rig):
    weights = {
        "rest": {},
        "open": {"jawOpen": 0.6},
        "shut": {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0},
    }
    return {name: posed(rig, morphs, {}) for name, morphs in weights.items()}


def place(rig, camera, point) -> tuple[int, int]:
    """(row, column) of a point in a picture of SIZE."""
    clip = camera.projection(SIZE[0] / SIZE[1], 0.1, 10.0) @ camera.view() @ [*np.asarray(point, float), 1.0]
    x, y = clip[:2] / clip[3]
    return int((0.5 - 0.5 * y) * SIZE[1]), int((0.5 + 0.5 * x) * SIZE[0])


def about(picture, where, reach) -> np.ndarray:
    row, column = where
    return picture[row - reach : row + reach + 1, column - reach : column + reach + 1].astype(float)


def test_a_picture_is_the_same_every_time_and_from_every_renderer(renderer, rig, faces, kept):
    camera = preset("face", rig)
    first = renderer.image(rig, faces["open"], camera)
    renderer.image(rig, faces["rest"], preset("body", rig), "dramatic")
    assert np.array_equal(first, renderer.image(rig, faces["open"], camera))
    with Renderer(*SIZE, cache=kept) as other:
        assert np.array_equal(first, other.image(rig, faces["open"], camera))


def test_the_backdrop_is_still_and_brighter_above(renderer, rig, faces):
    camera = preset("face", rig)
    one, two = (renderer.image(rig, faces[name], camera) for name in ("rest", "open"))
    assert np.array_equal(one[:8, :20], two[:8, :20])
    assert one[4, 4].mean() > renderer.image(rig, faces["rest"], camera, "dramatic")[4, 4].mean()
    body = renderer.image(rig, faces["rest"], preset("body", rig))
    assert body[4, 4].mean() > body[-4, 4].mean() > 10


def test_the_face_fills_the_middle_with_warm_skin(renderer, rig, faces):
    picture = renderer.image(rig, faces["rest"], preset("face", rig))
    red, green, blue = about(picture, (SIZE[1] // 2, SIZE[0] // 2), 12).mean(axis=(0, 1))
    assert red > green > blue
    assert red > 90
    assert abs(float(picture[4, 4, 0]) - float(picture[4, 4, 2])) < 20


@pytest.mark.parametrize("side", ["L", "R"])
def test_open_eyes_show_white_iris_and_pupil_and_shut_ones_skin(renderer, rig, faces, side):
    camera = preset("eyes", rig)
    middle = rig.joint_positions[rig.joint_names.index(f"eye_{side}")] + [0.0, 0.0, 0.014]
    where = place(rig, camera, middle)
    open_eye = about(renderer.image(rig, faces["rest"], camera), where, 9)
    shut_eye = about(renderer.image(rig, faces["shut"], camera), where, 9)
    assert open_eye.mean(axis=2).min() < 45, "no pupil"
    assert shut_eye[4:-4, 4:-4].mean(axis=2).min() > 45, "an eye shines through its lid"
    hue = open_eye.max(axis=2) - open_eye.min(axis=2)
    assert hue.max() > 15, "no colour in the iris"


def test_an_open_mouth_is_darker_than_a_shut_one_and_still_red(renderer, rig, faces):
    camera = preset("mouth", rig)
    upper, lower = (rig.vertex_sets[f"{name}_lip_inner"] for name in ("upper", "lower"))
    apart = faces["open"].vertices
    where = place(rig, camera, (apart[upper].mean(axis=0) + apart[lower].mean(axis=0)) / 2)
    shut = about(renderer.image(rig, faces["rest"], camera), where, 4)
    cavity = about(renderer.image(rig, faces["open"], camera), where, 4)
    assert cavity.mean() < 0.75 * shut.mean()
    assert cavity[..., 0].mean() > cavity[..., 2].mean()


@pytest.mark.parametrize("light", sorted(LIGHTS))
def test_every_lighting_shows_the_face_without_burning_it_out(renderer, rig, faces, light):
    picture = renderer.image(rig, faces["rest"], preset("face", rig), light)
    middle = about(picture, (SIZE[1] // 2, SIZE[0] // 2), 40)
    assert 40 < middle.mean() < 230
    assert (middle.min(axis=2) > 250).mean() < 0.02


def test_each_half_of_a_lit_face_differs(renderer, rig, faces):
    picture = renderer.image(rig, faces["rest"], preset("face", rig)).astype(float)
    half = SIZE[0] // 2
    band = picture[SIZE[1] // 2 - 20 : SIZE[1] // 2 + 20]
    assert band[:, half - 60 : half].mean() > band[:, half : half + 60].mean() + 3


def test_two_characters_stand_side_by_side(rig, faces, kept):
    with Renderer(*SIZE, cache=kept) as stage:
        stage.set_rig(rig, "left")
        stage.set_rig(rig, "right")
        for actor, shift in (("left", -0.5), ("right", 0.5)):
            still = faces["rest"]
            moved = attrs.evolve(still, vertices=still.vertices + np.float32([shift, 0, 0]))
            stage.set_geometry(moved, actor)
        stage.set_camera(attrs.evolve(preset("body", rig), distance=8.0))
        stage.draw()
        row = stage.read_pixels()[SIZE[1] // 2 - 30 : SIZE[1] // 2].astype(float)
        stage.remove("left")
        stage.remove("nobody")
        stage.draw()
        gone = np.ptp(stage.read_pixels()[:100].astype(float), axis=2) > 40
    busy = np.ptp(row, axis=2).max(axis=0) > 40
    assert busy[: SIZE[0] // 2].any()
    assert busy[SIZE[0] // 2 :].any()
    assert not gone[:, : SIZE[0] // 2].any()


def test_geometry_without_a_rig_names_the_actor(renderer, faces):
    with pytest.raises(ProblemError, match="ghost"):
        renderer.set_geometry(faces["rest"], "ghost")
