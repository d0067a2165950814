"""How much of the sky each vertex sees, found by looking at the character from all round."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from vispy import gloo

from studio.render.casters import CasterPrograms
from studio.render.framing import head_points
from studio.render.parts import Caster
from studio.render.program import DEPTH24
from studio.render.spaces import shade_matrix, uniform
from studio.rig.schema import F32, F64, Rig

OPENNESS = "openness"
"""Kind of the entry of a cache; its key is a rig's fingerprint."""

_VIEWS = 32
_SIZE = 320
SPEAKING = 0.35  # of jawOpen: the lips' insides come to light as they part


def directions(count: int) -> F64:
    """[count, 3] unit vectors spread evenly over the sphere on a golden spiral."""
    k = np.arange(count) + 0.5
    height = 1.0 - 2.0 * k / count
    turn = k * np.pi * (3.0 - np.sqrt(5.0))
    across = np.sqrt(1.0 - height * height)
    return np.stack([across * np.cos(turn), height, across * np.sin(turn)], axis=1)


def speaking(rig: Rig) -> F32:
    """[V, 3] the character at rest with its jaw a little open."""
    points = rig.vertices.copy()
    if "jawOpen" in rig.morph_names:
        m = rig.morph_names.index("jawOpen")
        span = slice(rig.morph_offsets[m], rig.morph_offsets[m + 1])
        points[rig.morph_vertices[span]] += np.float32(SPEAKING) * rig.morph_deltas[span]
    return points


def openness(
    rig: Rig, casters: Sequence[Caster], uv: gloo.VertexBuffer, between: Callable[[], object]
) -> tuple[F32, F32]:
    """[V] in 0..1, weighted by the cosine to the normal: at rest, and with the mouth open.

    Needs a current context, and a fraction of a second. between: called after each of some hundred pictures;
    the same context is current again when it returns.
    """
    body_centre, body_reach = _sphere(rig.vertices.astype(np.float64))
    centre, reach = _sphere(head_points(rig))
    in_head = np.linalg.norm(rig.vertices - centre, axis=1) < reach
    shut, speaks = np.ones(len(in_head), np.float32), np.ones(len(in_head), np.float32)
    camera = _HeightCamera(casters, uv, len(in_head), between)
    try:
        shut[~in_head] = camera.openness(rig, rig.vertices, ~in_head, body_centre, body_reach)
        speaks[~in_head] = shut[~in_head]
        shut[in_head] = camera.openness(rig, rig.vertices, in_head, centre, reach)
        speaks[in_head] = camera.openness(rig, speaking(rig), in_head, centre, reach)
    finally:
        camera.delete()
    return shut, speaks


def fingerprint(rig: Rig) -> str:
    """Of all that openness depends on, but for holes in textures."""
    digest = hashlib.sha256(f"{_VIEWS} {_SIZE} {SPEAKING}".encode())
    for array in (rig.vertices, rig.normals, rig.triangles, rig.triangle_material, speaking(rig)):
        digest.update(np.ascontiguousarray(array).tobytes())
    digest.update(repr(rig.materials).encode())
    return digest.hexdigest()


def _sphere(points: F64) -> tuple[F64, float]:
    low, high = points.min(axis=0), points.max(axis=0)
    return (low + high) / 2, float(np.linalg.norm(high - low)) / 2


class _HeightCamera:
    def __init__(
        self, casters: Sequence[Caster], uv: gloo.VertexBuffer, count: int, between: Callable[[], object]
    ) -> None:
        self._programs, self._uv, self._between = CasterPrograms(), uv, between
        self._points = gloo.VertexBuffer(np.zeros((count, 3), np.float32))
        self._casters = casters
        self._map = gloo.RenderBuffer((_SIZE, _SIZE), "color")
        self._depth = gloo.RenderBuffer((_SIZE, _SIZE), DEPTH24)
        self._frame = gloo.FrameBuffer(self._map, self._depth)

    def openness(
        self, rig: Rig, points: F32, wanted: npt.NDArray[np.bool_], centre: F64, radius: float
    ) -> F32:
        """[wanted] of those points."""
        self._points.set_subdata(np.ascontiguousarray(points, np.float32), 0, copy=False)
        normals = rig.normals[wanted]
        lifted = points[wanted] + np.float32(1.5 * radius / _SIZE + 0.0005) * normals
        seen, whole = np.zeros(len(lifted)), np.full(len(lifted), 1e-6)
        for towards in directions(_VIEWS):
            facing = normals @ towards
            before = np.flatnonzero(facing > 0.0)
            matrix = shade_matrix(centre, towards, radius)
            at = lifted[before] @ matrix[:3, :3].T + matrix[:3, 3]
            above = self._heights(uniform(matrix), at) - at[:, 2]
            self._between()
            seen[before] += facing[before] * (1.0 - np.clip(above * radius / 0.004, 0.0, 1.0))
            whole[before] += facing[before]
        share: F32 = (seen / whole).astype(np.float32)
        return share

    def _heights(self, matrix: tuple[float, ...], at: F64) -> F64:
        """[N] height of what is topmost over each point, in radii."""
        with self._frame:
            gloo.set_viewport(0, 0, _SIZE, _SIZE)
            gloo.set_state(depth_test=True, depth_mask=True, blend=False, cull_face=False)
            gloo.clear(color=False, depth=True)
            self._programs.draw(self._casters, matrix, self._points, self._uv)
            depth = gloo.read_pixels((0, 0, _SIZE, _SIZE), mode="depth", out_type="float")[::-1, :, 0]
        column, row = (np.clip((at[:, k] * _SIZE).astype(np.int64), 0, _SIZE - 1) for k in (0, 1))
        heights: F64 = (0.5 - depth[row, column].astype(np.float64)) * 16.0  # CASTER_VERTEX's scale undone
        return heights

    def delete(self) -> None:
        for thing in (self._programs, self._points, self._frame, self._map, self._depth):
            thing.delete()
