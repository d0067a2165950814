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


def _compiled(function: Callable[..., None]) -> Callable[..., None]:
    try:
        kernel: Callable[..., None] = numba.njit(function, cache=True, nogil=True, error_model="numpy")
    except RuntimeError:  # no folder to keep compiled code in: compile anew in each process
        kernel = numba.njit(function, nogil=True, error_model="numpy")
    return kernel


def _distances(
    points: A, turns: A, places: A, rest: A, boxes: A, values: A, origin: A, cell: float, out: A
) -> None:
    """points [F, P, 3]; turns [F, K, 3, 3], places [F, K, 3] of the parts, which rest at `rest` [K, 3];
    boxes [K, 2, 3]; values [X, Y, Z, 4 + K]. out [F, P, 4]: distance, and the direction outwards; 1 m where
    the field ends."""
    parts = turns.shape[1]
    nx, ny, nz = values.shape[0], values.shape[1], values.shape[2]
    for f in range(points.shape[0]):
        for p in range(points.shape[1]):
            total, away, gx, gy, gz = 0.0, 0.0, 0.0, 0.0, 0.0
            for k in range(parts):
                dx = points[f, p, 0] - places[f, k, 0]
                dy = points[f, p, 1] - places[f, k, 1]
                dz = points[f, p, 2] - places[f, k, 2]
                m = turns[f, k]
                x = m[0, 0] * dx + m[1, 0] * dy + m[2, 0] * dz + rest[k, 0]
                y = m[0, 1] * dx + m[1, 1] * dy + m[2, 1] * dz + rest[k, 1]
                z = m[0, 2] * dx + m[1, 2] * dy + m[2, 2] * dz + rest[k, 2]
                if x <= boxes[k, 0, 0] or y <= boxes[k, 0, 1] or z <= boxes[k, 0, 2]:
                    continue
                if x >= boxes[k, 1, 0] or y >= boxes[k, 1, 1] or z >= boxes[k, 1, 2]:
                    continue
                x, y, z = (x - origin[0]) / cell, (y - origin[1]) / cell, (z - origin[2]) / cell
                i, j, h = int(x), int(y), int(z)
                if i < 0 or j < 0 or h < 0 or i >= nx - 1 or j >= ny - 1 or h >= nz - 1:
                    continue
                x, y, z = x - i, y - j, z - h
                share, d, a, b, c = 0.0, 0.0, 0.0, 0.0, 0.0
                for corner in range(8):
                    ci, cj, ch = corner & 1, (corner >> 1) & 1, corner >> 2
                    w = (x if ci else 1 - x) * (y if cj else 1 - y) * (z if ch else 1 - z)
                    cellv = values[i + ci, j + cj, h + ch]
                    share += w * cellv[4 + k]
                    d += w * cellv[0]
                    a += w * cellv[1]
                    b += w * cellv[2]
                    c += w * cellv[3]
                total += share
                away += share * d
                gx += share * (m[0, 0] * a + m[0, 1] * b + m[0, 2] * c)
                gy += share * (m[1, 0] * a + m[1, 1] * b + m[1, 2] * c)
                gz += share * (m[2, 0] * a + m[2, 1] * b + m[2, 2] * c)
            length = np.sqrt(gx * gx + gy * gy + gz * gz)
            if total > 0.02 and length > 1e-9:
                out[f, p, 0] = away / total
                out[f, p, 1] = gx / length
                out[f, p, 2] = gy / length
                out[f, p, 3] = gz / length
            else:
                out[f, p, 0] = 1.0
                out[f, p, 1:] = 0.0


distances = _compiled(_distances)
