"""A pose of a foreign skeleton to hold against the T-pose: its rest, or a frame in which it stands."""

from __future__ import annotations

import attrs
import numpy as np

from studio.animation.poses import Array, conjugate, from_matrix, multiply, rotate
from studio.animation.quaternions import IDENTITY, unit
from studio.animation.skeleton import Posed, SkeletonMotion, posed
from studio.animation.skeleton_map import SIDES, SkeletonMap, swapped
from studio.core.problems import ProblemLog
from studio.rig.schema import F64

_STANDS = 0.75  # cosine
_SNAP = np.cos(np.radians(20.0))
_LOOKS = 400  # frames looked at for one in which somebody stands


@attrs.define(frozen=True, eq=False)
class Reference:
    """places [3] and turns [4] by joint in a pose that stands; frame [4] takes the T-pose's axes (left, up,
    forward) to that pose's; tips as a skeleton has them."""

    places: dict[int, F64]
    turns: dict[int, Array]
    frame: Array
    tips: dict[int, Array]

    def since(self, joint: int, turns: Array) -> Array:
        """World turns [F, 4] of a joint as turns from the reference."""
        return multiply(turns, conjugate(self.turns[joint]))

    def tip(self, joint: int) -> F64 | None:
        """[3] from the joint to the end of its bone."""
        if joint not in self.tips:
            return None
        return rotate(self.turns[joint], self.tips[joint])


def joints_of(found: SkeletonMap) -> set[int]:
    """All joints that the map names."""
    return {*found.joints.values(), *found.spine, *found.neck, *found.carriers.values()}


def reference_of(
    motion: SkeletonMotion, found: SkeletonMap, over: Posed, subject: str, log: ProblemLog
) -> tuple[Reference, SkeletonMap]:
    """The reference, and the map with its sides told where names did not."""
    rest = motion.skeleton.places()[None]
    at_rest = {k: rest[:, k] for k in joints_of(found)}
    if _stands(at_rest, found)[0] > _STANDS:
        still = dict.fromkeys(at_rest, IDENTITY)
        return _reference({k: p[0] for k, p in at_rest.items()}, still, found, over, snap=True)
    frames = np.unique(np.linspace(0, motion.frame_count - 1, _LOOKS).round().astype(int))
    some = {k: over.places[k][frames] for k in at_rest}
    score = _stands(some, found)
    best = int(frames[int(np.argmax(score))])
    if score.max() < _STANDS:
        text = "nobody stands upright in it, neither at rest nor in a frame; limbs may come out turned"
        log.warn("motion.rest", text, subject, "Give a file with a T-pose at rest or in a frame")
    places = {k: over.places[k][best] for k in at_rest}
    turns = {k: over.turns[k][best] for k in at_rest}
    return _reference(places, turns, found, over, snap=False)


def _reference(
    places: dict[int, F64], turns: dict[int, Array], found: SkeletonMap, over: Posed, *, snap: bool
) -> tuple[Reference, SkeletonMap]:
    if found.by_shape:
        found = _sided(places, found)
    matrix = _axes(places, found)
    if snap:
        near = np.round(matrix)
        same = (np.abs(near).sum(axis=0) == 1).all() and (np.abs(near).sum(axis=1) == 1).all()
        if same and ((near * matrix).sum(axis=0) > _SNAP).all():
            matrix = near
    tips = {j: tip for j, tip in over.tips.items() if j in turns}
    return Reference(places, turns, from_matrix(matrix), tips), found


def _stands(places: dict[int, Array], found: SkeletonMap) -> F64:
    """[n] how upright poses are: the least cosine of trunk and legs to the line from feet to head; below 0
    where left and right coincide."""
    joints = found.joints
    pelvis = places[joints["pelvis"]]
    top = _top(places, found)
    up = unit(top - (_middle(places, found, "ankle") if found.has_legs else pelvis))
    score = (unit(top - pelvis) * up).sum(axis=-1)
    part, width = ("hip", "ankle") if found.has_legs else ("shoulder", "wrist")
    for _, side in SIDES if found.has_legs else ():
        leg = unit(places[joints[f"{side}_hip"]] - places[joints[f"{side}_ankle"]])
        score = np.minimum(score, (leg * up).sum(axis=-1))
    apart = places[joints[f"left_{part}"]] - places[joints[f"right_{part}"]]
    long = places[joints[f"left_{part}"]] - places[joints[f"left_{width}"]]
    narrow = np.linalg.norm(apart, axis=-1) < 0.03 * np.linalg.norm(long, axis=-1)
    return np.where(narrow, -1.0, score)


def _top(places: dict[int, Array], found: SkeletonMap) -> Array:
    if "head" in found.joints:
        return places[found.joints["head"]]
    if found.spine and found.spine[-1] != found.joints["pelvis"]:
        return places[found.spine[-1]]
    return _middle(places, found, "shoulder") if found.has_arms else places[found.joints["pelvis"]]


def _middle(places: dict[int, Array], found: SkeletonMap, part: str) -> Array:
    return 0.5 * (places[found.joints[f"left_{part}"]] + places[found.joints[f"right_{part}"]])


def _axes(places: dict[int, F64], found: SkeletonMap) -> F64:
    """[3, 3] columns: left, up and forward of a pose that stands."""
    joints = found.joints
    low = _middle(places, found, "ankle") if found.has_legs else places[joints["pelvis"]]
    up = unit(_top(places, found) - low)
    left = np.zeros(3)
    for part, there in (("hip", found.has_legs), ("shoulder", found.has_arms)):
        if there:
            left = left + unit(places[joints[f"left_{part}"]] - places[joints[f"right_{part}"]])
    left = unit(left - (left @ up) * up)
    return np.stack([left, up, np.cross(left, up)], axis=1)


def _sided(places: dict[int, F64], found: SkeletonMap) -> SkeletonMap:
    """Left and right by where the toes point; without toes left is where files put it, at +x."""
    joints = found.joints
    up = _axes(places, found)[:, 1]
    ahead = np.zeros(3)
    for _, side in SIDES:
        if f"{side}_foot" in joints:
            ahead = ahead + places[joints[f"{side}_foot"]] - places[joints[f"{side}_ankle"]]
    ahead = ahead - (ahead @ up) * up
    leg = np.linalg.norm(places[joints["left_hip"]] - places[joints["left_ankle"]])
    left = np.cross(up, ahead) if np.linalg.norm(ahead) > 0.05 * leg else np.array([1.0, 0.0, 0.0])
    wrong = {
        part: float((places[joints[f"left_{part}"]] - places[joints[f"right_{part}"]]) @ left) < 0
        for part in ("hip", "shoulder")
    }
    return swapped(found, legs=wrong["hip"], arms=wrong["shoulder"])


def posed_by(motion: SkeletonMotion, found: SkeletonMap) -> Posed:
    """All joints of the map over all frames."""
    return posed(motion, joints_of(found))
