"""What a gesture is made of: key poses of a hand in body space, in phases, with the words it goes with."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]

KINDS = ("beat", "deictic", "iconic", "metaphoric", "emblem", "adaptor", "listening")
PHASES = ("prep", "stroke", "hold")
HANDS = ("right", "left", "both", "either", "alternate", "none")
ANCHORS = ("shoulder", "head", "chest", "belly", "hip", "other_hand")
FINGERS = ("index", "middle", "ring", "pinky")

Vector = tuple[float, float, float]


@attrs.frozen
class Turn:
    """Degrees: pitch forwards (down), yaw towards the gesturing hand's side, roll the ear or shoulder of that
    side down."""

    pitch: float = 0.0
    yaw: float = 0.0
    roll: float = 0.0


@attrs.frozen
class Lift:
    """A shoulder's own part, -1..1: `lift` towards the ear, `forward` to the front."""

    lift: float = 0.0
    forward: float = 0.0


@attrs.frozen
class HandShape:
    """Degrees that each finger's three joints bend to the palm (knuckle first), and its knuckle to the
    thumb's side; the thumb: down to the palm, towards the index finger, its two outer joints."""

    name: str
    index: Vector = (18, 24, 13)
    middle: Vector = (24, 28, 15)
    ring: Vector = (29, 32, 17)
    pinky: Vector = (33, 34, 18)
    spread: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    thumb: tuple[float, float, float, float] = (0, 20, 8, 14)

    def angles(self) -> F64:
        """[20] bends by finger, spreads, thumb."""
        bends = [*self.index, *self.middle, *self.ring, *self.pinky]
        return np.array([*bends, *self.spread, *self.thumb], np.float64)


@attrs.frozen
class Hand:
    """Where a hand is in a pose.

    place: of the wrist, in arm lengths (shoulder to wrist, straight) from `anchor`, in the chest's frame: x
    out to the hand's own side, y up, z forward; anchors other than the shoulder: `head` between the eyes,
    `chest` on the breastbone, `belly` on the navel, `hip` on the hip bone of that side, `other_hand` its
    wrist. palm and fingers: directions in the same frame; swivel: degrees that the elbow is lifted outward;
    shape: name of a hand shape.
    """

    place: Vector
    palm: Vector
    fingers: Vector
    shape: str = "open_relaxed"
    swivel: float = 15.0
    anchor: str = "shoulder"


@attrs.frozen
class Oscillation:
    """A to and fro while the pose is held: `count` times along `axis` (arm lengths times `size`), or, with
    `turn`, degrees of forearm twist, wrist bend to the palm, wrist bend to the thumb."""

    count: float = 2.0
    axis: Vector = (0.0, 1.0, 0.0)
    size: float = 0.05
    turn: Vector = (0.0, 0.0, 0.0)


@attrs.frozen
class Pose:
    """A key pose, reached at share `at` of the duration. `other`: the second hand's own place, or None where
    it mirrors the first; a pose with `touch` is the same however large the gesture is done."""

    phase: str
    at: float
    hand: Hand
    other: Hand | None = None
    torso: Turn = Turn()
    head: Turn = Turn()
    shoulder: Lift = Lift()
    oscillate: Oscillation | None = None
    touch: bool = False


@attrs.frozen
class Gesture:
    """A gesture as people describe it. duration: seconds from the preparation's start to the hold's end at
    tempo 1; the way back to rest comes on top. second_hand: 0..1, how far the other hand joins in. hands:
    `none` moves head and trunk alone and leaves the arms to whatever else they do."""

    name: str
    kind: str
    summary: str
    poses: tuple[Pose, ...]
    words: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict, hash=False)
    emotions: tuple[str, ...] = ()
    hands: str = "either"
    weight: float = 1.0
    duration: float = 1.1
    extent: tuple[float, float] = (0.6, 1.4)
    second_hand: float = 0.0
    tags: tuple[str, ...] = ()

    @property
    def stroke_pose(self) -> int:
        """Index of the pose at which the (first) stroke ends; the last pose where none is named."""
        strokes = [i for i, pose in enumerate(self.poses) if pose.phase == "stroke"]
        return strokes[0] if strokes else len(self.poses) - 1

    @property
    def stroke(self) -> float:
        """Seconds from the start to the stroke's end at tempo 1."""
        return self.duration * self.poses[self.stroke_pose].at

    @property
    def hold(self) -> float:
        """Seconds from the stroke's end to the hold's end at tempo 1."""
        return self.duration - self.stroke
