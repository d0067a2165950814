"""A posed body read as hands in body space: what the gesture format writes down."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import (
    Array,
    PoseFrames,
    conjugate,
    multiply,
    rotate,
    slerp,
    swing_twist,
    to_axis_angle,
    to_euler,
)  # fmt: skip
from studio.performance.gestures.arm import swivel_of
from studio.performance.gestures.hand import FINGER_JOINTS, finger_turns
from studio.rig.skinning import world_positions, world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS, REST, way

F64 = npt.NDArray[np.float64]

_MIRROR, _MIRROR_TURN = np.array([-1.0, 1.0, 1.0]), np.array([1.0, -1.0, -1.0, 1.0])


@attrs.define(frozen=True, eq=False)
class HandPath:
    """One hand over frames, as if it were the left one: place [F, 3] of the wrist in arm lengths from the
    shoulder at rest, x out, y up, z forward, in the frame of the upright chest; palm and fingers [F, 3]
    directions there; swivel [F] degrees; angles [F, 20] of the fingers as hand shapes have them."""

    place: F64
    palm: F64
    fingers: F64
    swivel: F64
    angles: F64

    def speed(self, fps: float) -> F64:
        """[F] arm lengths a second."""
        if len(self.place) < 2:
            return np.zeros(len(self.place))
        return np.asarray(np.linalg.norm(np.gradient(self.place, 1.0 / fps, axis=0), axis=1), np.float64)


@attrs.define(frozen=True, eq=False)
class BodyPath:
    """Left and right hand; turns of trunk and head [F, 3] in degrees, pitch, yaw to the left, roll, the
    head's against the chest."""

    hands: tuple[HandPath, HandPath]
    trunk: F64
    head: F64


def body_path(poses: PoseFrames) -> BodyPath:
    """Poses of the T-pose's measures; arms of other lengths come out alike, for places count in them."""
    world = world_rotations(PARENTS, poses.rotations)
    places = world_positions(PARENTS, REST, world, poses.translation)
    chest = world[:, INDEX["spine3"]]
    pelvis, head = world[:, INDEX["pelvis"]], world[:, INDEX["head"]]
    hands = (_hand(poses, world, places, "left"), _hand(poses, world, places, "right"))
    return BodyPath(hands, _degrees(pelvis, chest), _degrees(chest, head))


def _hand(poses: PoseFrames, world: Array, places: F64, side: str) -> HandPath:
    mirror, turned = (np.ones(3), np.ones(4)) if side == "left" else (_MIRROR, _MIRROR_TURN)
    chest = world[:, INDEX["spine3"]]
    _, yaw = swing_twist(chest, [0.0, 1.0, 0.0])
    frame = slerp(yaw, chest, 0.5)
    arm = sum(float(np.linalg.norm(way(f"{side}_{a}", f"{side}_{b}"))) for a, b in _BONES)
    rest = np.broadcast_to(way("spine3", f"{side}_shoulder"), (len(world), 3))
    shoulder = places[:, INDEX["spine3"]] + rotate(chest, rest)

    def seen(vectors: F64) -> F64:
        return np.asarray(rotate(conjugate(frame), vectors) * mirror, np.float64)

    reach = seen(places[:, INDEX[f"{side}_wrist"]] - shoulder)
    joint = places[:, INDEX[f"{side}_shoulder"]]
    elbow = seen(places[:, INDEX[f"{side}_elbow"]] - joint)
    straight = seen(places[:, INDEX[f"{side}_wrist"]] - joint)
    wrist = world[:, INDEX[f"{side}_wrist"]]
    palm = seen(rotate(wrist, np.broadcast_to([0.0, -1.0, 0.0], reach.shape)))
    fingers = seen(rotate(wrist, np.broadcast_to([mirror[0], 0.0, 0.0], reach.shape)))
    local = poses.rotations[:, [INDEX[f"{side}_{name}"] for name in FINGER_JOINTS]] * turned
    swivel = np.degrees(swivel_of(straight, elbow))
    return HandPath(reach / arm, palm, fingers, swivel, _finger_angles(local))


_BONES = (("shoulder", "elbow"), ("elbow", "wrist"))


def _finger_angles(local: Array) -> F64:
    """[F, 20] degrees of hand-shape angles for local turns [F, 15, 4] of a left hand: how far each turn goes
    along the one that a degree of its angle makes."""
    found = np.zeros((len(local), 20))
    unit_turns = _unit_turns()
    for k in range(20):
        joint, axis = unit_turns[k]
        found[:, k] = np.degrees(to_axis_angle(local[:, joint]) @ axis)
    return found


def _unit_turns() -> list[tuple[int, F64]]:
    """(finger joint, unit axis) that each of the 20 angles turns about."""
    found = []
    for k in range(20):
        angles = np.zeros((1, 20))
        angles[0, k] = 1.0
        vectors = to_axis_angle(finger_turns(angles)[0] * 1.0) - to_axis_angle(
            finger_turns(np.zeros((1, 20)))[0]
        )
        joint = int(np.argmax(np.linalg.norm(vectors, axis=1)))
        found.append((joint, vectors[joint] / np.linalg.norm(vectors[joint])))
    return found


def _degrees(base: Array, turn: Array) -> F64:
    """[F, 3] pitch forwards, yaw to the left, roll of a turn against another."""
    yaw, pitch, roll = to_euler(multiply(conjugate(base), turn), "YXZ").T
    return np.asarray(np.degrees(np.stack([pitch, yaw, roll], axis=1)), np.float64)


def mirrored(poses: PoseFrames) -> PoseFrames:
    """The same motion in a mirror: left does what right did."""
    names = list(INDEX)
    other = [INDEX[_swapped(name)] for name in names]
    rotations = poses.rotations[:, other] * _MIRROR_TURN
    return PoseFrames(poses.rate, poses.start, rotations, poses.translation * _MIRROR)


def _swapped(name: str) -> str:
    side, _, part = name.partition("_")
    return {"left": f"right_{part}", "right": f"left_{part}"}.get(side, name)
