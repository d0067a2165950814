"""Where the characters of a scene stand: alone in the middle, together side by side, half turned to each
other."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np

from studio.document.schema import Character
from studio.rig.schema import F64, Geometry

_APART = 0.82  # metres between neighbours: hands that gesture do not meet
_TURN = 32.0  # degrees from the camera towards the others; eyes make up for more than half of the rest


@attrs.frozen
class Place:
    """x: metres to the right of the middle, as the camera in front sees it; yaw: degrees about Y, positive
    towards the character's left."""

    x: float = 0.0
    yaw: float = 0.0

    def turn(self) -> F64:
        """[3, 3] what turns the character's own space into the scene's."""
        angle = math.radians(self.yaw)
        cos, sin = math.cos(angle), math.sin(angle)
        return np.array([[cos, 0.0, sin], [0.0, 1.0, 0.0], [-sin, 0.0, cos]])

    def point(self, own: tuple[float, float, float]) -> tuple[float, float, float]:
        """Where a point of the character's own space lies in the scene."""
        x, y, z = (self.turn() @ np.array(own) + np.array([self.x, 0.0, 0.0])).tolist()
        return (x, y, z)


def places(cast: Sequence[Character]) -> dict[str, Place]:
    """By character's id, from the camera's left to its right in the order of the scene."""
    if len(cast) < 2:
        return {member.id: Place() for member in cast}
    middle = (len(cast) - 1) / 2
    found = {}
    for k, member in enumerate(cast):
        side = (k - middle) / middle
        found[member.id] = Place((k - middle) * _APART, -side * _TURN)
    return found


def placed(geometry: Geometry, place: Place) -> Geometry:
    """The character where it stands; the same geometry when that is the middle."""
    if place == Place():
        return geometry
    turn = place.turn()
    small = np.ascontiguousarray(turn.T, np.float32)
    vertices = geometry.vertices @ small
    vertices[:, 0] += np.float32(place.x)
    world = np.eye(4)
    world[:3, :3], world[0, 3] = turn, place.x
    return Geometry(world @ geometry.joints, vertices, geometry.normals @ small)
