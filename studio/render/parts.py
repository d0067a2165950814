"""What to draw of a character, on the graphics card: triangles by material, textures, what throws shadows."""

from __future__ import annotations

import attrs
import numpy as np
from vispy import gloo

from studio.render.pieces import pieces_of
from studio.render.textures import Pixels, load
from studio.rig.schema import I32, Rig


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
        pieces = pieces_of(rig)
        for piece in pieces.drawn:
            texture = self._texture(rig, piece.texture)
            triangles = self._buffer(piece.triangles)
            self.drawn.append(Part(piece.shading, piece.colour, triangles, texture, piece.vertices))
            if piece.cuts:
                self.casters.append(Caster(triangles, texture))
        if len(pieces.solid):
            self.casters.insert(0, Caster(self._buffer(pieces.solid), None))

    def _buffer(self, triangles: I32) -> gloo.IndexBuffer:
        self._buffers.append(gloo.IndexBuffer(np.ascontiguousarray(triangles, np.uint32)))
        return self._buffers[-1]

    def _texture(self, rig: Rig, name: str) -> gloo.Texture2D | None:
        pixels = load(rig.name, name)
        if pixels is None:
            return None
        if name not in self._textures:
            self._textures[name] = _upload(pixels)
        return self._textures[name]

    def delete(self) -> None:
        for thing in (*self._buffers, *self._textures.values()):
            thing.delete()


def _upload(pixels: Pixels) -> gloo.Texture2D:
    return gloo.Texture2D(pixels, interpolation="linear", wrapping="clamp_to_edge")
