"""Which joints of a foreign skeleton are which of SMPL-X: by their names, else by the skeleton's shape."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np

from studio.animation.skeleton import Skeleton
from studio.animation.skeleton_fingers import fingers_of
from studio.animation.skeleton_names import Meaning, meaning
from studio.animation.skeleton_shape import limbs_by_shape

_BONES = (("hip", "knee"), ("knee", "ankle"), ("shoulder", "elbow"), ("elbow", "wrist"))
SIDES = ((1, "left"), (-1, "right"))


@attrs.define(frozen=True, eq=False)
class SkeletonMap:
    """joints: index by SMPL-X name; spine: from the pelvis' next up to the chest, at most all of them; neck:
    from the chest's next to below the head; carriers: the last piece of a limb's bone that has several, which
    carries its whole twist. by_shape: names told too little, sides are not yet sure."""

    joints: dict[str, int]
    spine: tuple[int, ...] = ()
    neck: tuple[int, ...] = ()
    carriers: dict[str, int] = attrs.field(factory=dict)
    by_shape: bool = False

    @property
    def has_legs(self) -> bool:
        return {"left_ankle", "right_ankle", "left_hip", "right_hip"} <= set(self.joints)

    @property
    def has_arms(self) -> bool:
        return {"left_wrist", "right_wrist", "left_shoulder", "right_shoulder"} <= set(self.joints)


def skeleton_map(skeleton: Skeleton) -> SkeletonMap | None:
    """None where neither names nor shape show two arms or two legs."""
    named = _by_names(skeleton)
    if named is not None:
        return named
    shaped = limbs_by_shape(skeleton)
    if shaped is None:
        return None
    pelvis, legs, arms, head = shaped
    joints = {"pelvis": pelvis}
    for k, (_, side) in enumerate(SIDES):
        joints |= _named(side, ("hip", "knee", "ankle"), legs[k])
        joints |= _named(side, ("shoulder", "elbow", "wrist"), arms[k])
    if head is not None:
        joints["head"] = head
    return _finished(skeleton, joints, [None] * len(skeleton.names), by_shape=True)


def swapped(found: SkeletonMap, legs: bool, arms: bool) -> SkeletonMap:
    """The same with left and right of the legs or the arms exchanged."""
    leg = {"hip", "knee", "ankle", "foot"}  # all else with a side belongs to an arm

    def other(name: str) -> str:
        side, _, part = name.partition("_")
        turned = {"left": "right", "right": "left"}.get(side)
        change = legs if part in leg else arms
        return f"{turned}_{part}" if turned and change else name

    joints, carriers = ({other(name): k for name, k in x.items()} for x in (found.joints, found.carriers))
    return attrs.evolve(found, joints=joints, carriers=carriers)


def _by_names(skeleton: Skeleton) -> SkeletonMap | None:
    means = [meaning(name) for name in skeleton.names]
    joints: dict[str, int] = {}
    for sign, side in SIDES:
        leg = _limb(skeleton, means, sign, _is_ankle, _LEG)
        arm = _limb(skeleton, means, sign, _is_wrist, _ARM)
        joints |= _named(side, ("hip", "knee", "ankle"), leg) if leg else {}
        joints |= _named(side, ("shoulder", "elbow", "wrist"), arm) if arm else {}
    heads = [k for k, m in enumerate(means) if m and m.part == "head"]
    if heads:
        joints["head"] = heads[0]
    found = SkeletonMap(joints)
    if not found.has_legs and not found.has_arms:
        return None
    joints["pelvis"] = _pelvis(skeleton, joints, means)
    return _finished(skeleton, joints, means, by_shape=False)


def _finished(
    skeleton: Skeleton, joints: dict[str, int], means: list[Meaning | None], *, by_shape: bool
) -> SkeletonMap:
    """Trunk, collars, toes and fingers follow from where the limbs join."""
    pelvis = joints["pelvis"]
    chest = _chest(skeleton, joints)
    spine = _between(skeleton, pelvis, chest) + ([chest] if chest not in (None, pelvis) else [])
    neck: list[int] = []
    if "head" in joints and chest is not None:
        neck = [k for k in _between(skeleton, chest, joints["head"]) if k != chest]
    for _, side in SIDES:
        if f"{side}_shoulder" in joints and chest is not None:
            own = _between(skeleton, chest, joints[f"{side}_shoulder"])
            joints |= {f"{side}_collar": own[-1]} if own else {}
        if f"{side}_ankle" in joints:
            toe = _toe(skeleton, joints[f"{side}_ankle"], means)
            joints |= {f"{side}_foot": toe} if toe is not None else {}
        if f"{side}_wrist" in joints:
            found = fingers_of(skeleton, joints[f"{side}_wrist"], means)
            joints |= {f"{side}_{name}": k for name, k in found.items()}
    carriers = {
        f"{side}_{part}": int(skeleton.parents[joints[f"{side}_{following}"]])
        for _, side in SIDES
        for part, following in _BONES
        if f"{side}_{part}" in joints and f"{side}_{following}" in joints
    }
    return SkeletonMap(joints, tuple(spine), tuple(neck), carriers, by_shape)


def _named(side: str, parts: tuple[str, str, str], limb: tuple[int, int, int]) -> dict[str, int]:
    return {f"{side}_{part}": joint for part, joint in zip(parts, limb, strict=True)}


def _is_ankle(m: Meaning) -> bool:
    return m.part == "ankle"


def _is_wrist(m: Meaning) -> bool:
    return m.part == "wrist"


# Names of a limb's upper bone from the surest to the least sure, then of its lower bone.
_LEG = (("thigh", "hip", "pelvis", "leg"), ("knee", "leg"))
_ARM = (("upperarm", "arm", "shoulder"), ("elbow", "arm"))


def _limb(
    skeleton: Skeleton,
    means: list[Meaning | None],
    sign: int,
    ends: Callable[[Meaning], bool],
    parts: tuple[tuple[str, ...], tuple[str, ...]],
) -> tuple[int, int, int] | None:
    """The joints of one side's limb, from the end that a name gives upwards."""
    last = next((k for k, m in enumerate(means) if m and m.side == sign and ends(m)), None)
    if last is None:
        return None
    line = [k for k in skeleton.line(last)[1:] if skeleton.parents[k] >= 0]
    # From above: a bone in two pieces of one name begins with the upper one.
    own = {k: m.part for k in reversed(line) if (m := means[k]) and m.side == sign}
    lower = next((k for part in parts[1] for k, p in own.items() if p == part), None)
    upper = next(
        (k for part in parts[0] for k, p in own.items() if p == part and lower is not None and k < lower),
        None,
    )
    if upper is not None and lower is not None:
        return upper, lower, last
    return _longest_two(skeleton, line, last)


