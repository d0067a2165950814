"""A character on the graphics card: buffers that are updated in place, and what to draw from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import numpy as np
from vispy import gloo

from studio.rig.schema import Geometry, Material, Rig

# Drawn in this order: what may have holes (cut-out hair, lashes) comes after what fills them.
_ORDER = ("skin", "cloth", "plain", "eye", "teeth", "tongue", "cornea", "hair", "brow", "lash")


@attrs.define(eq=False)
class Part:
    """Triangles of one material."""

    material: Material
    triangles: Any  # gloo.IndexBuffer
    texture: Any  # gloo.Texture2D or None


class Actor:
    """Needs a current context from its making to its deletion."""

    def __init__(self, rig: Rig, folder: Path | None = None) -> None:
        self.rig = rig
        self.vertices = rig.vertices
        self.position = gloo.VertexBuffer(np.ascontiguousarray(rig.vertices, np.float32))
        self.normal = gloo.VertexBuffer(np.ascontiguousarray(rig.normals, np.float32))
        self.uv = gloo.VertexBuffer(np.ascontiguousarray(rig.uv, np.float32))
        self.colour = gloo.VertexBuffer(np.ascontiguousarray(rig.colours, np.float32))
        self.hidden = gloo.VertexBuffer(np.ones((len(rig.vertices), 2), np.float32))
        self.parts = _parts(rig, folder)

    def move(self, geometry: Geometry) -> None:
        """Upload one evaluated frame into the same buffers."""
        self.vertices = np.ascontiguousarray(geometry.vertices, np.float32)
        self.position.set_subdata(self.vertices, 0, copy=False)
        self.normal.set_subdata(np.ascontiguousarray(geometry.normals, np.float32), 0, copy=False)

    def delete(self) -> None:
        for buffer in (self.position, self.normal, self.uv, self.colour, self.hidden):
            buffer.delete()
        for part in self.parts:
            part.triangles.delete()
            if part.texture is not None:
                part.texture.delete()


def _parts(rig: Rig, folder: Path | None) -> list[Part]:
    found = []
    for index, material in enumerate(rig.materials):
        chosen = np.ascontiguousarray(rig.triangles[rig.triangle_material == index], np.uint32)
        if len(chosen):
            found.append(Part(material, gloo.IndexBuffer(chosen), _texture(material, folder)))
    return sorted(
        found, key=lambda p: _ORDER.index(p.material.shading) if p.material.shading in _ORDER else 2
    )


def _texture(material: Material, folder: Path | None) -> Any:
    if not material.texture or folder is None or not (folder / material.texture).is_file():
        return None
    from PIL import Image  # noqa: PLC0415 - only characters with textures need it

    with Image.open(folder / material.texture) as picture:
        pixels = np.asarray(picture.convert("RGBA"))[::-1]
    return gloo.Texture2D(np.ascontiguousarray(pixels), interpolation="linear", wrapping="clamp_to_edge")
