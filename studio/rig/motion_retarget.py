"""Motion of any human skeleton as SMPL-X poses: bones point where they do in the source, feet stand."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import attrs
import numpy as np

from studio.animation.poses import (
    Array,
    PoseFrames,
    about,
    between,
    conjugate,
    multiply,
    normalise,
    rotate,
    slerp,
)  # fmt: skip
from studio.animation.quaternions import IDENTITY
from studio.animation.skeleton import Posed, SkeletonMotion
from studio.animation.skeleton_map import SIDES, SkeletonMap, skeleton_map
from studio.core.names import SMPLX_JOINTS
from studio.core.problems import ProblemLog, fail
from studio.core.progress import go_on
from studio.rig.leg_reach import LegBuild
from studio.rig.motion_feet import Feet, on_the_ground, under_own_hips
from studio.rig.motion_ground import up_axis, upright_turn
from studio.rig.motion_rest import Reference, posed_by, reference_of
from studio.rig.motion_turns import LIMBS, turns_from_t_pose
from studio.rig.schema import F64
from studio.rig.smplx_skeleton import INDEX, PARENTS, way

_FINGERS = ("index", "middle", "ring", "pinky")
_AT_EASE = (16.0, 17.0, 16.0)  # degrees a joint
# Of a left thumb's joints: the unit axis they turn about, towards the index finger, and degrees.
_THUMB_AT_EASE = (((0.0, 0.93, 0.37), 20.0), ((0.25, 0.96, -0.1), 8.0), ((0.25, 0.96, -0.1), 14.0))
_UNITS = {"metres": 1.0, "centimetres": 0.01, "millimetres": 0.001, "inches": 0.0254, "feet": 0.3048}


@attrs.define(frozen=True, eq=False)
class Retargeted:
    """poses facing as in the file, feet on our ground; what was found out about the source: its joints by
    SMPL-X name (spine and neck as `trunk 1` upwards), up axis, likely unit of length, our metres for one of
    its units; by_shape: its names told nothing."""

    poses: PoseFrames
    joints: dict[str, str]
    up: str
    unit: str
    scale: float
    by_shape: bool


def to_smplx(
    motion: SkeletonMotion, subject: str, log: ProblemLog, ask: Callable[[], object] = go_on
) -> Retargeted:
    """Raises ProblemError where the skeleton is no human one. ask: called between two steps, may raise
    Cancelled."""
    found = skeleton_map(motion.skeleton)
    if found is None:
        text = "two arms or two legs of a person cannot be made out in its skeleton"
        raise fail("motion.skeleton", text, subject, "Rename its joints: LeftArm, LeftForeArm, LeftHand ...")
    over = posed_by(motion, found)
    ask()
    reference, found = reference_of(motion, found, over, subject, log)
    axis, over = _upright(over, reference, found)
    _warn_of_gaps(found, subject, log)
    ask()
    source = _Source(motion, found, reference, over)
    scale, size = source.scale()
    feet = source.feet(scale) if found.has_legs else None
    ask()
    poses = on_the_ground(source.world(ask), feet, motion.rate, ask)
    trunk = {f"trunk {n}": k for n, k in enumerate((*found.spine, *found.neck), 1)}
    names = {name: motion.skeleton.names[k] for name, k in (found.joints | trunk).items()}
    return Retargeted(poses, names, axis, _unit_of(size), scale, found.by_shape)


def _upright(over: Posed, reference: Reference, found: SkeletonMap) -> tuple[str, Posed]:
    """Which axis of the file is up, and the motion turned so that Y is."""
    pelvis = found.joints["pelvis"]
    up = rotate(reference.frame, np.array([0.0, 1.0, 0.0]))
    bodies = rotate(
        reference.since(pelvis, over.turns[pelvis]), np.broadcast_to(up, over.places[pelvis].shape)
    )
    axis = up_axis(bodies)
    turn = upright_turn(axis)
    if axis == "+y":
        return axis, over
    turns = {k: multiply(turn, q) for k, q in over.turns.items()}
    return axis, Posed(turns, {k: rotate(turn, p) for k, p in over.places.items()}, over.tips)


@attrs.define(eq=False)
class _Source:
    """The source's motion, Y up, with what leads from it to the T-pose."""

    motion: SkeletonMotion
    found: SkeletonMap
    reference: Reference
    over: Posed
    turns: dict[str, Array] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.turns = turns_from_t_pose(self.found, self.reference, self.over)

    def turn(self, name: str, joint: int | None = None) -> Array:
        """World turn [F, 4] of an SMPL-X joint."""
        k = self.found.carriers.get(name, self.found.joints[name]) if joint is None else joint
        since = self.reference.since(k, self.over.turns[k])
        return multiply(since, self.turns.get(name, self.reference.frame))

    def world(self, ask: Callable[[], object] = go_on) -> Array:
        """[F, 55, 4] world turns; a joint that the source lacks moves with its parent."""
        given = {name: self.turn(name) for name in self.found.joints} | self._trunk()
        for _, side in SIDES:
            for limb in LIMBS:
                ask()
                self._aim(given, side, limb)
        frames = self.motion.frame_count
        world = np.empty((frames, len(SMPLX_JOINTS), 4))
        for name, j in INDEX.items():
            ask()
            follows = world[:, PARENTS[j]] if j else np.tile(IDENTITY, (frames, 1))
            world[:, j] = normalise(given[name]) if name in given else follows
        return _with_hands(world, given)

    def _trunk(self) -> dict[str, Array]:
        """Spine and neck, whose joints are more or fewer than ours: by their share of the way up."""
        pelvis = self.turn("pelvis")
        nodes = [pelvis, *(self.turn("pelvis", k) for k in self.found.spine)]
        found = {f"spine{n}": _along(nodes, n / 3) for n in (1, 2, 3)}
        if "head" in self.found.joints:
            above = [self.turn("pelvis", k) for k in self.found.neck]
            chest, head = found["spine3"], self.turn("head")
            found["neck"] = _along(above, 0.5) if above else slerp(chest, head, 0.5)
        return found

    def _aim(self, given: dict[str, Array], side: str, limb: tuple[str, str, str]) -> None:
        """Bones point from joint to joint, even where others lie between or joints move apart."""
        for start, end in ((limb[0], limb[1]), (limb[1], limb[2])):
            a, b = f"{side}_{start}", f"{side}_{end}"
            if a in given and b in self.found.joints:
                step = self.over.places[self.found.joints[b]] - self.over.places[self.found.joints[a]]
                now = rotate(given[a], np.broadcast_to(way(a, b), step.shape))
                given[a] = multiply(between(now, step), given[a])

    def scale(self) -> tuple[float, float]:
        """Our metres for one of the source's unit, by the length of its limbs; and how tall it is in its
        unit."""
        limb = LIMBS[0] if self.found.has_legs else LIMBS[1]
        long = [self._length(side, limb) for _, side in SIDES]
        ours = sum(float(np.linalg.norm(way(f"left_{a}", f"left_{b}"))) for a, b in pairwise(limb))
        theirs = float(np.mean(long))
        if not 1e-9 < theirs < 1e9:
            return 1.0, 0.0
        return ours / theirs, theirs / ours * 1.7

    def _length(self, side: str, limb: tuple[str, str, str]) -> float:
        places = [self.over.places[self.found.joints[f"{side}_{part}"]] for part in limb]
        bones = np.linalg.norm(np.diff(np.array(places), axis=0), axis=2)
        return float(np.median(bones.sum(axis=0)))

    def feet(self, scale: float) -> Feet:
        """Where hips and feet are, in metres of our size."""

        def place(part: str) -> F64:
            joints = [self.found.joints[f"{side}_{part}"] for _, side in SIDES]
            return scale * np.stack([self.over.places[k] for k in joints], axis=1)

        build, hips, pelvis = LegBuild.of_t_pose(), place("hip"), self.turn("pelvis")
        middle = hips.mean(axis=1)
        theirs = rotate(conjugate(pelvis)[:, None], hips - middle[:, None]).mean(axis=0)
        own = build.hips - build.middle
        ankles = under_own_hips(place("ankle"), pelvis, own, theirs, self.motion.rate.fps)
        return Feet(build, middle, ankles)


