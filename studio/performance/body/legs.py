"""Legs that stand: feet stay where they are put, whatever the hips do."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import Array, about, conjugate, from_matrix, multiply, rotate
from studio.animation.quaternions import unit
from studio.performance.body.build import Build
from studio.rig.smplx_skeleton import way

F64 = npt.NDArray[np.float64]

_STRAIGHT = 0.9982  # share of a leg's length that a standing leg reaches: its knee keeps some seven degrees
_EASE = 0.004  # metres over which the load passes from one leg's reach to the other's
_SIDES = ("left", "right")


@attrs.define(frozen=True, eq=False)
class Stance:
    """Where the feet stand: ankles [2, 3] in the world and toes turned out [2] radians (left, right)."""

    ankles: F64
    toes_out: F64


def stance_of(build: Build, seed: int) -> Stance:
    """Feet below the hips, not quite alike: people do not stand to attention."""
    rng = np.random.default_rng([abs(seed), 51])
    ankles = build.ankles.copy()
    ankles[:, 0] = np.sign(ankles[:, 0]) * np.abs(build.hips[:, 0]) * rng.uniform(1.08, 1.16)
    ankles[:, 2] += np.array([0.5, -0.5]) * rng.uniform(-0.035, 0.035)
    return Stance(ankles, np.radians(rng.uniform(6.0, 12.0, 2)))


def pelvis_height(build: Build, stance: Stance, turn: Array, place: F64) -> F64:
    """[F] the highest place of the pelvis joint that lets both legs reach their feet; place [F, 3] gives x
    and z."""
    reach = _STRAIGHT * (build.thighs + build.shins)
    heights = []
    for k in range(2):
        offset = rotate(turn, np.broadcast_to(build.hips[k], place.shape))
        aside = (place + offset - stance.ankles[k])[:, [0, 2]]
        up = np.sqrt(np.maximum(reach[k] ** 2 - (aside**2).sum(axis=1), 0.01))
        heights.append(stance.ankles[k, 1] + up - offset[:, 1])
    # The lower of the two, rounded off where they meet, so that no knee snaps.
    low, high = np.minimum(*heights), np.maximum(*heights)
    return np.asarray(low - _EASE * np.log1p(np.exp(-(high - low) / _EASE)), np.float64)


def legs(build: Build, stance: Stance, turn: Array, place: F64) -> dict[str, Array]:
    """Local turns [F, 4] of hips, knees and ankles for a pelvis turned by `turn` [F, 4] at `place` [F, 3]."""
    found: dict[str, Array] = {}
    for k, side in enumerate(_SIDES):
        hip = place + rotate(turn, np.broadcast_to(build.hips[k], place.shape))
        out = stance.toes_out[k] * (1.0 if side == "left" else -1.0)
        foot = about([0.0, 1.0, 0.0], np.full(len(place), out))
        thigh, shin = _two_bones(hip, stance.ankles[k], (build.thighs[k], build.shins[k]), foot, side)
        found[f"{side}_hip"] = multiply(conjugate(turn), thigh)
        found[f"{side}_knee"] = multiply(conjugate(thigh), shin)
        found[f"{side}_ankle"] = multiply(conjugate(shin), foot)
    return found


def _two_bones(
    hip: F64, ankle: F64, lengths: tuple[float, float], foot: Array, side: str
) -> tuple[Array, Array]:
    """World turns of thigh and shin whose chain ends at the ankle, the knee over the toes."""
    first, second = lengths
    line = ankle - hip
    distance = np.minimum(np.linalg.norm(line, axis=1), 0.9999 * (first + second))
    along = unit(line)
    toes = rotate(foot, np.broadcast_to([0.0, 0.0, 1.0], hip.shape))
    front = unit(toes - (toes * along).sum(axis=1, keepdims=True) * along)
    # Law of cosines at the hip.
    cosine = np.clip((distance**2 + first**2 - second**2) / (2 * distance * first), -1.0, 1.0)[:, None]
    knee = hip + first * (cosine * along + np.sqrt(1 - cosine**2) * front)
    hinge = np.cross(front, along)
    return (
        _from_t_pose(knee - hip, hinge, way(f"{side}_hip", f"{side}_knee")),
        _from_t_pose(hip + distance[:, None] * along - knee, hinge, way(f"{side}_knee", f"{side}_ankle")),
    )


def _from_t_pose(bone: F64, hinge: F64, rest: F64) -> Array:
    """The turn that takes a leg bone of the T-pose, whose hinge lies to the left, to `bone` and `hinge`."""
    rest_axes = _axes(rest, np.array([1.0, 0.0, 0.0]))
    return from_matrix(_axes(bone, hinge) @ rest_axes.T)


def _axes(along: F64, beside: F64) -> F64:
    first = unit(along)
    second = unit(beside - (beside * first).sum(axis=-1, keepdims=True) * first)
    return np.stack([first, second, np.cross(first, second)], axis=-1)
