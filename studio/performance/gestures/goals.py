"""What each key of a gesture asks of a hand, as large, high, near and tense as the mood has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from studio.performance.gestures.arm import hand_frame, nearest_wrist, two_bones
from studio.performance.gestures.performed import Performed
from studio.performance.gestures.proportions import Proportions
from studio.performance.gestures.schema import Hand, HandShape, Pose

F64 = npt.NDArray[np.float64]

PLACE, ANGLES, SWIVEL, FRAME, SHOULDER, SHAPE, WEIGHT = (
    slice(0, 3), slice(3, 6), slice(6, 7), slice(7, 9), slice(9, 11), slice(11, 31), slice(31, 32),
)  # fmt: skip
WIDTH = 32
# FRAME: how far a place belongs to the chest itself, to the head; WEIGHT: how far a hand has left its rest.

CENTRE: F64 = np.array([0.05, -0.62, 0.36])
"""About where hands start from and come back to while someone talks."""

_SWIVELS: F64 = np.radians(np.arange(-25.0, 61.0, 5.0))
_CLENCHED: F64 = np.array([50, 60, 35, 52, 62, 36, 54, 62, 36, 54, 60, 34, 0, 0, 0, 0, 20, 0, 30, 32.0])
_HARD = 0.5  # power from which a stroke is wound up for
_AT_WILL = ("open_relaxed", "at_ease", "cupped", "spread")


@attrs.define(frozen=True, eq=False)
class Ask:
    """One pose of a gesture for one hand; `leads` where it is the hand the pose is written for."""

    g: Performed
    pose: Pose
    share: float
    leads: bool

    @property
    def hand(self) -> Hand:
        return self.pose.hand if self.leads or self.pose.other is None else self.pose.other


def goals(asked: Sequence[Ask], side: int, shapes: Mapping[str, HandShape], body: Proportions) -> F64:
    """[asked, WIDTH] values of the keys of one hand (0 left, 1 right)."""
    out = np.zeros((len(asked), WIDTH))
    if not asked:
        return out
    for row, ask in zip(out, asked, strict=True):
        row[PLACE] = _place(ask, side, body)
        row[FRAME] = float(ask.hand.anchor in ("chest", "belly", "hip")), float(ask.hand.anchor == "head")
        row[SHAPE] = _shape(ask.hand, shapes, float(ask.g.manner.tension))
        row[SHOULDER] = ask.pose.shoulder.lift, ask.pose.shoulder.forward
        row[WEIGHT] = ask.share
    out[:, ANGLES], out[:, SWIVEL] = _wrists(out[:, PLACE], asked, side, body)
    return out


def _shape(hand: Hand, shapes: Mapping[str, HandShape], tension: float) -> F64:
    """Anger closes hands that are open for no reason of their own, sorrow lets them hang."""
    shape = shapes[hand.shape].angles()
    if hand.shape not in _AT_WILL:
        return shape
    clench = 0.55 * max(tension - 0.35, 0.0) / 0.65
    limp = 0.5 * max(0.2 - tension, 0.0) / 0.2
    shape = shape + clench * (np.maximum(shape, _CLENCHED) - shape)
    return np.asarray(shape + limp * (shapes["at_ease"].angles() - shape if "at_ease" in shapes else 0.0))


def _place(ask: Ask, side: int, body: Proportions) -> F64:
    """Arm lengths from the shoulder at rest."""
    hand, manner = ask.hand, ask.g.manner
    place = np.array(hand.place)
    if hand.anchor == "other_hand":
        theirs = ask.pose.other if ask.leads else ask.pose.hand
        across = np.array(theirs.place if theirs else hand.place) * [-1.0, 1.0, 1.0]
        width = 2 * body.at_rest[side, 0] / body.arm[side]
        return np.asarray(across - [width, 0.0, 0.0] + place, np.float64)
    if hand.anchor != "shoulder":
        anchor = body.anchors[hand.anchor][side] - body.at_rest[side]
        return np.asarray(anchor / body.arm[side] + place, np.float64)
    if ask.pose.touch:
        return place
    extent = float(np.clip(manner.extent, *ask.g.gesture.extent))
    # Inwards there is less room: the other hand is there.
    grown = np.array([extent if place[0] > 0 else min(extent, 1.1), extent, extent])
    raised = float(manner.rise) * np.clip((place[1] + 1.0) / 0.4, 0.0, 1.0)
    shift = np.array([float(manner.out), raised, -float(manner.near)]) + _wind_up(ask)
    return np.asarray(CENTRE + (place - CENTRE) * grown + shift, np.float64)


def _wind_up(ask: Ask) -> F64:
    """[3] arm lengths that a hard stroke's preparation is drawn back from where it will strike."""
    poses = ask.g.gesture.poses
    k = ask.g.gesture.stroke_pose
    hard = float(ask.g.manner.power) - _HARD
    if hard <= 0 or k == 0 or ask.pose is not poses[k - 1]:
        return np.zeros(3)
    here, there = (p.hand if ask.leads or p.other is None else p.other for p in (ask.pose, poses[k]))
    if here.anchor != "shoulder" or there.anchor != "shoulder":
        return np.zeros(3)
    back = np.array(here.place) - np.array(there.place)
    size = max(float(np.linalg.norm(back)), 1e-6)
    return np.asarray(back / size * min(0.6 * size, 0.14) * hard / (1 - _HARD), np.float64)


def _wrists(places: F64, asked: Sequence[Ask], side: int, body: Proportions) -> tuple[F64, F64]:
    """Angles [n, 3] and swivels [n, 1]: of the swivels near the wanted one, that which strains the wrist
    least."""
    wanted = [
        a.hand.swivel + a.g.event.params.get("swivel", 0.0) + 25.0 * float(a.g.manner.out) for a in asked
    ]
    swivels = np.radians(wanted)[:, None] + _SWIVELS
    reach = np.repeat(places * body.arm[side], len(_SWIVELS), axis=0)
    bones = two_bones(reach, swivels.reshape(-1), float(body.upper[side]), float(body.fore[side]))
    turn = hand_frame(np.array([a.hand.palm for a in asked]), np.array([a.hand.fingers for a in asked]))
    angles, off = nearest_wrist(bones.fore, np.repeat(turn, len(_SWIVELS), axis=0))
    angles, off = angles.reshape(*swivels.shape, 3), off.reshape(swivels.shape)
    strain = off + 0.3 * np.abs(_SWIVELS) + 0.1 * (angles[..., 1] ** 2 + 4 * angles[..., 2] ** 2)
    best = np.argmin(strain, axis=1)
    rows = np.arange(len(asked))
    return angles[rows, best], swivels[rows, best][:, None]
