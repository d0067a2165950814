"""A frame buffer to draw on, larger than its picture where edges shall be smooth."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator

from vispy import gloo

from studio.render.passes import COPY_FRAGMENT, SCREEN_VERTEX
from studio.render.program import DEPTH24, ScreenProgram
from studio.render.view import Picture


class Canvas:
    """Needs the same current context from its making to its deletion. Sizes are pixels of the picture."""

    def __init__(self, width: int, height: int, supersample: int) -> None:
        """supersample: 1, 2 or 4 pixels drawn a side for each of the picture."""
        self.supersample = supersample
        self._shrink = ScreenProgram(SCREEN_VERTEX, COPY_FRAGMENT)
        self._frames: list[gloo.FrameBuffer] = []
        self.resize(width, height)

    def resize(self, width: int, height: int) -> None:
        self._free()
        self._size = (width, height)
        drawn = (height * self.supersample, width * self.supersample)
        self._frames = [_frame(drawn, gloo.RenderBuffer(drawn, DEPTH24))]
        for times in (2, 1):
            if times < self.supersample:
                self._frames.append(_frame((height * times, width * times), None))

    @contextlib.contextmanager
    def drawing(self) -> Iterator[tuple[int, int]]:
        """Gives (width, height) of the bound frame buffer."""
        with self._frames[0]:
            yield self._size[0] * self.supersample, self._size[1] * self.supersample

    def read(self) -> Picture:
        """[H, W, 3] uint8, top row first."""
        gloo.set_state(depth_test=False, blend=False, cull_face=False)
        for source, target in itertools.pairwise(self._frames):
            height, width = target.color_buffer.shape[:2]
            with target:
                gloo.set_viewport(0, 0, width, height)
                self._shrink.set({"u_source": source.color_buffer})
                self._shrink.fill()
        with self._frames[-1]:
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
