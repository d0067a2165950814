"""What to draw of a character: triangles by material with their textures, and what of it throws shadows."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
from vispy import gloo

from studio.core.problems import fail
from studio.core.resources import assets
from studio.render.surfaces import ORDER
from studio.rig.schema import I32, Material, Rig

_AGAIN = "Install Moodline again, or bake the character anew"
_CASTS_NONE = frozenset({"cornea", "lash", "brow"})


@attrs.define(eq=False)
class Part:
    """Triangles of one material; `shading` is a key of studio.render.surfaces."""

    shading: str
    colour: tuple[float, float, float]
    triangles: gloo.IndexBuffer
    texture: gloo.Texture2D | None


@attrs.define(eq=False)
class Caster:
    """Triangles that throw a shadow, through whose clear texels light falls."""

    triangles: gloo.IndexBuffer
    texture: gloo.Texture2D | None


class Parts:
    """Needs the same current context from its making to its deletion."""

    def __init__(self, rig: Rig) -> None:
        self._textures: dict[str, gloo.Texture2D | None] = {}
        self._buffers: list[gloo.IndexBuffer] = []
        self.drawn: list[Part] = []
        self.casters: list[Caster] = []
        solid = []
        for index, material in enumerate(rig.materials):
            triangles = rig.triangles[rig.triangle_material == index]
            if len(triangles):
                self._add(rig.name, material, self._buffer(triangles))
                if material.shading not in _CASTS_NONE | {"hair"}:
                    solid.append(triangles)
        if solid:
            self.casters.insert(0, Caster(self._buffer(np.concatenate(solid)), None))
        self.drawn.sort(key=lambda part: ORDER.index(part.shading))

    def _add(self, character: str, material: Material, triangles: gloo.IndexBuffer) -> None:
        texture = self._texture(character, material.texture)
        for shading in _shadings(material):
            self.drawn.append(Part(shading, material.colour, triangles, texture))
        if material.shading == "hair":
            self.casters.append(Caster(triangles, texture))

    def _buffer(self, triangles: I32) -> gloo.IndexBuffer:
        self._buffers.append(gloo.IndexBuffer(np.ascontiguousarray(triangles, np.uint32)))
        return self._buffers[-1]

    def _texture(self, character: str, name: str) -> gloo.Texture2D | None:
        if name not in self._textures:
            self._textures[name] = _loaded(character, name) if name else None
        return self._textures[name]

    def delete(self) -> None:
        for thing in (*self._buffers, *self._textures.values()):
            if thing is not None:
                thing.delete()


def _shadings(material: Material) -> tuple[str, ...]:
    """How a material is drawn. A cornea that carries a picture has the iris painted on it and hides what is
    behind, one without is clear; hair is drawn solid first, then its thin ends over what is behind them."""
    if material.shading == "cornea" and material.texture:
        return ("iris",)
    if material.shading == "hair" and material.texture:
        return ("hair", "wisps")
    return (material.shading,) if material.shading in ORDER else ("plain",)


def _loaded(character: str, name: str) -> gloo.Texture2D | None:
    """A missing picture leaves the plain colour; a broken one is a ProblemError."""
    path = assets() / "characters" / character / Path(name).name
    if not path.is_file():
        return None
    from PIL import Image  # noqa: PLC0415 - only characters with textures need it

    try:
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGBA"))[::-1]
    except OSError as error:
        raise fail(
            "render.texture", f"the character's picture is broken ({error})", str(path), _AGAIN
        ) from error
    return gloo.Texture2D(_premultiplied(pixels), interpolation="linear", wrapping="clamp_to_edge")


def _premultiplied(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """So that the colour hidden under clear texels does not bleed into their neighbours."""
    alpha = pixels[..., 3:].astype(np.uint16)
    colour = (pixels[..., :3] * alpha + 127) // 255
    return np.concatenate([colour.astype(np.uint8), pixels[..., 3:]], axis=2)
