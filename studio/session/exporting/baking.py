"""A long performance baked piece by piece, so that it can be watched and stopped: the frames of the whole."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames, continuous
from studio.core.names import ARKIT_CHANNELS, SMPLX_JOINTS
from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of
from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange, frame_ticks
from studio.document.schema import Character
from studio.interchange.baked import BakedClip
from studio.performance.around import around
from studio.performance.compose import compose
from studio.performance.frames import PerformanceFrames
from studio.rig.retarget import retarget
from studio.rig.schema import JointFrames, Rig

F64 = npt.NDArray[np.float64]

PIECE = 300
"""Frames. Each piece is composed with a second more on either side: short ones take three times as long."""


def bake_by_pieces(
    character: Character,
    rig: Rig,
    span: TimeRange,
    rate: Rate,
    name: str,
    log: ProblemLog,
    progress: Progress,
    piece: int = PIECE,
) -> BakedClip:
    """What `performing.bake` gives, bit by bit the same; reports before each piece and needs little more room
    than the result."""
    spans = _pieces(span, rate, piece)
    made = _Frames.room_for(len(frame_ticks(span, rate)), len(rig.joint_names))
    for k, part in enumerate(spans):
        share = part_of(progress, k / len(spans), (k + 1) / len(spans))
        share(0.0, f"performing {name}")
        found = compose(around(character, part), rig, part, rate, log, share)
        share(0.9)
        made.add(found, rig)
    face = ChannelFrames(ARKIT_CHANNELS, rate, span.start, made.face)
    body = PoseFrames(rate, span.start, made.body, made.body_moved)
    joints = JointFrames(made.joints, made.joints_moved)
    return BakedClip(name, rate, rig, joints, face, body, made.gaze)


@attrs.define(eq=False)
class _Frames:
    """Frames as far as they are made: face [F, 52], body [F, 55, 4], joints [F, J, 4], gaze [F, 4]."""

    face: npt.NDArray[np.float32]
    body: F64
    body_moved: F64
    joints: F64
    joints_moved: F64
    gaze: F64
    done: int = 0

    @classmethod
    def room_for(cls, frames: int, joints: int) -> _Frames:
        return cls(
            np.empty((frames, len(ARKIT_CHANNELS)), np.float32),
            np.empty((frames, len(SMPLX_JOINTS), 4)),
            np.empty((frames, 3)),
            np.empty((frames, joints, 4)),
            np.empty((frames, 3)),
            np.empty((frames, 4)),
        )

    def add(self, found: PerformanceFrames, rig: Rig) -> None:
        """Composed frames, put on the joints."""
        first, self.done = self.done, self.done + len(found.face.values)
        here = slice(first, self.done)
        self.face[here] = found.face.values
        self.body[here] = _going_on(self.body[:first], found.body.rotations)
        self.body_moved[here] = found.body.translation
        self.gaze[here] = found.gaze_degrees
        joints = retarget(rig, attrs.evolve(found.body, rotations=self.body[here]), found.gaze_degrees)
        self.joints[here] = _going_on(self.joints[:first], joints.rotations)
        self.joints_moved[here] = joints.root_translation


def _going_on(before: F64, turns: F64) -> F64:
    """Turns in the signs that go on from what is before them."""
    if not len(before):
        return turns
    return np.asarray(continuous(np.concatenate([before[-1:], turns]))[1:])


def _pieces(span: TimeRange, rate: Rate, piece: int) -> list[TimeRange]:
    """The whole where frames do not begin on ticks: a piece's frames would begin elsewhere."""
    count = len(frame_ticks(span, rate))
    if TICKS_PER_SECOND * rate.denominator % rate.numerator:
        return [span]
    ends = [(a, min(a + piece, count) - 1) for a in range(0, count, piece)]
    return [TimeRange(span.start + rate.tick_of(a), span.start + rate.tick_of(b)) for a, b in ends]
