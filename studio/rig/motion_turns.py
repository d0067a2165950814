"""How each bone of a foreign skeleton's reference pose lies against its counterpart in the T-pose."""

from __future__ import annotations

import numpy as np

from studio.animation.poses import Array, about, between, conjugate, from_matrix, multiply, rotate
from studio.animation.quaternions import unit
from studio.animation.skeleton import Posed
from studio.animation.skeleton_map import SIDES, SkeletonMap
from studio.animation.skeleton_names import FINGERS
from studio.rig.motion_rest import Reference
from studio.rig.schema import F64
from studio.rig.smplx_skeleton import way

LIMBS = (("hip", "knee", "ankle"), ("shoulder", "elbow", "wrist"))

_BENT = np.sin(np.radians(25.0))  # a joint that bends more shows its hinge
_SURE = 0.75  # how alike the hinges of a motion must be to be believed
_OFF = np.cos(np.radians(35.0))  # a hinge at rest nearer than that to the motion's is kept
_OUTWARD = np.radians(5.0)  # feet of characters at rest point so far outward
_STEEP = np.sin(np.radians(60.0))


def turns_from_t_pose(found: SkeletonMap, reference: Reference, over: Posed) -> dict[str, Array]:
    """[4] by SMPL-X joint: with the joint's world turn since the reference before it, the world turn of the
    SMPL-X joint. Trunk, neck, head and collars stand alike in both poses."""
    turns = dict.fromkeys(found.joints, reference.frame)
    for _, side in SIDES:
        for limb in LIMBS:
            if f"{side}_{limb[1]}" in found.joints and f"{side}_{limb[2]}" in found.joints:
                turns |= _limb(found, reference, over, side, limb)
        turns |= _foot(found, reference, side)
        if f"{side}_wrist" in found.joints:
            turns |= _hand(found, reference, side, turns)
    return turns


def _limb(
    found: SkeletonMap, reference: Reference, over: Posed, side: str, limb: tuple[str, str, str]
) -> dict[str, Array]:
    """Both bones of an arm or leg: along the bone, and about it by the hinge between the two."""
    joints = [found.joints[f"{side}_{part}"] for part in limb]
    a, b, c = (reference.places[k] for k in joints)
    names = [f"{side}_{part}" for part in limb]
    bones = (b - a, c - b)
    rest = (way(names[0], names[1]), way(names[1], names[2]))
    hinge_t = np.array([1.0, 0.0, 0.0]) if limb[0] == "hip" else np.cross(rest[0], [0.0, 0.0, 1.0])
    bend = np.cross(unit(bones[0]), unit(bones[1]))
    known = bend if np.linalg.norm(bend) > _BENT else None
    carriers = [found.carriers.get(name, k) for name, k in zip(names[:2], joints, strict=False)]
    moved = _hinge_of_motion(reference, over, (joints[0], joints[1], joints[2]), carriers)
    found_turns = {}
    for k, name in enumerate(names[:2]):
        turn = multiply(between(rotate(reference.frame, rest[k]), bones[k]), reference.frame)
        hinge = rotate(turn, hinge_t) if known is None else known
        seen = None if moved is None else moved[k]
        if seen is not None and not _alike(hinge, seen, bones[k]):
            hinge = seen
        found_turns[name] = _between_frames(rest[k], hinge_t, bones[k], hinge)
    return found_turns


def _hinge_of_motion(
    reference: Reference, over: Posed, joints: tuple[int, int, int], carriers: list[int]
) -> tuple[F64, F64] | None:
    """[3] the axis that the limb bends about, as both its bones carry it from the reference; None where it
    bends too little or all ways."""
    a, b, c = (over.places[k] for k in joints)
    axis = np.cross(unit(b - a), unit(c - b))
    size = np.linalg.norm(axis, axis=1)
    bent = size > _BENT
    if bent.sum() < max(5, 0.03 * len(size)):
        return None
    carried = []
    for joint in carriers:
        local = rotate(conjugate(reference.since(joint, over.turns[joint])), axis)[bent]
        mean = local.sum(axis=0)
        if np.linalg.norm(mean) < _SURE * size[bent].sum():
            return None
        carried.append(unit(mean))
    return carried[0], carried[1]


def _alike(a: F64, b: F64, along: F64) -> bool:
    """Whether two hinges agree once what lies along the bone is left out."""
    line = unit(along)
    first, second = unit(a - (a @ line) * line), unit(b - (b @ line) * line)
    return bool(first @ second > _OFF)


def _foot(found: SkeletonMap, reference: Reference, side: str) -> dict[str, Array]:
    """A foot is as flat as at rest, whatever the height of its toes' joint, and points where it does."""
    name, toe = f"{side}_ankle", found.joints.get(f"{side}_foot")
    if name not in found.joints:
        return {}
    turn, rest = reference.frame, way(name, f"{side}_foot")
    bone = _sole_line(found, reference, side)
    if bone is not None:
        x, y, z = rotate(conjugate(reference.frame), unit(bone))
        if abs(y) < _STEEP:
            turn = multiply(
                turn, about([0.0, 1.0, 0.0], np.arctan2(x, z) - _OUTWARD * (1 if side == "left" else -1))
            )
        else:
            turn = multiply(between(rotate(turn, rest), bone), turn)
    return {name: turn, f"{side}_foot": turn} if toe is not None else {name: turn}


