"""Blend shapes: a channel each, named like the shape it holds, as readers differ in whose name they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from studio.core.progress import go_on
from studio.interchange.fbx.mesh import ControlPoints
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import Scene
from studio.interchange.fbx.shading import Surface
from studio.interchange.fbx.skeleton import CENTIMETRES
from studio.interchange.fbx.values import double, doubles, integer, integers
from studio.rig.schema import F32, I32, Rig

# Unreal cuts this name off the front of a channel that starts with it.
_DEFORMER = "BlendShapes"


def add_morphs(
    scene: Scene,
    geometry: int,
    rig: Rig,
    points: ControlPoints,
    names: Sequence[str],
    ask: Callable[[], object] = go_on,
) -> tuple[int, ...]:
    """Ids of the channels, in the rig's order of morphs. ask: called before each, may raise Cancelled."""
    deformer = scene.add(
        "Deformer", _free_name(names), "Deformer", "BlendShape", Record("Version", integer(100))
    )
    scene.connect(deformer, geometry)
    surface = Surface.of(rig, points)
    channels = []
    for m, name in enumerate(names):
        ask()
        moved, deltas = _moved(rig, points, m)
        head = [Record("Version", integer(100)), Record("DeformPercent", double(0.0))]
        full = Record("FullWeights", doubles([100.0]))
        channel = scene.add("Deformer", name, "SubDeformer", "BlendShapeChannel", *head, full)
        data = _shape(moved, deltas, surface.normal_changes(moved, deltas))
        shape = scene.add("Geometry", name, "Geometry", "Shape", *data)
        scene.connect(shape, channel)
        scene.connect(channel, deformer)
        channels.append(channel)
    return tuple(channels)


def _free_name(names: Sequence[str]) -> str:
    name = _DEFORMER
    while any(channel.lower().startswith(name.lower()) for channel in names):
        name = f"_{name}"
    return name


def _moved(rig: Rig, points: ControlPoints, morph: int) -> tuple[I32, F32]:
    """Points a morph moves, ascending, and by how much (metres)."""
    span = slice(rig.morph_offsets[morph], rig.morph_offsets[morph + 1])
    vertices = rig.morph_vertices[span]
    own = points.vertices[points.of_vertex[vertices]] == vertices
    return points.of_vertex[vertices[own]], rig.morph_deltas[span][own]


def _shape(moved: I32, deltas: F32, normals: npt.NDArray[np.floating]) -> list[Record]:
    if not len(moved):  # an empty shape is dropped by some readers, and its channel with it
        moved, deltas, normals = np.zeros(1, np.int32), np.zeros((1, 3), np.float32), np.zeros((1, 3))
    return [
        Record("Version", integer(100)),
        Record("Indexes", integers(moved)),
        Record("Vertices", doubles(deltas.astype(np.float64) * CENTIMETRES)),
        Record("Normals", doubles(normals)),  # assimp drops the shapes of a file without them
    ]
