"""What to draw of a character: triangles by material with their textures, and what of it throws shadows."""

from __future__ import annotations

from collections.abc import Iterator

import attrs
import numpy as np
from vispy import gloo

from studio.render.surfaces import ORDER
from studio.render.textures import Pixels, load, share_thin, upload
from studio.rig.schema import I32, Material, Rig

_CASTS_NONE = frozenset({"cornea", "lash", "brow"})


@attrs.define(eq=False)
class Part:
    """Triangles of one material; `shading` is a key of studio.render.surfaces, `vertices` those of the
    triangles, each once."""

    shading: str
    colour: tuple[float, float, float]
    triangles: gloo.IndexBuffer
    texture: gloo.Texture2D | None
    vertices: I32


@attrs.define(eq=False)
class Caster:
    """Triangles that throw a shadow, through whose clear texels light falls."""

    triangles: gloo.IndexBuffer
    texture: gloo.Texture2D | None


class Parts:
    """Needs the same current context from its making to its deletion."""

    def __init__(self, rig: Rig) -> None:
        self._textures: dict[str, gloo.Texture2D] = {}
        self._buffers: list[gloo.IndexBuffer] = []
        self.drawn: list[Part] = []
        self.casters: list[Caster] = []
        solid: list[I32] = []
        for index, material in enumerate(rig.materials):
            triangles = rig.triangles[rig.triangle_material == index]
            if len(triangles):
                self._add(rig, material, triangles, solid)
        if solid:
            self.casters.insert(0, Caster(self._buffer(np.concatenate(solid)), None))
        self.drawn.sort(key=lambda part: ORDER.index(part.shading))

    def _add(self, rig: Rig, material: Material, triangles: I32, solid: list[I32]) -> None:
        pixels = load(rig.name, material.texture)
        texture = self._texture(material.texture, pixels)
        for shading, chosen in _split(rig, material, triangles, pixels):
            if len(chosen):
                used: I32 = np.unique(chosen)
                self.drawn.append(Part(shading, material.colour, self._buffer(chosen), texture, used))
            if shading == "locks" and len(chosen):
                self.casters.append(Caster(self.drawn[-1].triangles, texture))
            elif shading != "wisps" and material.shading not in _CASTS_NONE:
                solid.append(chosen)

    def _buffer(self, triangles: I32) -> gloo.IndexBuffer:
        self._buffers.append(gloo.IndexBuffer(np.ascontiguousarray(triangles, np.uint32)))
        return self._buffers[-1]

    def _texture(self, name: str, pixels: Pixels | None) -> gloo.Texture2D | None:
        if pixels is None:
            return None
        if name not in self._textures:
            self._textures[name] = upload(pixels)
        return self._textures[name]

    def delete(self) -> None:
        for thing in (*self._buffers, *self._textures.values()):
            thing.delete()


def _split(rig: Rig, material: Material, triangles: I32, pixels: Pixels | None) -> Iterator[tuple[str, I32]]:
    """How a material is drawn: (shading, triangles) of each way.

    A cornea that carries a picture has the iris painted on it and hides what is behind, one without is clear.
    Hair is drawn solid where it is dense; where it thins out its dense parts come first (`locks`), its thin
    ends over what is behind them last (`wisps`).
    """
    if material.shading == "cornea" and pixels is not None:
        yield "iris", triangles
    elif material.shading == "hair" and pixels is not None:
        thin = share_thin(pixels, rig.uv[triangles])
        yield "hair", triangles[thin == 0.0]
        yield "locks", triangles[(thin > 0.0) & (thin < 1.0)]
        yield "wisps", triangles[thin > 0.0]
    else:
        yield material.shading if material.shading in ORDER else "plain", triangles
