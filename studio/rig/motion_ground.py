"""Motion on our ground: which way is up, where the floor is, and which way somebody faces."""

from __future__ import annotations

import numpy as np

from studio.animation.poses import Array, PoseFrames, about, conjugate, multiply, rotate
from studio.animation.quaternions import unit
from studio.rig.schema import F64

# Points of a foot's sole in metres: heel from the ankle, ball and toe tip from the toes' joint.
_HEEL, _BALL, _TIP = (
    np.array([0.0, -0.085, -0.05]),
    np.array([0.0, -0.025, 0.0]),
    np.array([0.0, -0.025, 0.06]),
)
_STEP = 0.6  # seconds within which somebody who walks has a foot on the ground
_UNEVEN = 0.06  # metres
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


def floor_of(lowest: F64, fps: float) -> F64:
    """[F] height of the ground for the lowest point [F] of the feet, of which one stands nearly always.

    Recorded floors are not level to the centimetre: the ground follows where feet stand within some seconds,
    but neither jumps nor stairs.
    """
    if not len(lowest):
        return lowest
    mostly = float(np.quantile(lowest, 0.25))
    off = _low_around(lowest, round(_STEP * fps)) - mostly
    return np.asarray(mostly + off * np.clip(2.0 - np.abs(off) / _UNEVEN, 0.0, 1.0), np.float64)


def _low_around(values: F64, reach: int) -> F64:
    """[F] what three tenths of the values as far as `reach` frames to both sides lie below, smoothly."""
    if reach < 1:
        return values
    at = np.unique(np.linspace(0, len(values) - 1, 2 + 6 * len(values) // reach).round().astype(int))
    padded = np.pad(values, reach, mode="edge")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1)[at]
    low = np.interp(np.arange(len(values)), at, np.quantile(around, 0.3, axis=1))
    return smoothed(low[:, None], 0.3 * reach)[:, 0]


def smoothed(values: F64, frames: float) -> F64:
    """Values [F, n] under a bell of that many frames on either side; the ends hold."""
    reach = int(min(2.5 * frames, max(len(values) - 1, 0)))
    if reach < 1:
        return values
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / frames) ** 2)
    padded = np.pad(values, ((reach, reach), (0, 0)), mode="edge")
    columns = [np.convolve(padded[:, k], bell / bell.sum(), mode="valid") for k in range(values.shape[1])]
    return np.stack(columns, axis=1)


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
