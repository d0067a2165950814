"""Eyeballs of our own: a fine globe that bulges where the iris is painted."""

from __future__ import annotations

import attrs
import numpy as np
from scipy.optimize import least_squares

from bake import source
from bake.parts import Part, Surface
from bake.source import F64, I64

SIDES = (("left", "helper-l-eye", "eye_L"), ("right", "helper-r-eye", "eye_R"))
IRIS_ANGLE = 0.345  # radians from the eye's axis to the limbus
_BULGE = 0.02  # of the radius: more would lift the lids where it passes
_SECTORS = 28


@attrs.frozen
class Globe:
    """Centre [3] and radius in metres."""

    centre: F64
    radius: float


def fitted_globe(vertices: F64, group: str) -> Globe:
    """The sphere through the helper eye's white; its bulging front is left out of the fit."""
    points = vertices[source.vertex_group(group)]
    white = points[points[:, 2] < np.quantile(points[:, 2], 0.6)]
    start = np.append(points.mean(axis=0), 0.013)
    fit = least_squares(lambda p: np.linalg.norm(white - p[:3], axis=1) - p[3], start, method="lm")
    return Globe(fit.x[:3], float(fit.x[3]))


def _cap(angles: F64, radii: F64, centre: F64) -> tuple[F64, I64]:
    """Rings of a ball around +Z at `angles` from the axis (the first is the pole): places and triangles."""
    turn = np.arange(_SECTORS) * (2 * np.pi / _SECTORS)
    ring = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    places = [np.array([[0.0, 0.0, radii[0]]])]
    for angle, radius in zip(angles[1:], radii[1:], strict=True):
        z = np.full((_SECTORS, 1), radius * np.cos(angle))
        places.append(np.concatenate([ring * radius * np.sin(angle), z], axis=1))
    k = np.arange(_SECTORS)
    following = (k + 1) % _SECTORS
    triangles = [np.stack([np.zeros_like(k), 1 + k, 1 + following], axis=1)]
    for row in range(len(angles) - 2):
        inner, outer = 1 + row * _SECTORS, 1 + (row + 1) * _SECTORS
        triangles.append(np.stack([inner + k, outer + k, outer + following], axis=1))
        triangles.append(np.stack([inner + k, outer + following, inner + following], axis=1))
    return np.concatenate(places) + centre, np.concatenate(triangles)


def _disc_uv(places: F64, globe: Globe) -> F64:
    """Texture coordinates by the angle from the axis: the picture's middle is the pupil, its rim the back."""
    away = (places - globe.centre) / globe.radius
    angle = np.arctan2(np.hypot(away[:, 0], away[:, 1]), away[:, 2])
    turn = np.arctan2(away[:, 1], away[:, 0])
    reach = angle / np.pi * 0.5
    return np.stack([0.5 + reach * np.cos(turn), 0.5 + reach * np.sin(turn)], axis=1)


def _part(
    surface: Surface, name: str, joint: int, materials: tuple[str, ...], mesh: tuple[F64, I64, F64]
) -> Part:
    places, triangles, uv = mesh
    count = len(places)
    weights = np.zeros((count, surface.weights.shape[1]))
    weights[:, joint] = 1.0
    return Part(
        name=name,
        places=places,
        home=places,
        uv=uv,
        triangles=triangles,
        materials=materials,
        colours=np.ones((count, 3)),
        weld=np.arange(count),
        base=np.full(count, -1),
        weights=weights,
        deltas=np.zeros((surface.deltas.shape[0], count, 3)),
    )


def eyeball(surface: Surface, side: str, globe: Globe, joint: int) -> Part:
    """White, and the clear bulge over the iris, on which the iris is painted."""
    front = np.linspace(0.0, IRIS_ANGLE, 5)
    angles = np.concatenate([front, np.linspace(IRIS_ANGLE, np.pi * 0.7, 9)[1:]])
    bulge = np.clip(1.0 - (angles / (1.25 * IRIS_ANGLE)) ** 2, 0.0, 1.0) ** 2
    places, triangles = _cap(angles, globe.radius * (1.0 + _BULGE * bulge), globe.centre)
    inside = _SECTORS + 2 * _SECTORS * (len(front) - 2)
    materials = ("cornea",) * inside + ("sclera",) * (len(triangles) - inside)
    return _part(surface, f"eye_{side}", joint, materials, (places, triangles, _disc_uv(places, globe)))
