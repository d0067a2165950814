"""Pictures for a window: drawn finer or coarser than its pixels, read in the order in which windows paint."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
from vispy import gloo

from studio.render.passes import COPY_FRAGMENT, SCREEN_VERTEX
from studio.render.program import DEPTH24, ScreenProgram
from studio.render.view import Picture

_BGRA, _REVERSED = 0x80E1, 0x8367  # GL_BGRA, GL_UNSIGNED_INT_8_8_8_8_REV: as drivers keep it


@attrs.define(eq=False)
class _Frames:
    """drawn: what is painted on; shown: the same at the picture's size, or `drawn` itself."""

    drawn: gloo.FrameBuffer
    shown: gloo.FrameBuffer


class Screen:
    """Needs the same current context from its making to its deletion; keeps a frame buffer for each fineness
    asked for since the last change of size."""

    def __init__(self) -> None:
        self._copy = ScreenProgram(SCREEN_VERTEX, COPY_FRAGMENT)
        self._size = (0, 0)
        self._frames: dict[float, _Frames] = {}

    def picture(
        self,
        width: int,
        height: int,
        fineness: float,
        paint: Callable[[int, int], None],
        meanwhile: Callable[[], None] | None = None,
    ) -> Picture:
        """[H, W, 4] blue, green, red, 255; top row first. fineness: pixels drawn a side for each shown, 0.5,
        1 or 2; paint(width, height) draws into the bound frame buffer of that size; meanwhile: called while
        the graphics card is at work, with the context current again at its end."""
        if (width, height) != self._size:
            self._free()
            self._size = (width, height)
        if fineness not in self._frames:
            self._frames[fineness] = _frames(width, height, fineness)
        frames = self._frames[fineness]
        with frames.drawn:
            paint(max(round(width * fineness), 1), max(round(height * fineness), 1))
        if meanwhile is not None:
            gloo.flush()
            meanwhile()
        if frames.shown is not frames.drawn:
            gloo.set_state(depth_test=False, blend=False, cull_face=False)
            with frames.shown:
                gloo.set_viewport(0, 0, width, height)
                self._copy.set({"u_source": frames.drawn.color_buffer})
                self._copy.fill()
        with frames.shown:
            return _read(width, height)

    def delete(self) -> None:
        self._free()
        self._copy.delete()

    def _free(self) -> None:
        for frames in self._frames.values():
            for frame in {id(f): f for f in (frames.drawn, frames.shown)}.values():
                for thing in (frame.color_buffer, frame.depth_buffer, frame):
                    if thing is not None:
                        thing.delete()
        self._frames.clear()


def _frames(width: int, height: int, fineness: float) -> _Frames:
    shape = (max(round(height * fineness), 1), max(round(width * fineness), 1))
    drawn = _frame(shape, gloo.RenderBuffer(shape, DEPTH24))
    return _Frames(drawn, drawn if fineness == 1.0 else _frame((height, width), None))


def _frame(shape: tuple[int, int], depth: gloo.RenderBuffer | None) -> gloo.FrameBuffer:
    colour = gloo.Texture2D(
        shape=(*shape, 4), format="rgba", interpolation="linear", wrapping="clamp_to_edge"
    )
    return gloo.FrameBuffer(colour, depth)


def _read(width: int, height: int) -> Picture:
    gloo.finish()
    pixels = np.empty((height, width, 4), np.uint8)
    _native_read()(0, 0, width, height, _BGRA, _REVERSED, pixels.ctypes.data)
    return np.ascontiguousarray(pixels[::-1])


def _native_read() -> Callable[..., Any]:
    """glReadPixels as OpenGL has it: vispy's own knows no blue before red and copies once more."""
    from vispy.gloo.gl import gl2  # noqa: PLC0415 - there once a context is current

    kinds = (*(ctypes.c_int,) * 4, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p)
    read: Callable[..., Any] = gl2._get_gl_func("glReadPixels", None, kinds)
    return read
