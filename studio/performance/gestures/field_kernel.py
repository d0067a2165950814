"""Distances of many points to a moving body, in one compiled pass.

Only `collision` imports this, and only when it is about to ask: numba takes a while to load. Compiled code is
kept on disk beside this file or, where that cannot be written, in the user's cache folder.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

A = npt.NDArray[Any]


def _compiled(function: Callable[..., Any]) -> Callable[..., Any]:
    try:
        kernel: Callable[..., Any] = numba.njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # no folder to keep compiled code in: compile anew in each process
        kernel = numba.njit(function, nogil=True, error_model="numpy")
    return kernel


def _sampled(values: A, part: int, x: float, y: float, z: float) -> tuple[float, float, float, float, float]:
    """(share of the part, distance, its gradient) between cells at x y z, counted in cells; none outside."""
    i, j, k = int(x), int(y), int(z)
    if min(x, y, z) < 0 or i >= values.shape[0] - 1 or j >= values.shape[1] - 1 or k >= values.shape[2] - 1:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    x, y, z = x - i, y - j, z - k
    share, d, a, b, c = 0.0, 0.0, 0.0, 0.0, 0.0
    for corner in range(8):
        ci, cj, ck = corner & 1, (corner >> 1) & 1, corner >> 2
        w = (x if ci else 1 - x) * (y if cj else 1 - y) * (z if ck else 1 - z)
        cell = values[i + ci, j + cj, k + ck]
        share += w * cell[4 + part]
        d += w * cell[0]
        a += w * cell[1]
        b += w * cell[2]
        c += w * cell[3]
    return share, d, a, b, c


def _within(box: A, x: float, y: float, z: float) -> bool:
    return bool(box[0, 0] < x < box[1, 0] and box[0, 1] < y < box[1, 1] and box[0, 2] < z < box[1, 2])


_sample, _inside = _compiled(_sampled), _compiled(_within)


def _distances(
    points: A, turns: A, places: A, rest: A, boxes: A, values: A, origin: A, cell: float, out: A
) -> None:
    """points [F, P, 3]; turns [F, K, 3, 3], places [F, K, 3] of the parts, which rest at `rest` [K, 3];
    boxes [K, 2, 3]; values [X, Y, Z, 4 + K]. out [F, P, 4]: distance, and the direction outwards; 1 m where
    the field ends."""
    sums, step = np.zeros(5), np.zeros(3)
    for f in range(points.shape[0]):
        for p in range(points.shape[1]):
            sums[:] = 0.0
            for k in range(turns.shape[1]):
                m = turns[f, k]
                for r in range(3):
                    step[r] = points[f, p, r] - places[f, k, r]
                x = m[0, 0] * step[0] + m[1, 0] * step[1] + m[2, 0] * step[2] + rest[k, 0]
                y = m[0, 1] * step[0] + m[1, 1] * step[1] + m[2, 1] * step[2] + rest[k, 1]
                z = m[0, 2] * step[0] + m[1, 2] * step[1] + m[2, 2] * step[2] + rest[k, 2]
                if _inside(boxes[k], x, y, z):
                    x, y, z = (x - origin[0]) / cell, (y - origin[1]) / cell, (z - origin[2]) / cell
                    share, d, a, b, c = _sample(values, k, x, y, z)
                    sums[0] += share
                    sums[1] += share * d
                    for r in range(3):
                        sums[2 + r] += share * (m[r, 0] * a + m[r, 1] * b + m[r, 2] * c)
            length = np.sqrt(sums[2] ** 2 + sums[3] ** 2 + sums[4] ** 2)
            known = sums[0] > 0.02 and length > 1e-9
            out[f, p, 0] = sums[1] / sums[0] if known else 1.0
            for r in range(3):
                out[f, p, 1 + r] = sums[2 + r] / length if known else 0.0


distances = _compiled(_distances)
