"""An OpenGL context of the window's own, drawing into memory.

Measured on two cores with Mesa's llvmpipe at 1280x720, a face that moves while a raster timeline beside it
repaints at every frame, frames a second as they are shown (main thread, shadows cast at every frame):
QOpenGLWidget 16-27 (the whole window is composed on the graphics card, so the timeline is uploaded again),
QOpenGLWindow in a container 28-29, this way 36; with shadows kept while things move 51 against 39 for the
QOpenGLWindow. A thread of its own gives 19-27: it waits for Python's lock at each of some hundred calls.
Pictures read back also lie under ordinary widgets and QPainter, sharp at any device pixel ratio, and a
platform without OpenGL loses the picture but not the window.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication, QOffscreenSurface, QOpenGLContext, QSurfaceFormat

from studio.core.problems import ProblemError

if TYPE_CHECKING:
    from studio.render.guest import Context

_WITHOUT = frozenset({"offscreen", "minimal", "vnc", "linuxfb"})  # platforms of Qt that bring no OpenGL


class QtContext:
    """A context of Qt's. Raises RuntimeError where Qt can make none."""

    def __init__(self) -> None:
        form = QSurfaceFormat()
        form.setRenderableType(QSurfaceFormat.RenderableType.OpenGL)
        form.setVersion(2, 1)  # shaders are written in GLSL 1.20
        self._surface = QOffscreenSurface()
        self._surface.setFormat(form)
        self._surface.create()
        self._context = QOpenGLContext()
        self._context.setFormat(form)
        if not (self._context.create() and self._context.makeCurrent(self._surface)):
            raise RuntimeError("Qt found no OpenGL")
        from studio.render.guest import Guest  # noqa: PLC0415 - heavy, vispy

        self._guest = Guest()
        self._guest.enter()

    def activate(self) -> None:
        if not self._context.makeCurrent(self._surface):
            from studio.render.offscreen import let_go  # noqa: PLC0415 - rare: somebody left one of EGL's

            let_go()
            self._context.makeCurrent(self._surface)
        self._guest.enter()

    def rest(self) -> None:
        self._context.doneCurrent()

    def close(self) -> None:
        self._guest.leave()
        self._context.doneCurrent()
        self._surface.destroy()


def open_context() -> Context:
    """The window system's OpenGL, else one without a screen. Raises ProblemError where there is neither."""
    from studio.render.turns import TURN  # noqa: PLC0415 - with the room of OpenGL, when it is asked for

    # A new context is vispy's current one at once: whoever draws beside the window has to be done first.
    with TURN:
        if QGuiApplication.platformName() not in _WITHOUT:
            with contextlib.suppress(RuntimeError):
                return QtContext()
        from studio.render.offscreen import OffscreenContext  # noqa: PLC0415 - heavy, vispy

        return OffscreenContext()


def try_context() -> tuple[Context | None, str]:
    """A context, or None and what is missing, in words."""
    try:
        return open_context(), ""
    except ProblemError as error:
        return None, str(error)
