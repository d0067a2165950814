"""Spaces that light and camera see the stage in."""

from __future__ import annotations

import math

import numpy as np

from studio.render.camera import Camera
from studio.rig.schema import F64

_SMALLEST = 0.18  # metres: a head; the edges of shadows would get crisp in close-ups


def shade_matrix(centre: F64, towards: F64, radius: float) -> F64:
    """[4, 4] world to shadow space: x, y in 0..1 over the square that holds the sphere, z the height towards
    the light in radii."""
    side = np.cross([0.0, 1.0, 0.0] if abs(towards[1]) < 0.9 else [1.0, 0.0, 0.0], towards)
    side /= np.linalg.norm(side)
    rows = np.stack([0.5 * side, 0.5 * np.cross(towards, side), towards]) / radius
    matrix = np.eye(4)
    matrix[:3, :3] = rows
    matrix[:3, 3] = np.array([0.5, 0.5, 0.0]) - rows @ centre
    return matrix


def seen_sphere(camera: Camera, aspect: float) -> tuple[F64, float]:
    """(centre, radius) in metres of what the camera shows at its target, a little more than the picture."""
    reach = camera.distance * camera.half_height(aspect) * math.hypot(1.0, min(aspect, 1.0))
    return np.asarray(camera.target, np.float64), max(1.1 * reach, _SMALLEST)


def uniform(matrix: F64) -> tuple[float, ...]:
    """A matrix as OpenGL wants it: column after column."""
    return tuple(matrix.T.ravel().tolist())
