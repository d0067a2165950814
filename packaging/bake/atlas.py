"""The picture of the head's skin: how it is laid out, and which point of the skin each of its texels is."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
from scipy.ndimage import distance_transform_edt

from bake import source
from bake.parts import triangulated
from bake.source import F64, I64

WIDTH, HEIGHT = 1024, 1536
_U = (0.6365, 1.0)  # the head's island in the base mesh's texture space
_V = (0.135, 0.845)
_STRETCH = 3.0  # the face's middle gets 1.65 times the texels it would have, the back of the head half
_PARTS: dict[tuple[int, int, int], str] = {
    (90, 86, 255): "head",
    (112, 172, 255): "mouth",
    (253, 249, 16): "socket",
    (249, 108, 136): "socket",
    (255, 29, 35): "hand",
    (7, 255, 0): "hand",
    (254, 251, 251): "foot",
    (255, 0, 245): "foot",
}


@cache
def body_parts() -> tuple[str, ...]:
    """For each of the body's quads what it belongs to: head, mouth, socket, hand, foot or body."""
    uv = source.base_mesh().uv[source.base_mesh().groups["body"].uv].mean(axis=1)
    picture = source.segments()
    rows = np.clip((1.0 - uv[:, 1]) * len(picture), 0, len(picture) - 1).astype(int)
    columns = np.clip(uv[:, 0] * len(picture), 0, len(picture) - 1).astype(int)
    names = (_PARTS.get(tuple(c), "body") for c in picture[rows, columns].tolist())
    # The front of the neck is marked as head too, but lies elsewhere in texture space.
    lies = zip(names, uv[:, 0], strict=True)
    return tuple("body" if name == "head" and u < _U[0] else name for name, u in lies)


def head_uv(uv: F64) -> F64:
    """The base mesh's texture coordinates as those of the head's own picture, 0..1 both ways."""
    across = (uv[:, 0] - _U[0]) / (_U[1] - _U[0])
    along = (uv[:, 1] - _V[0]) / (_V[1] - _V[0]) * 2.0 - 1.0
    stretched = np.arcsinh(_STRETCH * along) / np.arcsinh(_STRETCH)
    return np.stack([across, 0.5 + 0.5 * stretched], axis=1)


@attrs.define(frozen=True, eq=False)
class Texels:
    """Covered texels of the picture [n]: row, column, and what is below: corners [n, 3] as base vertices and
    as texture coordinates, with their shares [n, 3]. `fill` tells for every texel [H, W] which covered one it
    copies."""

    rows: I64
    columns: I64
    corners: I64
    uv_corners: I64
    shares: F64
    fill: I64

    def mixed(self, values: F64) -> F64:
        """Values [19158, k] of the base vertices at the texels."""
        mixed: F64 = np.einsum("nck,nc->nk", values[self.corners], self.shares)
        return mixed

    def picture(self, values: F64) -> F64:
        """[H, W, k] from values [n, k] of the covered texels; the gaps are filled with their neighbours'."""
        return values[self.fill]


def _triangle_texels(uv: F64) -> tuple[I64, I64, F64]:
    """Rows, columns and shares of the texels whose middle lies in one triangle [3, 2] (pixels)."""
    low, high = np.floor(uv.min(axis=0)).astype(int), np.ceil(uv.max(axis=0)).astype(int)
    x, y = np.meshgrid(np.arange(low[0], high[0] + 1), np.arange(low[1], high[1] + 1))
    points = np.stack([x.ravel() + 0.5, y.ravel() + 0.5], axis=1)
    edges = np.stack([uv[1] - uv[0], uv[2] - uv[0]], axis=1)
    if abs(np.linalg.det(edges)) < 1e-9:
        return np.zeros(0, int), np.zeros(0, int), np.zeros((0, 3))
    v = (points - uv[0]) @ np.linalg.inv(edges).T
    shares = np.c_[1.0 - v.sum(axis=1), v]
    inside = (shares > -1e-6).all(axis=1)
    return y.ravel()[inside], x.ravel()[inside], shares[inside]


@cache
def head_texels() -> Texels:
    base = source.base_mesh()
    chosen = np.array([part == "head" for part in body_parts()])
    quads, quad_uv = base.groups["body"].vertices[chosen], base.groups["body"].uv[chosen]
    triangles, uv_triangles = _both_halves(quads, quad_uv)
    pixels = head_uv(base.uv) * [WIDTH, HEIGHT]
    owner = np.full((HEIGHT, WIDTH), -1)
    share = np.zeros((HEIGHT, WIDTH, 3))
    for k, corner in enumerate(uv_triangles):
        rows, columns, shares = _triangle_texels(pixels[corner])
        held = (rows >= 0) & (rows < HEIGHT) & (columns >= 0) & (columns < WIDTH)
        owner[rows[held], columns[held]] = k
        share[rows[held], columns[held]] = shares[held]
    rows, columns = np.nonzero(owner >= 0)
    chosen_by = owner[rows, columns]
    number = np.full((HEIGHT, WIDTH), -1)
    number[rows, columns] = np.arange(len(rows))
    nearest = distance_transform_edt(owner < 0, return_distances=False, return_indices=True)
    fill = number[nearest[0], nearest[1]]
    return Texels(rows, columns, triangles[chosen_by], uv_triangles[chosen_by], share[rows, columns], fill)


def _both_halves(quads: I64, quad_uv: I64) -> tuple[I64, I64]:
    halves = triangulated(quads, source.base_mesh().vertices)
    at = np.repeat(np.arange(len(quads)), 2)
    where = np.argmax(quads[at][:, :, None] == halves[:, None, :], axis=1)
    return halves, np.take_along_axis(quad_uv[at], where, axis=1)
