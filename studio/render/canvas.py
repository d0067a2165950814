"""A frame buffer to draw on, larger than its picture where edges shall be smooth."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from vispy import gloo

from studio.render.passes import COPY_FRAGMENT, SCREEN_VERTEX
from studio.render.program import DEPTH24, ScreenProgram
from studio.render.view import Picture


class Canvas:
    """Needs the same current context from its making to its deletion. Sizes are pixels of the picture."""

    def __init__(self, width: int, height: int, supersample: int) -> None:
        self.supersample = supersample
        self._shrink = ScreenProgram(SCREEN_VERTEX, COPY_FRAGMENT)
        self._frames: list[gloo.FrameBuffer] = []
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        self._free()
        self._size = (width, height)
        drawn = (height * self.supersample, width * self.supersample)
        self._frames = [_frame(drawn, gloo.RenderBuffer(drawn, DEPTH24))]
        if self.supersample > 1:
            self._frames.append(_frame((height, width), None))

    @contextlib.contextmanager
    def drawing(self) -> Iterator[tuple[int, int]]:
        """Gives (width, height) of the bound frame buffer."""
        with self._frames[0]:
            yield self._size[0] * self.supersample, self._size[1] * self.supersample

    def read(self) -> Picture:
        """[H, W, 3] uint8, top row first."""
        with self._frames[-1]:
            if self.supersample > 1:
                gloo.set_viewport(0, 0, *self._size)
                gloo.set_state(depth_test=False, blend=False, cull_face=False)
                self._shrink.set({"u_source": self._frames[0].color_buffer})
                self._shrink.fill()
            pixels: Picture = gloo.read_pixels((0, 0, *self._size), alpha=False)
        return pixels

    def delete(self) -> None:
        self._free()
        self._shrink.delete()

    def _free(self) -> None:
        for frame in self._frames:
            for thing in (frame.color_buffer, frame.depth_buffer, frame):
                if thing is not None:
                    thing.delete()
        self._frames = []


def _frame(shape: tuple[int, int], depth: gloo.RenderBuffer | None) -> gloo.FrameBuffer:
    colour = gloo.Texture2D(
        shape=(*shape, 4), format="rgba", interpolation="linear", wrapping="clamp_to_edge"
    )
    return gloo.FrameBuffer(colour, depth)
