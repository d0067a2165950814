"""Draws actors into whatever frame buffer is bound, in whatever context is current: a window's or our own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from vispy import gloo

from studio.render.actor import Actor, Part
from studio.render.camera import Camera, depth_range
from studio.render.lights import Lights
from studio.render.surfaces import BACKDROP_FRAGMENT, BACKDROP_VERTEX, VERTEX, fragment

_CORNERS = np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]], np.float32)


class Uniforms:
    """A program whose uniforms are sent only when they change: sending costs more than drawing a small part."""

    def __init__(self, vertex: str, pixel: str) -> None:
        self.program: Any = gloo.Program(vertex, pixel)
        self._sent: dict[str, Any] = {}

    def set(self, **values: Any) -> None:
        for name, value in values.items():
            if name not in self._sent or not _same(self._sent[name], value):
                self._sent[name] = value
                self.program[name] = value


def _same(one: Any, other: Any) -> bool:
    return one is other or (isinstance(one, tuple | float) and one == other)


class Painter:
    """Programs are compiled at their first use. All calls need the same current context."""

    def __init__(self) -> None:
        self._surfaces: dict[str, Uniforms] = {}
        self._backdrop = Uniforms(BACKDROP_VERTEX, BACKDROP_FRAGMENT)
        self._backdrop.set(a_corner=gloo.VertexBuffer(_CORNERS))
        self._white = gloo.Texture2D(np.full((1, 1, 4), 255, np.uint8))

    def paint(self, actors: Iterable[Actor], camera: Camera, lights: Lights, width: int, height: int) -> None:
        """Backdrop, then every actor, over the whole of the bound frame buffer."""
        gloo.set_viewport(0, 0, width, height)
        gloo.set_state(depth_test=True, blend=False, cull_face=False, depth_mask=True)
        gloo.clear(color=(0, 0, 0, 1), depth=True)
        gloo.set_state(depth_test=False)
        self._backdrop.set(u_top=lights.top, u_bottom=lights.bottom)
        self._backdrop.program.draw("triangle_strip")
        gloo.set_state(depth_test=True)
        for actor in actors:
            near, far = depth_range(camera, actor.vertices)
            clip = camera.projection(width / height, near, far) @ camera.view()
            shared = _light_uniforms(lights) | {
                "u_clip": tuple(clip.T.ravel().tolist()),
                "u_eye": tuple(camera.eye.tolist()),
            }
            for part in actor.parts:
                self._paint_part(actor, part, shared)

    def _paint_part(self, actor: Actor, part: Part, shared: dict[str, Any]) -> None:
        shading = part.material.shading
        if shading not in self._surfaces:
            self._surfaces[shading] = Uniforms(VERTEX, fragment(shading))
        surface = self._surfaces[shading]
        surface.set(**shared, u_base=part.material.colour, u_texture=part.texture or self._white)
        surface.set(a_position=actor.position, a_normal=actor.normal, a_uv=actor.uv)
        surface.set(a_colour=actor.colour, a_hidden=actor.hidden)
        surface.program.draw("triangles", part.triangles)

    def delete(self) -> None:
        for surface in (*self._surfaces.values(), self._backdrop):
            surface.program.delete()
        self._surfaces.clear()
        self._white.delete()


def _light_uniforms(lights: Lights) -> dict[str, Any]:
    return {
        "u_key_from": lights.key.direction, "u_key": lights.key.colour,
        "u_fill_from": lights.fill.direction, "u_fill": lights.fill.colour,
        "u_rim_from": lights.rim.direction, "u_rim": lights.rim.colour,
        "u_sky": lights.sky, "u_ground": lights.ground, "u_exposure": lights.exposure,
    }  # fmt: skip
