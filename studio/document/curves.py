"""Animation curves as values: keys with tangents on the tick grid."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import attrs


class Interpolation(StrEnum):
    """How a key leads to the next one."""

    BEZIER = "bezier"
    LINEAR = "linear"
    STEPPED = "stepped"


@attrs.frozen
class Handle:
    """End of a tangent relative to its key: `dt` ticks (left <= 0, right >= 0) and `dv` in value."""

    dt: int = 0
    dv: float = 0.0
    extra: dict[str, Any] = attrs.field(factory=dict, kw_only=True, hash=False)


@attrs.frozen
class WordAnchor:
    """Ties a key to a word: `fraction` of the way from the word's start (0) to its end (1)."""

    word_id: str
    fraction: float = 0.0
    extra: dict[str, Any] = attrs.field(factory=dict, kw_only=True, hash=False)


@attrs.frozen
class Key:
    """A point of a curve. Without handles a bezier key eases smoothly without overshoot (clamped auto)."""

    time: int
    value: float
    interpolation: Interpolation = Interpolation.BEZIER
    left: Handle | None = None
    right: Handle | None = None
    anchor: WordAnchor | None = None
    extra: dict[str, Any] = attrs.field(factory=dict, kw_only=True, hash=False)


@attrs.frozen
class Curve:
    """Keys in strictly rising time; before the first and after the last the end value holds."""

    keys: tuple[Key, ...] = ()
    extra: dict[str, Any] = attrs.field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        for a, b in zip(self.keys, self.keys[1:], strict=False):
            if b.time <= a.time:
                raise ValueError(f"keys must rise in time, but {b.time} follows {a.time}")
