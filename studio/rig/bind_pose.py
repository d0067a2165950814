"""The turn of every limb from a character's own bind pose to the T-pose of SMPL-X, solved once per character.

A world rotation G of an SMPL-X joint turns the T-pose; the character's joint stands at `G * turn`, where
`turn` first takes the character's bone, and the side its joint bends to, to where they are in the T-pose.
"""

from __future__ import annotations

import numpy as np

from studio.animation.poses import IDENTITY, Array, between, from_matrix, multiply, rotate
from studio.animation.quaternions import unit
from studio.core.problems import fail
from studio.rig.schema import F64, Rig
from studio.rig.smplx_skeleton import way

SIDES = (("left", "L"), ("right", "R"))
FINGERS = {"thumb": 1, "index": 2, "middle": 3, "ring": 4, "pinky": 5}


def joint_index(rig: Rig, name: str) -> int:
    """Raises ProblemError when the character has no such joint."""
    if name not in rig.joint_names:
        raise fail("rig.joint", "the character lacks a joint that body poses need", f"{rig.name}: {name}")
    return rig.joint_names.index(name)


def bone(rig: Rig, start: str, end: str) -> F64:
    """[3] metres from one joint to another in the bind pose."""
    step: F64 = (
        rig.joint_positions[joint_index(rig, end)].astype(np.float64)
        - rig.joint_positions[joint_index(rig, start)]
    )
    return step


def turns_to_t_pose(rig: Rig) -> dict[str, Array]:
    """[4] by SMPL-X joint; joints that are not named stand alike in both poses."""
    turns: dict[str, Array] = {}
    for side, letter in SIDES:
        turns |= _leg(rig, side, letter) | _arm(rig, side, letter)
        turns |= _fingers(rig, side, letter, turns[f"{side}_wrist"])
    return turns


def turn_of(turns: dict[str, Array], name: str) -> Array:
    return turns.get(name, IDENTITY)


def _leg(rig: Rig, side: str, letter: str) -> dict[str, Array]:
    thigh = bone(rig, f"upperleg01_{letter}", f"lowerleg01_{letter}")
    shin = bone(rig, f"lowerleg01_{letter}", f"foot_{letter}")
    return {
        f"{side}_hip": between(thigh, way(f"{side}_hip", f"{side}_knee")),
        f"{side}_knee": between(shin, way(f"{side}_knee", f"{side}_ankle")),
    }


def _arm(rig: Rig, side: str, letter: str) -> dict[str, Array]:
    upper = bone(rig, f"upperarm01_{letter}", f"lowerarm01_{letter}")
    fore = bone(rig, f"lowerarm01_{letter}", f"wrist_{letter}")
    upper_t, fore_t = way(f"{side}_shoulder", f"{side}_elbow"), way(f"{side}_elbow", f"{side}_wrist")
    forward = np.array([0.0, 0.0, 1.0])
    # A bent elbow shows its hinge; the hinge of a straight one is taken as if it bent forward.
    hinge = np.cross(upper, fore if np.linalg.norm(np.cross(unit(upper), unit(fore))) > 0.1 else forward)
    hand = bone(rig, f"wrist_{letter}", f"finger3_1_{letter}")
    across = bone(rig, f"finger5_1_{letter}", f"finger2_1_{letter}")
    return {
        f"{side}_shoulder": _between_frames(upper, hinge, upper_t, np.cross(upper_t, forward)),
        f"{side}_elbow": _between_frames(fore, hinge, fore_t, np.cross(fore_t, forward)),
        f"{side}_wrist": _between_frames(
            hand, across, way(f"{side}_wrist", f"{side}_middle1"), way(f"{side}_pinky1", f"{side}_index1")
        ),
    }


def _fingers(rig: Rig, side: str, letter: str, hand: Array) -> dict[str, Array]:
    turns = {}
    for finger, number in FINGERS.items():
        for k in (1, 2, 3):
            if k < 3:
                along = bone(rig, f"finger{number}_{k}_{letter}", f"finger{number}_{k + 1}_{letter}")
            else:
                along = _last_phalanx(rig, f"finger{number}_3_{letter}")
            first = min(k, 2)
            target = way(f"{side}_{finger}{first}", f"{side}_{finger}{first + 1}")
            turns[f"{side}_{finger}{k}"] = multiply(between(rotate(hand, along), target), hand)
    return turns


def _last_phalanx(rig: Rig, name: str) -> F64:
    """[3] from the last joint of a finger towards the middle of its flesh: no joint marks the tip."""
    joint = joint_index(rig, name)
    weight = np.where(rig.skin_joints == joint, rig.skin_weights, 0.0).sum(axis=1)
    own = weight > 0.5
    if not own.any():
        return bone(rig, name.replace("_3_", "_2_"), name)
    middle: F64 = np.average(rig.vertices[own].astype(np.float64), axis=0, weights=weight[own])
    middle -= rig.joint_positions[joint]
    return middle


def _between_frames(along: F64, beside: F64, along_t: F64, beside_t: F64) -> Array:
    """The turn that takes direction `along` to `along_t` and then `beside` as near to `beside_t` as it
    can."""
    return from_matrix(_axes(along_t, beside_t) @ _axes(along, beside).T)


def _axes(along: F64, beside: F64) -> F64:
    first = unit(along)
    second = unit(beside - (beside @ first) * first)
    return np.stack([first, second, np.cross(first, second)], axis=1)
