"""A character's pose and face weights into joints, vertices and normals: what is seen is what is exported."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from studio.rig.blendshapes import shaped
from studio.rig.plain import plain_frame
from studio.rig.schema import F32, F64, Geometry, JointFrames, Rig
from studio.rig.skinning import joint_matrices, skinned
from studio.rig.tables import Tables, tables_of

Array = npt.NDArray[Any]


class Evaluator:
    """Evaluates one rig; may be used by any number of threads at once.

    `compiled=False` takes the plain numpy way, some twenty times slower; it is also taken where numba cannot
    be loaded, and `compiled` tells which one it is.
    """

    def __init__(self, rig: Rig, *, compiled: bool = True) -> None:
        self.rig = rig
        self._tables = tables_of(rig)
        self._arguments = tuple(attrs.asdict(self._tables, recurse=False).values())
        self._kernel, self._shared = _compiled_frames() if compiled else (None, None)
        self._scratch = threading.local()

    @property
    def compiled(self) -> bool:
        return self._kernel is not None

    def frame(self, rotations: Array, root: Array, weights: Array, *, shared: bool = False) -> Geometry:
        """One frame of local rotations [J, 4], root translation [3] and morph weights [M]. New arrays.

        shared: by all cores together, which takes half the time where nobody else wants them; where somebody
        does, each core waits for the slowest, and a frame can take forty times as long.
        """
        vertices, normals = np.empty_like(self._tables.rest), np.empty_like(self._tables.rest)
        joints = np.empty((len(self.rig.parents), 4, 4))
        written = (joints, vertices, normals)
        self._into(_f64(rotations), _f64(root), _f32(weights), written, shared=shared)
        return Geometry(joints, vertices, normals)

    def frames(self, joints: JointFrames, weights: Array, workers: int | None = None) -> tuple[F32, F32]:
        """Vertices and normals [F, V, 3] of all frames, by threads. Takes 24 bytes a vertex and frame."""
        rotations, root, face = _f64(joints.rotations), _f64(joints.root_translation), _f32(weights)
        vertices = np.empty((len(rotations), *self._tables.rest.shape), np.float32)
        normals = np.empty_like(vertices)

        def work(part: range) -> None:
            world = np.empty((len(self.rig.parents), 4, 4))
            for i in part:
                self._into(rotations[i], root[i], face[i], (world, vertices[i], normals[i]))

        count = min(workers or _cores(), max(len(rotations), 1))
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(work, (range(k, len(rotations), count) for k in range(count))))
        return vertices, normals

    def joints(self, rotations: Array, root: Array) -> F64:
        """World matrices [F, J, 4, 4] of local rotations [F, J, 4] and root translations [F, 3]."""
        return joint_matrices(self.rig, _f64(rotations), _f64(root))

    def points(self, joints: JointFrames, weights: Array, indices: npt.NDArray[np.integer]) -> F32:
        """Places [F, n, 3] of a few vertices over all frames."""
        matrices = self.joints(joints.rotations, joints.root_translation)
        return skinned(self.rig, matrices, shaped(self.rig, weights, indices), indices)

    def _into(
        self,
        rotations: F64,
        root: F64,
        weights: F32,
        written: tuple[F64, F32, F32],
        *,
        shared: bool = False,
    ) -> None:
        if self._kernel is None:
            plain_frame(self._tables, rotations, root, weights, written)
            return
        if not hasattr(self._scratch, "arrays"):
            self._scratch.arrays = _scratch(self._tables)
        arguments = (rotations, root, weights, *self._arguments, *self._scratch.arrays, *written)
        if shared and self._shared is not None:
            try:
                self._shared(*arguments)
            except ValueError:  # no layer of threads that may be entered from several at once
                self._shared = None
            else:
                return
        self._kernel(*arguments)


def _scratch(tables: Tables) -> tuple[F32, F32]:
    triangles, joints = len(tables.triangles), len(tables.parents)
    return np.empty((joints, 12), np.float32), np.empty((triangles, 3), np.float32)


def _compiled_frames() -> tuple[Callable[..., None] | None, Callable[..., None] | None]:
    """The kernel of one thread and, where there are more cores, the one that shares a frame among them."""
    try:
        from studio.rig import kernels  # noqa: PLC0415 - heavy, numba takes a third of a second
    except ImportError:
        return None, None
    return kernels.frame, kernels.shared_frame if _cores() > 1 else None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _f64(values: Array) -> F64:
    return np.require(values, np.float64, ["C", "W"])


def _f32(values: Array) -> F32:
    return np.require(values, np.float32, ["C", "W"])
