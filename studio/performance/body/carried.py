"""Motion that a frame rate can carry: what lies between two frames must follow from them.

Between keys every program turns each joint on its own. When an arm and its fingers both turn far within one
frame, the fingers' way in the world strays from the straight one, by about the product of the two turns over
eight. Such moments are softened in time, just enough.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, PoseFrames, chain, conjugate, multiply, normalise
from studio.core.names import SMPLX_JOINTS, SMPLX_PARENTS
from studio.core.progress import Progress, silent

F64 = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]

REACH = 30
"""Frames beyond which one moment's softening is hardly felt: what a piece needs around itself."""

LIMIT = float(np.radians(0.22))
"""Radians that a half-way pose may stray; the twist joints of a character add their own share."""

_ROUNDS = 40
_SPREAD = np.array([0.25, 0.5, 0.75, 1.0, 1.0, 0.75, 0.5, 0.25])  # over the frames around a step


def carried(body: PoseFrames, progress: Progress = silent) -> PoseFrames:
    """The body with arms and hands slowed where they turn faster than its frames can tell. progress is only
    asked whether to stop."""
    if body.frame_count < 3:
        return body
    rotations = body.rotations.copy()
    for side in ("left", "right"):
        _soften(rotations, _arm(side), progress)
    return PoseFrames(body.rate, body.start, rotations, body.translation)


def _arm(side: str) -> list[int]:
    """Joints of an arm from the collar on, parents first."""
    found = [SMPLX_JOINTS.index(f"{side}_collar")]
    for joint, parent in enumerate(SMPLX_PARENTS):
        if parent in found:
            found.append(joint)
    return found


def _soften(rotations: Array, arm: list[int], progress: Progress) -> None:
    steps = np.arange(len(rotations) - 1)
    for _ in range(_ROUNDS):
        progress(0.0)
        far = steps[straying(rotations, arm, steps) > LIMIT]
        if not len(far):
            return
        weight = _weights(far, len(rotations))
        moved = np.flatnonzero(weight)
        moved = moved[(moved > 0) & (moved < len(rotations) - 1)]
        rotations[moved[:, None], arm] = _between_neighbours(rotations[:, arm], moved, weight[moved])
        steps = np.unique(np.concatenate([moved - 1, moved]))


def straying(rotations: Array, arm: list[int], steps: Ints) -> F64:
    """[steps] radians: how far half-way turns of the joints end from the half-way turn in the world, at most
    over an arm's joints. steps: the frames at which the steps begin.
    """
    worst = np.zeros(len(steps))
    before: dict[int, Array] = {}
    after: dict[int, Array] = {}
    middle: dict[int, Array] = {}
    for joint in (*_trunk(arm[0]), *arm):
        one, other = rotations[steps, joint], rotations[steps + 1, joint]
        half, parent = _half(one, other), SMPLX_PARENTS[joint]
        if parent >= 0:
            one, other = multiply(before[parent], one), multiply(after[parent], other)
            half = multiply(middle[parent], half)
        before[joint], after[joint], middle[joint] = one, other, half
        apart = np.abs(chain(conjugate(half), _half(one, other))[:, 3])
        worst = np.maximum(worst, 2 * np.arccos(np.clip(apart, 0.0, 1.0)))
    return worst


def _trunk(joint: int) -> list[int]:
    """Ancestors of a joint, the root first."""
    above: list[int] = []
    while (joint := SMPLX_PARENTS[joint]) >= 0:
        above.insert(0, joint)
    return above


def _half(a: Array, b: Array) -> Array:
    """The turn half-way from a to b the short way."""
    return normalise(a + np.where((a * b).sum(axis=-1, keepdims=True) < 0, -b, b))


def _weights(far: Ints, frames: int) -> F64:
    """[frames] 0..1: how much of its neighbours each frame takes."""
    weight = np.zeros(frames)
    first = far - (len(_SPREAD) // 2 - 1)
    for k, share in enumerate(_SPREAD):
        at = np.clip(first + k, 0, frames - 1)
        weight[at] = np.maximum(weight[at], share)
    return weight


def _between_neighbours(turns: Array, frames: Ints, weight: F64) -> Array:
    here = turns[frames]
    around = np.zeros_like(here)
    for other in (turns[frames - 1], turns[frames + 1]):
        around += np.where((here * other).sum(axis=-1, keepdims=True) < 0, -other, other)
    return normalise(here + (0.5 * weight)[:, None, None] * (around - 2 * here) * 0.5)
