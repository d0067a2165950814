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
    (0, 800, 137), (18, 801, 134), (34, 799, 124), (45, 790, 113), (51, 778, 108), (56, 767, 101),
    (61.5, 757, 90), (68, 749, 75), (73.5, 746, 60), (75.5, 743, 48), (75, 736, 37), (73, 724, 29),
    (70, 707, 24), (64, 690, 17), (50, 678, 8), (28, 670, 0), (0, 668, -4),
)  # fmt: skip


def _pulled_back(along: F64, places: F64) -> F64:
    """Combed back to a bun: close above the ears, fuller over the crown."""
    crown = soft(places[..., 1], 0.77, 0.845)
    full = 0.0055 + 0.0105 * crown
    return full * np.clip(1.0 - along ** (7.0 - 2.0 * crown), 0.0, 1.0) ** 0.6


def _bun(surface: Surface) -> Part:
    """A knot: a flattened ball wound of a few locks."""
    rows, columns = 12, 32
    t = np.linspace(0.02, 0.80, rows)[:, None] * np.pi
    turn = np.linspace(0.0, 2 * np.pi, columns + 1)[None, :]
    wound = 0.07 * np.cos(3.0 * turn + 5.0 * t) + 0.03 * np.cos(11.0 * turn + 9.0 * t)
    lock = (1.0 + wound * np.sin(t))[..., None]
    out = np.array([0.0, 0.12, -1.0]) / np.linalg.norm([0.0, 0.12, -1.0])
    right = np.array([1.0, 0.0, 0.0])
    up = np.cross(out, right)
    ball = (np.sin(t) * np.cos(turn))[..., None] * right * 0.034
    ball = ball + (np.sin(t) * np.sin(turn))[..., None] * up * 0.031 + np.cos(t)[..., None] * out * 0.024
    grid = _BUN + lock * ball
    triangles = hair.grid_triangles(rows, columns)
    return hair.bound_part(surface, "bun", grid, np.linspace(0.0, 0.55, rows), triangles)


# Where strands that escaped the knot fall before the ear: their middle line, millimetres, left side.
_WISP: scalp.Boundary = (
    (57, 774, 96), (64, 758, 95), (70, 740, 92), (73, 720, 90), (71.5, 702, 90), (68, 687, 91),
    (64, 676, 92),
)  # fmt: skip


def _wisps() -> F64:
    """[n, k, 3] metres: a few strands at each temple, no two alike."""
    rng = np.random.default_rng(54)
    line = np.array(_WISP) * 1e-3
    t = np.linspace(0.0, 1.0, len(line))
    paths = []
    for side in (1.0, -1.0):
        for length in (1.0, 0.96, 0.9, 0.84, 0.74, 0.66, 0.55, 0.45):
            cut = np.stack([np.interp(t * length, t, line[:, k]) for k in range(3)], axis=1)
            start = rng.normal(0, [0.0005, 0.003, 0.002])
            drift = start + rng.normal(0, [0.0018, 0.0015, 0.0032]) * t[:, None]
            bow = np.sin(t * np.pi * rng.uniform(0.8, 1.6))[:, None] * rng.normal(0, [0.0012, 0.0, 0.0028])
            paths.append((cut + drift + bow) * [side, 1.0, 1.0])
    return np.array(paths)


def _tied(surface: Surface) -> list[Part]:
    """Long hair tied back into a knot."""
    pole = scalp.polar((0.0, 0.0, -1.0), (0.0, 1.0, 0.0))
    cap = Shell("hair", pole, _COMBED, _pulled_back, rows=15)
    return [hair.build(surface, cap), _bun(surface), hair.loose_strands(surface, _wisps())]


def _cropped(along: F64, places: F64) -> F64:
    """Short at the sides and the back, longer on top, brushed up a little in front."""
    top = soft(places[..., 1], 0.765, 0.835)
    quiff = top * soft(places[..., 2], 0.06, 0.12)
    full = 0.0042 + 0.0090 * top + 0.0035 * quiff
    return full * np.clip(1.0 - along ** (8.0 - 4.5 * quiff), 0.0, 1.0) ** 0.65


def _short(surface: Surface) -> list[Part]:
    crown = scalp.polar((0.15, 1.0, -0.55), (0.0, 0.0, 1.0))
    shell = Shell("hair", crown, scalp.HAIRLINE, _cropped, rows=16, ridges=0.0022, locks=64, seed=52)
    return [hair.build(surface, shell)]


# Over the ears' upper halves and down to the nape.
_COVERING: scalp.Boundary = (
    (0, 800, 137), (18, 801, 134), (34, 798, 124), (45, 787, 114), (52, 771, 107), (58, 752, 99),
    (64, 733, 88), (70, 718, 74), (74, 708, 60), (75, 700, 46), (74, 692, 32), (70, 684, 20),
    (62, 676, 10), (48, 668, 2), (26, 662, -5), (0, 660, -8),
)  # fmt: skip


def _coiffed(along: F64, places: F64) -> F64:
    """Full all round, in soft waves, over the ears; off the forehead it rises gently."""
    turn = np.arctan2(places[..., 0], places[..., 2] - 0.055)
    wave = np.sin(2 * np.pi * (4.2 * along + 0.35 * np.sin(3.0 * turn)) + 2.0 * np.sin(turn * 2.0 + 1.0))
    side = soft(np.abs(places[..., 0]), 0.045, 0.07) * soft(places[..., 1], 0.79, 0.73)
    full = 0.017 + 0.006 * side + 0.004 * soft(places[..., 1], 0.80, 0.85)
    waved = full + 0.0028 * wave * soft(along, 0.15, 0.4)
    front = soft(places[..., 2], 0.048, 0.080)
    edge = front * np.clip(1.0 - along**3.2, 0.0, 1.0) ** 0.8
    return waved * (edge + (1.0 - front) * np.sqrt(np.clip(1.0 - along**12, 0.0, 1.0)))


def _waves(surface: Surface) -> list[Part]:
    crown = scalp.polar((-0.3, 1.0, -0.45), (0.0, 0.0, 1.0))
    shell = Shell("hair", crown, _COVERING, _coiffed, rows=20, ridges=0.0016, locks=44, seed=53)
    return [hair.build(surface, shell)]


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