def _along(nodes: list[Array], share: float) -> Array:
    """A turn at a share 0..1 of the way through turns in a row."""
    place = share * (len(nodes) - 1)
    low = min(int(place), max(len(nodes) - 2, 0))
    if len(nodes) == 1:
        return nodes[0]
    return slerp(nodes[low], nodes[low + 1], place - low)


def _with_hands(world: Array, given: dict[str, Array]) -> Array:
    """[F, 55, 4] with fingers that the source lacks: bent as their neighbours, or all a little, at ease."""
    for sign, side in SIDES:
        wrist = INDEX[f"{side}_wrist"]
        own = [f for f in _FINGERS if f"{side}_{f}1" in given]
        for n, finger in enumerate(_FINGERS):
            if finger in own:
                continue
            like = min(own, key=lambda f: abs(_FINGERS.index(f) - n), default=None)
            for k in (1, 2, 3):
                eased = about([0.0, 0.0, -1.0 * sign], np.radians(_AT_EASE[k - 1] * (0.8 + 0.15 * n)) * k)
                turn = eased
                if like is not None:
                    turn = multiply(conjugate(world[:, wrist]), world[:, INDEX[f"{side}_{like}{k}"]])
                world[:, INDEX[f"{side}_{finger}{k}"]] = multiply(world[:, wrist], turn)
        if f"{side}_thumb2" not in given:
            _ease_thumb(world, sign, side)
    return world


def _ease_thumb(world: Array, sign: int, side: str) -> None:
    """The T-pose's thumb stands off; one that nobody recorded lies beside the palm."""
    mirror = np.array([1.0, sign, sign, 1.0])
    turn = world[:, INDEX[f"{side}_wrist"]]
    for k, (axis, degrees) in enumerate(_THUMB_AT_EASE, 1):
        turn = multiply(turn, about(axis, np.radians(degrees)) * mirror)
        world[:, INDEX[f"{side}_thumb{k}"]] = turn


def _warn_of_gaps(found: SkeletonMap, subject: str, log: ProblemLog) -> None:
    lacking = [
        what
        for what, there in (
            ("legs", found.has_legs),
            ("arms", found.has_arms),
            ("head", "head" in found.joints),
        )
        if not there
    ]
    if lacking:
        text = f"its skeleton has no {' and no '.join(lacking)} that could be made out; they stay at rest"
        log.warn("motion.partial", text, subject, "Rename the joints if they are there")


def _unit_of(size: float) -> str:
    """The unit in which somebody of that size would be a person."""
    fits = [name for name, metres in _UNITS.items() if 1.2 < size * metres < 2.3]
    return fits[0] if fits else "unknown"
