"""An OpenGL context without a window, through vispy's EGL back end."""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from collections.abc import Iterator
from typing import Protocol

from studio.core.problems import fail

_HINT = (
    "Install Mesa's EGL (Debian and Ubuntu: apt install libegl1 libgl1-mesa-dri)"
    if sys.platform.startswith("linux")
    else "Contact sheets need EGL, which this system does not carry"
)


class _Backend(Protocol):
    _native_context: object


class _Canvas(Protocol):
    """The part of vispy.app.Canvas that is used here; vispy ships no types."""

    _backend: _Backend

    def set_current(self) -> None: ...
    def close(self) -> None: ...


class OffscreenContext:
    """Owns one context; everything drawn goes to frame buffers, its own surface is a single pixel."""

    def __init__(self) -> None:
        with _surfaceless():
            self._canvas: _Canvas | None = _canvas()
        self.activate()

    def activate(self) -> None:
        """Make this the current context of the calling thread."""
        if self._canvas is None:
            raise RuntimeError("drawing in a context that was closed")
        self._canvas.set_current()

    def rest(self) -> None:
        """Not the current one any more."""
        let_go()

    def close(self) -> None:
        if self._canvas is None:
            return
        backend = self._canvas._backend
        self._canvas.close()
        _destroy(backend)
        self._canvas = None


def let_go() -> None:
    """No context of EGL's is current in this thread any more, if one was."""
    module = sys.modules.get("vispy.app.backends._egl")
    display = getattr(module, "_EGL_DISPLAY", None)
    if display is not None:
        from vispy.ext import egl  # noqa: PLC0415 - there when the back end is

        egl.eglMakeCurrent(display, 0, 0, 0)


@contextlib.contextmanager
def _surfaceless() -> Iterator[None]:
    """While EGL opens its display, ask for one without a screen, unless somebody chose another: it would look
    for an X server that a service may not have. Windows opened later must not inherit the choice."""
    if not sys.platform.startswith("linux") or "EGL_PLATFORM" in os.environ:
        yield
        return
    os.environ["EGL_PLATFORM"] = "surfaceless"
    try:
        yield
    finally:
        os.environ.pop("EGL_PLATFORM", None)


def _canvas() -> _Canvas:
    try:
        from vispy import app  # noqa: PLC0415 - loads OpenGL, which may be missing

        canvas: _Canvas = app.Canvas(size=(1, 1), show=False, app=app.Application("egl"), autoswap=False)
    except Exception as error:
        raise fail(
            "render.egl", f"pictures cannot be drawn without a screen ({error})", "OpenGL", _HINT
        ) from error
    return canvas


def _destroy(backend: _Backend) -> None:
    from vispy.app.backends import _egl  # noqa: PLC0415 - importable only once EGL was found
    from vispy.ext import egl  # noqa: PLC0415 - likewise

    egl.eglMakeCurrent(_egl._EGL_DISPLAY, 0, 0, 0)
    destroy = egl._lib.eglDestroyContext
    destroy.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    destroy(_egl._EGL_DISPLAY, backend._native_context)
    if backend in _egl._VP_EGL_ALL_WINDOWS:
        _egl._VP_EGL_ALL_WINDOWS.remove(backend)
