"""What colours a person's skin has; all linear light."""

from __future__ import annotations

import attrs

Colour = tuple[float, float, float]


@attrs.frozen
class Complexion:
    """`flush` tints cheeks, nose and ears; the amounts are 0..1."""

    skin: Colour
    lips: Colour
    flush: Colour
    hair: Colour
    brow: Colour
    blush: float = 0.5
    lip_paint: float = 0.8
    liner: float = 0.5  # darkness of the lash line
    beard: float = 0.0
    age: float = 0.0
    freckles: float = 0.0
    shadow: float = 0.3  # under the eyes
