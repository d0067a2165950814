"""Pictures without a window: the stage drawn into a frame buffer of our own context."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from studio.core.problems import fail
from studio.core.resources import assets
from studio.render.camera import Camera
from studio.render.lights import Lights, lighting
from studio.render.offscreen import OffscreenContext
from studio.render.view import Picture
from studio.rig.schema import Geometry, Rig

LARGEST = 8192  # pixels a side: 16-bit sized frame buffers fail beyond it on small drivers


class Renderer:
    """Implements studio.render.view.View off screen; a context manager.

    supersample: each pixel is the mean of that many squared (1 or 2). Not for use from several threads.
    """

    def __init__(self, width: int, height: int, supersample: int = 2) -> None:
        self._context = OffscreenContext()
        from studio.render.painter import Painter  # noqa: PLC0415 - loads OpenGL, which the context looked for

        self._painter = Painter()
        self._actors: dict[str, Any] = {}
        self._supersample = supersample
        self._camera = Camera((0.0, 1.0, 0.0), 4.0)
        self._lights = lighting("studio")
        self._frame: Any = None
        self._closed = False
        self.resize(width, height)

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def resize(self, width: int, height: int) -> None:
        """ProblemError unless 1..8192 pixels a side, supersampling included."""
        from vispy import gloo  # noqa: PLC0415 - loads OpenGL

        if not (0 < width * self._supersample <= LARGEST and 0 < height * self._supersample <= LARGEST):
            raise fail(
                "render.size",
                "a picture of this size cannot be drawn",
                f"{width} x {height}",
                f"Choose 1 to {LARGEST // self._supersample} pixels a side",
            )
        self._context.activate()
        self._size = (width, height)
        shape = (height * self._supersample, width * self._supersample)
        if self._frame is not None:
            _delete_frame(self._frame)
        colour = gloo.Texture2D(shape=(*shape, 4), format="rgba")
        self._frame = gloo.FrameBuffer(colour, gloo.RenderBuffer(shape, 0x81A6))  # GL_DEPTH_COMPONENT24

    def set_rig(self, rig: Rig, actor: str = "") -> None:
        from studio.render.actor import Actor  # noqa: PLC0415 - loads OpenGL

        self._context.activate()
        if actor in self._actors:
            if self._actors[actor].rig is rig:
                return
            self._actors.pop(actor).delete()
        self._actors[actor] = Actor(rig, _folder(rig))

    def set_geometry(self, geometry: Geometry, actor: str = "") -> None:
        self._actors[actor].move(geometry)

    def set_camera(self, camera: Camera) -> None:
        self._camera = camera

    def set_lights(self, lights: Lights) -> None:
        self._lights = lights

    def draw(self) -> None:
        self._context.activate()
        width, height = (side * self._supersample for side in self._size)
        with self._frame:
            self._painter.paint(self._actors.values(), self._camera, self._lights, width, height)

    def read_pixels(self) -> Picture:
        from vispy import gloo  # noqa: PLC0415 - loads OpenGL

        self._context.activate()
        width, height = (side * self._supersample for side in self._size)
        with self._frame:
            pixels: Picture = gloo.read_pixels((0, 0, width, height), alpha=False)
        if self._supersample == 1:
            return pixels
        step = self._supersample
        blocks = pixels.reshape(self._size[1], step, self._size[0], step, 3).astype(np.uint16)
        return ((blocks.sum(axis=(1, 3)) + step * step // 2) // (step * step)).astype(np.uint8)

    def image(self, rig: Rig, geometry: Geometry, camera: Camera, light: str | Lights = "studio") -> Picture:
        """One character in one go: [H, W, 3], top row first."""
        self.set_rig(rig)
        self.set_geometry(geometry)
        self.set_camera(camera)
        self.set_lights(lighting(light) if isinstance(light, str) else light)
        self.draw()
        return self.read_pixels()

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._context.activate()
        for actor in self._actors.values():
            actor.delete()
        self._actors.clear()
        self._painter.delete()
        _delete_frame(self._frame)
        self._context.close()


def _folder(rig: Rig) -> Path | None:
    folder = assets() / "characters" / rig.name
    return folder if folder.is_dir() else None


def _delete_frame(frame: Any) -> None:
    frame.color_buffer.delete()
    frame.depth_buffer.delete()
    frame.delete()
