"""Builds one person from all its parts."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
from PIL import Image

from bake import assemble, atlas, brows, eyes, garments, hair_picture, iris, lashes, lids, morphs, mouth, paint, parts, points, refine, scalp, shape, skeleton, source
from bake import teeth, write
from bake.iris import encoded
from bake.curves import soft
from bake.parts import Part, Surface
from bake.people import Person
from bake.points import Points
from bake.source import F64, I64, Quads
from studio.core.names import ARKIT_CHANNELS
from studio.rig.schema import Material

_WHITE = (1.0, 1.0, 1.0)


def _materials(person: Person) -> tuple[Material, ...]:
    return (
        Material("skin", "skin", _WHITE, "skin.png"),
        Material("body", "skin", _WHITE),
        Material("mouth", "tongue", _WHITE),
        Material("socket", "skin", (0.30, 0.11, 0.09)),
        Material("gums", "tongue", (0.50, 0.17, 0.16)),
        Material("teeth", "teeth", (0.82, 0.78, 0.70)),
        Material("tongue", "tongue", (0.50, 0.16, 0.15)),
        Material("sclera", "eye", _WHITE, "eye.png"),
        Material("cornea", "cornea", _WHITE, "eye.png"),
        Material("hair", "hair", person.look.hair, "hair.png"),
        Material("lash", "lash", tuple(0.5 * c for c in person.look.brow)),
        Material("top", "cloth", person.outfit.top),
        Material("trousers", "cloth", person.outfit.trousers),
        Material("shoes", "plain", person.outfit.shoes),
        Material("brow", "brow", person.look.brow),
    )


def _group(name: str) -> Quads:
    return source.base_mesh().groups[name]


_OF_PART = {"head": "skin", "mouth": "mouth", "socket": "socket"}


def _body(surface: Surface, person: Person) -> Part:
    seen = ~garments.hidden(person.outfit)
    names = [_OF_PART.get(part, "body") for part, shown in zip(atlas.body_parts(), seen, strict=True) if shown]
    quads = Quads(_group("body").vertices[seen], _group("body").uv[seen])
    part = parts.cut(surface, "body", quads, names)
    owner = _material_of_vertices(part)
    colours = np.ones_like(part.places)
    bare = owner == "body"
    colours[bare] = paint.skin(points.of_vertices(part.base[bare], part.uv[bare]), person.look)
    wet = owner == "mouth"
    depth = np.clip((0.150 - source.base_mesh().vertices[part.base[wet], 2]) / 0.03, 0.0, 1.0)[:, None]
    colours[wet] = np.array([0.42, 0.13, 0.12]) * (1.0 - 0.75 * depth)
    uv = np.where((owner == "skin")[:, None], atlas.head_uv(part.uv), part.uv)
    bare_head = (owner == "skin") & (scalp.inside(part.home, scalp.HAIRLINE) < 0.006)
    rounded = np.zeros(len(owner), dtype=bool)
    np.logical_or.at(rounded, part.weld, bare_head)
    return refine.refined(attrs.evolve(part, colours=colours, uv=uv), rounded, 0.00027)


def _material_of_vertices(part: Part) -> np.ndarray:
    owner = np.empty(len(part.places), dtype=object)
    owner[part.triangles] = np.array(part.materials, dtype=object)[:, None]
    return owner


def _parts(surface: Surface, person: Person) -> list[Part]:
    made = [_body(surface, person)]
    names = skeleton.skeleton().names
    for side, group, joint in eyes.SIDES:
        globe = eyes.fitted_globe(surface.vertices, group)
        made.append(eyes.eyeball(surface, side, globe, names.index(joint)))
        made.append(lashes.lashes(surface, side, globe, person.lashes))
        made.append(brows.build(surface, side, person.brow))
    made += [teeth.build(surface, arch, names.index("head")) for arch in (teeth.UPPER, teeth.LOWER)]
    made += person.hair.parts(surface) + garments.build(surface, person.outfit)
    quads = _group("helper-tongue")
    made.append(parts.cut(surface, "tongue", quads, ["tongue"] * len(quads.vertices)))
    return made


def _sets(whole: Part, spans: dict[str, I64]) -> dict[str, I64]:
    upper, lower = mouth.lip_pairs()
    based = {"upper_lip_inner": upper, "lower_lip_inner": lower}
    sets = {name: assemble.placed(whole, vertices) for name, vertices in based.items()}
    sets |= {name: spans[name] for name in ("eye_left", "eye_right", "tongue")}
    sets["upper_teeth_edge"] = spans["upper_teeth"][teeth.edge_vertices(teeth.UPPER, 4)]
    sets["lower_teeth_edge"] = spans["lower_teeth"][teeth.edge_vertices(teeth.LOWER, 4)]
    return sets


def _surface(person: Person) -> Surface:
    vertices = mouth.closed(mouth.closed(shape.base_vertices(person.body, person.details)))
    vertices[:, 1] += garments.SOLE
    surface = Surface(vertices, skeleton.skeleton().weights, morphs.base_deltas())
    for side in ("left", "right"):
        surface.deltas[ARKIT_CHANNELS.index(f"eyeBlink{side.title()}")] = lids.exact_blink(surface, side)
    return surface


def bake(person: Person, folder: Path) -> None:
    surface = _surface(person)
    made = _parts(surface, person)
    whole = parts.joined(person.name, made)
    starts = np.cumsum([0, *(len(p.places) for p in made)])
    spans = {p.name: np.arange(a, b) for p, a, b in zip(made, starts[:-1], starts[1:], strict=True)}
    materials = _materials(person)
    table = assemble.arrays(whole, materials, _sets(whole, spans))
    table["joint_positions"] = _joints(surface.vertices).astype(np.float32)
    bones = skeleton.skeleton()
    write.character(
        folder / person.name, person.label, table, (bones.names, bones.parents), materials, _pictures(person)
    )


def _joints(vertices: F64) -> F64:
    places = skeleton.joint_places(vertices)
    for _, group, joint in eyes.SIDES:
        places[skeleton.skeleton().names.index(joint)] = eyes.fitted_globe(vertices, group).centre
    return places


def _pictures(person: Person) -> dict[str, Image.Image]:
    texels = points.of_texels()
    colours = paint.skin(texels, person.look)
    under = 0.85 * brows.shade(texels.places, person.brow)[:, None]
    colours += under * (0.8 * np.array(person.look.brow) + 0.1 * np.array(person.look.skin) - colours)
    colours += _scalp(texels, person)[:, None] * (np.array(person.look.hair) * 0.8 - colours)
    head = atlas.head_texels().picture(colours)[::-1]
    return {"eye.png": iris.picture(person.iris), "skin.png": Image.fromarray(encoded(head)),
            "hair.png": hair_picture.picture(person.hair.contrast, person.hair.white, person.hair.ragged)}


def _scalp(texels: Points, person: Person) -> F64:
    """How much of the scalp's hair colour shows at each texel: strand by strand along the hairline."""
    depth = scalp.inside(texels.places, scalp.HAIRLINE)
    depth = depth + 0.0025 * points.noise(texels.places * [1.0, 0.35, 0.35], 0.0014, 71)
    return 0.92 * soft(depth, -0.0015, 0.0065)
