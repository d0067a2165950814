"""What each emotion does to the face: units with their strength at full intensity (EMFACS; Ekman and
Friesen).

A unit with an `onset` joins only above that intensity: a little fear does not open the mouth.
`emotion/variant` names a preset of the same emotion; a bare name is its prototype. Strengths are ours, by
eye.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.names import EMOTIONS
from studio.core.problems import fail
from studio.emotion.units import UNIT_INDEX, UNITS

F64 = npt.NDArray[np.float64]
Strengths: TypeAlias = tuple[tuple[int, float], ...]
"""Units and the strength somebody chose for each at full intensity, in rising order."""

MOST = 1.5
"""Strength beyond which a unit is not asked for: channels bend towards 1 well before."""


@attrs.frozen
class Part:
    """One unit of an expression: strength 0..1 at full intensity, joining above `onset`; side -1 left, 1
    right, 0 both."""

    unit: int
    strength: float
    onset: float = 0.0
    side: int = 0


@attrs.define(frozen=True, eq=False)
class Prototype:
    """strength, onset: [units, 2 sides]."""

    strength: F64
    onset: F64

    def activations(self, intensity: F64) -> F64:
        """[n, units, 2] of intensities [n]: straight lines from each unit's onset to its strength."""
        rise = (intensity[:, None, None] - self.onset) / (1.0 - self.onset)
        return np.asarray(np.clip(rise, 0.0, 1.0) * self.strength)


def _both(*pairs: tuple[int, float] | tuple[int, float, float]) -> tuple[Part, ...]:
    return tuple(Part(*pair) for pair in pairs)


def _one_side(side: int, *pairs: tuple[int, float] | tuple[int, float, float]) -> tuple[Part, ...]:
    return tuple(attrs.evolve(part, side=side) for part in _both(*pairs))


_SCORN = ((12, 0.5), (14, 0.9))
_SCORN_BOTH = _both((4, 0.15), (7, 0.3), (17, 0.25), (43, 0.12))

PARTS: MappingProxyType[str, tuple[Part, ...]] = MappingProxyType(
    {
        "joy": _both(
            (6, 1.0), (12, 0.95), (7, 0.1), (25, 1.0, 0.3), (10, 0.35, 0.35), (16, 0.3, 0.4), (26, 0.2, 0.6)
        ),
        "joy/social": _both((12, 0.8)),
        "joy/broad": _both((6, 1.0), (12, 1.0), (7, 0.2), (25, 1.0, 0.2), (10, 0.25, 0.4), (26, 0.45, 0.5)),
        "sadness": _both((1, 1.0), (4, 0.2), (15, 0.8), (17, 0.35, 0.4), (43, 0.2), (7, 0.15)),
        "sadness/pout": _both((1, 1.0), (4, 0.2), (15, 0.7), (17, 0.9), (43, 0.15)),
        "sadness/grief": _both(
            (1, 1.0), (4, 0.6), (11, 0.8), (15, 0.9), (17, 0.6), (43, 0.6), (25, 0.4, 0.4)
        ),
        "anger": _both(
            (4, 1.0),
            (5, 0.5),
            (7, 0.6),
            (23, 0.75),
            (24, 0.3),
            (9, 0.45),
            (17, 0.35),
            (10, 0.15, 0.6),
            (15, 0.5),
        ),
        "anger/pressed": _both((4, 1.0), (7, 0.7), (24, 0.9), (17, 0.4), (15, 0.4)),
        "anger/shouting": _both(
            (4, 1.0), (5, 0.6), (7, 0.7), (10, 0.9), (22, 0.3), (25, 1.0), (9, 0.5), (16, 0.5)
        ),
        "anger/hatred": _both((4, 1.0), (7, 0.7), (10, 0.8)),
        "fear": _both(
            (1, 1.0), (2, 0.5), (4, 0.3), (5, 1.0), (7, 0.15), (20, 0.9), (25, 0.6, 0.2), (26, 0.5, 0.35)
        ),
        "fear/frozen": _both((1, 0.9), (2, 0.6), (4, 0.4), (5, 1.0), (25, 0.7)),
        "disgust": _both((9, 1.0), (10, 0.7), (4, 0.45), (7, 0.5), (15, 0.4), (16, 0.3), (17, 0.3)),
        "disgust/closed": _both((9, 0.9), (17, 0.9), (15, 0.3), (4, 0.3), (7, 0.4)),
        "disgust/open": _both((10, 1.0), (16, 0.7), (25, 0.8), (9, 0.5), (4, 0.3)),
        "disgust/appalled": _both((4, 0.8), (10, 0.9)),
        "surprise": _both((1, 1.0), (2, 1.0), (5, 0.85), (25, 0.3, 0.15), (26, 1.0, 0.15)),
        "surprise/gaping": _both((1, 1.0), (2, 1.0), (5, 0.9), (25, 0.4), (27, 0.8, 0.1)),
        "surprise/awed": _both((1, 0.8), (2, 0.7), (5, 0.6), (25, 0.9)),
        "contempt": (*_one_side(1, *_SCORN), *_SCORN_BOTH),
        "contempt/left": (*_one_side(-1, *_SCORN), *_SCORN_BOTH),
        "contempt/right": (*_one_side(1, *_SCORN), *_SCORN_BOTH),
        "contempt/slight": _one_side(1, (14, 0.9)),
        "pain": _both(
            (4, 1.0),
            (6, 1.0),
            (7, 0.55),
            (9, 0.5),
            (10, 0.5),
            (43, 0.3, 0.4),
            (20, 0.6, 0.2),
            (25, 0.7, 0.25),
            (1, 0.35),
        ),
        "pain/winced": _both((4, 0.7), (7, 0.8), (43, 0.5), (24, 0.5), (20, 0.3)),
    }
)
STYLES: tuple[str, ...] = tuple(PARTS)


