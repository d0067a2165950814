"""SMPL-X body poses on a character's own joints, by name, and back."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import (
    IDENTITY,
    Array,
    PoseFrames,
    about,
    between,
    conjugate,
    continuous,
    multiply,
    normalise,
    rotate,
    slerp,
    swing_twist,
    to_axis_angle,
)  # fmt: skip
from studio.animation.quaternions import unit
from studio.core.time import Rate
from studio.rig.bind_pose import FINGERS, SIDES, bone, joint_index, turn_of, turns_to_t_pose
from studio.rig.schema import F64, JointFrames, Rig
from studio.rig.skinning import world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS

# Character joints that share the local turn of one SMPL-X joint, with the share reached at each of them.
_SHARED: tuple[tuple[str, str, tuple[tuple[str, float], ...]], ...] = (
    ("pelvis", "spine1", (("spine05", 0.5), ("spine04", 1.0))),
    ("spine1", "spine2", (("spine03", 0.5), ("spine02", 1.0))),
    ("spine2", "spine3", (("spine01", 1.0),)),
    ("spine3", "neck", (("neck01", 0.5), ("neck02", 1.0))),
    ("neck", "head", (("neck03", 0.4), ("head", 1.0))),
    ("spine3", "left_collar", (("clavicle_L", 0.6), ("shoulder01_L", 1.0))),
    ("spine3", "right_collar", (("clavicle_R", 0.6), ("shoulder01_R", 1.0))),
)

# Shares of a limb's twist that its two bones have taken up; what is left belongs to the next joint.
_UPPER_TWIST = (0.5, 1.0)
_FOREARM_TWIST = (0.25, 0.7)


def retarget(rig: Rig, body: PoseFrames, gaze_degrees: npt.NDArray[np.floating]) -> JointFrames:
    """The character's joints for SMPL-X poses. Limbs, hands and head point where those of the poses do.

    gaze_degrees [F, 4]: left yaw, left pitch, right yaw, right pitch; yaw to the character's left and
    pitch up are positive. The poses' own jaw and eyes are not used: the jaw is a morph, the eyes follow
    the gaze.
    """
    solver = _Solver(rig, normalise(body.rotations))
    solver.trunk()
    for side, letter in SIDES:
        solver.leg(side, letter)
        solver.arm(side, letter)
        solver.hand(side, letter)
    solver.eyes(gaze_degrees)
    return JointFrames(solver.local(), body.translation.astype(np.float64))


def to_smplx(rig: Rig, joints: JointFrames, rate: Rate, start: int = 0) -> PoseFrames:
    """SMPL-X poses of a character's joints. The twist of a forearm lies wholly on its elbow; the jaw stays
    shut."""
    world = world_rotations(rig.parents, joints.rotations)
    turns = turns_to_t_pose(rig)
    stands = {name: world[:, joint_index(rig, joint)] for name, joint in _counterparts().items()}
    for name, pair, end in _limbs():
        stands[name] = _as_a_whole(rig, world, pair, end)
    posed = np.empty((len(world), len(INDEX), 4))
    for name, j in INDEX.items():
        parent = PARENTS[j]
        own = multiply(stands[name], conjugate(turn_of(turns, name))) if name in stands else None
        posed[:, j] = own if own is not None else posed[:, parent]
    local = posed.copy()
    local[:, 1:] = multiply(conjugate(posed[:, PARENTS[1:]]), posed[:, 1:])
    return PoseFrames(rate, start, continuous(normalise(local)), joints.root_translation.astype(np.float64))


def _counterparts() -> dict[str, str]:
    """The character's joint that stands as an SMPL-X joint does."""
    names = {"pelvis": "root"} | {own: parts[-1][0] for _, own, parts in _SHARED}
    for side, letter in SIDES:
        names |= {
            f"{side}_hip": f"upperleg02_{letter}", f"{side}_knee": f"lowerleg02_{letter}",
            f"{side}_ankle": f"foot_{letter}", f"{side}_foot": f"toe2_1_{letter}",
            f"{side}_shoulder": f"upperarm02_{letter}", f"{side}_elbow": f"lowerarm02_{letter}",
            f"{side}_wrist": f"wrist_{letter}", f"{side}_eye": f"eye_{letter}",
        }  # fmt: skip
        for finger, number in FINGERS.items():
            names |= {f"{side}_{finger}{k}": f"finger{number}_{k}_{letter}" for k in (1, 2, 3)}
    return names


def _limbs() -> list[tuple[str, tuple[str, str], str]]:
    """SMPL-X joints whose bone is two of the character's, and the joint at the end of those."""
    return [
        (f"{side}_{joint}", _names(limb, letter), f"{end}_{letter}")
        for side, letter in SIDES
        for joint, limb, end in (
            ("hip", "upperleg", "lowerleg01"),
            ("knee", "lowerleg", "foot"),
            ("shoulder", "upperarm", "lowerarm01"),
            ("elbow", "lowerarm", "wrist"),
        )
    ]


def _as_a_whole(rig: Rig, world: Array, pair: tuple[str, str], end: str) -> Array:
    """[F, 4] the turn of a limb of two bones: its own direction, with the twist of the second bone."""
    first, second = (world[:, joint_index(rig, name)] for name in pair)
    reached = rotate(first, bone(rig, *pair)) + rotate(second, bone(rig, pair[1], end))
    return multiply(between(rotate(second, bone(rig, pair[0], end)), reached), second)