def _sole_line(found: SkeletonMap, reference: Reference, side: str) -> F64 | None:
    """[3] from ankle or ball to where the toes are; None where the file does not show it. A toes' joint
    straight below the ankle, and near, is a ball of the foot without depth."""
    ankle, toe = found.joints[f"{side}_ankle"], found.joints.get(f"{side}_foot")
    up = rotate(reference.frame, np.array([0.0, 1.0, 0.0]))
    lines = [reference.tip(ankle)]
    if toe is not None:
        lines = [np.asarray(reference.places[toe] - reference.places[ankle]), reference.tip(toe)]
    long = [x for x in lines if x is not None and np.linalg.norm(x) > 1e-9]
    flat = [x for x in long if abs(unit(x) @ up) < _STEEP]
    knee = found.joints.get(f"{side}_knee", ankle)
    shin = float(np.linalg.norm(reference.places[ankle] - reference.places[knee]))
    far = [x for x in long if np.linalg.norm(x) > 0.25 * shin]
    return next(iter([*flat, *far]), None)


def _hand(found: SkeletonMap, reference: Reference, side: str, turns: dict[str, Array]) -> dict[str, Array]:
    name = f"{side}_wrist"
    wrist = found.joints[name]
    fore = turns.get(f"{side}_elbow", reference.frame)
    along = _hand_line(found, reference, side)
    across = _across(found, reference, side)
    rest = way(name, f"{side}_middle1")
    hand = fore
    if along is not None and across is not None and np.linalg.norm(np.cross(unit(along), unit(across))) > 0.3:
        hand = _between_frames(rest, way(f"{side}_pinky1", f"{side}_index1"), along, across)
    elif along is not None and unit(along) @ unit(rotate(fore, rest)) > 0.5:
        hand = multiply(between(rotate(fore, rest), along), fore)
    found_turns = {name: hand}
    for finger in FINGERS:
        before = hand
        for k in (1, 2, 3):
            joint = found.joints.get(f"{side}_{finger}{k}")
            if joint is None:
                break
            before = _phalanx(found, reference, side, finger, k, hand, before)
            found_turns[f"{side}_{finger}{k}"] = before
    return found_turns if wrist in reference.places else {}


def _phalanx(
    found: SkeletonMap, reference: Reference, side: str, finger: str, k: int, hand: Array, before: Array
) -> Array:
    joint, following = found.joints[f"{side}_{finger}{k}"], found.joints.get(f"{side}_{finger}{k + 1}")
    here = reference.places[joint]
    bone = reference.places[following] - here if following is not None else reference.tip(joint)
    if bone is None or np.linalg.norm(bone) < 1e-9:
        return before
    first = min(k, 2)
    rest = way(f"{side}_{finger}{first}", f"{side}_{finger}{first + 1}")
    if finger == "thumb" and f"{side}_thumb2" not in found.joints:
        return hand
    return multiply(between(rotate(hand, rest), bone), hand)


def _hand_line(found: SkeletonMap, reference: Reference, side: str) -> F64 | None:
    """[3] from the wrist to the knuckles."""
    wrist = reference.places[found.joints[f"{side}_wrist"]]
    for finger in ("middle1", "ring1", "index1", "pinky1"):
        joint = found.joints.get(f"{side}_{finger}")
        if joint is not None and np.linalg.norm(reference.places[joint] - wrist) > 1e-9:
            return np.asarray(reference.places[joint] - wrist, np.float64)
    return reference.tip(found.joints[f"{side}_wrist"])


def _across(found: SkeletonMap, reference: Reference, side: str) -> F64 | None:
    """[3] from the little finger to the index finger, else towards the thumb."""
    own = {
        name: found.joints.get(f"{side}_{name}") for name in ("pinky1", "ring1", "index1", "thumb1", "thumb2")
    }
    for start, end in (("pinky1", "index1"), ("ring1", "index1")):
        a, b = own[start], own[end]
        if a is not None and b is not None:
            return np.asarray(reference.places[b] - reference.places[a], np.float64)
    thumb = own["thumb1"]
    if thumb is None:
        return None
    tip = reference.places[own["thumb2"]] - reference.places[thumb] if own["thumb2"] else reference.tip(thumb)
    return None if tip is None else np.asarray(tip, np.float64)


def _between_frames(along: F64, beside: F64, along_t: F64, beside_t: F64) -> Array:
    """The turn that takes `along` to `along_t` and `beside` as near to `beside_t` as it can."""
    return from_matrix(_axes(along_t, beside_t) @ _axes(along, beside).T)


def _axes(along: F64, beside: F64) -> F64:
    first = unit(along)
    second = unit(beside - (beside @ first) * first)
    return np.stack([first, second, np.cross(first, second)], axis=1)
