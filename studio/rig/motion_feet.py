"""Legs and pelvis of a motion for a body of other measures: feet where the source's are, on the ground."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np

from studio.animation.poses import Array, PoseFrames, conjugate, continuous, multiply, normalise, rotate
from studio.animation.quaternions import unit
from studio.core.progress import go_on
from studio.core.time import Rate
from studio.rig.leg_reach import FLOOR, LegBuild, reaching, within_reach
from studio.rig.motion_ground import floor_of, level, smoothed, soles
from studio.rig.schema import F64, Rig
from studio.rig.skinning import world_positions, world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS, REST, way

_SIDES = ("left", "right")
_CALM = 0.4  # seconds


@attrs.define(frozen=True, eq=False)
class Feet:
    """For a body `build`: where the middle between the hips [F, 3] and the ankles [F, 2, 3] are to be."""

    build: LegBuild
    middle: F64
    ankles: F64


def under_own_hips(ankles: F64, pelvis: Array, own: F64, theirs: F64, fps: float) -> F64:
    """Ankles [F, 2, 3] moved aside as far as our hips own [2, 3] lie wider or narrower than theirs, both from
    their middle: legs stay as upright as they were. The way is smoothed, so that feet which stand do not
    slide when the pelvis turns."""
    moved = ankles.copy()
    left = rotate(pelvis, np.broadcast_to([1.0, 0.0, 0.0], (len(pelvis), 3)))[:, [0, 2]]
    heading = left / np.maximum(np.linalg.norm(left, axis=1, keepdims=True), 0.1)
    heading = smoothed(heading, _CALM * fps)
    for k in range(2):
        moved[:, k, 0::2] += heading * (own[k, 0] - theirs[k, 0])
    return moved


def on_the_ground(
    world: Array, feet: Feet | None, rate: Rate, ask: Callable[[], object] = go_on
) -> PoseFrames:
    """Poses of world turns [F, 55, 4] whose feet go as `feet` has them, the ground put under them; a body
    without feet stays at its place. ask: called between two steps, may raise Cancelled."""
    if feet is None:
        return PoseFrames(rate, 0, _local(world, ask), np.zeros((len(world), 3)))
    world = _levelled(world, feet, rate)
    ask()
    low = np.stack([_sole(world, feet.ankles[:, k], k) for k in range(2)], axis=1)
    down = FLOOR - floor_of(low.min(axis=1), rate.fps)
    ankles, middle = feet.ankles.copy(), feet.middle.copy()
    ankles[..., 1] += down[:, None]
    middle[:, 1] += down
    ankles[..., 1] += np.maximum(FLOOR - (low + down[:, None]), 0.0)
    return _standing(world, attrs.evolve(feet, ankles=ankles, middle=middle), rate, 0, ask)


def fitted(rig: Rig, poses: PoseFrames, ask: Callable[[], object] = go_on) -> PoseFrames:
    """Poses of the T-pose's measures for a character's own legs: its feet stand where theirs do, steps as
    long as its legs are. ask: called between two steps, may raise Cancelled. Raises ProblemError for a
    character without legs' joints."""
    ours, theirs = LegBuild.of_t_pose(), LegBuild.of_rig(rig)
    ask()
    world = world_rotations(PARENTS, poses.rotations)
    ask()
    places = world_positions(PARENTS, REST, world, poses.translation)
    ask()
    scale = theirs.length / ours.length
    ankles = scale * (places[:, [INDEX[f"{side}_ankle"] for side in _SIDES]] - [0.0, FLOOR, 0.0])
    ankles[..., 1] += theirs.floor + theirs.ankles - scale * ours.ankles
    hips = theirs.hips - theirs.middle, scale * (ours.hips - ours.middle)
    ankles = under_own_hips(ankles, world[:, 0], *hips, poses.rate.fps)
    middle = scale * (places[:, [INDEX[f"{side}_hip"] for side in _SIDES]].mean(axis=1) - [0.0, FLOOR, 0.0])
    middle[:, 1] += theirs.floor + float((theirs.ankles - scale * ours.ankles).mean())
    # On the stage, the middle of a character's hips is where the T-pose has it.
    shift = (theirs.pelvis + theirs.middle - scale * ours.middle) * np.array([1.0, 0.0, 1.0])
    return _standing(world, Feet(theirs, middle + shift, ankles + shift), poses.rate, poses.start, ask)


