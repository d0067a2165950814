"""Surfaces by name, colour and picture; engines give them their own shaders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from studio.interchange.fbx import properties as p
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import Scene
from studio.interchange.fbx.values import double, integer, named, raw, text
from studio.rig.schema import Material

_GLEAM = {
    "eye": (0.3, 60.0),
    "cornea": (0.5, 80.0),
    "teeth": (0.3, 40.0),
    "tongue": (0.3, 30.0),
    "hair": (0.2, 15.0),
}
_DULL = (0.05, 8.0)
# The cornea lies over the iris and would hide it.
_OPACITY = {"cornea": 0.05}


def add_materials(
    scene: Scene,
    mesh: int,
    materials: Sequence[Material],
    names: Sequence[str],
    pictures: Mapping[str, bytes],
) -> None:
    """In slot order, colours linear; `pictures` are PNG files by the name the materials give them, and go
    into the file."""
    textures = {name: _add_picture(scene, name, data) for name, data in pictures.items()}
    for material, name in zip(materials, names, strict=True):
        head = [Record("Version", integer(102)), Record("ShadingModel", text("phong"))]
        settings = p.block(*_settings(material))
        number = scene.add(
            "Material", name, "Material", "", *head, Record("MultiLayer", integer(0)), settings
        )
        scene.connect(number, mesh)
        if material.texture in textures:
            scene.drive(textures[material.texture], number, "DiffuseColor")


def _settings(material: Material) -> list[Record]:
    gleam, shininess = _GLEAM.get(material.shading, _DULL)
    opacity = _OPACITY.get(material.shading, 1.0)
    settings = [
        p.words("ShadingModel", "Phong"),
        p.colour("EmissiveColor", (0.0, 0.0, 0.0)),
        p.colour("AmbientColor", (0.0, 0.0, 0.0)),
        p.colour("DiffuseColor", material.colour),
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


def _add_picture(scene: Scene, name: str, data: bytes) -> int:
    """Id of a texture whose file lies inside this one."""
    place = [Record("FileName", text(name)), Record("RelativeFilename", text(name))]
    video = scene.add(
        "Video", name, "Video", "Clip",
        Record("Type", text("Clip")),
        p.block(p.words("Path", name), p.words("RelPath", name)),
        Record("UseMipMap", integer(0)),
        Record("Filename", text(name)),
        Record("RelativeFilename", text(name)),
        Record("Content", raw(data)),
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
