"""The arm as two bones with an elbow that swivels and a wrist with its limits, as if every arm were the left
one.

Frames: x out, y up, z forward. Angles of the wrist: forearm turned (0 thumb forwards on a hanging arm, above
0 palm to the back), bent to the palm, and bent to the thumb's side, all in radians.
"""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.poses import (
    Array,
    about,
    between,
    chain,
    conjugate,
    from_matrix,
    multiply,
    rotate,
    to_matrix,
)
from studio.animation.quaternions import unit
from studio.rig.smplx_skeleton import way

F64 = npt.NDArray[np.float64]

# The forearm can turn 85 degrees; a hinge that is not square to its bone takes up to five of them.
TWIST_LIMIT, FLEX_LIMIT, SIDE_LIMIT, ELBOW_LIMIT = np.radians([80.0, 70.0, 25.0, 150.0])
WRIST_LIMITS: F64 = np.array([TWIST_LIMIT, FLEX_LIMIT, SIDE_LIMIT])
STRAIGHTEST = 0.985  # share of its length that an arm reaches: nobody locks the elbow in talk

_X, _Y, _Z = np.eye(3)
UPPER_WAY = unit(way("left_shoulder", "left_elbow"))
FORE_WAY = unit(way("left_elbow", "left_wrist"))


@attrs.define(frozen=True, eq=False)
class ArmTurns:
    """World turns [n, 4] of upper arm and forearm (not yet twisted), from the T-pose, and the elbow's place
    [n, 3] from the shoulder."""

    upper: Array
    fore: Array
    elbow: F64


def two_bones(reach: F64, swivel: F64, upper: float, fore: float) -> ArmTurns:
    """Both bones for a wrist at `reach` [n, 3] metres from the shoulder; swivel [n] radians outward."""
    distance = np.linalg.norm(reach, axis=1)
    nearest = np.sqrt(upper**2 + fore**2 + 2 * upper * fore * np.cos(ELBOW_LIMIT))
    distance = np.clip(distance, nearest, STRAIGHTEST * (upper + fore))
    along = unit(reach)
    down, side = elbow_axes(along)
    across = np.cos(swivel)[:, None] * down + np.sin(swivel)[:, None] * side
    # Law of cosines at the shoulder.
    cosine = np.clip((distance**2 + upper**2 - fore**2) / (2 * distance * upper), -1.0, 1.0)[:, None]
    elbow = upper * (cosine * along + np.sqrt(1 - cosine**2) * across)
    to_hand = distance[:, None] * along - elbow
    hinge = np.cross(along, across)  # the forearm turns from the elbow's side to the line
    return ArmTurns(_turned(elbow, -hinge, UPPER_WAY), _turned(to_hand, -hinge, FORE_WAY), elbow)


def elbow_axes(along: F64) -> tuple[F64, F64]:
    """[n, 3] where an elbow hangs for a hand in direction `along`, and where it goes when lifted outward.

    Carried from the hand straight ahead, elbow below, without twist: a hanging arm's elbow looks back.
    """
    carried = between(np.broadcast_to(_Z, along.shape), along)
    return rotate(carried, np.broadcast_to(-_Y, along.shape)), rotate(
        carried, np.broadcast_to(_X, along.shape)
    )


def swivel_of(reach: F64, elbow: F64) -> F64:
    """[n] radians of swivel of an elbow at `elbow` [n, 3] for a hand at `reach`, both from the shoulder."""
    down, side = elbow_axes(unit(reach))
    return np.asarray(np.arctan2((elbow * side).sum(axis=1), (elbow * down).sum(axis=1)), np.float64)


def hand_turn(fore: Array, angles: F64) -> tuple[Array, Array]:
    """World turns of the twisted forearm and of the hand, for a forearm `fore` [n, 4] and wrist angles
    [n, 3]."""
    twisted = multiply(fore, about(FORE_WAY, angles[:, 0]))
    return twisted, multiply(twisted, wrist_turn(angles))


def wrist_turn(angles: F64) -> Array:
    """The wrist's own turn [n, 4] for angles [n, 3], of which the forearm has taken the first."""
    return chain(about(-_Z, angles[..., 1]), about(_Y, angles[..., 2] * -1.0))


