"""A long performance baked piece by piece, so that it can be watched and stopped: the frames of the whole."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import numpy as np

from studio.animation.poses import continuous
from studio.core.problems import ProblemLog
from studio.core.progress import Progress
from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange, frame_ticks
from studio.document.schema import Character
from studio.interchange.baked import BakedClip
from studio.performance.compose import compose
from studio.performance.frames import PerformanceFrames
from studio.rig.retarget import retarget
from studio.rig.schema import Rig

PIECE = 60  # frames: composed in a fifth of a second


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
    """What `performing.bake` gives, bit by bit the same; reports after each piece."""
    spans = _pieces(span, rate, piece)
    found = []
    for k, part in enumerate(spans):
        progress(0.8 * k / len(spans), f"performing {name}")
        found.append(compose(character, rig, part, rate, log))
    frames = _joined(found, span)
    progress(0.8, "putting it on the joints")
    joints = retarget(rig, frames.body, frames.gaze_degrees)
    return BakedClip(name, rate, rig, joints, frames.face, frames.body, frames.gaze_degrees)


def _pieces(span: TimeRange, rate: Rate, piece: int) -> list[TimeRange]:
    """The whole where frames do not begin on ticks: a piece's frames would begin elsewhere."""
    count = len(frame_ticks(span, rate))
    if TICKS_PER_SECOND * rate.denominator % rate.numerator:
        return [span]
    ends = [(a, min(a + piece, count) - 1) for a in range(0, count, piece)]
    return [TimeRange(span.start + rate.tick_of(a), span.start + rate.tick_of(b)) for a, b in ends]


def _joined(parts: Sequence[PerformanceFrames], span: TimeRange) -> PerformanceFrames:
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    face = attrs.evolve(first.face, start=span.start, values=np.concatenate([p.face.values for p in parts]))
    body = attrs.evolve(
        first.body,
        rotations=continuous(np.concatenate([p.body.rotations for p in parts])),
        translation=np.concatenate([p.body.translation for p in parts]),
    )
    return PerformanceFrames(face, body, np.concatenate([p.gaze_degrees for p in parts]))
