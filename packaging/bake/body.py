"""The body itself: the skin that clothes leave bare, the mouth's inside and the eyes' sockets."""

from __future__ import annotations

import attrs
import numpy as np

from bake import atlas, garments, lids, paint, parts, points, refine, scalp, source
from bake.complexion import Colour, Complexion
from bake.garments import Outfit
from bake.parts import Part, Surface
from bake.source import F64, Quads

MOUTH: Colour = (0.42, 0.13, 0.12)
_MATERIALS = {"head": "skin", "mouth": "mouth", "socket": "socket"}
_CORNERS = 0.00027  # metres: where the head's outline would be farther off it gets more vertices


def build(surface: Surface, look: Complexion, outfit: Outfit) -> Part:
    part = _visible(surface, outfit)
    owner = _owners(part)
    head = owner == "skin"
    uv = np.where(head[:, None], atlas.head_uv(part.uv), part.uv)
    coloured = attrs.evolve(part, uv=uv, colours=_tints(part, owner, look))
    bald = head & (scalp.inside(part.home, scalp.HAIRLINE) < 0.006)
    rounded = np.zeros(len(owner), dtype=bool)
    np.logical_or.at(rounded, part.weld, bald)
    return refine.refined(coloured, rounded, _CORNERS)


def _visible(surface: Surface, outfit: Outfit) -> Part:
    shown = ~garments.hidden(outfit) & ~lids.deep_in_sockets()
    whole = source.base_mesh().groups["body"]
    of = zip(atlas.body_parts(), shown, strict=True)
    names = [_MATERIALS.get(part, "body") for part, seen in of if seen]
    return parts.cut(surface, "body", Quads(whole.vertices[shown], whole.uv[shown]), names)


def _owners(part: Part) -> np.ndarray:
    """The material each vertex belongs to; no vertex has two."""
    owner = np.empty(len(part.places), dtype=object)
    owner[part.triangles] = np.array(part.materials, dtype=object)[:, None]
    return owner


def _tints(part: Part, owner: np.ndarray, look: Complexion) -> F64:
    """[n, 3] factors on the materials' colours: the head has its picture and needs none."""
    tints = np.ones_like(part.places)
    bare = owner == "body"
    tints[bare] = paint.skin(points.of_vertices(part.base[bare], part.uv[bare]), look) / np.array(look.skin)
    wet = owner == "mouth"
    depth = np.clip((0.150 - part.home[wet, 2]) / 0.03, 0.0, 1.0)
    tints[wet] = 1.0 - 0.75 * depth[:, None]
    return tints
