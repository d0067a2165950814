"""Pictures without a window: the stage drawn into a frame buffer of our own context."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING

from studio.core.problems import fail
from studio.core.progress import go_on
from studio.render.camera import Camera
from studio.render.lights import Lights, lighting
from studio.render.offscreen import OffscreenContext
from studio.render.turns import TURN
from studio.render.view import Picture, View
from studio.rig.schema import Geometry, Rig

if TYPE_CHECKING:
    from studio.media.cache import DerivedCache
    from studio.render.actor import Actor

LARGEST = 8192  # pixels a side: what the frame buffers of small drivers hold
_SMALL = 250_000  # pixels


class Renderer(View):
    """Implements studio.render.view.View off screen; a context manager. It belongs to the thread that made
    it; several threads may each have their own, beside the window's.

    supersample: pixels drawn a side for each of the picture: 1 as a window would, 2, or 4; by itself 4 for
    small pictures, where hair and lashes are finer than a pixel, and 2 for others.
    cache: keeps what takes half a second to find out about a character. ask: called now and then while that
    is found out, and while shaders are compiled; may raise Cancelled.
    """

    def __init__(
        self,
        width: int,
        height: int,
        supersample: int | None = None,
        cache: DerivedCache | None = None,
        ask: Callable[[], object] = go_on,
    ) -> None:
        supersample = supersample or (4 if width * height <= _SMALL else 2)
        _check_size(width, height, supersample)
        with TURN:
            self._context = OffscreenContext()
            self._prepare(width, height, supersample)
        self._cache, self._ask = cache, ask
        self._actors: dict[str, Actor] = {}
        self._camera = Camera((0.0, 1.0, 0.0), 4.0)
        self._lights = lighting("studio")
        self._closed = False

    def _prepare(self, width: int, height: int, supersample: int) -> None:
        # Only now: these load OpenGL, which the context has looked for and would have missed politely.
        from studio.render.canvas import Canvas  # noqa: PLC0415 - see above
        from studio.render.painter import Painter  # noqa: PLC0415 - see above

        try:
            self._painter = Painter()
            self._canvas = Canvas(width, height, supersample)
        except BaseException:
            self._context.close()
            raise

    @contextlib.contextmanager
    def _turn(self, between: Callable[[], object] | None = None) -> Iterator[None]:
        """between: called while others draw."""
        TURN.wait(between or self._ask)
        try:
            self._context.activate()
            yield
        finally:
            TURN.leave()

    def __enter__(self) -> Renderer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def resize(self, width: int, height: int) -> None:
        """ProblemError unless 1..8192 pixels a side, supersampling included."""
        _check_size(width, height, self._canvas.supersample)
        with self._turn():
            self._canvas.resize(width, height)

    def set_rig(self, rig: Rig, actor: str = "") -> None:
        from studio.render.actor import Actor  # noqa: PLC0415 - loads OpenGL
        from studio.render.pieces import pieces_of  # noqa: PLC0415 - with it

        if actor in self._actors and self._actors[actor].rig is rig:
            return
        pieces_of(rig, self._ask)  # before it is our turn: others may draw meanwhile
        with self._turn():
            if actor in self._actors:
                self._actors.pop(actor).delete()
            self._actors[actor] = Actor(rig, self._cache, self._give_way)

    def _give_way(self) -> None:
        self._ask()
        if TURN.give_way():
            self._context.activate()

    def set_geometry(self, geometry: Geometry, actor: str = "") -> None:
        if actor not in self._actors:
            raise fail(
                "render.actor",
                "no character of that name is on the stage",
                actor or "(unnamed)",
                "Call set_rig first",
            )
        with self._turn():
            self._actors[actor].move(geometry)

    def remove(self, actor: str = "") -> None:
        with self._turn():
            if actor in self._actors:
                self._actors.pop(actor).delete()

    def set_camera(self, camera: Camera) -> None:
        self._camera = camera

    def set_lights(self, lights: Lights) -> None:
        self._lights = lights

    def draw(self) -> None:
        actors = list(self._actors.values())
        with self._turn(), self._canvas.drawing() as (width, height):
            self._painter.paint(actors, self._camera, self._lights, width, height, between=self._ask)

    def read_pixels(self) -> Picture:
        with self._turn():
            return self._canvas.read()

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
        with self._turn(go_on):
            for actor in self._actors.values():
                actor.delete()
            self._actors.clear()
            self._painter.delete()
            self._canvas.delete()
            self._context.close()


def _check_size(width: int, height: int, supersample: int) -> None:
    largest = LARGEST // supersample
    if not (0 < width <= largest and 0 < height <= largest):
        raise fail(
            "render.size",
            "a picture of this size cannot be drawn",
            f"{width} x {height}",
            f"Choose 1 to {largest} pixels a side",
        )
