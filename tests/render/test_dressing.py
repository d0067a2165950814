"""What a character needs before it is shown is found on a thread; showing it then only uploads."""

from __future__ import annotations

import threading

import pytest

from studio.core.problems import ProblemError
from studio.core.progress import Cancelled
from studio.media.cache import DerivedCache
from studio.render.offscreen import OffscreenContext
from studio.render.turns import TURN
from studio.rig.characters import load

pytestmark = pytest.mark.pixels


@pytest.fixture
def context():
    try:
        return OffscreenContext()
    except ProblemError as error:
        pytest.skip(str(error))


def test_who_is_dressed_is_shown_without_reading_or_looking(context, tmp_path, monkeypatch):
    from studio.render import actor, pieces, textures  # noqa: PLC0415 - loads OpenGL
    from studio.render.dressing import dress  # noqa: PLC0415 - likewise
    from studio.render.live_view import LiveView  # noqa: PLC0415 - likewise

    rig, cache = load("nora"), DerivedCache(tmp_path)
    thread = threading.Thread(target=dress, args=(rig, cache))
    thread.start()
    thread.join(60)

    def forbidden(*_):
        raise AssertionError("this takes long, and belongs to a thread")

    monkeypatch.setattr(actor, "openness", forbidden)
    monkeypatch.setattr(pieces, "share_thin", forbidden)
    known = textures._read.cache_info().misses
    view = LiveView(context, cache)
    assert view.set_rig("nora", rig)
    assert textures._read.cache_info().misses == known
    view.close()


def test_pictures_are_read_before_it_is_ones_turn(context, tmp_path, monkeypatch):
    from studio.render import pieces  # noqa: PLC0415 - loads OpenGL
    from studio.render.renderer import Renderer  # noqa: PLC0415 - likewise

    del context
    depths, whole = [], pieces.share_thin

    def watched(*given):
        depths.append(TURN._depth)
        return whole(*given)

    monkeypatch.setattr(pieces, "share_thin", watched)
    pieces._known.clear()
    with Renderer(8, 8, cache=DerivedCache(tmp_path)) as renderer:
        renderer.set_rig(load("nora"))
    assert depths == [0]


def test_looking_from_all_round_gives_way_between_two_looks(context, tmp_path, monkeypatch):
    from studio.render.renderer import Renderer  # noqa: PLC0415 - loads OpenGL

    del context
    offered = []
    monkeypatch.setattr(type(TURN), "give_way", lambda _: bool(offered.append(1)))
    with Renderer(8, 8, cache=DerivedCache(tmp_path)) as renderer:
        renderer.set_rig(load("nora"))
    assert len(offered) > 50


def test_dressing_stops_when_it_is_asked_to(context, tmp_path):
    from studio.render.dressing import dress  # noqa: PLC0415 - loads OpenGL

    del context
    asked = []

    def progress(done, doing=""):
        asked.append(done)
        if len(asked) == 20:
            raise Cancelled

    cache = DerivedCache(tmp_path)
    with pytest.raises(Cancelled):
        dress(load("nora"), cache, progress)
    assert TURN._depth == 0
    assert not list(tmp_path.glob("openness*")), "nothing half done is kept"
    dress(load("nora"), cache)
    assert list(tmp_path.glob("openness*"))


def test_who_waits_for_a_turn_hears_that_it_should_stop(context):
    from studio.render.renderer import Renderer  # noqa: PLC0415 - loads OpenGL

    del context
    drawing, may_end, stopped = threading.Event(), threading.Event(), []

    def draw():
        with TURN:
            drawing.set()
            may_end.wait(20)

    def ask():
        stopped.append(1)
        raise Cancelled

    with Renderer(8, 8, ask=ask) as renderer:
        thread = threading.Thread(target=draw)
        thread.start()
        assert drawing.wait(5)
        with pytest.raises(Cancelled):
            renderer.read_pixels()
        assert stopped
        may_end.set()
        thread.join(5)
    assert TURN._depth == 0
