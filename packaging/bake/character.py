"""Builds one person from all its parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bake import (
    assemble,
    body,
    brows,
    eyes,
    garments,
    lashes,
    lids,
    morphs,
    mouth,
    parts,
    pictures,
    sets,
    shape,
    skeleton,
    source,
    squints,
    teeth,
    write,
)
from bake.parts import Part, Surface
from bake.people import Person
from bake.source import F64
from studio.core.names import ARKIT_CHANNELS
from studio.rig.schema import Material

_WHITE = (1.0, 1.0, 1.0)  # their picture holds their whole colour, as engines that load it expect


def _materials(person: Person) -> tuple[Material, ...]:
    red, green, blue = person.look.brow
    return (
        Material("skin", "skin", _WHITE, "skin.png"),
        Material("body", "skin", person.look.skin),
        Material("mouth", "tongue", body.MOUTH),
        Material("socket", "skin", (0.30, 0.11, 0.09)),
        Material("gums", "tongue", (0.50, 0.17, 0.16)),
        Material("teeth", "teeth", (0.82, 0.78, 0.70)),
        Material("tongue", "tongue", (0.50, 0.16, 0.15)),
        Material("sclera", "eye", _WHITE, "eye.png"),
        Material("cornea", "cornea", _WHITE, "eye.png"),
        Material("hair", "hair", _WHITE, "hair.png"),
        Material("lash", "lash", (0.5 * red, 0.5 * green, 0.5 * blue)),
        Material("top", "cloth", person.outfit.top),
        Material("trousers", "cloth", person.outfit.trousers),
        Material("shoes", "plain", person.outfit.shoes),
        Material("brow", "brow", person.look.brow),
    )


def _parts(surface: Surface, person: Person) -> list[Part]:
    made = [body.build(surface, person.look, person.outfit)]
    names = skeleton.skeleton().names
    for side, group, joint in eyes.SIDES:
        globe = eyes.fitted_globe(surface.vertices, group)
        made.append(eyes.eyeball(surface, side, globe, names.index(joint)))
        made.append(lashes.lashes(surface, side, globe, person.lashes))
        made.append(brows.build(surface, side, person.brow))
    made += [teeth.build(surface, arch, names.index("head")) for arch in (teeth.UPPER, teeth.LOWER)]
    made += person.hair.parts(surface) + garments.build(surface, person.outfit)
    tongue = source.base_mesh().groups["helper-tongue"]
    made.append(parts.cut(surface, "tongue", tongue, ["tongue"] * len(tongue.vertices)))
    return made


def shaped(person: Person) -> Surface:
    """The person's base vertices with lips that touch, blinks that close, squints that stay before the eye,
    and soles of shoes on the floor."""
    vertices = mouth.closed(mouth.closed(shape.base_vertices(person.body, person.details)))
    vertices[:, 1] += garments.SOLE
    surface = Surface(vertices, skeleton.skeleton().weights, morphs.base_deltas())
    for side in ("left", "right"):
        surface.deltas[ARKIT_CHANNELS.index(f"eyeBlink{side.title()}")] = lids.exact_blink(surface, side)
    squints.keep_clear(surface)
    return surface


def _joints(vertices: F64) -> F64:
    """Places of all joints; the eyes' lie exactly in the middle of their globes."""
    places = skeleton.joint_places(vertices)
    for _, group, joint in eyes.SIDES:
        places[skeleton.skeleton().names.index(joint)] = eyes.fitted_globe(vertices, group).centre
    return places


def bake(person: Person, folder: Path) -> None:
    """Writes the person's folder below `folder`."""
    surface = shaped(person)
    made = _parts(surface, person)
    whole = parts.joined(person.name, made)
    starts = np.cumsum([0, *(len(p.places) for p in made)])
    spans = {p.name: np.arange(a, b) for p, a, b in zip(made, starts[:-1], starts[1:], strict=True)}
    materials, bones = _materials(person), skeleton.skeleton()
    table = assemble.arrays(whole, materials, sets.named(whole, spans), _joints(surface.vertices))
    joints = (bones.names, bones.parents)
    write.character(
        folder / person.name, person.label, table, joints, materials, pictures.of(person.look, person)
    )
