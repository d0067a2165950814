"""SMPL-X sequences as files have them, brought onto our ground."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from studio.animation.poses import PoseFrames, multiply, rotate
from studio.core.progress import go_on
from studio.rig.leg_reach import LegBuild
from studio.rig.motion_feet import Feet, on_the_ground
from studio.rig.motion_ground import up_axis, upright_turn
from studio.rig.skinning import world_positions, world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS, REST


def grounded(poses: PoseFrames, ask: Callable[[], object] = go_on) -> tuple[PoseFrames, str]:
    """(the same motion, Y up and the feet on the ground; which axis was up). The bodies of such files differ
    in height, so the ground is where their feet mostly are. ask: called between two steps, may raise
    Cancelled."""
    up = rotate(poses.rotations[:, 0], np.broadcast_to([0.0, 1.0, 0.0], poses.translation.shape))
    axis = up_axis(up)
    turn = upright_turn(axis)
    rotations = poses.rotations.copy()
    rotations[:, 0] = multiply(turn, rotations[:, 0])
    ask()
    world = world_rotations(PARENTS, rotations)
    ask()
    places = world_positions(PARENTS, REST, world, rotate(turn, poses.translation))
    hips, ankles = (
        places[:, [INDEX[f"{side}_{part}"] for side in ("left", "right")]] for part in ("hip", "ankle")
    )
    feet = Feet(LegBuild.of_t_pose(), hips.mean(axis=1), ankles)
    ask()
    return on_the_ground(world, feet, poses.rate, ask), axis
