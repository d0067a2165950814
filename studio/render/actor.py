"""A character on the graphics card: buffers that are updated in place, and what to draw from them."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt
from vispy import gloo

from studio.core.problems import fail
from studio.core.resources import assets
from studio.render.cavities import Cavities
from studio.render.openness import openness
from studio.render.program import Value
from studio.render.surfaces import ORDER
from studio.rig.schema import F32, Geometry, Material, Rig

_AGAIN = "Install Moodline again, or bake the character anew"
_CASTS_NONE = frozenset({"cornea", "lash", "brow"})


@attrs.define(eq=False)
class Part:
    """Triangles of one material."""

    shading: str  # a key of studio.render.surfaces
    colour: tuple[float, float, float]
    triangles: gloo.IndexBuffer
    texture: gloo.Texture2D | None


class Actor:
    """Needs the same current context from its making to its deletion."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self.vertices = rig.vertices
        self.position = _buffer(rig.vertices)
        self.normal = _buffer(rig.normals)
        self.uv = _buffer(rig.uv)
        self.colour = _buffer(rig.colours)
        self.parts = _parts(rig)
        self.casters = _casters(rig)
        self.has_cornea = any(part.shading in ("cornea", "iris") for part in self.parts)
        at_rest_open, speaking_open = openness(rig, self.casters)
        self._cavities = Cavities(rig, at_rest_open, speaking_open)
        self._openness = at_rest_open.copy()
        self.open = _buffer(self._openness)
        self.attributes: dict[str, Value] = {
            "a_position": self.position,
            "a_normal": self.normal,
            "a_uv": self.uv,
            "a_colour": self.colour,
            "a_open": self.open,
        }
        self.move(at_rest(rig))

    def move(self, geometry: Geometry) -> None:
        """Upload one evaluated frame into the same buffers."""
        self.vertices = np.ascontiguousarray(geometry.vertices, np.float32)
        self.position.set_subdata(self.vertices, 0, copy=False)
        self.normal.set_subdata(np.ascontiguousarray(geometry.normals, np.float32), 0, copy=False)
        self._cavities.shade(geometry, self._openness)
        self.open.set_subdata(self._openness, 0, copy=True)

    def delete(self) -> None:
        for buffer in (self.position, self.normal, self.uv, self.colour, self.open, self.casters):
            buffer.delete()
        for part in self.parts:
            part.triangles.delete()
            if part.texture is not None:
                part.texture.delete()


def at_rest(rig: Rig) -> Geometry:
    """The character as its file holds it."""
    joints = np.tile(np.eye(4), (len(rig.joint_names), 1, 1))
    joints[:, :3, 3] = rig.joint_positions
    return Geometry(joints, rig.vertices, rig.normals)


def _buffer(values: F32) -> gloo.VertexBuffer:
    return gloo.VertexBuffer(np.array(values, np.float32))


def _casters(rig: Rig) -> gloo.IndexBuffer:
    casting = [i for i, material in enumerate(rig.materials) if material.shading not in _CASTS_NONE]
    chosen = rig.triangles[np.isin(rig.triangle_material, casting)]
    return gloo.IndexBuffer(np.ascontiguousarray(chosen, np.uint32))


def _parts(rig: Rig) -> list[Part]:
    found = []
    for index, material in enumerate(rig.materials):
        chosen = np.ascontiguousarray(rig.triangles[rig.triangle_material == index], np.uint32)
        if len(chosen):
            texture = _texture(rig.name, material)
            found.append(Part(_shading(material), material.colour, gloo.IndexBuffer(chosen), texture))
    return sorted(found, key=lambda part: ORDER.index(part.shading))


def _shading(material: Material) -> str:
    """How a material is drawn: a cornea that carries a picture has the iris painted on it and hides what is
    behind, one without is clear."""
    if material.shading == "cornea" and material.texture:
        return "iris"
    return material.shading if material.shading in ORDER else "plain"


def _texture(character: str, material: Material) -> gloo.Texture2D | None:
    """A missing picture leaves the plain colour."""
    if not material.texture:
        return None
    path = assets() / "characters" / character / Path(material.texture).name
    if not path.is_file():
        return None
    from PIL import Image  # noqa: PLC0415 - only characters with textures need it

    try:
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGBA"))[::-1]
    except OSError as error:
        raise fail(
            "render.texture", f"this picture of a character is broken ({error})", str(path), _AGAIN
        ) from error
    return gloo.Texture2D(_premultiplied(pixels), interpolation="linear", wrapping="clamp_to_edge")


def _premultiplied(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """So that the colour hidden under clear texels does not bleed into their neighbours."""
    alpha = pixels[..., 3:].astype(np.uint16)
    colour = (pixels[..., :3] * alpha + 127) // 255
    return np.concatenate([colour.astype(np.uint8), pixels[..., 3:]], axis=2)
