"""Builds one person from all its parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bake import assemble, eyes, morphs, mouth, parts, shape, skeleton, source, write
from bake.parts import Part, Surface
from bake.people import Person
from bake.source import I64, Quads
from studio.rig.schema import Material


def _materials(person: Person) -> tuple[Material, ...]:
    return (
        Material("skin", "skin", person.skin),
        Material("mouth", "skin", (0.45, 0.12, 0.11)),
        Material("teeth", "teeth", (0.80, 0.75, 0.66)),
        Material("tongue", "tongue", (0.55, 0.18, 0.17)),
        Material("eye", "eye", (1.0, 1.0, 1.0), "eye.png"),
        Material("cornea", "cornea", (1.0, 1.0, 1.0)),
        Material("lash", "lash", (0.015, 0.010, 0.008)),
        Material("top", "cloth", (0.10, 0.16, 0.20)),
        Material("trousers", "cloth", (0.06, 0.06, 0.07)),
        Material("shoes", "cloth", (0.05, 0.04, 0.035)),
        Material("hair", "hair", person.hair),
        Material("brow", "brow", person.hair),
    )


def _group(name: str) -> Quads:
    return source.base_mesh().groups[name]


def _body_materials(quads: Quads) -> list[str]:
    uv = source.base_mesh().uv[quads.uv].mean(axis=1)
    picture = source.segments()
    rows = np.clip((1 - uv[:, 1]) * len(picture), 0, len(picture) - 1).astype(int)
    columns = np.clip(uv[:, 0] * len(picture), 0, len(picture) - 1).astype(int)
    inside = np.all(picture[rows, columns] == (112, 172, 255), axis=1)
    return ["mouth" if cavity else "skin" for cavity in inside]


def _parts(surface: Surface) -> list[Part]:
    made = [parts.cut(surface, "body", _group("body"), _body_materials(_group("body")))]
    for side, group, joint in eyes.SIDES:
        globe = eyes.fitted_globe(surface.vertices, group)
        row = skeleton.skeleton().names.index(joint)
        made += [eyes.eyeball(surface, side, globe, row), eyes.cornea(surface, side, globe, row)]
    for group, material in (("upper-teeth", "teeth"), ("lower-teeth", "teeth"), ("tongue", "tongue")):
        quads = _group(f"helper-{group}")
        made.append(parts.cut(surface, group, quads, [material] * len(quads.vertices)))
    return made


def _sets(whole: Part, spans: dict[str, I64], surface: Surface) -> dict[str, I64]:
    upper, lower = mouth.lip_pairs()
    teeth = {
        "upper_teeth_edge": mouth.teeth_edge(surface.vertices, "helper-upper-teeth", upper=True),
        "lower_teeth_edge": mouth.teeth_edge(surface.vertices, "helper-lower-teeth", upper=False),
    }
    based = {"upper_lip_inner": upper, "lower_lip_inner": lower, **teeth}
    sets = {name: assemble.placed(whole, vertices) for name, vertices in based.items()}
    sets |= {name: spans[name] for name in ("eye_left", "eye_right", "tongue")}
    return sets


def bake(person: Person, folder: Path) -> None:
    vertices = shape.base_vertices(person.body, person.details)
    surface = Surface(vertices, skeleton.skeleton().weights, morphs.base_deltas())
    made = _parts(surface)
    whole = parts.joined(person.name, made)
    starts = np.cumsum([0, *(len(p.places) for p in made)])
    spans = {p.name: np.arange(a, b) for p, a, b in zip(made, starts[:-1], starts[1:], strict=True)}
    materials = _materials(person)
    table = assemble.arrays(whole, materials, _sets(whole, spans, surface))
    table["joint_positions"] = skeleton.joint_places(vertices).astype(np.float32)
    bones = skeleton.skeleton()
    write.character(
        folder / person.name, person.label, table, (bones.names, bones.parents), materials, _pictures(person)
    )


def _pictures(person: Person) -> dict[str, "Image.Image"]:
    from bake import iris

    return {"eye.png": iris.picture(person.iris)}
