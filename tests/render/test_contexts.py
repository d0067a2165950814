"""Contexts: sizes, closing, somebody else's context, and machines without EGL."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from studio.core.problems import ProblemError
from studio.render.framing import preset
from studio.render.lights import lighting
from studio.render.offscreen import OffscreenContext
from studio.render.renderer import Renderer

pytestmark = pytest.mark.pixels


@pytest.fixture(scope="module", autouse=True)
def egl():
    try:
        OffscreenContext().close()
    except ProblemError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("supersample", [1, 2, 4])
def test_tiny_wide_and_tall_pictures_are_drawn_without_an_error_of_opengl(rig, kept, supersample):
    from vispy.gloo import gl  # noqa: PLC0415 - loads OpenGL, which may be missing

    with Renderer(64, 64, supersample=supersample, cache=kept) as stage:
        stage.set_rig(rig)
        stage.set_camera(preset("face", rig))
        for width, height in [(1, 1), (3, 2), (2048, 2), (2, 2048), (64, 64)]:
            stage.resize(width, height)
            stage.draw()
            assert stage.read_pixels().shape == (height, width, 3)
            gl.check_error()


@pytest.mark.parametrize("size", [(0, 10), (10, -1), (2049, 10), (4097, 300), (10, 100_000)])
def test_sizes_that_cannot_be_drawn_are_refused_in_words(size):
    with pytest.raises(ProblemError, match=f"{size[0]} x {size[1]}"):
        Renderer(*size)


def test_closed_renderers_leave_nothing_and_refuse_work(rig):
    from vispy.app.backends import _egl  # noqa: PLC0415 - loads OpenGL, which may be missing
    from vispy.gloo.context import get_current_canvas  # noqa: PLC0415 - likewise

    before = len(_egl._VP_EGL_ALL_WINDOWS)
    for _ in range(12):
        with Renderer(32, 32) as stage:
            stage.draw()
        stage.close()
    assert len(_egl._VP_EGL_ALL_WINDOWS) == before
    assert get_current_canvas() is None or before
    with pytest.raises(RuntimeError, match="closed"):
        stage.draw()


def test_two_renderers_do_not_disturb_each_other(rig, kept):
    with Renderer(48, 48, cache=kept) as one, Renderer(32, 32, cache=kept) as other:
        for stage in (one, other):
            stage.set_rig(rig)
            stage.set_camera(preset("face", rig))
        one.draw()
        before = one.read_pixels()
        other.draw()
        one.draw()
        assert np.array_equal(one.read_pixels(), before)
        assert other.read_pixels().shape == (32, 32, 3)


def test_the_same_program_draws_in_a_context_owned_by_somebody_else(rig, kept):
    with Renderer(96, 96, supersample=1, cache=kept) as ours:
        ours.set_rig(rig)
        ours.set_camera(preset("face", rig))
        ours.draw()
        expected = ours.read_pixels()
    from vispy import app, gloo  # noqa: PLC0415 - loads OpenGL, which may be missing

    from studio.render.actor import Actor  # noqa: PLC0415 - likewise
    from studio.render.painter import Painter  # noqa: PLC0415 - likewise

    theirs = app.Canvas(size=(8, 8), show=False, app=app.Application("egl"), autoswap=False)
    theirs.set_current()
    frame = gloo.FrameBuffer(
        gloo.Texture2D(shape=(96, 96, 4), format="rgba"), gloo.RenderBuffer((96, 96), 0x81A6)
    )
    painter, actor = Painter(), Actor(rig, kept)
    with frame:
        painter.paint([actor], preset("face", rig), lighting("studio"), 96, 96)
        found = gloo.read_pixels((0, 0, 96, 96), alpha=False)
    theirs.close()
    assert np.array_equal(found, expected)


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )


def test_a_machine_without_egl_is_told_what_to_install():
    done = run(
        "import ctypes.util\n"
        "ctypes.util.find_library = lambda name: None\n"
        "from studio.core.problems import ProblemError\n"
        "from studio.render.renderer import Renderer\n"
        "try:\n    Renderer(8, 8)\n"
        "except ProblemError as error:\n    print(error.problem.kind, error)\n"
    )
    assert "render.egl" in done.stdout, done.stderr
    assert "libegl1" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_platform_that_the_user_chose_is_kept():
    done = run(
        "import os\nos.environ['EGL_PLATFORM'] = 'surfaceless2'\n"
        "from studio.render.renderer import Renderer\n"
        "try:\n    Renderer(8, 8).close()\nexcept Exception:\n    pass\n"
        "print(os.environ['EGL_PLATFORM'])\n"
    )
    assert done.stdout.strip().endswith("surfaceless2")


def test_the_environment_is_left_as_it_was_found():
    done = run(
        "import os\nos.environ.pop('EGL_PLATFORM', None)\n"
        "from studio.render.renderer import Renderer\n"
        "Renderer(8, 8).close()\nprint('EGL_PLATFORM' in os.environ)\n"
    )
    assert done.stdout.strip() == "False", done.stderr


def test_importing_the_renderer_loads_neither_opengl_nor_qt():
    done = run(
        "import sys, studio.render.renderer, studio.render.sheet, studio.render.framing\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('vispy', 'PySide6', 'OpenGL', 'scipy')])"
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


_TWO = """
import sys, threading, time, vispy
begun, failed = threading.Event(), []

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "vispy.gloo" and not begun.is_set():
            begun.set()
            time.sleep(0.3)

def load(name):
    try:
        __import__(name)
    except BaseException as error:
        failed.append(repr(error))

sys.meta_path.insert(0, Slow())
first = threading.Thread(target=load, args=("vispy.gloo",))
first.start()
begun.wait()
load("studio.render.guest")
first.join()
sys.exit(str(failed) if failed else 0)
"""


def test_two_threads_may_come_to_draw_at_the_same_time():
    """Python gives up an import of a package whose part another thread has begun to import."""
    done = subprocess.run([sys.executable, "-c", _TWO], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
