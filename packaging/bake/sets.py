"""Named vertices by which contacts are measured and regions found."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bake import assemble, atlas, lids, mouth, source, teeth
from bake.garments import SOLE
from bake.parts import Part
from bake.points import sampled
from bake.source import I64


def named(whole: Part, spans: Mapping[str, I64]) -> dict[str, I64]:
    """Every set of a character by name; `spans` are the vertices of each of its parts.

    Paired sets (inner lips, lid margins) have equal length; index i faces index i, from the character's right
    to its left.
    """
    sets = {name: assemble.placed(whole, vertices) for name, vertices in _margins().items()}
    sets |= {name: spans[name] for name in ("eye_left", "eye_right", "tongue")}
    sets["upper_teeth_edge"] = spans["upper_teeth"][teeth.edge_vertices(teeth.UPPER, 4)]
    sets["lower_teeth_edge"] = spans["lower_teeth"][teeth.edge_vertices(teeth.LOWER, 4)]
    shoes = spans["shoes"]
    floor = whole.places[shoes, 1].min()
    for side, sign in (("left", 1.0), ("right", -1.0)):
        beside = shoes[whole.places[shoes, 0] * sign > 0]
        sets[f"sole_{side}"] = beside[whole.places[beside, 1] < floor + 0.3 * SOLE]
    return sets | _regions(whole, spans["body"])


def _margins() -> dict[str, I64]:
    upper, lower = mouth.lip_pairs()
    margins = {"upper_lip_inner": upper, "lower_lip_inner": lower}
    for side in ("left", "right"):
        margins[f"upper_lid_{side}"], margins[f"lower_lid_{side}"] = lids.margin(side).pairs()
    return margins


def _regions(whole: Part, body: I64) -> dict[str, I64]:
    """Areas of the skin: lips, face and hands."""
    known = body[whole.base[body] >= 0]
    base = whole.base[known]
    quads = source.base_mesh().groups["body"]
    uv = np.zeros((len(source.base_mesh().vertices), 2))
    uv[quads.vertices] = source.base_mesh().uv[quads.uv]
    part = np.array(atlas.body_parts(), dtype=object)
    of = {name: np.isin(base, np.unique(quads.vertices[part == name])) for name in ("head", "hand")}
    left = whole.places[known, 0] > 0
    return {
        "lips": known[of["head"] & (sampled(source.mask("lips"), uv[base]) > 0.5)],
        "face": known[of["head"] & (sampled(source.mask("face"), uv[base]) > 0.5)],
        "hands_left": known[of["hand"] & left],
        "hands_right": known[of["hand"] & ~left],
    }
