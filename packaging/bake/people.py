"""Who is baked: bodies, faces and colours of the characters that ship with Moodline."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from bake.shape import Body

Colour = tuple[float, float, float]  # linear light


@attrs.frozen
class Person:
    name: str
    label: str
    body: Body
    details: Mapping[str, float]
    skin: Colour
    iris: Colour
    hair: Colour


PEOPLE: tuple[Person, ...] = (
    Person(
        name="nora",
        label="Nora, woman, 34",
        body=Body(gender=0.0, age=34.0, races={"caucasian": 0.8, "asian": 0.1, "african": 0.1}),
        details={},
        skin=(0.66, 0.40, 0.29),
        iris=(0.10, 0.16, 0.09),
        hair=(0.05, 0.022, 0.012),
    ),
)
