"""A forearm and a hand as balls, for finding out what they touch; as if every arm were the left one."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, multiply, rotate
from studio.animation.quaternions import unit
from studio.performance.gestures.proportions import LETTERS, MIRROR
from studio.rig.bind_pose import FINGERS, SIDES, bone, joint_index, turn_of, turns_to_t_pose
from studio.rig.schema import Rig
from studio.rig.smplx_skeleton import way

F64 = npt.NDArray[np.float64]

ALONG: F64 = np.array([0.1, 0.4, 0.7, 0.97])  # shares of the forearm at which its balls sit, elbow first
ABOVE: F64 = np.array([0.45, 0.7, 0.95])  # shares of the upper arm, shoulder first
_ORDER = ("index", "middle", "ring", "pinky", "thumb")


@attrs.define(frozen=True, eq=False)
class ArmShape:
    """Metres, by side. knuckles [2, 5, 3] from the wrist in the T-pose; bones [2, 5, 3, 3] of the fingers
    there; radii [2, balls]: forearm, hand, upper arm."""

    knuckles: F64
    bones: F64
    radii: F64


_measured: WeakKeyDictionary[Rig, ArmShape] = WeakKeyDictionary()


def arm_shape(rig: Rig) -> ArmShape:
    """Measured once for each character."""
    if rig not in _measured:
        sides = [_measure(rig, k) for k in range(2)]
        knuckles, bones, radii = (np.array(found) for found in zip(*sides, strict=True))
        _measured[rig] = ArmShape(knuckles, bones, radii)
    return _measured[rig]


def hand_balls(shape: ArmShape, side: int, fingers: Array) -> F64:
    """[F, balls, 3] middles of a hand's balls from the wrist, in the T-pose's axes, for the local turns of
    its fingers [F, 15, 4]: palm, then for every finger knuckle, middle and tip."""
    frames = len(fingers)
    found = [np.broadcast_to(shape.knuckles[side, 1] * 0.55, (frames, 3))]
    for k in range(5):
        place = np.broadcast_to(shape.knuckles[side, k], (frames, 3))
        found.append(place)
        turn = fingers[:, 3 * k]
        for joint in range(3):
            place = place + rotate(turn, np.broadcast_to(shape.bones[side, k, joint], (frames, 3)))
            if joint < 2:
                turn = multiply(turn, fingers[:, 3 * k + joint + 1])
            if joint > 0:
                found.append(place)
    return np.stack(found, axis=1)


def _measure(rig: Rig, side: int) -> tuple[F64, F64, F64]:
    letter, name = LETTERS[side], SIDES[side][0]
    mirror = MIRROR if side == 1 else np.ones(3)
    hand = turn_of(turns_to_t_pose(rig), f"{name}_wrist")
    knuckles, bones = [], []
    for finger in _ORDER:
        stem = f"finger{FINGERS[finger]}"
        knuckles.append(rotate(hand, bone(rig, f"wrist_{letter}", f"{stem}_1_{letter}")) * mirror)
        bones.append(_finger(rig, stem, finger, letter))
    scale = float(np.linalg.norm(knuckles[1])) / 0.09
    palm_and_fingers = scale * np.array([0.017, *[0.0115, 0.0095, 0.008] * 4, 0.013, 0.011, 0.009])
    return (
        np.array(knuckles),
        np.array(bones),
        np.concatenate(
            [
                _bone(rig, "lowerarm", f"wrist_{letter}", letter, ALONG),
                palm_and_fingers,
                _bone(rig, "upperarm", f"lowerarm01_{letter}", letter, ABOVE),
            ]
        ),
    )


def _finger(rig: Rig, stem: str, finger: str, letter: str) -> F64:
    """[3, 3] the bones of a finger in the T-pose of a left hand."""
    ways = [unit(way(f"left_{finger}{a}", f"left_{finger}{b}")) for a, b in ((1, 2), (2, 3), (2, 3))]
    joints = [joint_index(rig, f"{stem}_{k}_{letter}") for k in (1, 2, 3)]
    places = rig.joint_positions[joints].astype(np.float64)
    lengths = [*np.linalg.norm(np.diff(places, axis=0), axis=1).tolist()]
    own = rig.skin_joints[:, 0] == joints[2]
    reach = np.linalg.norm(rig.vertices[own] - places[2], axis=1) if own.any() else np.array([0.02])
    lengths.append(max(float(reach.max()) - 0.007, 0.008))
    return np.array([step * length for step, length in zip(ways, lengths, strict=True)])


def _bone(rig: Rig, stem: str, end: str, letter: str, shares: F64) -> F64:
    """Radii of the balls at shares of a limb's bone, sleeve and all."""
    names = (f"{stem}01_{letter}", f"{stem}02_{letter}")
    start = rig.joint_positions[joint_index(rig, names[0])].astype(np.float64)
    axis = bone(rig, names[0], end)
    joints = [joint_index(rig, name) for name in names]
    places = rig.vertices[np.isin(rig.skin_joints[:, 0], joints)] - start
    share = places @ axis / (axis @ axis)
    off = np.linalg.norm(places - share[:, None] * axis, axis=1)
    found = []
    for at in shares:
        near = off[np.abs(share - at) < 0.12]
        found.append(float(np.percentile(near, 75)) if len(near) else 0.035)
    return np.array(found)