def wrist_angles(fore: Array, hand: Array) -> F64:
    """[n, 3] the angles, not limited, of a hand's world turn on a forearm's: exact below a quarter turn."""
    m = to_matrix(multiply(conjugate(fore), hand))
    flex = np.arcsin(np.clip(m[..., 0, 1], -1.0, 1.0))
    return np.stack(
        [np.arctan2(m[..., 2, 1], m[..., 1, 1]), flex, -np.arctan2(m[..., 0, 2], m[..., 0, 0])], axis=-1
    )


def nearest_wrist(fore: Array, hand: Array) -> tuple[F64, F64]:
    """Angles [n, 3] within the limits that bring the hand near to a wanted turn, the fingers before the palm,
    and how far [n] it stays from it in radians."""
    wanted = wrist_angles(fore, hand)
    twist = np.clip(wanted[..., 0], -TWIST_LIMIT, TWIST_LIMIT)
    left = multiply(conjugate(multiply(fore, about(FORE_WAY, twist))), hand)
    fingers = rotate(left, np.broadcast_to(_X, (*left.shape[:-1], 3)))
    flex = np.arctan2(-fingers[..., 1], np.maximum(fingers[..., 0], 0.05))
    side = np.arcsin(np.clip(fingers[..., 2], -1.0, 1.0))
    angles = np.stack(
        [twist, np.clip(flex, -FLEX_LIMIT, FLEX_LIMIT), np.clip(side, -SIDE_LIMIT, SIDE_LIMIT)], axis=-1
    )
    reached = multiply(multiply(fore, about(FORE_WAY, twist)), wrist_turn(angles))
    alike = np.abs((reached * hand).sum(axis=-1))
    return angles, 2 * np.arccos(np.clip(alike, 0.0, 1.0))


def limited(angles: F64) -> F64:
    """Wrist angles [n, 3] that come softly to a stop at the joint's limits and never pass them."""
    knee = 0.85 * WRIST_LIMITS
    beyond = np.maximum(np.abs(angles) - knee, 0.0)
    room = WRIST_LIMITS - knee
    return np.asarray(np.sign(angles) * (np.minimum(np.abs(angles), knee) + room * np.tanh(beyond / room)))


def hand_frame(palm: F64, fingers: F64) -> Array:
    """World turns [n, 4] of a left hand from its T-pose (fingers along x, palm down) whose fingers and palm
    look that way; where the two are not square to each other the fingers are kept."""
    first = unit(fingers)
    away = -(palm - (palm * first).sum(axis=-1, keepdims=True) * first)
    short = np.linalg.norm(away, axis=-1, keepdims=True) < 1e-3
    away = unit(np.where(short, np.cross(first, np.cross(_Y + 0.1 * _Z, first)), away))
    return from_matrix(np.stack([first, away, np.cross(first, away)], axis=-1))


def collar_lift(place: F64, own: F64, weight: F64) -> Array:
    """The shoulder [F, 4] rises with a hand above it and comes forward with one that reaches; own [F, 2]:
    what the gesture asks of it besides."""
    high = np.clip(place[:, 1] + 0.35, 0.0, 1.2)
    far = np.clip(np.linalg.norm(place, axis=1) - 0.7, 0.0, 0.3) / 0.3 * np.clip(place[:, 2], 0.0, 1.0)
    up = weight * (16.0 * high**2 / (high + 0.25) + 17.0 * own[:, 0])
    forward = weight * (7.0 * far + 10.0 * own[:, 1] + 9.0 * np.clip(-place[:, 0], 0.0, 0.6))
    return chain(about([0.0, -1.0, 0.0], np.radians(forward)), about([0.0, 0.0, 1.0], np.radians(up)))


def _turned(bone: F64, hinge: F64, rest: F64) -> Array:
    """The turn that takes an arm bone of the T-pose, which bends about -Y, to `bone` and `hinge`."""
    return from_matrix(_axes(bone, hinge) @ _axes(rest, _Y * -1.0).T)


def _axes(along: F64, beside: F64) -> F64:
    first = unit(along)
    second = unit(beside - (beside * first).sum(axis=-1, keepdims=True) * first)
    return np.stack([first, second, np.cross(first, second)], axis=-1)
