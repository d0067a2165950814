"""The window's view: fineness, shadows that stay, marks, and other threads that draw at the same time."""

from __future__ import annotations

import threading

import attrs
import numpy as np
import pytest

from studio.core.problems import ProblemError
from studio.render.boxes import Boxes
from studio.render.framing import preset
from studio.render.lights import lighting
from studio.render.offscreen import OffscreenContext
from studio.render.preview import posed
from studio.render.renderer import Renderer
from studio.rig.face_regions import region_weights

pytestmark = pytest.mark.pixels
SIZE = (160, 120)
LIGHT = lighting("studio")


@pytest.fixture
def view(rig, kept):
    try:
        context = OffscreenContext()
    except ProblemError as error:
        pytest.skip(str(error))
    from studio.render.live_view import LiveView  # noqa: PLC0415 - loads OpenGL

    view = LiveView(context, kept)
    view.set_rig("ann", rig)
    yield view
    view.close()


def look(**how):
    from studio.render.live_view import Look  # noqa: PLC0415 - loads OpenGL

    return Look(**how)


def difference(one, other):
    return np.abs(one.astype(int) - other.astype(int))


def test_it_draws_what_the_renderer_draws_in_the_order_of_windows(view, rig, kept):
    camera = preset("face", rig)
    found = view.picture(camera, LIGHT, *SIZE, look())
    with Renderer(*SIZE, supersample=1, cache=kept) as renderer:
        expected = renderer.image(rig, posed(rig, {}, {}), camera)
    assert found.shape == (*SIZE[::-1], 4)
    assert (found[..., 3] == 255).all()
    assert difference(found[..., 2::-1], expected).max() <= 2


def test_coarse_and_fine_pictures_have_the_same_size_and_show_the_same(view, rig):
    camera = preset("face", rig)
    pictures = [view.picture(camera, LIGHT, *SIZE, look(fineness=f)) for f in (0.5, 1.0, 2.0)]
    assert {p.shape for p in pictures} == {(*SIZE[::-1], 4)}
    for picture in pictures:
        assert difference(picture, pictures[1]).mean() < 6.0
    assert difference(pictures[0], pictures[2]).mean() > 0.3
    assert view.picture(camera, LIGHT, 31, 17, look()).shape == (17, 31, 4)


def test_shadows_stay_until_they_are_cast_anew(view, rig):
    camera = preset("face", rig)
    view.picture(camera, LIGHT, *SIZE, look())
    dark = attrs.evolve(LIGHT, key=attrs.evolve(LIGHT.key, yaw=40.0))
    kept = view.picture(camera, dark, *SIZE, look(cast=False))
    fresh = view.picture(camera, dark, *SIZE, look(cast=True))
    assert difference(kept, fresh).max() > 20


def test_a_glow_changes_its_region_and_nothing_else(view, rig):
    camera = preset("face", rig)
    plain = view.picture(camera, LIGHT, *SIZE, look())
    view.set_glow("ann", region_weights(rig)[:, 4], (1.0, 0.8, 0.2))
    lit = difference(view.picture(camera, LIGHT, *SIZE, look()), plain).max(axis=2) > 8
    rows = np.flatnonzero(lit.any(axis=1))
    assert 20 < lit.sum() < 0.1 * lit.size
    assert rows.min() > 0.55 * SIZE[1]
    view.set_glow("ann", None)
    assert difference(view.picture(camera, LIGHT, *SIZE, look()), plain).max() == 0


def test_wire_and_ghost_are_drawn_only_when_asked_for(view, rig):
    camera = preset("face", rig)
    plain = view.picture(camera, LIGHT, *SIZE, look())
    view.set_ghost("ann", posed(rig, {"jawOpen": 1.0}, {"head": (0, 25, 0)}))
    assert difference(view.picture(camera, LIGHT, *SIZE, look()), plain).max() == 0
    for marked in (look(ghost=(0.2, 0.6, 1.0)), look(wire=(0.2, 0.6, 1.0))):
        changed = difference(view.picture(camera, LIGHT, *SIZE, marked), plain).max(axis=2) > 8
        assert changed.sum() > 200
    view.set_ghost("ann", None)
    gone = view.picture(camera, LIGHT, *SIZE, look(ghost=(0.2, 0.6, 1.0)))
    assert difference(gone, plain).max() == 0


def test_characters_come_and_go(view, rig):
    camera = preset("body", rig)
    alone = view.picture(camera, LIGHT, *SIZE, look())
    assert not view.set_rig("ann", rig)
    assert view.set_rig("ben", rig)
    view.move("ben", posed(rig, {}, {"head": (0, 40, 0)}))
    view.keep(["ann"])
    again = view.picture(camera, LIGHT, *SIZE, look())
    assert difference(alone, again).max() == 0


def test_a_thread_that_draws_meanwhile_disturbs_nobody(view, rig, kept):
    camera = preset("face", rig)
    expected = view.picture(camera, LIGHT, *SIZE, look())
    small = []

    def beside():
        with Renderer(48, 48, supersample=1, cache=kept) as renderer:
            for _ in range(6):
                small.append(renderer.image(rig, posed(rig, {}, {}), camera))

    thread = threading.Thread(target=beside)
    thread.start()
    mine = [view.picture(camera, LIGHT, *SIZE, look()) for _ in range(12)]
    thread.join(60)
    assert not thread.is_alive()
    assert len(small) == 6
    assert all(np.array_equal(picture, expected) for picture in mine)
    assert all(np.array_equal(picture, small[0]) for picture in small)


@pytest.mark.parametrize("fineness", [0.7, 1.0])
def test_what_is_drawn_elsewhere_while_the_card_works_disturbs_nobody(view, rig, kept, fineness):
    camera = preset("face", rig)
    expected = view.picture(camera, LIGHT, *SIZE, look(fineness=fineness))
    small = []

    def beside():
        with Renderer(48, 48, supersample=1, cache=kept) as renderer:
            small.append(renderer.image(rig, posed(rig, {}, {}), camera))

    assert np.array_equal(view.picture(camera, LIGHT, *SIZE, look(fineness=fineness), beside), expected)
    assert len(small) == 1
    assert small[0].std() > 10


def test_boxes_tell_what_lies_beside_the_picture():
    points = np.array([[0, 0, 0], [0.1, 0.1, 0.1], [5, 0, 0], [5.1, 0, 0.2]], np.float32)
    boxes = Boxes([np.array([0, 1], np.int32), np.array([2, 3], np.int32)])
    boxes.around(points)
    assert boxes.seen(np.eye(4)).tolist() == [True, False]
    boxes.around(points - np.float32([5, 0, 0]))
    assert boxes.seen(np.eye(4)).tolist() == [False, True]
    assert Boxes([]).seen(np.eye(4)).tolist() == []


def test_a_picture_may_be_the_first_of_a_few_surfaces_at_most(view, rig):
    camera = preset("face", rig)
    pictures, whole = [], []
    while not (whole and whole[-1]) and len(whole) < 10:
        pictures.append(view.picture(camera, LIGHT, *SIZE, look(new=3)))
        whole.append(view.whole)
    assert whole[-1]
    assert 3 <= len(whole) < 10
    assert difference(pictures[0], pictures[-1]).max() > 20
    assert np.array_equal(pictures[-1], view.picture(camera, LIGHT, *SIZE, look()))
