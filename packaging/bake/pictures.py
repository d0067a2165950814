"""The pictures a character wears: the head's skin, the eyes, the strands of its hair."""

from __future__ import annotations

import numpy as np
from PIL import Image

from bake import atlas, brows, hair_picture, iris, paint, points, scalp
from bake.complexion import Complexion
from bake.curves import soft
from bake.people import Person
from bake.points import Points
from bake.source import F64


def of(look: Complexion, person: Person) -> dict[str, Image.Image]:
    """By file name."""
    return {
        "eye.png": iris.picture(person.iris),
        "hair.png": hair_picture.picture(
            look.hair, person.hair.contrast, person.hair.white, person.hair.ragged
        ),
        "skin.png": Image.fromarray(iris.encoded(_head(look, person))),
    }


def _head(look: Complexion, person: Person) -> F64:
    """[H, W, 3] linear: skin, the shade of brows, and the scalp in the hair's colour."""
    texels = points.of_texels()
    colours = paint.skin(texels, look)
    under = 0.85 * brows.shade(texels.places, person.brow)[:, None]
    colours += under * (0.8 * np.array(look.brow) + 0.1 * np.array(look.skin) - colours)
    colours += _scalp(texels)[:, None] * (np.array(look.hair) * 0.8 - colours)
    return atlas.head_texels().picture(colours)[::-1]


def _scalp(texels: Points) -> F64:
    """How much of the hair's colour shows at each texel: strand by strand along the hairline."""
    depth = scalp.inside(texels.places, scalp.HAIRLINE)
    depth = depth + 0.0025 * points.noise(texels.places * [1.0, 0.35, 0.35], 0.0014, 71)
    return 0.92 * soft(depth, -0.0015, 0.0065)
