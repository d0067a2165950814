"""A character on the graphics card: buffers that are updated in place, and what to draw from them."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
from vispy import gloo

from studio.core.resources import assets
from studio.render.cavities import Cavities
from studio.render.openness import openness
from studio.render.surfaces import ORDER
from studio.rig.schema import F32, Geometry, Material, Rig

_CASTS_NONE = frozenset({"cornea", "lash", "brow"})


@attrs.define(eq=False)
class Part:
    """Triangles of one material."""

    material: Material
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
        self._cavities = Cavities(rig)
        self._openness = openness(rig, self.casters)
        self.open = _buffer(self._openness)
        self.move(at_rest(rig))

    @property
    def has_cornea(self) -> bool:
        return any(part.material.shading == "cornea" for part in self.parts)

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
            found.append(Part(material, gloo.IndexBuffer(chosen), _texture(rig.name, material)))
    return sorted(found, key=lambda part: _place(part.material.shading))


def _place(shading: str) -> int:
    return ORDER.index(shading if shading in ORDER else "plain")


def _texture(character: str, material: Material) -> gloo.Texture2D | None:
    """A missing picture leaves the plain colour."""
    if not material.texture:
        return None
    path = assets() / "characters" / character / Path(material.texture).name
    if not path.is_file():
        return None
    from PIL import Image  # noqa: PLC0415 - only characters with textures need it

    with Image.open(path) as picture:
        pixels = np.asarray(picture.convert("RGBA"))[::-1]
    return gloo.Texture2D(np.ascontiguousarray(pixels), interpolation="linear", wrapping="clamp_to_edge")
