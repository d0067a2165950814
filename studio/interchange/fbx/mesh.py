"""The character's surface as one mesh."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.interchange.fbx.pictures import encoded
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import ROOT, Scene
from studio.interchange.fbx.skeleton import CENTIMETRES, node
from studio.interchange.fbx.values import array, doubles, integer, integers, text
from studio.rig.schema import F32, I32, Rig


@attrs.frozen(eq=False)
class ControlPoints:
    """vertices [P]: the rig's vertex each point stands for; of_vertex [V]: the point of each vertex."""

    vertices: I32
    of_vertex: I32


def control_points(rig: Rig) -> ControlPoints:
    """One point a place, so that the surface is closed at its texture seams.

    Vertices at one place stay apart when they are bound or shaped differently, as touching lips are.
    """
    count = len(rig.vertices)
    split = np.flatnonzero(rig.weld != np.arange(count))
    together = split[_move_alike(rig, split, rig.weld[split])]
    owner = np.arange(count, dtype=np.int32)
    owner[together] = rig.weld[together]
    vertices = np.flatnonzero(owner == np.arange(count)).astype(np.int32)
    place = np.zeros(count, np.int32)
    place[vertices] = np.arange(len(vertices), dtype=np.int32)
    return ControlPoints(vertices, place[owner])


def _move_alike(rig: Rig, a: npt.NDArray[np.integer], b: npt.NDArray[np.integer]) -> npt.NDArray[np.bool_]:
    """[n] whether vertices a and b share place, normal, influences and all shapes."""
    column = np.full(len(rig.vertices), -1)
    both = np.unique(np.concatenate([a, b]))
    column[both] = np.arange(len(both))
    deltas = np.zeros((len(rig.morph_names), len(both), 3), np.float32)
    morph = np.repeat(np.arange(len(rig.morph_names)), np.diff(rig.morph_offsets))
    here = column[rig.morph_vertices] >= 0
    deltas[morph[here], column[rig.morph_vertices[here]]] = rig.morph_deltas[here]
    same = (deltas[:, column[a]] == deltas[:, column[b]]).all(axis=(0, 2))
    for values in (rig.vertices, rig.normals, rig.skin_joints, rig.skin_weights):
        same &= (values[a] == values[b]).all(axis=1)
    result: npt.NDArray[np.bool_] = same
    return result


def add_mesh(scene: Scene, name: str, rig: Rig, points: ControlPoints) -> tuple[int, int]:
    """Ids of the mesh's node, a child of the scene, and of its geometry."""
    model = scene.add("Model", name, "Model", "Mesh", *node())
    geometry = scene.add("Geometry", name, "Geometry", "Mesh", *_geometry(rig, points))
    scene.connect(model, ROOT)
    scene.connect(geometry, model)
    return model, geometry


def _geometry(rig: Rig, points: ControlPoints) -> list[Record]:
    corners = points.of_vertex[rig.triangles]
    corners[:, 2] = ~corners[:, 2]  # a polygon's last corner is marked by its complement
    normals = Record("Normals", _wide(rig.normals[points.vertices]))
    uv = (Record("UV", _wide(rig.uv)), Record("UVIndex", integers(rig.triangles)))
    tint = (Record("Colors", _tints(rig.colours)), Record("ColorIndex", integers(rig.triangles)))
    smoothing = Record("Smoothing", integers(np.ones(len(corners))))
    slots = Record("Materials", integers(rig.triangle_material))
    layers = [
        _layer("LayerElementNormal", 102, "ByVertice", "Direct", normals),
        _layer("LayerElementUV", 101, "ByPolygonVertex", "IndexToDirect", *uv, name="UVMap"),
        _layer("LayerElementColor", 101, "ByPolygonVertex", "IndexToDirect", *tint, name="Tint"),
        # Unreal warns of a mesh without smoothing groups; all faces share one.
        _layer("LayerElementSmoothing", 102, "ByPolygon", "Direct", smoothing),
        _layer("LayerElementMaterial", 101, "ByPolygon", "IndexToDirect", slots),
    ]
    return [
        Record("Vertices", _wide(rig.vertices[points.vertices], CENTIMETRES)),
        Record("PolygonVertexIndex", integers(corners)),
        Record("GeometryVersion", integer(124)),
        *layers,
        _layer_list([layer.name.decode() for layer in layers]),
    ]


def _layer(kind: str, version: int, mapping: str, reference: str, *data: Record, name: str = "") -> Record:
    """One kind of value over the surface, and how it is laid out."""
    head = [
        Record("Version", integer(version)),
        Record("Name", text(name)),
        Record("MappingInformationType", text(mapping)),
        Record("ReferenceInformationType", text(reference)),
    ]
    return Record(kind, integer(0), children=[*head, *data])


def _layer_list(kinds: list[str]) -> Record:
    elements = [
        Record("LayerElement", children=[Record("Type", text(kind)), Record("TypedIndex", integer(0))])
        for kind in kinds
    ]
    return Record("Layer", integer(0), children=[Record("Version", integer(100)), *elements])


def _wide(values: F32, scale: float = 1.0) -> bytes:
    return doubles(values.astype(np.float64) * scale)


def _tints(colours: F32) -> bytes:
    """Linear [V, 3] as display-encoded RGBA, which readers take vertex colours for."""
    return array(np.column_stack([encoded(colours), np.ones(len(colours))]))
