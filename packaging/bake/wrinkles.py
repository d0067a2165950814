"""Where age draws its lines, in millimetres of the unshaped base mesh, right half."""

from __future__ import annotations

from functools import cache

import numpy as np

from bake import binding, source
from bake.curves import Line, crease, resampled
from bake.source import F64

_FOREHEAD: tuple[Line, ...] = (
    ((0, 769, 155), (16, 771, 151), (32, 769, 143), (42, 764, 134)),
    ((0, 780, 153), (14, 783, 150), (30, 781, 142), (42, 775, 131)),
    ((0, 792, 149), (15, 795, 146), (32, 792, 136)),
    ((5, 742, 154), (5.5, 749, 154), (4.5, 757, 154)),
)
_EYES: tuple[Line, ...] = (
    ((48, 731, 128), (54, 734, 122), (59, 738, 114)),
    ((49, 728, 127), (55, 727, 120), (60, 727, 112)),
    ((48, 724, 127), (54, 720, 121), (58, 715, 115)),
    ((18, 721, 140), (25, 716, 142), (34, 715, 141), (43, 719, 134)),
    ((20, 716, 142), (28, 710, 143), (37, 710, 138)),
)
_MOUTH: tuple[Line, ...] = (
    ((18, 694, 148), (24, 684, 147), (29, 673, 143), (32, 662, 138)),
    ((29, 657, 139), (30, 649, 137), (28, 640, 135)),
)
_LIPS: tuple[Line, ...] = tuple(
    ((x, 671 + 2 * (k % 2), 158 - 0.02 * x * x), (x * 0.97, 678, 157 - 0.02 * x * x))
    for k, x in enumerate((3.5, 8.0, 12.0, 16.5, 20.5))
)


@cache
def _drawn(lines: tuple[Line, ...]) -> list[F64]:
    """The lines as dense points [k, 3] in metres that lie on the skin."""
    dense = [resampled(np.array(line) * 1e-3, 0.0003) for line in lines]
    base = source.base_mesh().vertices
    return [binding.bind(points).mixed(base) for points in dense]


def darkness(places: F64, age: float) -> F64:
    """0..1 [n]: a trace at `age` 0, drawn lines at 1."""
    fine = crease(places, _drawn(_FOREHEAD), 0.0009) * 0.55 * age
    fine = fine + crease(places, _drawn(_EYES), 0.0008) * (0.06 + 0.55 * age)
    deep = crease(places, _drawn(_MOUTH), 0.0013) * (0.10 + 0.55 * age)
    return np.maximum(fine, np.maximum(deep, crease(places, _drawn(_LIPS), 0.0006) * 0.4 * age))
