"""Who opens an OpenGL context waits for those who draw: vispy has one current canvas for the whole
process."""

from __future__ import annotations

import threading

import pytest

from studio.core.problems import ProblemError
from studio.gui.viewport.gl_context import open_context

pytestmark = pytest.mark.pixels


def test_a_new_context_waits_for_the_picture_that_is_being_drawn():
    gloo_context = pytest.importorskip("vispy.gloo.context")
    from studio.render.offscreen import OffscreenContext  # noqa: PLC0415 - needs vispy
    from studio.render.turns import TURN  # noqa: PLC0415 - with it

    opened = []

    def open_another():
        context = open_context()
        opened.append(context)
        context.rest()

    thread = threading.Thread(target=open_another)
    with TURN:
        try:
            mine = OffscreenContext()
        except ProblemError as error:
            pytest.skip(str(error))
        drawing = gloo_context.get_current_canvas()
        thread.start()
        thread.join(0.3)
        assert gloo_context.get_current_canvas() is drawing
        assert not opened
    thread.join(30)
    assert opened
    with TURN:
        for context in (*opened, mine):
            context.activate()
            context.close()
