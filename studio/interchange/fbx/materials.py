"""Surfaces by name, colour and picture; engines give them their own shaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from studio.interchange.fbx import properties as p
from studio.interchange.fbx.pictures import Picture, mean_tint
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import Scene
from studio.interchange.fbx.values import double, integer, named, raw, text
from studio.rig.schema import F64, Material, Rig

# Highlight's strength and sharpness by shading.
_GLEAM = {
    "eye": (0.3, 60.0),
    "cornea": (0.5, 80.0),
    "teeth": (0.3, 40.0),
    "tongue": (0.3, 30.0),
    "hair": (0.2, 15.0),
}
_DULL = (0.05, 8.0)
# A cornea without a picture lies over the iris and would hide it; one with a picture carries the iris itself.
_CLEAR = 0.05


def add_materials(
    scene: Scene, mesh: int, rig: Rig, names: Sequence[str], pictures: Mapping[int, Picture]
) -> None:
    """In slot order, colours linear; `pictures` by slot go into the file. A surface without one has its
    colour times its vertices' mean tint, as few programs show vertex colours by themselves."""
    textures = {picture: _add_picture(scene, picture) for picture in dict.fromkeys(pictures.values())}
    for slot, (material, name) in enumerate(zip(rig.materials, names, strict=True)):
        bare = slot not in pictures
        colour = np.array(material.colour) * mean_tint(rig, slot) if bare else np.ones(3)
        head = [Record("Version", integer(102)), Record("ShadingModel", text("phong"))]
        settings = p.block(*_settings(material, colour, bare=bare))
        number = scene.add(
            "Material", name, "Material", "", *head, Record("MultiLayer", integer(0)), settings
        )
        scene.connect(number, mesh)
        if not bare:
            scene.drive(textures[pictures[slot]], number, "DiffuseColor")


def _settings(material: Material, colour: F64, *, bare: bool) -> list[Record]:
    gleam, shininess = _GLEAM.get(material.shading, _DULL)
    opacity = _CLEAR if bare and material.shading == "cornea" else 1.0
    settings = [
        p.words("ShadingModel", "Phong"),
        p.colour("EmissiveColor", (0.0, 0.0, 0.0)),
        p.colour("AmbientColor", (0.0, 0.0, 0.0)),
        p.colour("DiffuseColor", colour.tolist()),
        p.animated("DiffuseFactor", 1.0),
        p.colour("SpecularColor", (gleam, gleam, gleam)),
        p.animated("Shininess", shininess),
        p.animated("ShininessExponent", shininess),
        p.animated("Opacity", opacity),
    ]
    if opacity < 1:  # readers that find these take a material for a transparent one, whatever the values
        settings += [
            p.colour("TransparentColor", (1.0, 1.0, 1.0)),
            p.animated("TransparencyFactor", 1 - opacity),
        ]
    return settings


def _add_picture(scene: Scene, picture: Picture) -> int:
    """Id of a texture whose file lies inside this one."""
    name = picture.name
    place = [Record("FileName", text(name)), Record("RelativeFilename", text(name))]
    video = scene.add(
        "Video", name, "Video", "Clip",
        Record("Type", text("Clip")),
        p.block(p.words("Path", name), p.words("RelPath", name)),
        Record("UseMipMap", integer(0)),
        Record("Filename", text(name)),
        Record("RelativeFilename", text(name)),
        Record("Content", raw(picture.data)),
    )  # fmt: skip
    texture = scene.add(
        "Texture", name, "Texture", "",
        Record("Type", text("TextureVideoClip")),
        Record("Version", integer(202)),
        Record("TextureName", named(name, "Texture")),
        p.block(p.yes("UseMaterial"), p.words("UVSet", "UVMap")),
        Record("Media", named(name, "Video")),
        *place,
        Record("ModelUVTranslation", double(0.0), double(0.0)),
        Record("ModelUVScaling", double(1.0), double(1.0)),
        Record("Texture_Alpha_Source", text("None")),
    )  # fmt: skip
    scene.connect(video, texture)
    return texture
