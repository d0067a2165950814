"""Small faces are drawn once, beside the window."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.problems import Problem, ProblemError
from studio.media.cache import DerivedCache
from studio.render.offscreen import OffscreenContext
from studio.rig.characters import load
from studio.session.inbox import Inbox
from studio.session.looking import thumbnails
from studio.session.looking.thumbnails import Thumbnails, face_thumbnails
from studio.session.studio import Studio

pytestmark = pytest.mark.pixels


@pytest.fixture(scope="module", autouse=True)
def egl():
    try:
        OffscreenContext().close()
    except ProblemError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def cache(tmp_path_factory) -> DerivedCache:
    return DerivedCache(tmp_path_factory.mktemp("faces"))


def test_emotions_show_and_are_kept_for_the_next_time(cache, monkeypatch):
    rig = load("nora")
    mixes = [(), (("joy", 1.0),), (("anger", 1.0),)]
    plain, joy, anger = face_thumbnails(rig, mixes, 48, cache)
    assert plain.shape == (48, 48, 3)
    for one, other in ((plain, joy), (plain, anger), (joy, anger)):
        assert np.abs(one.astype(int) - other).max() > 25
    monkeypatch.setattr("studio.render.renderer.Renderer", None)  # nothing is drawn any more
    again = face_thumbnails(rig, mixes, 48, cache)
    assert all(np.array_equal(a, b) for a, b in zip(again, (plain, joy, anger), strict=True))


def test_an_emotion_that_raises_something_else_is_drawn_anew(cache, monkeypatch):
    rig, mixes = load("nora"), [(("joy", 1.0),)]
    (before,) = face_thumbnails(rig, mixes, 48, cache)
    monkeypatch.setattr("studio.session.palette.faces.channels_of_mix", lambda _: np.full(52, 0.3))
    (after,) = face_thumbnails(rig, mixes, 48, cache)
    assert not np.array_equal(before, after)


def test_pictures_come_when_they_are_drawn(cache):
    inbox = Inbox()
    studio = Studio(inbox.post)
    faces, came = Thumbnails(studio, cache), []
    faces.drawn.connect(came.append)
    assert faces.picture("nora", {"joy": 1.0}, 48) is None
    assert faces.picture("nora", {"fear": 0.5}, 48) is None
    assert inbox.settle(lambda: studio.jobs.busy)
    assert set(came) == {"nora"}
    assert faces.picture("nora", {"joy": 1.0}, 48) is not None
    assert faces.picture("nora", {"fear": 0.5}, 48) is not None


def test_where_nothing_can_be_drawn_it_is_said_once(cache, monkeypatch):
    def refuse(*_):
        raise ProblemError(Problem("render.egl", "pictures cannot be drawn"))

    monkeypatch.setattr(thumbnails, "face_thumbnails", refuse)
    inbox = Inbox()
    studio = Studio(inbox.post)
    faces = Thumbnails(studio, cache)
    for _ in range(3):
        assert faces.picture("nora", {"joy": 0.9}, 48) is None
    assert inbox.settle(lambda: studio.jobs.busy)
    assert faces.picture("nora", {"sadness": 0.9}, 48) is None
    assert inbox.settle(lambda: studio.jobs.busy)
    assert not studio.jobs.busy
