"""Two emotions up together: the compound faces of Du, Tao and Martinez (2014), which a sum does not give.

The first line of each is their list of units; weaker ones that only part of their posers showed are kept
low. As much of two emotions as both are up becomes their compound; what one has beyond that keeps its own
face.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.emotion.prototypes import Part, Prototype, Strengths, adjusted, emotion_of, prototype

F64 = npt.NDArray[np.float64]


def _units(*pairs: tuple[int, float]) -> tuple[Part, ...]:
    return tuple(Part(*pair) for pair in pairs)


COMPOUNDS: MappingProxyType[tuple[str, str], tuple[Part, ...]] = MappingProxyType(
    {
        ("joy", "surprise"): _units(
            (1, 0.8), (2, 0.9), (12, 0.85), (25, 0.9), (5, 0.45), (26, 0.6), (6, 0.3)
        ),
        ("joy", "disgust"): _units((10, 0.8), (12, 0.8), (25, 0.7), (4, 0.25), (9, 0.35), (6, 0.4)),
        ("sadness", "fear"): _units((1, 1.0), (4, 0.6), (20, 0.75), (25, 0.7), (5, 0.4), (15, 0.4)),
        ("sadness", "anger"): _units((4, 0.95), (15, 0.85), (7, 0.4), (17, 0.35), (1, 0.25)),
        ("sadness", "surprise"): _units((1, 1.0), (4, 0.5), (25, 0.7), (26, 0.7), (2, 0.35), (15, 0.3)),
        ("sadness", "disgust"): _units((4, 0.8), (10, 0.75), (1, 0.45), (9, 0.35), (15, 0.5), (17, 0.3)),
        ("anger", "fear"): _units((4, 0.95), (20, 0.75), (25, 0.8), (5, 0.75), (7, 0.3), (10, 0.25)),
        ("fear", "surprise"): _units(
            (1, 1.0), (2, 0.8), (5, 1.0), (20, 0.65), (25, 0.8), (26, 0.6), (4, 0.2)
        ),
        ("fear", "disgust"): _units(
            (1, 0.8), (4, 0.6), (10, 0.75), (20, 0.7), (25, 0.7), (5, 0.5), (9, 0.35)
        ),
        ("anger", "surprise"): _units((4, 0.95), (25, 0.8), (26, 0.8), (5, 0.6), (7, 0.2), (10, 0.3)),
        ("anger", "disgust"): _units((4, 1.0), (10, 0.75), (17, 0.7), (7, 0.55), (9, 0.5)),
        ("disgust", "surprise"): _units(
            (1, 0.65), (2, 0.75), (5, 0.65), (10, 0.95), (9, 0.75), (25, 0.4), (15, 0.3), (7, 0.2), (4, 0.15)
        ),
    }
)


def shares(values: F64, pairs: tuple[tuple[int, int], ...]) -> tuple[F64, F64]:
    """Splits intensities [n, E] into compounds [n, pairs] and what remains [n, E]; both 0..1 and continuous.

    A pair takes the smaller of its two intensities; an emotion wanted by several pairs gives each a part in
    proportion, so no emotion is spent twice.
    """
    wanted = np.stack([np.minimum(values[:, a], values[:, b]) for a, b in pairs], axis=1)
    load = np.zeros_like(values)
    for p, (a, b) in enumerate(pairs):
        load[:, a] += wanted[:, p]
        load[:, b] += wanted[:, p]
    scale = np.minimum(1.0, values / np.maximum(load, 1e-12))
    taken = np.stack(
        [wanted[:, p] * np.minimum(scale[:, a], scale[:, b]) for p, (a, b) in enumerate(pairs)], axis=1
    )
    rest = values.copy()
    for p, (a, b) in enumerate(pairs):
        rest[:, a] -= taken[:, p]
        rest[:, b] -= taken[:, p]
    return taken, np.maximum(rest, 0.0)


@lru_cache(maxsize=64)
def pairs_among(
    styles: tuple[str, ...], strengths: tuple[Strengths, ...] = ()
) -> tuple[tuple[tuple[int, int], Prototype], ...]:
    """Every two of the styles whose emotions have a compound, by their places in `styles`. strengths: those
    chosen for each style; a compound has those of both."""
    chosen = strengths or ((),) * len(styles)
    found = []
    for a, first in enumerate(styles):
        for b in range(a + 1, len(styles)):
            parts = parts_of_pair(emotion_of(first), emotion_of(styles[b]))
            if parts:
                found.append(((a, b), prototype(adjusted(parts, merged(chosen[a], chosen[b])))))
    return tuple(found)


def parts_of_pair(one: str, other: str) -> tuple[Part, ...]:
    """The compound face of two emotions, in whichever order; nothing where they have none."""
    return COMPOUNDS.get((one, other)) or COMPOUNDS.get((other, one)) or ()


def merged(one: Strengths, other: Strengths) -> Strengths:
    """The strengths of both; the mean where both name a unit."""
    if not one or not other or one == other:
        return one or other
    a, b = dict(one), dict(other)
    return tuple(
        (unit, (a.get(unit, b.get(unit, 0.0)) + b.get(unit, a.get(unit, 0.0))) / 2) for unit in sorted(a | b)
    )
