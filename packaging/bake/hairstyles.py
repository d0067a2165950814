"""The hairstyles: which shells each is made of, in the unshaped base mesh's space."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

import attrs
import numpy as np

from bake import hair, scalp
from bake.curves import soft
from bake.hair import Shell
from bake.parts import Part, Surface
from bake.source import F64

_BUN = np.array([0.0, 0.772, -0.046])


# Combed back the sideburns stay behind: the edge runs from the temple straight over the ear.
_COMBED: scalp.Boundary = (
    (0, 806, 134), (18, 807, 131), (34, 805, 121), (46, 795, 110), (52, 781, 106), (56, 768, 101), (61.5, 757, 90),
    (68, 749, 75), (73.5, 746, 60), (75.5, 743, 48), (75, 736, 37), (73, 724, 29), (70, 707, 24), (64, 690, 17),
    (50, 678, 8), (28, 670, 0), (0, 668, -4),
)  # fmt: skip


def _pulled_back(along: F64, places: F64) -> F64:
    """Combed back to a bun: close above the ears, fuller over the crown."""
    crown = soft(places[..., 1], 0.78, 0.85)
    full = 0.0055 + 0.0075 * crown
    edge = np.sqrt(np.clip(1.0 - along**7, 0.0, 1.0))
    return full * edge


def _bun(surface: Surface) -> Part:
    """A knot: a flattened ball wound of a few locks."""
    rows, columns = 12, 32
    t = np.linspace(0.02, 0.80, rows)[:, None] * np.pi
    turn = np.linspace(0.0, 2 * np.pi, columns + 1)[None, :]
    lock = 1.0 + 0.07 * np.cos(3.0 * turn + 5.0 * t) * np.sin(t) + 0.03 * np.cos(11.0 * turn + 9.0 * t) * np.sin(t)
    out = np.array([0.0, 0.12, -1.0]) / np.linalg.norm([0.0, 0.12, -1.0])
    right = np.array([1.0, 0.0, 0.0])
    up = np.cross(out, right)
    ball = (np.sin(t) * np.cos(turn))[..., None] * right * 0.034 + (np.sin(t) * np.sin(turn))[..., None] * up * 0.031
    grid = _BUN + lock[..., None] * (ball + np.broadcast_to(np.cos(t), (rows, columns + 1))[..., None] * out * 0.024)
    triangles = hair._triangles(rows, columns)
    return hair.bound_part(surface, "bun", grid, np.linspace(0.0, 0.55, rows), triangles)


def _tied(surface: Surface) -> list[Part]:
    """Long hair tied back into a knot."""
    pole = scalp.polar((0.0, 0.0, -1.0), (0.0, 1.0, 0.0))
    cap = Shell("hair", pole, _COMBED, _pulled_back, columns=112, rows=15)
    return [hair.build(surface, cap), _bun(surface)]


def _cropped(along: F64, places: F64) -> F64:
    """Short at the sides and the back, longer on top, brushed up a little in front."""
    top = soft(places[..., 1], 0.770, 0.835)
    quiff = top * soft(places[..., 2], 0.06, 0.13)
    full = 0.0045 + 0.010 * top + 0.006 * quiff
    return full * np.sqrt(np.clip(1.0 - along**9, 0.0, 1.0))


def _short(surface: Surface) -> list[Part]:
    crown = scalp.polar((0.15, 1.0, -0.55), (0.0, 0.0, 1.0))
    return [
        hair.build(surface, Shell("hair", crown, scalp.HAIRLINE, _cropped, columns=112, rows=16, ridges=0.0022,
                                  locks=64, seed=52))
    ]  # fmt: skip


# Over the ears' upper halves and down to the nape.
_COVERING: scalp.Boundary = (
    (0, 806, 134), (18, 807, 131), (34, 803, 121), (46, 790, 111), (53, 772, 106), (58, 752, 99), (64, 733, 88),
    (70, 718, 74), (74, 708, 60), (75, 700, 46), (74, 692, 32), (70, 684, 20), (62, 676, 10), (48, 668, 2), (26, 662, -5),
    (0, 660, -8),
)  # fmt: skip


def _coiffed(along: F64, places: F64) -> F64:
    """Full all round, in soft waves, over the ears."""
    turn = np.arctan2(places[..., 0], places[..., 2] - 0.055)
    wave = np.sin(2 * np.pi * (4.2 * along + 0.35 * np.sin(3.0 * turn)) + 2.0 * np.sin(turn * 2.0 + 1.0))
    side = soft(np.abs(places[..., 0]), 0.045, 0.07) * soft(places[..., 1], 0.79, 0.73)
    full = 0.017 + 0.006 * side + 0.004 * soft(places[..., 1], 0.80, 0.85)
    waved = full + 0.0026 * wave * soft(along, 0.15, 0.4)
    front = soft(places[..., 2], 0.09, 0.125)
    return waved * (1.0 - 0.35 * front * along) * np.sqrt(np.clip(1.0 - along**12, 0.0, 1.0))


def _waves(surface: Surface) -> list[Part]:
    crown = scalp.polar((-0.3, 1.0, -0.45), (0.0, 0.0, 1.0))
    return [
        hair.build(surface, Shell("hair", crown, _COVERING, _coiffed, columns=112, rows=20, ridges=0.0016, locks=44,
                                  seed=53))
    ]  # fmt: skip


_STYLES: MappingProxyType[str, Callable[[Surface], list[Part]]] = MappingProxyType(
    {"bun": _tied, "short": _short, "waves": _waves}
)


@attrs.frozen
class Hairstyle:
    """`contrast`, `white` and `ragged` as of hair_picture.picture."""

    style: str
    contrast: float = 1.0
    white: float = 0.0
    ragged: float = 0.07

    def parts(self, surface: Surface) -> list[Part]:
        return _STYLES[self.style](surface)
