"""Recorded motion kept with a character: a take of joint turns, named by its content, and its clips."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import attrs
import numpy as np

from studio.animation.poses import PoseFrames, continuous, normalise
from studio.core.names import SMPLX_JOINTS
from studio.core.problems import fail
from studio.core.progress import go_on
from studio.core.time import seconds, ticks
from studio.document.schema import MOTION, Character, Event, Provenance, Take

POSE_HELD = 1.0
"""Seconds for which a motion of a single pose is held at first; its clip can be drawn out."""

MOTION_CHANNELS: tuple[str, ...] = (
    *(f"{joint}.{axis}" for joint in SMPLX_JOINTS for axis in "xyzw"),
    *(f"pelvis.move_{axis}" for axis in "xyz"),
)


def motion_take(poses: PoseFrames, provenance: Provenance) -> Take:
    """The poses as an asset of a character, first frame at tick 0; equal motions have equal ids."""
    turns = poses.rotations.reshape(poses.frame_count, -1)
    values = np.concatenate([turns, poses.translation], axis=1).astype("<f4")
    key = hashlib.sha256(f"{poses.rate}".encode() + values.tobytes()).hexdigest()[:16]
    return Take(MOTION + key, MOTION_CHANNELS, poses.rate, 0, values, provenance)


def poses_of(take: Take, ask: Callable[[], object] = go_on) -> PoseFrames:
    """Raises ProblemError for a take that holds no motion of a body. ask: called between two joints, may
    raise Cancelled."""
    if take.names != MOTION_CHANNELS or not len(take.values):
        text = "its channels are not those of a body's motion"
        raise fail("motion.take", text, take.id, "Import the motion again")
    values = take.values.astype(np.float64)
    turns = values[:, :-3].reshape(len(values), len(SMPLX_JOINTS), 4).copy()
    for joint in range(len(SMPLX_JOINTS)):
        ask()
        turns[:, joint] = continuous(normalise(turns[:, joint]))
    return PoseFrames(take.rate, 0, turns, values[:, -3:])


def motion_event(take: Take, id_: str, start: int, params: dict[str, float] | None = None) -> Event:
    """A clip of the whole motion on the gesture lane, or of a single pose for POSE_HELD; pinned, as an artist
    put it there. For `params` see `with_motion_clips`; to planners of gestures it is one that is held all
    along, unless its arms are masked."""
    given = params or {}
    left = max((len(take.values) - 1) / take.rate.fps - given.get("offset", 0.0), 0.0)
    left = left if len(take.values) > 1 else POSE_HELD
    long = left / max(given.get("speed", 1.0), 0.05)
    arms = max(given.get("mask_left_arm", 1.0), given.get("mask_right_arm", 1.0))
    busy = {"stroke": 0.0, "hold": round(long, 3) if arms > 0 else 0.0}
    return Event(id_, "gesture", start, start + max(ticks(long), 1), busy | given, take.id, pinned=True)


def with_clip(character: Character, take: Take, event: Event) -> Character:
    """The character with that clip; a motion that it has already is not kept twice."""
    takes = character.takes if any(t.id == take.id for t in character.takes) else (*character.takes, take)
    return attrs.evolve(character, takes=takes, events=(*character.events, event))


def clip_seconds(event: Event) -> float:
    """Length of a clip in seconds."""
    return seconds(event.end - event.start)