def emotion_of(style: str) -> str:
    """The emotion of `emotion` or `emotion/variant`."""
    return style.partition("/")[0]


def variants(emotion: str) -> tuple[str, ...]:
    """Names of an emotion's presets."""
    return tuple(style.partition("/")[2] for style in STYLES if style.startswith(emotion + "/"))


def style_of(emotion: str, variant: str = "") -> str:
    """`emotion` or `emotion/variant`. Raises ProblemError (`emotion.variant`) when there is no such
    preset."""
    if not variant:
        return emotion
    style = f"{emotion}/{variant}"
    if emotion in EMOTIONS and style not in PARTS:
        known = ", ".join(variants(emotion)) or "none"
        raise fail(
            "emotion.variant", f"is not a variant of {emotion}", repr(variant[:40]), f"Known are {known}"
        )
    return style


def adjusted(parts: tuple[Part, ...], strengths: Strengths) -> tuple[Part, ...]:
    """The parts with some units at other strengths: a unit's parts keep their sides and their shares, one
    that was not there comes in on both sides."""
    for unit, strength in strengths:
        most = max((part.strength for part in parts if part.unit == unit), default=0.0)
        if most > 0.0:
            share = strength / most
            parts = tuple(
                attrs.evolve(p, strength=p.strength * share) if p.unit == unit else p for p in parts
            )
        elif strength > 0.0:
            parts = (*parts, Part(unit, strength))
    return parts


@lru_cache(maxsize=512)
def prototype(parts: tuple[Part, ...]) -> Prototype:
    """Arrays of an expression's parts. Where two parts name the same unit and side the stronger one
    counts."""
    strength = np.zeros((len(UNITS), 2))
    onset = np.zeros((len(UNITS), 2))
    for part in parts:
        row = UNIT_INDEX[part.unit]
        for side in (0, 1):
            if part.side in (0, (-1, 1)[side]) and part.strength > strength[row, side]:
                strength[row, side], onset[row, side] = part.strength, part.onset
    strength.setflags(write=False)
    onset.setflags(write=False)
    return Prototype(strength, onset)
