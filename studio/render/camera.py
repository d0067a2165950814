"""A camera that orbits a point: pure values and matrices for column vectors and OpenGL's clip space."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np

from studio.rig.schema import F32, F64

_STEEPEST = 89.0  # at 90 degrees the view's up would be undefined
_FOV = 22.0  # like an 85 mm lens on upright film: faces keep their proportions
_PORTRAIT = 1.1


@attrs.frozen
class Camera:
    """Looks at `target` (metres) from `distance` (metres).

    yaw: degrees about Y, 0 in front of the character, positive towards its left hand (+X);
    pitch: degrees above the horizon; fov: vertical degrees of a view at least `breadth` times as wide as
    high; narrower views open it, so that what was framed stays in the picture.
    """

    target: tuple[float, float, float]
    distance: float
    yaw: float = 0.0
    pitch: float = 0.0
    fov: float = _FOV
    breadth: float = 0.8

    @property
    def backward(self) -> F64:
        """Unit vector from the target to the eye."""
        yaw, pitch = math.radians(self.yaw), math.radians(self.pitch)
        return np.array([math.sin(yaw) * math.cos(pitch), math.sin(pitch), math.cos(yaw) * math.cos(pitch)])

    @property
    def eye(self) -> F64:
        return np.asarray(self.target, np.float64) + self.distance * self.backward

    def axes(self) -> F64:
        """[3, 3] rows: right, up, backward in world space."""
        yaw = math.radians(self.yaw)
        right = np.array([math.cos(yaw), 0.0, -math.sin(yaw)])
        back = self.backward
        return np.stack([right, np.cross(back, right), back])

    def view(self) -> F64:
        """[4, 4] world to eye space."""
        matrix = np.eye(4)
        matrix[:3, :3] = self.axes()
        matrix[:3, 3] = -self.axes() @ self.eye
        return matrix

    def half_height(self, aspect: float) -> float:
        """Tangent of half the vertical opening at that width/height."""
        return math.tan(math.radians(self.fov) / 2) * max(1.0, self.breadth / max(aspect, 1e-3))

    def projection(self, aspect: float, near: float, far: float) -> F64:
        """[4, 4] eye to clip space."""
        high = self.half_height(aspect)
        matrix = np.zeros((4, 4))
        matrix[0, 0] = 1.0 / (high * max(aspect, 1e-3))
        matrix[1, 1] = 1.0 / high
        matrix[2, 2] = -(far + near) / (far - near)
        matrix[2, 3] = -2.0 * far * near / (far - near)
        matrix[3, 2] = -1.0
        return matrix


def orbited(camera: Camera, yaw: float, pitch: float) -> Camera:
    """Turned about the target by degrees; pitch stops short of straight up and down."""
    turned = (camera.yaw + yaw + 180.0) % 360.0 - 180.0
    return attrs.evolve(camera, yaw=turned, pitch=min(max(camera.pitch + pitch, -_STEEPEST), _STEEPEST))


def panned(camera: Camera, right: float, up: float) -> Camera:
    """Moved sideways by shares of the view's height at the target: a drag of a whole view height is 1."""
    height = 2.0 * camera.distance * math.tan(math.radians(camera.fov) / 2)
    axes = camera.axes()
    moved = np.asarray(camera.target) + height * (right * axes[0] + up * axes[1])
    return attrs.evolve(camera, target=(float(moved[0]), float(moved[1]), float(moved[2])))


def zoomed(camera: Camera, factor: float) -> Camera:
    """Nearer (factor > 1) or farther, between 5 cm and 100 m."""
    return attrs.evolve(camera, distance=min(max(camera.distance / factor, 0.05), 100.0))


def fitted(points: F64, yaw: float = 0.0, pitch: float = 0.0, margin: float = 1.08) -> Camera:
    """A camera whose picture holds the points [N, 3] (metres) with that margin around them.

    It stays at a portrait photographer's distance: nearer, noses grow and ears vanish.
    """
    axes = Camera((0.0, 0.0, 0.0), 1.0, yaw, pitch).axes()
    seen = points @ axes.T
    middle = (seen.min(axis=0) + seen.max(axis=0)) / 2
    across, up, near = np.abs(seen[:, 0] - middle[0]), np.abs(seen[:, 1] - middle[1]), seen[:, 2] - middle[2]
    slope = math.tan(math.radians(_FOV) / 2) / margin
    distance = max(float((near + up / slope).max()), float(near.max()) * 1.5, _PORTRAIT)
    high = max(margin * float((up / (distance - near)).max()), 1e-3)
    wide = margin * float((across / (distance - near)).max())
    target = middle @ axes
    place = (float(target[0]), float(target[1]), float(target[2]))
    return Camera(place, distance, yaw, pitch, math.degrees(2 * math.atan(high)), max(wide / high, 0.1))


def depth_range(camera: Camera, shapes: Sequence[F32]) -> tuple[float, float]:
    """(near, far) in metres that just hold those vertices before the camera; far / near stays below 1000."""
    back, target = camera.backward.astype(np.float32), np.asarray(camera.target, np.float32)
    depths = [camera.distance - (shape @ back - target @ back) for shape in shapes if len(shape)]
    far = max([float(depth.max()) for depth in depths] + [0.02]) * 1.02
    nearest = min([float(depth.min()) for depth in depths] + [far / 2])
    return max(nearest * 0.95, far / 1000.0), far


def ray(camera: Camera, x: float, y: float, aspect: float) -> tuple[F64, F64]:
    """(eye, unit direction) through a place of the picture; x, y: -1..1 from its left lower corner."""
    high = camera.half_height(aspect)
    right, up, back = camera.axes()
    way: F64 = x * high * aspect * right + y * high * up - back
    return camera.eye, way / np.linalg.norm(way)


def zoomed_at(camera: Camera, factor: float, x: float, y: float, aspect: float) -> Camera:
    """Things `factor` times as large, while what lies at the target's depth under a place of the picture
    (-1..1 from its left lower corner) stays. Nearer than a portrait photographer it goes by the lens."""
    slope, widest = math.tan(math.radians(camera.fov) / 2), math.tan(math.radians(_FOV) / 2)
    size = min(max(camera.distance * slope / factor, 0.004), 20.0)
    if factor >= 1.0:
        distance = max(camera.distance / factor, min(camera.distance, _PORTRAIT))
    else:
        distance = max(size / max(widest, slope), camera.distance)
    nearer = attrs.evolve(camera, distance=distance, fov=math.degrees(2 * math.atan(size / distance)))
    high = camera.half_height(aspect) * camera.distance - nearer.half_height(aspect) * distance
    moved = np.asarray(camera.target) + high * (x * aspect * camera.axes()[0] + y * camera.axes()[1])
    return attrs.evolve(nearer, target=(float(moved[0]), float(moved[1]), float(moved[2])))


def between(one: Camera, other: Camera, share: float) -> Camera:
    """On the way from one camera (share 0) to the other (1): sizes of things change evenly, and it turns the
    short way round."""
    turn = (other.yaw - one.yaw + 180.0) % 360.0 - 180.0
    place = (1.0 - share) * np.asarray(one.target) + share * np.asarray(other.target)
    return Camera(
        (float(place[0]), float(place[1]), float(place[2])),
        math.exp((1.0 - share) * math.log(one.distance) + share * math.log(other.distance)),
        one.yaw + share * turn,
        one.pitch + share * (other.pitch - one.pitch),
        one.fov + share * (other.fov - one.fov),
        one.breadth + share * (other.breadth - one.breadth),
    )
