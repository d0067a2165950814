"""What the key light does not reach: a variance shadow map of what the camera looks at, blurred."""

from __future__ import annotations

from collections.abc import Iterable

from vispy import gloo

from studio.render.actor import Actor
from studio.render.casters import CasterPrograms
from studio.render.passes import BLUR_FRAGMENT, SCREEN_VERTEX
from studio.render.program import ScreenProgram, Value
from studio.render.spaces import shade_matrix, uniform
from studio.rig.schema import F64

_SPREAD = 1.25  # texels between the taps of the blur


class ShadowMap:
    """Needs the same current context from its making to its deletion."""

    def __init__(self, size: int = 512) -> None:
        self.size = size
        self._casters = CasterPrograms()
        self._blur = ScreenProgram(SCREEN_VERTEX, BLUR_FRAGMENT)
        self._maps = [_float_texture(size) for _ in range(2)]
        self._depth = gloo.RenderBuffer((size, size), "depth")
        self._frames = [gloo.FrameBuffer(self._maps[0], self._depth), gloo.FrameBuffer(self._maps[1])]

    def cast(self, actors: Iterable[Actor], centre: F64, towards: F64, radius: float) -> dict[str, Value]:
        """Draw the map; gives the uniforms by which surfaces look it up."""
        matrix = uniform(shade_matrix(centre, towards, radius))
        gloo.set_viewport(0, 0, self.size, self.size)
        with self._frames[0]:
            gloo.set_state(depth_test=True, depth_mask=True, blend=False, cull_face=False)
            gloo.clear(color=(0, 0, 0, 0), depth=True)
            for actor in actors:
                actor.upload()
                self._casters.draw(actor.casters, matrix, actor.position, actor.uv)
        gloo.set_state(depth_test=False)
        step = _SPREAD / self.size
        for source, along in ((0, (step, 0.0)), (1, (0.0, step))):
            with self._frames[1 - source]:
                self._blur.set({"u_source": self._maps[source], "u_step": along})
                self._blur.fill()
        # Points are lifted off their surface so that it does not shade itself.
        return {"u_shade": matrix, "u_shadow": self._maps[0], "u_lift": 0.012 * radius}

    def delete(self) -> None:
        for thing in (self._casters, self._blur, *self._frames, *self._maps, self._depth):
            thing.delete()


def _float_texture(size: int) -> gloo.Texture2D:
    return gloo.Texture2D(
        shape=(size, size, 2),
        format="rg",
        internalformat="rg32f",
        interpolation="linear",
        wrapping="clamp_to_edge",
    )