@attrs.define(eq=False)
class _Solver:
    """World rotations [F, 4] of the character's joints, by name; a joint without one moves with its
    parent."""

    rig: Rig
    poses: Array  # [F, 55, 4] local
    world: Array = attrs.field(init=False)  # [F, 55, 4]
    turns: dict[str, Array] = attrs.field(init=False)
    stands: dict[str, Array] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.world = world_rotations(PARENTS, self.poses)
        self.turns = turns_to_t_pose(self.rig)

    def goal(self, name: str) -> Array:
        """[F, 4] where the character's counterpart of an SMPL-X joint is to stand."""
        return multiply(self.world[:, INDEX[name]], turn_of(self.turns, name))

    def trunk(self) -> None:
        self.stands["root"] = self.world[:, INDEX["pelvis"]]
        for parent, own, parts in _SHARED:
            before, turn = self.world[:, INDEX[parent]], self.poses[:, INDEX[own]]
            for joint, share in parts:
                self.stands[joint] = multiply(before, slerp(IDENTITY, turn, share))

    def leg(self, side: str, letter: str) -> None:
        thigh, shin = self.goal(f"{side}_hip"), self.goal(f"{side}_knee")
        self._limb(self.stands["root"], thigh, _names("upperleg", letter), f"lowerleg01_{letter}")
        self._limb(thigh, shin, _names("lowerleg", letter), f"foot_{letter}")
        foot = self.goal(f"{side}_ankle")
        self.stands[f"foot_{letter}"] = foot
        toes = multiply(foot, self.poses[:, INDEX[f"{side}_foot"]])
        self.stands |= {f"toe{k}_1_{letter}": toes for k in range(1, 6)}

    def arm(self, side: str, letter: str) -> None:
        upper, fore = self.goal(f"{side}_shoulder"), self.goal(f"{side}_elbow")
        hand = self.goal(f"{side}_wrist")
        shoulder = self.stands[f"shoulder01_{letter}"]
        self._limb(shoulder, upper, _names("upperarm", letter), f"lowerarm01_{letter}")
        self._forearm(upper, fore, hand, letter)
        self.stands[f"wrist_{letter}"] = hand

    def hand(self, side: str, letter: str) -> None:
        for finger, number in FINGERS.items():
            for k in (1, 2, 3):
                self.stands[f"finger{number}_{k}_{letter}"] = self.goal(f"{side}_{finger}{k}")

    def eyes(self, gaze_degrees: npt.NDArray[np.floating]) -> None:
        for (_, letter), turn in zip(SIDES, eye_turns(gaze_degrees), strict=True):
            self.stands[f"eye_{letter}"] = multiply(self.stands["head"], turn)

    def local(self) -> F64:
        """[F, J, 4] of every joint of the character."""
        frames, names = len(self.poses), self.rig.joint_names
        world = np.empty((frames, len(names), 4))
        for j, (name, parent) in enumerate(zip(names, self.rig.parents, strict=True)):
            follows = world[:, parent] if parent >= 0 else IDENTITY
            world[:, j] = self.stands.get(name, follows)
        local = world.copy()
        children = np.flatnonzero(self.rig.parents >= 0)
        local[:, children] = multiply(conjugate(world[:, self.rig.parents[children]]), world[:, children])
        return continuous(normalise(local))

    def _limb(self, parent: Array, goal: Array, pair: tuple[str, str], end: str) -> None:
        """Two bones in a row from the joint pair[0] to the joint `end`: the twist comes in along them."""
        along = unit(bone(self.rig, pair[0], end))
        swing, twist = swing_twist(multiply(conjugate(parent), goal), along)
        base = multiply(parent, swing)
        parts = [multiply(base, slerp(IDENTITY, twist, share)) for share in _UPPER_TWIST]
        self._aimed(pair, end, parts, rotate(goal, along))

    def _forearm(self, upper: Array, goal: Array, hand: Array, letter: str) -> None:
        """The elbow only bends: what turns the hand about the forearm, at either end, is spread along it."""
        pair, end = _names("lowerarm", letter), f"wrist_{letter}"
        along = unit(bone(self.rig, pair[0], end))
        swing, twist = swing_twist(multiply(conjugate(upper), goal), along)
        _, more = swing_twist(multiply(conjugate(goal), hand), along)
        angle = (to_axis_angle(twist) + to_axis_angle(more)) @ along
        base = multiply(upper, swing)
        parts = [multiply(base, about(along, share * angle)) for share in _FOREARM_TWIST]
        self._aimed(pair, end, parts, rotate(goal, along))

    def _aimed(self, pair: tuple[str, str], end: str, parts: list[Array], direction: Array) -> None:
        """The two bones do not lie in one line, so a twist between them moves their end off the way:
        turned back."""
        steps = bone(self.rig, pair[0], pair[1]), bone(self.rig, pair[1], end)
        reached = rotate(parts[0], steps[0]) + rotate(parts[1], steps[1])
        back = between(reached, direction)
        for name, part in zip(pair, parts, strict=True):
            self.stands[name] = multiply(back, part)


def eye_turns(gaze_degrees: npt.NDArray[np.floating]) -> tuple[Array, Array]:
    """[F, 4] of the left and the right eye against the head, of gaze as for `retarget`."""
    angles = np.radians(gaze_degrees.astype(np.float64))
    left, right = (
        multiply(about([0.0, 1, 0], angles[:, k]), about([-1.0, 0, 0], angles[:, k + 1])) for k in (0, 2)
    )
    return left, right


def _names(limb: str, letter: str) -> tuple[str, str]:
    return f"{limb}01_{letter}", f"{limb}02_{letter}"
