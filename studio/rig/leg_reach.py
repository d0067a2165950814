"""Legs whose feet are where they should be: thigh and shin are turned as little as that needs."""

from __future__ import annotations

import attrs
import numpy as np

from studio.animation.poses import Array, between, multiply, rotate
from studio.animation.quaternions import unit
from studio.rig.bind_pose import SIDES, bone, joint_index
from studio.rig.schema import F64, Rig
from studio.rig.smplx_skeleton import INDEX, REST, way

FLOOR = -0.965  # of the T-pose: metres from the pelvis to the ground
_SOFT = 0.0006  # metres over which a hip begins to give way to a foot out of reach
_STRAIGHTEST = 0.9999


@attrs.define(frozen=True, eq=False)
class LegBuild:
    """Metres; pairs are left, right. hips [2, 3] from the pelvis, thighs and shins [2] lengths, ankle [2]
    heights over the ground, pelvis [3] place at rest, the ground at `floor`."""

    pelvis: F64
    hips: F64
    thighs: F64
    shins: F64
    ankles: F64
    floor: float

    @classmethod
    def of_t_pose(cls) -> LegBuild:
        def place(part: str) -> F64:
            return np.array([REST[INDEX[f"{side}_{part}"]] for side, _ in SIDES])

        hip, knee, ankle = place("hip"), place("knee"), place("ankle")
        lengths = np.linalg.norm([knee - hip, ankle - knee], axis=2)
        return cls(np.zeros(3), hip, lengths[0], lengths[1], ankle[:, 1] - FLOOR, FLOOR)

    @classmethod
    def of_rig(cls, rig: Rig) -> LegBuild:
        """Raises ProblemError for a character without legs' joints."""
        places = rig.joint_positions.astype(np.float64)
        pelvis = places[joint_index(rig, "root")]
        letters = [letter for _, letter in SIDES]
        hips = np.array([places[joint_index(rig, f"upperleg01_{x}")] - pelvis for x in letters])
        ankles = np.array([places[joint_index(rig, f"foot_{x}")][1] for x in letters])
        thighs = [bone(rig, f"upperleg01_{x}", f"lowerleg01_{x}") for x in letters]
        shins = [bone(rig, f"lowerleg01_{x}", f"foot_{x}") for x in letters]
        floor = float(rig.vertices[:, 1].min())
        return cls(
            pelvis, hips, np.linalg.norm(thighs, axis=1), np.linalg.norm(shins, axis=1), ankles - floor, floor
        )

    @property
    def length(self) -> float:
        """Metres from hip to ankle, straight; the mean of both legs."""
        return float((self.thighs + self.shins).mean())

    @property
    def middle(self) -> F64:
        """[3] from the pelvis to half-way between the hips."""
        return np.asarray(self.hips.mean(axis=0), np.float64)


def within_reach(build: LegBuild, pelvis: Array, place: F64, ankles: F64) -> F64:
    """Places [F, 3] of the pelvis, turned by `pelvis` [F, 4], lowered where a foot at ankles [F, 2, 3] would
    be out of its leg's reach."""
    drop = np.zeros(len(place))
    for k in range(2):
        hip = place + rotate(pelvis, np.broadcast_to(build.hips[k], place.shape))
        aside = ((hip - ankles[:, k])[:, [0, 2]] ** 2).sum(axis=1)
        reach = _STRAIGHTEST * (build.thighs[k] + build.shins[k])
        too_high = hip[:, 1] - ankles[:, k, 1] - np.sqrt(np.maximum(reach**2 - aside, 0.01))
        drop = np.maximum(drop, _SOFT * np.logaddexp(0.0, too_high / _SOFT))
    lowered: F64 = place - drop[:, None] * np.array([0.0, 1.0, 0.0])
    return lowered


def reaching(build: LegBuild, k: int, hip: F64, ankle: F64, thigh: Array, shin: Array) -> tuple[Array, Array]:
    """World turns [F, 4] of the left (0) or right (1) thigh and shin so that the leg from `hip` [F, 3] ends
    at `ankle`; the knee stays on its side and keeps its twist."""
    side = SIDES[k][0]
    first, second = float(build.thighs[k]), float(build.shins[k])
    bone_1, bone_2 = way(f"{side}_hip", f"{side}_knee"), way(f"{side}_knee", f"{side}_ankle")
    line = ankle - hip
    longest = _STRAIGHTEST * (first + second)
    distance = np.clip(np.linalg.norm(line, axis=1), abs(first - second) + 1e-3, longest)
    along = unit(line)
    knee_was = unit(rotate(thigh, np.broadcast_to(bone_1, hip.shape)))
    front = knee_was - (knee_was * along).sum(axis=1, keepdims=True) * along
    ahead = np.cross(along, rotate(thigh, np.broadcast_to([1.0, 0.0, 0.0], hip.shape)))
    # A leg nearly straight shows no side: then the way its hinge looks tells.
    front = unit(front + 0.02 * unit(ahead))
    cosine = (distance**2 + first**2 - second**2) / (2 * distance * first)
    cosine = np.clip(cosine, -1.0, 1.0)[:, None]
    knee = hip + first * (cosine * along + np.sqrt(1 - cosine**2) * front)
    end = hip + distance[:, None] * along
    return _aimed(thigh, bone_1, knee - hip), _aimed(shin, bone_2, end - knee)


def _aimed(turn: Array, bone_: F64, direction: F64) -> Array:
    return multiply(between(rotate(turn, np.broadcast_to(bone_, direction.shape)), direction), turn)
