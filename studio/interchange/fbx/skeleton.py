"""Joints as limb nodes, and the pose the skin was bound in."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.interchange.fbx import properties as p
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import ROOT, Scene
from studio.interchange.fbx.values import doubles, flag, integer, long, text
from studio.rig.schema import F64

CENTIMETRES = 100.0  # a metre


@attrs.frozen(eq=False)
class Skeleton:
    """models: the nodes' ids; places [J, 3]: where the joints are bound; rest [J, 3]: from parent to joint.
    All in centimetres."""

    names: tuple[str, ...]
    models: tuple[int, ...]
    places: F64
    rest: F64


def add_skeleton(
    scene: Scene,
    names: Sequence[str],
    parents: npt.NDArray[np.integer],
    positions: npt.NDArray[np.floating],
    orders: Sequence[str],
) -> Skeleton:
    """Joints of a rig whose axes are the world's at rest, so that all rest rotations are zero.

    orders: each joint's angle order, where "ZYX" means Rz * Ry * Rx.
    """
    places = positions.astype(np.float64) * CENTIMETRES
    rest = places - np.where(parents[:, None] < 0, 0.0, places[parents])
    models: list[int] = []
    for j, name in enumerate(names):
        model = scene.add("Model", name, "Model", "LimbNode", *node(rest[j], orders[j]))
        limb = scene.add(
            "NodeAttribute", name, "NodeAttribute", "LimbNode",
            Record("TypeFlags", text("Skeleton")), p.block(p.number("Size", 1.0)),
        )  # fmt: skip
        scene.connect(limb, model)
        scene.connect(model, models[parents[j]] if parents[j] >= 0 else ROOT)
        models.append(model)
    return Skeleton(tuple(names), tuple(models), places, rest)


def add_bind_pose(scene: Scene, name: str, mesh: int, skeleton: Skeleton) -> None:
    """The places of mesh and joints when they were bound together."""
    poses = [(mesh, np.zeros(3)), *zip(skeleton.models, skeleton.places, strict=True)]
    nodes = [
        Record("PoseNode", children=[Record("Node", long(model)), Record("Matrix", doubles(moved(place)))])
        for model, place in poses
    ]
    head = [
        Record("Type", text("BindPose")),
        Record("Version", integer(100)),
        Record("NbPoseNodes", integer(len(nodes))),
    ]
    scene.add("Pose", name, "Pose", "BindPose", *head, *nodes)


def node(translation: npt.ArrayLike = (0.0, 0.0, 0.0), order: str = "ZYX") -> list[Record]:
    """What the `Model` of a joint or mesh says of its place."""
    settings = [
        p.yes("RotationActive"),  # without it the SDK ignores RotationOrder
        p.choice("RotationOrder", rotation_order(order)),
        p.choice("InheritType", 1),  # scale is inherited as engines do: rotation, then scale
        p.whole("DefaultAttributeIndex", 0),
        p.vector("Lcl Translation", [float(v) for v in np.asarray(translation)]),
        p.vector("Lcl Rotation", (0.0, 0.0, 0.0)),
        p.vector("Lcl Scaling", (1.0, 1.0, 1.0)),
    ]
    return [
        Record("Version", integer(232)),
        p.block(*settings),
        Record("Shading", flag(True)),
        Record("Culling", text("CullingOff")),
    ]


def rotation_order(order: str) -> int:
    """FBX's number for a product of turns; it names the axis that turns first, first: "ZYX" is eOrderXYZ."""
    return ("XYZ", "XZY", "YZX", "YXZ", "ZXY", "ZYX").index(order[::-1])


def moved(place: F64, sign: float = 1.0) -> F64:
    """[16] matrix that only moves; the translation is its last row."""
    matrix = np.eye(4)
    matrix[3, :3] = sign * place
    return matrix.ravel()
