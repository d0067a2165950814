"""Which points follow which joints."""

from __future__ import annotations

import numpy as np

from studio.interchange.fbx.mesh import ControlPoints
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import Scene
from studio.interchange.fbx.skeleton import Skeleton, moved
from studio.interchange.fbx.values import double, doubles, integer, integers, text
from studio.interchange.parts.influences import limited
from studio.rig.schema import Rig


def add_skin(
    scene: Scene, geometry: int, rig: Rig, points: ControlPoints, skeleton: Skeleton, *, influences: int
) -> None:
    """A cluster for every joint; those without weights too, or converters leave the joint out of the skin."""
    head = [Record("Version", integer(101)), Record("Link_DeformAcuracy", double(50.0))]
    skin = scene.add("Deformer", "Skin", "Deformer", "Skin", *head)
    scene.connect(skin, geometry)
    joints, weights = limited(rig, influences)
    point, column = np.nonzero(weights[points.vertices] > 0)
    joint = joints[points.vertices[point], column]
    weight = weights[points.vertices[point], column].astype(np.float64)
    order = np.argsort(joint, kind="stable")
    ends = np.searchsorted(joint[order], np.arange(len(skeleton.names) + 1))
    for j, name in enumerate(skeleton.names):
        mine = order[ends[j] : ends[j + 1]]
        bound = [Record("Indexes", integers(point[mine])), Record("Weights", doubles(weight[mine]))]
        cluster = scene.add(
            "Deformer", name, "SubDeformer", "Cluster",
            Record("Version", integer(100)),
            Record("UserData", text(""), text("")),
            *(bound if len(mine) else []),
            Record("Transform", doubles(moved(skeleton.places[j], -1.0))),
            Record("TransformLink", doubles(moved(skeleton.places[j]))),
        )  # fmt: skip
        scene.connect(cluster, skin)
        scene.connect(skeleton.models[j], cluster)
