"""Motion on our ground: which way is up, where the floor is, and which way somebody faces."""

from __future__ import annotations

import numpy as np

from studio.animation.poses import Array, PoseFrames, about, conjugate, multiply, rotate
from studio.animation.quaternions import unit
from studio.rig.leg_reach import FLOOR
from studio.rig.schema import F64

# Points of a foot's sole in metres: heel from the ankle, ball and toe tip from the toes' joint.
_HEEL, _BALL, _TIP = (
    np.array([0.0, -0.085, -0.05]),
    np.array([0.0, -0.025, 0.0]),
    np.array([0.0, -0.025, 0.06]),
)
_FLAT = np.cos(np.radians(3.0))  # a foot that is as flat as that needs no mending
_UPS: dict[str, F64] = {
    "+y": np.array([0.0, 1.0, 0.0]), "+z": np.array([0.0, 0.0, 1.0]), "-y": np.array([0.0, -1.0, 0.0]),
    "-z": np.array([0.0, 0.0, -1.0]), "+x": np.array([1.0, 0.0, 0.0]), "-x": np.array([-1.0, 0.0, 0.0]),
}  # fmt: skip
_TO_Y: dict[str, Array] = {
    "+y": about([1.0, 0.0, 0.0], 0.0), "+z": about([1.0, 0.0, 0.0], -np.pi / 2),
    "-y": about([1.0, 0.0, 0.0], np.pi), "-z": about([1.0, 0.0, 0.0], np.pi / 2),
    "+x": about([0.0, 0.0, 1.0], np.pi / 2), "-x": about([0.0, 0.0, 1.0], -np.pi / 2),
}  # fmt: skip


def up_axis(bodies: F64) -> str:
    """Which axis is up, `+y`, `+z` ..., for directions [F, 3] from the feet to the head: the one that is
    nearest to them on the whole; Y where a body lies about all ways."""
    mean = unit(bodies).mean(axis=0)
    best = max(_UPS, key=lambda name: float(mean @ _UPS[name]))
    return best if float(mean @ _UPS[best]) > float(mean @ _UPS["+y"]) + 0.2 else "+y"


def upright_turn(axis: str) -> Array:
    """[4] the turn that brings that axis up to Y."""
    return _TO_Y[axis]


def soles(ankle: Array, toes: Array, place: F64, ball: F64) -> F64:
    """[F] the height of a sole's lowest point: world turns [F, 4] of foot and toes, places [F, 3] of the
    ankle and of the toes' joint."""
    heel = place + rotate(ankle, np.broadcast_to(_HEEL, place.shape))
    flat = ball + rotate(ankle, np.broadcast_to(_BALL, place.shape))
    tip = ball + rotate(toes, np.broadcast_to(_TIP, place.shape))
    return np.asarray(np.minimum(np.minimum(heel[:, 1], flat[:, 1]), tip[:, 1]), np.float64)


def level(turns: Array, places: F64, fps: float) -> Array:
    """[4] what makes a foot flat that stands: to come before the turns [F, 4] of a foot at places [F, 3].

    Identity where it never stands still, or stands on its tip or edge.
    """
    still = np.array([0.0, 0.0, 0.0, 1.0])
    if len(places) < 8:
        return still
    speed = np.linalg.norm(np.gradient(places, axis=0), axis=1) * fps
    low = places[:, 1] <= np.quantile(places[:, 1], 0.4)
    stands = low & (speed <= max(float(np.quantile(speed[low], 0.5)), 0.05))
    up = rotate(conjugate(turns[stands]), np.broadcast_to([0.0, 1.0, 0.0], (int(stands.sum()), 3)))
    mean = up.mean(axis=0)
    # Spread out, or far from flat: what is seen is the motion and no slip of the rest pose.
    if np.linalg.norm(mean) < 0.98 or not 0.75 < unit(mean)[1] < _FLAT:
        return still
    x, y, z = unit(mean)
    return multiply(about([1.0, 0.0, 0.0], np.arctan2(z, y)), about([0.0, 0.0, 1.0], -np.arctan2(x, y)))


def floor_of(lowest: F64) -> float:
    """Height of the ground for the lowest point [F] of the feet: where they mostly are, for of two feet one
    stands nearly always."""
    return float(np.quantile(lowest, 0.25)) if len(lowest) else FLOOR


def facing(poses: PoseFrames, frame: int = 0) -> float:
    """Radians about Y, to the left, that the pelvis is turned away from +Z in a frame."""
    ahead = rotate(poses.rotations[frame, 0], np.array([0.0, 0.0, 1.0]))
    return float(np.arctan2(ahead[0], ahead[2]))


def to_front(poses: PoseFrames, frame: int = 0) -> PoseFrames:
    """The same motion, there facing +Z and standing on the middle of the stage."""
    back = about([0.0, 1.0, 0.0], -facing(poses, frame))
    rotations = poses.rotations.copy()
    rotations[:, 0] = multiply(back, rotations[:, 0])
    moved = poses.translation - poses.translation[frame] * np.array([1.0, 0.0, 1.0])
    return PoseFrames(poses.rate, poses.start, rotations, rotate(back, moved))