def ankles_of(rig: Rig, poses: PoseFrames) -> F64:
    """Places [F, 2, 3] of a character's ankles in poses of its own."""
    build, world = LegBuild.of_rig(rig), world_rotations(PARENTS, poses.rotations)
    place = build.pelvis + poses.translation
    found = np.empty((len(world), 2, 3))
    for k, side in enumerate(_SIDES):
        hip = place + rotate(world[:, 0], np.broadcast_to(build.hips[k], place.shape))
        thigh = float(build.thighs[k]) * unit(way(f"{side}_hip", f"{side}_knee"))
        shin = float(build.shins[k]) * unit(way(f"{side}_knee", f"{side}_ankle"))
        upper, lower = world[:, INDEX[f"{side}_hip"]], world[:, INDEX[f"{side}_knee"]]
        found[:, k] = hip + rotate(upper, np.broadcast_to(thigh, hip.shape))
        found[:, k] += rotate(lower, np.broadcast_to(shin, hip.shape))
    return found


def with_ankles(rig: Rig, poses: PoseFrames, ankles: F64) -> PoseFrames:
    """A character's poses with its ankles at those places [F, 2, 3]; feet keep the way they point."""
    build, world = LegBuild.of_rig(rig), world_rotations(PARENTS, poses.rotations)
    middle = build.pelvis + poses.translation
    middle = middle + rotate(world[:, 0], np.broadcast_to(build.middle, middle.shape))
    return _standing(world, Feet(build, middle, ankles), poses.rate, poses.start)


def _standing(
    world: Array, feet: Feet, rate: Rate, start: int, ask: Callable[[], object] = go_on
) -> PoseFrames:
    build = feet.build
    pelvis = world[:, 0]
    place = feet.middle - rotate(pelvis, np.broadcast_to(build.middle, feet.middle.shape))
    place = within_reach(build, pelvis, place, feet.ankles)
    world = world.copy()
    for k, side in enumerate(_SIDES):
        ask()
        hip = place + rotate(pelvis, np.broadcast_to(build.hips[k], place.shape))
        upper, lower = INDEX[f"{side}_hip"], INDEX[f"{side}_knee"]
        world[:, upper], world[:, lower] = reaching(
            build, k, hip, feet.ankles[:, k], world[:, upper], world[:, lower]
        )
    return PoseFrames(rate, start, _local(world, ask), place - build.pelvis)


def _levelled(world: Array, feet: Feet, rate: Rate) -> Array:
    world = world.copy()
    for k, side in enumerate(_SIDES):
        ankle, toes = INDEX[f"{side}_ankle"], INDEX[f"{side}_foot"]
        flat = level(world[:, ankle], feet.ankles[:, k], rate.fps)
        world[:, ankle] = multiply(world[:, ankle], flat)
        world[:, toes] = multiply(world[:, toes], flat)
    return world


def _sole(world: Array, ankle: F64, k: int) -> F64:
    side = _SIDES[k]
    foot, toes = world[:, INDEX[f"{side}_ankle"]], world[:, INDEX[f"{side}_foot"]]
    ball = ankle + rotate(foot, np.broadcast_to(way(f"{side}_ankle", f"{side}_foot"), ankle.shape))
    return soles(foot, toes, ankle, ball)


def _local(world: Array, ask: Callable[[], object]) -> Array:
    """[F, 55, 4] against the parents."""
    local = np.empty(world.shape)
    for joint, parent in enumerate(PARENTS):
        ask()
        own = world[:, joint]
        turn = own if parent < 0 else multiply(conjugate(world[:, parent]), own)
        local[:, joint] = continuous(normalise(turn))
    return local
