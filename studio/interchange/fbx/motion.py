"""The take: a key on every frame for each joint's rotation, the root's place and each blend shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from studio.interchange.fbx import properties as p
from studio.interchange.fbx.records import Record
from studio.interchange.fbx.scene import Scene
from studio.interchange.fbx.values import array, double, integer, integers

# Straight lines between keys, and no tangents: what every reader makes the same of.
_LINEAR = 0x6104
_TANGENTS = np.array([0, 0, 218_434_821, 0], np.int32).view(np.float32)  # the third is bits, not a number


class Take:
    """One animation stack with one layer; every curve shares the same key times."""

    def __init__(self, scene: Scene, name: str, times: npt.NDArray[np.int64]) -> None:
        end = int(times[-1])
        spans = (("LocalStart", 0), ("LocalStop", end), ("ReferenceStart", 0), ("ReferenceStop", end))
        self._scene = scene
        stack = scene.add("AnimationStack", name, "AnimStack", "", p.block(*(p.time(n, t) for n, t in spans)))
        self._layer = scene.add("AnimationLayer", "BaseLayer", "AnimLayer", "")
        scene.connect(self._layer, stack)
        self._times = Record("KeyTime", array(times))
        self._style = (
            Record("KeyAttrFlags", integers([_LINEAR])),
            Record("KeyAttrDataFloat", array(_TANGENTS)),
            Record("KeyAttrRefCount", integers([len(times)])),
        )

    def turn(self, model: int, degrees: npt.NDArray[Any]) -> None:
        """Rotation curves [F, 3], columns X Y Z in degrees."""
        self._curves(model, "Lcl Rotation", "R", ("X", "Y", "Z"), degrees)

    def move(self, model: int, centimetres: npt.NDArray[Any]) -> None:
        """Translation curves [F, 3]."""
        self._curves(model, "Lcl Translation", "T", ("X", "Y", "Z"), centimetres)

    def shape(self, channel: int, percent: npt.NDArray[Any]) -> None:
        """A blend shape's curve [F]."""
        self._curves(channel, "DeformPercent", "DeformPercent", ("DeformPercent",), percent[:, None])

    def _curves(
        self, target: int, setting: str, name: str, axes: Sequence[str], values: npt.NDArray[Any]
    ) -> None:
        first = [p.animated(f"d|{axis}", float(values[0, i])) for i, axis in enumerate(axes)]
        node = self._scene.add("AnimationCurveNode", name, "AnimCurveNode", "", p.block(*first))
        self._scene.connect(node, self._layer)
        self._scene.drive(node, target, setting)
        for i, axis in enumerate(axes):
            self._scene.drive(self._curve(values[:, i]), node, f"d|{axis}")

    def _curve(self, values: npt.NDArray[Any]) -> int:
        keys = np.ascontiguousarray(values, np.float32)
        return self._scene.add(
            "AnimationCurve", "", "AnimCurve", "",
            Record("Default", double(float(keys[0]))),
            Record("KeyVer", integer(4008)),
            self._times,
            Record("KeyValueFloat", array(keys)),
            *self._style,
        )  # fmt: skip
