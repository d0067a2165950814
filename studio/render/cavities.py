"""How much light finds its way into eye sockets and the mouth as lids and lips move.

Everything else keeps the openness it has at rest (studio.render.openness); these two are shaded by parts that
move over them. Distances are metres.
"""

from __future__ import annotations

import numpy as np

from studio.rig.schema import F32, I32, Geometry, Rig

_APART = 0.014  # lips that far apart let as much light in as they do in studio.render.openness
_LID_SHADE = 0.006  # light is full that far below the upper lid's margin
_NONE: I32 = np.zeros(0, np.int32)


def through_slit(points: F32, middle: F32, gap: F32, outward: F32) -> F32:
    """[N] share of light that reaches points behind a slit along `middle` [P, 3], open by `gap` [P].

    The form factor of a long slit on whose plane of symmetry the point lies, g / sqrt(g^2 + 4 d^2), at the
    place of the slit that gives it most, times the same across the slit's width; 1 in front of it.
    """
    way = middle[None] - points[:, None]
    distance = np.sqrt(np.einsum("npk,npk->np", way, way))
    share = gap / np.sqrt(gap * gap + 4.0 * distance * distance + 1e-12)
    best = share.argmax(axis=1)[:, None]
    width = np.linalg.norm(middle[-1] - middle[0])
    deep = np.take_along_axis(distance, best, axis=1)[:, 0]
    lit = share.max(axis=1) * width / np.sqrt(width * width + 4.0 * deep * deep + 1e-12)
    before = np.take_along_axis(way @ outward, best, axis=1)[:, 0] < 0.0
    return np.where(before, 1.0, lit).astype(np.float32)


class Cavities:
    """Finds the vertices concerned once; `shade` is then cheap enough for every frame."""

    def __init__(self, rig: Rig, shut: F32, speaking: F32) -> None:
        """shut, speaking: [V] openness of the whole character with lips closed and apart."""
        sets = rig.vertex_sets
        self._inside = _inside_mouth(rig)
        self._lips = (sets.get("upper_lip_inner", _NONE), sets.get("lower_lip_inner", _NONE))
        self._has_lips = len(self._lips[0]) == len(self._lips[1]) > 1
        self._head = rig.joint_names.index("head") if "head" in rig.joint_names else -1
        self._opening = np.setdiff1d(np.flatnonzero(np.abs(speaking - shut) > 0.02), self._inside)
        self._shut, self._change = shut[self._opening], (speaking - shut)[self._opening]
        self._eyes = [
            (sets[f"eye_{side}"], sets[f"upper_lid_{side}"])
            for side in ("left", "right")
            if len(sets.get(f"eye_{side}", _NONE)) and len(sets.get(f"upper_lid_{side}", _NONE))
        ]

    def shade(self, geometry: Geometry, openness: F32) -> None:
        """Write the openness [V] of lips and of the vertices inside mouth and sockets, in place."""
        points = geometry.vertices
        axes = (geometry.joints[self._head][:3, :3] if self._head >= 0 else np.eye(3)).astype(np.float32)
        for eye, lid in self._eyes:
            openness[eye] = _below_lid(points[eye], points[lid], axes[:, 1])
        if self._has_lips:
            upper, lower = points[self._lips[0]], points[self._lips[1]]
            gap = np.maximum((upper - lower) @ axes[:, 1], 0.0).astype(np.float32)
            middle = np.float32(0.5) * (upper + lower)
            share = np.float32(min(float(gap.max()) / _APART, 1.0))
            openness[self._opening] = self._shut + share * self._change
            lit = through_slit(points[self._inside], middle, gap, axes[:, 2])
            openness[self._inside] = np.sqrt(lit)  # a mouth must still be read


def _inside_mouth(rig: Rig) -> I32:
    wanted = [
        i
        for i, m in enumerate(rig.materials)
        if m.shading in ("teeth", "tongue") or m.name in ("mouth", "gums")
    ]
    found: I32 = np.unique(rig.triangles[np.isin(rig.triangle_material, wanted)])
    return found


def _below_lid(eye: F32, lid: F32, up: F32) -> F32:
    """[N] from how far below the nearest point of the lid's margin a point of the eye lies."""
    apart = lid[None] - eye[:, None]
    height = apart @ up
    distance = np.sqrt(np.einsum("nlk,nlk->nl", apart, apart)) * np.sign(height)
    nearest = np.take_along_axis(distance, np.abs(distance).argmin(axis=1)[:, None], axis=1)[:, 0]
    share = np.clip(nearest / _LID_SHADE, 0.0, 1.0)
    return (0.15 + 0.85 * share * (2.0 - share)).astype(np.float32)
