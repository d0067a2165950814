"""Draws actors into whatever frame buffer is bound, in whatever context is current: a window's or our own."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from vispy import gloo

from studio.core.progress import go_on
from studio.render.actor import Actor
from studio.render.camera import Camera, depth_range
from studio.render.lights import Lights
from studio.render.parts import Part
from studio.render.passes import BACKDROP_FRAGMENT, BACKDROP_VERTEX, FLOOR_FRAGMENT, FLOOR_VERTEX
from studio.render.program import Program, ScreenProgram, Value
from studio.render.shadow import ShadowMap
from studio.render.spaces import seen_sphere, uniform
from studio.render.surfaces import CLEAR, CLOSED, sources
from studio.rig.schema import F32, F64

_ALL = 100
_FLOOR = 1.1  # metres: radius of the pool of light that characters stand in


class Painter:
    """Programs are compiled at their first use. All calls need the same current context. whole: was
    everything painted that there was, or did some of it wait for a program?"""

    def __init__(self, shadows: bool = True, shadow_size: int = 256) -> None:
        self._surfaces: dict[str, Program] = {}
        self.whole = False
        self._new = 0  # programs that may still be compiled for this picture
        self._between: Callable[[], object] = go_on
        self._backdrop = ScreenProgram(BACKDROP_VERTEX, BACKDROP_FRAGMENT, steps=12)
        self._floor = ScreenProgram(FLOOR_VERTEX, FLOOR_FRAGMENT)
        self._white = gloo.Texture2D(np.full((1, 1, 4), 255, np.uint8))
        self._shadow = ShadowMap(shadow_size) if shadows else None
        self._cast: dict[str, Value] = {}

    def paint(
        self,
        actors: Sequence[Actor],
        camera: Camera,
        lights: Lights,
        width: int,
        height: int,
        *,
        cast: bool = True,
        new: int = _ALL,
        between: Callable[[], object] = go_on,
    ) -> F64:
        """Every actor and the backdrop, over the whole of the bound frame buffer; gives the [4, 4] matrix
        from world to clip space. cast: throw shadows anew; else those of the last picture stay, which saves
        a third of the time and is not seen while things move. new: surfaces that may be painted for the first
        time, which takes long; what would be more is left out. between: called before each of these, may
        raise."""
        self.whole, self._new, self._between = True, new, between
        aspect = width / height
        shared = _light_uniforms(lights) | self._shade(actors, camera, lights, aspect, cast)
        shared["u_eye"] = tuple(camera.eye.tolist())
        near, far = depth_range(camera, [*_floor_seen(camera), *(actor.vertices for actor in actors)])
        clip: F64 = camera.projection(aspect, near, far) @ camera.view()
        shared["u_clip"] = uniform(clip)
        gloo.set_viewport(0, 0, width, height)
        gloo.set_state(depth_test=True, depth_mask=True, depth_func="lequal", blend=False, cull_face=False)
        gloo.clear(color=(0, 0, 0, 1), depth=True)
        seen = [(actor, part) for actor in actors for part in actor.seen(clip)]
        for clear in (False, True):
            for actor, part in seen:
                if (part.shading in CLEAR) == clear:
                    self._paint_part(actor, part, shared)
            if not clear:
                self._paint_backdrop(lights)
                self._paint_floor(camera, lights, shared)
        gloo.set_state(depth_mask=True, blend=False, cull_face=False)
        return clip

    def _shade(
        self, actors: Sequence[Actor], camera: Camera, lights: Lights, aspect: float, cast: bool
    ) -> dict[str, Value]:
        if self._shadow is None:
            return {"u_shade": uniform(np.eye(4)), "u_shadow": self._white, "u_lift": 0.0}
        if cast or not self._cast:
            centre, radius = seen_sphere(camera, aspect)
            self._cast = self._shadow.cast(actors, centre, np.array(lights.key.direction), radius)
        return self._cast

    def _paint_backdrop(self, lights: Lights) -> None:
        gloo.set_state(cull_face=False)
        self._backdrop.set({"u_top": lights.top, "u_bottom": lights.bottom})
        self._backdrop.fill()
        gloo.set_state(blend=True, blend_func=("one", "one_minus_src_alpha"), depth_mask=False)

    def _paint_floor(self, camera: Camera, lights: Lights, shared: dict[str, Value]) -> None:
        if _floor_seen(camera):
            place = (camera.target[0], camera.target[2], _FLOOR)
            self._floor.set({**shared, "u_place": place, "u_bottom": lights.bottom})
            self._floor.fill()

    def _paint_part(self, actor: Actor, part: Part, shared: dict[str, Value]) -> None:
        if part.shading not in self._surfaces:
            if self._new <= 0:
                self.whole = False
                return
            self._new -= 1
            self._between()
            self._surfaces[part.shading] = Program(*sources(part.shading))
        surface = self._surfaces[part.shading]
        surface.set(shared)
        surface.set(
            {
                "u_base": part.colour,
                "u_texture": part.texture or self._white,
                "u_wet": 0.0 if actor.has_cornea else 1.0,
                **actor.attributes,
            }
        )
        gloo.set_state(cull_face=part.shading in CLOSED)
        surface.draw(part.triangles)

    def delete(self) -> None:
        for thing in (*self._surfaces.values(), self._backdrop, self._floor, self._white):
            thing.delete()
        self._surfaces.clear()
        if self._shadow is not None:
            self._shadow.delete()


def _floor_seen(camera: Camera) -> list[F32]:
    """[4, 3] corners of the floor, or nothing: in close-ups it lies far below the picture."""
    reach = 1.5 * camera.distance * math.tan(math.radians(camera.fov) / 2)
    if camera.eye[1] <= 0.0 or camera.target[1] > reach:
        return []
    x, _, z = camera.target
    return [np.array([[x + i * _FLOOR, 0.0, z + k * _FLOOR] for i in (-1, 1) for k in (-1, 1)], np.float32)]


def _light_uniforms(lights: Lights) -> dict[str, Value]:
    return {
        "u_key_from": lights.key.direction, "u_key": lights.key.colour,
        "u_fill_from": lights.fill.direction, "u_fill": lights.fill.colour,
        "u_rim_from": lights.rim.direction, "u_rim": lights.rim.colour,
        "u_sky": lights.sky, "u_ground": lights.ground, "u_exposure": lights.exposure,
    }  # fmt: skip