def _longest_two(skeleton: Skeleton, line: list[int], last: int) -> tuple[int, int, int] | None:
    """The two ancestors of a limb's end that make its bones longest alike, among the four next to it."""
    places = skeleton.places()
    best, found = 0.0, None
    for i, lower in enumerate(line[:3]):
        for upper in line[i + 1 : 4]:
            bones = np.linalg.norm([places[last] - places[lower], places[lower] - places[upper]], axis=1)
            if bones.min() > best * 1.01:
                best, found = float(bones.min()), (upper, lower, last)
    return found


def _pelvis(skeleton: Skeleton, joints: dict[str, int], means: list[Meaning | None]) -> int:
    """The joint that both legs hang on; without legs the one whose name says so, or the root."""
    if "left_hip" in joints and "right_hip" in joints:
        theirs = set(skeleton.line(joints["right_hip"])[1:])
        return next((k for k in skeleton.line(joints["left_hip"])[1:] if k in theirs), 0)
    return next((k for k, m in enumerate(means) if m and m.part == "pelvis" and m.side == 0), 0)


def _chest(skeleton: Skeleton, joints: dict[str, int]) -> int | None:
    """Where the arms join; without arms the joint below the neck, half-way up to the head."""
    if "left_shoulder" in joints and "right_shoulder" in joints:
        theirs = set(skeleton.line(joints["right_shoulder"])[1:])
        return next((k for k in skeleton.line(joints["left_shoulder"])[1:] if k in theirs), None)
    if "head" not in joints:
        return None
    way = _between(skeleton, joints["pelvis"], joints["head"])
    return way[max(len(way) - 2, 0)] if way else None


def _between(skeleton: Skeleton, top: int | None, joint: int | None) -> list[int]:
    """Joints strictly between an ancestor and a joint, from above."""
    if top is None or joint is None:
        return []
    found: list[int] = []
    for k in skeleton.line(joint)[1:]:
        if k == top:
            return found[::-1]
        found.append(k)
    return []


def _toe(skeleton: Skeleton, ankle: int, means: list[Meaning | None]) -> int | None:
    children = skeleton.children(ankle)
    named = [k for k in children if (m := means[k]) and m.part in ("toe", "ankle")]
    long: list[int] = [k for k in children if np.linalg.norm(skeleton.offsets[k]) > 1e-9]
    # Of five toes the middle one shows where the foot points.
    toes = named or long
    return toes[len(toes) // 2] if toes else None
