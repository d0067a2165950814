"""Who is baked: bodies, faces and colours of the characters that ship with Moodline."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from bake.brows import BrowLook
from bake.complexion import Complexion
from bake.garments import Outfit
from bake.hairstyles import Hairstyle
from bake.iris import IrisLook
from bake.shape import Body


@attrs.frozen
class Person:
    """`details` as of shape.base_vertices; `lashes` is the length of the upper ones in metres."""

    name: str
    label: str
    body: Body
    details: Mapping[str, float]
    look: Complexion
    iris: IrisLook
    outfit: Outfit
    hair: Hairstyle
    brow: BrowLook = attrs.field(factory=BrowLook)
    lashes: float = 0.0065


NORA = Person(
    name="nora",
    label="Nora, woman, 34",
    body=Body(gender=0.0, age=34.0, races={"caucasian": 0.85, "asian": 0.15}, height=0.56, weight=0.47),
    details={
        "head/head-oval": 0.35, "chin/chin-width-decr": 0.35, "chin/chin-bones-decr": 0.35,
        "cheek/cheek-bones-incr": 0.30, "eyes/eye-scale-incr": 0.35, "eyes/eye-corner2-up": 0.20,
        "nose/nose-scale-horiz-decr": 0.30, "nose/nose-point-width-decr": 0.30, "nose/nose-point-up": 0.25,
        "nose/nose-scale-depth-decr": 0.15, "mouth/mouth-angles-up": 0.40,
        "mouth/mouth-upperlip-volume-incr": 0.25, "mouth/mouth-lowerlip-volume-incr": 0.15,
        "forehead/forehead-scale-vert-decr": 0.55, "ears/ear-wing-decr": 0.5,
        "chin/chin-prominent-incr": 0.1,
    },
    look=Complexion(
        skin=(0.60, 0.355, 0.255), lips=(0.42, 0.130, 0.120), flush=(0.58, 0.22, 0.16),
        hair=(0.050, 0.022, 0.012), brow=(0.040, 0.019, 0.011), freckles=0.35,
    ),
    iris=IrisLook((0.20, 0.13, 0.05), (0.085, 0.125, 0.075), (0.022, 0.030, 0.022)),
    outfit=Outfit(top=(0.035, 0.115, 0.125), trousers=(0.035, 0.036, 0.042), shoes=(0.06, 0.035, 0.025)),
    hair=Hairstyle("bun"),
)  # fmt: skip

JONAS = Person(
    name="jonas",
    label="Jonas, man, 40",
    body=Body(gender=1.0, age=40.0, races={"caucasian": 0.9, "african": 0.1}, height=0.58, muscle=0.58),
    details={
        "head/head-rectangular": 0.2, "chin/chin-prominent-incr": 0.15, "eyes/eye-scale-incr": 0.25,
        "mouth/mouth-angles-up": 0.2, "nose/nose-hump-incr": 0.15, "nose/nose-scale-horiz-decr": 0.15,
        "chin/chin-height-decr": 0.1,
    },
    look=Complexion(
        skin=(0.50, 0.285, 0.195), lips=(0.36, 0.150, 0.125), flush=(0.50, 0.19, 0.13),
        hair=(0.030, 0.019, 0.013), brow=(0.024, 0.015, 0.010), lip_paint=0.55, liner=0.25,
        beard=0.5, age=0.2, blush=0.4,
    ),
    iris=IrisLook((0.16, 0.11, 0.05), (0.085, 0.055, 0.026), (0.020, 0.014, 0.010)),
    outfit=Outfit(
        top=(0.040, 0.055, 0.095), trousers=(0.10, 0.085, 0.065), shoes=(0.035, 0.028, 0.024), hem=0.03,
        loose=1.25, neckline=(0.577, 0.622),
    ),
    hair=Hairstyle("short"),
    brow=BrowLook(
        line=((8.0, 741.5), (16, 744.5), (25, 747), (34, 747.5), (42, 745.5), (49, 740.5)), thick=7.6,
        hairs=220, length=7.5, unruly=0.2,
    ),
    lashes=0.0050,
)  # fmt: skip

EDITH = Person(
    name="edith",
    label="Edith, woman, 70",
    body=Body(gender=0.0, age=77.0, races={"caucasian": 1.0}, height=0.45, weight=0.58, firmness=0.35),
    details={
        "eyes/eye-scale-incr": 0.25, "mouth/mouth-angles-up": 0.35, "head/head-round": 0.25,
        "nose/nose-scale-horiz-decr": 0.15, "mouth/mouth-scale-horiz-incr": 0.1,
    },
    look=Complexion(
        skin=(0.60, 0.385, 0.295), lips=(0.42, 0.165, 0.150), flush=(0.58, 0.23, 0.19),
        hair=(0.46, 0.45, 0.44), brow=(0.20, 0.17, 0.15), lip_paint=0.6, liner=0.2, age=1.0, blush=0.45,
        shadow=0.45,
    ),
    iris=IrisLook((0.16, 0.17, 0.16), (0.085, 0.14, 0.20), (0.030, 0.045, 0.060)),
    outfit=Outfit(
        top=(0.165, 0.075, 0.125), trousers=(0.065, 0.062, 0.070), shoes=(0.10, 0.045, 0.05), hem=0.03,
        loose=1.3, neckline=(0.560, 0.607),
    ),
    hair=Hairstyle("waves", contrast=0.8, white=0.12, ragged=0.045),
    brow=BrowLook(thick=5.0, hairs=140, length=6.0, unruly=0.22),
    lashes=0.0048,
)  # fmt: skip

PEOPLE: tuple[Person, ...] = (NORA, JONAS, EDITH)
