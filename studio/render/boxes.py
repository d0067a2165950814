"""Which parts of a character lie in the picture, by the boxes about them: the rest costs no drawing."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from studio.rig.schema import F32, F64, I32

_PICKS = np.array(list(itertools.product((0, 1), repeat=3)))  # low or high in x, y, z of each corner


class Boxes:
    """Boxes along the axes about sets of vertices, none of them empty."""

    def __init__(self, sets: Sequence[I32]) -> None:
        self._vertices = np.concatenate(sets) if sets else np.zeros(0, np.int32)
        self._starts = np.cumsum([0, *(len(s) for s in sets)])[:-1]
        self._low: F32 = np.zeros((len(sets), 3), np.float32)
        self._high = self._low

    def around(self, vertices: F32) -> None:
        """Fit the boxes to vertices [V, 3]."""
        if len(self._vertices):
            points = vertices[self._vertices]
            self._low = np.minimum.reduceat(points, self._starts)
            self._high = np.maximum.reduceat(points, self._starts)

    def seen(self, clip: F64) -> npt.NDArray[np.bool_]:
        """[sets] False for boxes that lie wholly beyond a side of the picture. clip: world to clip space."""
        both = np.stack([self._low, self._high], axis=1).astype(np.float64)
        corners = both[:, _PICKS, [0, 1, 2]]
        at = corners @ clip[[0, 1, 3], :3].T + clip[[0, 1, 3], 3]
        x, y, w = at[..., 0], at[..., 1], at[..., 2]
        beyond = [(side > w).all(axis=1) for side in (x, -x, y, -y)]
        found: npt.NDArray[np.bool_] = ~np.logical_or.reduce(beyond)
        return found
