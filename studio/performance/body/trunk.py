"""Pelvis, spine, shoulders, neck and head."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import IDENTITY, Array, about, chain, conjugate, multiply, rotate, slerp
from studio.performance.body.build import Build
from studio.performance.body.posture import Posture
from studio.performance.body.unrest import Unrest

F64 = npt.NDArray[np.float64]

_TO_THE_SIDE = 0.042  # metres the pelvis moves over a leg that takes the weight
_TO_THE_TOES = 0.012
_HIP_DROP = 3.2  # degrees that the hip of the free leg sinks
_STEADY = 0.78  # share of the trunk's turning that the neck takes back, to keep the eyes level


@attrs.define(frozen=True, eq=False)
class Trunk:
    """turns: local [F, 4] by SMPL-X name; pelvis: its world turn; sway [F, 3]: metres from the middle of
    the stance (no height); chest, collars: world turns of spine3 and of the left and right collar."""

    turns: dict[str, Array]
    pelvis: Array
    sway: F64
    chest: Array
    collars: tuple[Array, Array]


def trunk(p: Posture, weight: F64, breath: F64, head: Array, unrest: Unrest) -> Trunk:
    """weight [F, 2] and breath [F] as in `motion`; head [F, 4] is the head's own turn against a quiet
    chest."""
    side, toes = weight[:, 0], weight[:, 1]
    sway = np.zeros((len(side), 3))
    sway[:, 0] = _TO_THE_SIDE * side + 0.004 * unrest(1, 0.19)
    sway[:, 2] = _TO_THE_TOES * toes + p.forward + 0.004 * unrest(2, 0.23)
    pelvis = _turn(
        0.12 * p.bend + 0.5 * unrest(3, 0.21),
        0.25 * p.twist + 2.0 * side + 0.7 * unrest(4, 0.13),
        _HIP_DROP * side + 0.3 * unrest(5, 0.27),
    )
    turns = {"pelvis": pelvis} | _spine(p, side, breath, unrest)
    chest = chain(pelvis, turns["spine1"], turns["spine2"], turns["spine3"])
    turns |= _collars(p, breath, unrest) | _neck(p, chest, head)
    collars = (multiply(chest, turns["left_collar"]), multiply(chest, turns["right_collar"]))
    return Trunk(turns, pelvis, sway, chest, collars)


def shoulder_places(build: Build, t: Trunk) -> F64:
    """[F, 2, 3] of the left and right shoulder from the pelvis joint's rest place, height of the pelvis
    left out."""
    places = t.sway.copy()
    turn = t.pelvis
    for step, name in zip(build.spine, ("spine1", "spine2", "spine3"), strict=True):
        places = places + rotate(turn, np.broadcast_to(step, places.shape))
        turn = multiply(turn, t.turns[name])
    ends = [rotate(turn, np.broadcast_to(build.shoulders[k], places.shape)) for k in range(2)]
    return np.stack([places + end for end in ends], axis=1)


def _spine(p: Posture, side: F64, breath: F64, unrest: Unrest) -> dict[str, Array]:
    """The spine bends back over the hips that went aside, and rises with the breath."""
    return {
        "spine1": _turn(
            0.25 * p.bend + 0.2 * p.chest + 0.3 * unrest(14, 0.18),
            0.25 * p.twist - 0.8 * side,
            -0.4 * p.lean - 1.7 * side + 0.2 * unrest(15, 0.24),
        ),
        "spine2": _turn(
            0.35 * p.bend - 0.4 * p.chest - 0.6 * breath + 0.5 * unrest(6, 0.17),
            0.25 * p.twist - 0.9 * side + 0.5 * unrest(7, 0.15),
            -0.3 * p.lean - 1.5 * side + 0.4 * unrest(8, 0.22),
        ),
        "spine3": _turn(
            0.4 * p.bend - 0.8 * p.chest - 1.7 * breath,
            0.25 * p.twist + 0.6 * unrest(9, 0.29),
            -0.3 * p.lean - 0.8 * side,
        ),
    }


def _collars(p: Posture, breath: F64, unrest: Unrest) -> dict[str, Array]:
    found = {}
    for n, (name, mirror) in enumerate((("left_collar", 1.0), ("right_collar", -1.0))):
        up = p.raise_ + 2.0 * breath + 0.4 * unrest(10 + n, 0.31)
        inwards = p.roll_in - 0.8 * breath + 0.4 * unrest(12 + n, 0.25)
        found[name] = chain(
            about([0.0, -mirror, 0.0], np.radians(inwards)), about([0.0, 0.0, mirror], np.radians(up))
        )
    return found


def _neck(p: Posture, chest: Array, head: Array) -> dict[str, Array]:
    """The head's own motion on a neck that takes back most of what the trunk does; each bends half."""
    steady = slerp(IDENTITY, chest, 1.0 - _STEADY)
    whole = chain(conjugate(chest), steady, _turn(p.chin, p.turn, -np.asarray(p.tilt)), head)
    neck = slerp(IDENTITY, whole, 0.45)
    return {"neck": neck, "head": multiply(conjugate(neck), whole)}


def _turn(pitch: F64 | float, yaw: F64 | float, roll: F64 | float) -> Array:
    """Degrees forwards, to the left, and counter-clockwise as seen from the front's far side (+Z up to
    +Y)."""
    return chain(
        about([0.0, 1.0, 0.0], np.radians(yaw)),
        about([1.0, 0.0, 0.0], np.radians(pitch)),
        about([0.0, 0.0, 1.0], np.radians(roll)),
    )
