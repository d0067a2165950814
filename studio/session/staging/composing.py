"""Pages of a performance, composed on whichever thread: values in, values out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, TimeRange
from studio.document.schema import Character, Event, OverrideLayer, VoiceClip
from studio.session.keying.keys import HANDWORK
from studio.session.staging.composed import PAGE

if TYPE_CHECKING:
    from studio.rig.schema import Rig

F32 = npt.NDArray[np.float32]

ALONE = "alone-"
"""Begins the id of a layer, never saved, that silences all channels but those one wants to see alone."""


@attrs.define(frozen=True, eq=False)
class Composition:
    """A page from frame `first` on: faces [n, 52], bare without the artist's handwork; rotations [n, J, 4],
    roots [n, 3] and heads [n, 4] of the body, None where that was there; change: how many changes of the
    character it knows of."""

    first: int
    change: int
    faces: F32
    bare: F32
    body: tuple[F32, F32, F32] | None


def frame_span(first: int, last: int, rate: Rate) -> TimeRange:
    """From the start of one frame to the start of another."""
    return TimeRange(rate.tick_of(first), rate.tick_of(max(last, first)))


@attrs.frozen(eq=False)
class Order:
    """What to compose: `count` frames from `first` on; heads [count, 4] of the body where that holds."""

    character: Character
    rig: Rig
    rate: Rate
    first: int
    count: int
    change: int
    heads: F32 | None = None


def compose_page(order: Order, progress: Progress) -> Composition:
    """Body and face, or the face alone. Its findings are those of an export, and told there."""
    rig, rate, first, count = order.rig, order.rate, order.first, order.count
    near = around_page(order.character, first // PAGE, rate)
    if order.heads is not None:
        made = compose_faces(near, rig, first, rate, order.heads[:count], progress)
        return Composition(first, order.change, made.faces, made.bare, None)
    from studio.performance.body import head_turns  # noqa: PLC0415 - heavy
    from studio.performance.compose import compose  # noqa: PLC0415 - heavy
    from studio.rig.retarget import retarget  # noqa: PLC0415 - heavy

    span = frame_span(first, first + count - 1, rate)
    progress(0.1)
    frames = compose(near, rig, span, rate, ProblemLog(), part_of(progress, 0.1, 0.7))
    progress(0.7)
    joints = retarget(rig, frames.body, frames.gaze_degrees)
    rotations, roots, heads = (
        np.asarray(values[:count], np.float32)
        for values in (joints.rotations, joints.root_translation, head_turns(frames.body))
    )
    faces = frames.face.values[:count]
    progress(0.8)
    rest = part_of(progress, 0.8, 1.0)
    bare = compose_faces(near, rig, first, rate, heads, rest).bare if by_hand(near) else faces
    return Composition(first, order.change, faces, bare, (rotations, roots, heads))


@attrs.frozen(eq=False)
class Faces:
    """faces [n, 52]; bare [n, 52] without the artist's handwork; eyes [n, 2, 4]: their turns."""

    faces: F32
    bare: F32
    eyes: F32


def by_hand(character: Character) -> tuple[OverrideLayer, ...]:
    """Layers of what the artist does to single channels, and of which channels are to be seen alone."""
    return tuple(layer for layer in character.overrides if layer.id.startswith((HANDWORK, ALONE)))


def compose_faces(
    near: Character, rig: Rig, first: int, rate: Rate, heads: F32, progress: Progress = silent
) -> Faces:
    """The frames from `first` on, on a body whose head stands at `heads` [n, 4]."""
    from studio.performance.compose import compose_face  # noqa: PLC0415 - heavy
    from studio.performance.overrides import overridden  # noqa: PLC0415 - heavy
    from studio.rig.retarget import eye_turns  # noqa: PLC0415 - heavy

    log, hands = ProblemLog(), by_hand(near)
    at = np.array([rate.tick_of(first + k) for k in range(len(heads))], np.int64)
    plain = attrs.evolve(near, overrides=()) if hands else near
    faces, gaze = compose_face(plain, rig, at, rate, heads.astype(np.float64), log, progress)
    turns = np.stack(eye_turns(gaze), axis=1).astype(np.float32)
    if not hands:
        both = faces.astype(np.float32)
        return Faces(both, both, turns)
    others = [layer for layer in near.overrides if not any(layer is hand for hand in hands)]
    laid, bare = (overridden(faces, layers, at, log) for layers in (near.overrides, others))
    return Faces(laid.astype(np.float32), bare.astype(np.float32), turns)


def around_page(character: Character, page: int, rate: Rate) -> Character:
    """The character with what matters to a page. Events and clips are looked through once for each page as
    long as they stay: painting leaves them as they are."""
    events = _events(_Same(character.events), page, rate)
    clips = _clips(_Same(character.clips), page, rate)
    return attrs.evolve(character, events=events, clips=clips)


class _Same:
    """Equal where it is the same object: values of an hour are not worth comparing."""

    def __init__(self, value: tuple[object, ...]) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


@lru_cache(maxsize=16)
def _events(events: _Same, page: int, rate: Rate) -> tuple[Event, ...]:
    from studio.performance.around import events_around  # noqa: PLC0415 - heavy

    return events_around(events.value, _extent(page, rate))  # type: ignore[arg-type] # they are events


@lru_cache(maxsize=16)
def _clips(clips: _Same, page: int, rate: Rate) -> tuple[VoiceClip, ...]:
    from studio.performance.around import clips_around  # noqa: PLC0415 - heavy

    return clips_around(clips.value, _extent(page, rate))  # type: ignore[arg-type] # they are clips


def _extent(page: int, rate: Rate) -> TimeRange:
    return frame_span(page * PAGE, (page + 1) * PAGE, rate)


@lru_cache(maxsize=8)
def eyes_of(rig: Rig) -> tuple[int, int]:
    """The joints of the left and the right eye."""
    return rig.joint_names.index("eye_L"), rig.joint_names.index("eye_R")
