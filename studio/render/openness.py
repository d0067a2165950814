"""How much of the sky each vertex sees, found by looking at the character from all round."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from vispy import gloo

from studio.render.casters import CasterPrograms
from studio.render.framing import head_points
from studio.render.parts import Caster
from studio.render.program import DEPTH24
from studio.render.spaces import shade_matrix, uniform
from studio.rig.schema import F32, F64, Rig

_VIEWS = 40
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


def openness(rig: Rig, casters: Sequence[Caster], uv: gloo.VertexBuffer) -> tuple[F32, F32]:
    """[V] in 0..1, weighted by the cosine to the normal: at rest, and with the mouth open.

    Needs a current context, and a fraction of a second.
    """
    points = rig.vertices
    head = head_points(rig)
    low, high = head.min(axis=0), head.max(axis=0)
    reach = float(np.linalg.norm(high - low)) / 2
    spheres = [(np.ptp(points, axis=0).max() / 2 * 1.1, (points.min(axis=0) + points.max(axis=0)) / 2)]
    spheres.append((reach, (low + high) / 2))
    in_head = np.linalg.norm(points - (low + high) / 2, axis=1) < reach
    camera = _HeightCamera(casters, uv, len(points))
    try:
        whole, shut = (camera.openness(rig, points, centre, float(radius)) for radius, centre in spheres)
        speaks = camera.openness(rig, speaking(rig), (low + high) / 2, reach)
    finally:
        camera.delete()
    return np.where(in_head, shut, whole), np.where(in_head, speaks, whole)


class _HeightCamera:
    def __init__(self, casters: Sequence[Caster], uv: gloo.VertexBuffer, count: int) -> None:
        self._programs, self._uv = CasterPrograms(), uv
        self._points = gloo.VertexBuffer(np.zeros((count, 3), np.float32))
        self._casters = casters
        self._map = gloo.RenderBuffer((_SIZE, _SIZE), "color")
        self._depth = gloo.RenderBuffer((_SIZE, _SIZE), DEPTH24)
        self._frame = gloo.FrameBuffer(self._map, self._depth)

    def openness(self, rig: Rig, points: F32, centre: F64, radius: float) -> F32:
        self._points.set_subdata(np.ascontiguousarray(points, np.float32), 0, copy=False)
        lifted = points + np.float32(1.5 * radius / _SIZE + 0.0005) * rig.normals
        seen, whole = np.zeros(len(points)), np.full(len(points), 1e-6)
        for towards in directions(_VIEWS):
            facing = np.maximum(rig.normals @ towards, 0.0)
            matrix = shade_matrix(np.asarray(centre, np.float64), towards, radius)
            at = lifted @ matrix[:3, :3].T + matrix[:3, 3]
            above = self._heights(uniform(matrix), at) - at[:, 2]
            blocked = np.clip(above * radius / 0.004, 0.0, 1.0)
            seen += facing * (1.0 - blocked)
            whole += facing
        share: F32 = (seen / whole).astype(np.float32)
        return share

    def _heights(self, matrix: tuple[float, ...], at: F64) -> F64:
        """[V] height of what is topmost over each point, in radii."""
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
