"""Clips of recorded motion laid over a body: faded in and out, looped, and by part of the body."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from weakref import WeakKeyDictionary

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.pose_sampling import at_frames
from studio.animation.poses import Array, PoseFrames, continuous, slerp
from studio.core.names import SMPLX_JOINTS
from studio.core.problems import ProblemLog
from studio.core.progress import go_on
from studio.core.time import TickArray, seconds_array
from studio.document.schema import Character, Event, Take
from studio.performance.motion_takes import clip_seconds, poses_of
from studio.rig.motion_feet import ankles_of, fitted, with_ankles
from studio.rig.schema import Rig

F64 = npt.NDArray[np.float64]

_HEAD, _TRUNK = ("neck", "head", "jaw", "left_eye", "right_eye"), ("spine1", "spine2", "spine3")
_ARM = ("collar", "shoulder", "elbow", "wrist")
_LEGS = ("pelvis", *(f"{s}_{p}" for s in ("left", "right") for p in ("hip", "knee", "ankle", "foot")))


def _parts() -> dict[str, tuple[str, ...]]:
    found = {"head": _HEAD, "trunk": _TRUNK, "legs": _LEGS}
    for side in ("left", "right"):
        arm = tuple(f"{side}_{part}" for part in _ARM)
        known = {*_HEAD, *_TRUNK, *_LEGS, *arm}
        fingers = tuple(j for j in SMPLX_JOINTS if j.startswith(side) and j not in known)
        found |= {f"{side}_arm": arm, f"{side}_hand": fingers}
    return found


PARTS = _parts()
_COLUMNS = {part: [SMPLX_JOINTS.index(j) for j in joints] for part, joints in PARTS.items()}
_KEPT = 8  # motions that stay fitted to a character
_fitted: WeakKeyDictionary[Rig, dict[str, PoseFrames]] = WeakKeyDictionary()


def with_motion_clips(
    body: PoseFrames,
    character: Character,
    rig: Rig,
    at: TickArray,
    log: ProblemLog,
    ask: Callable[[], object] = go_on,
) -> PoseFrames:
    """The body at ticks `at` with the character's clips of motion over it, the later of two on top.

    params of a clip: `offset` seconds into the motion at the clip's start, `speed` factor, `loop` 1 to go
    round, `seam` seconds over which a loop's end passes into its start, `blend` seconds of fading in and out,
    `weight` 0..1, `in_place` 1 to stay on the spot, `mask_<part>` 0..1 by PARTS (absent: 1). Where a clip
    leads over the ground, the character stays. A frame does not depend on which others are asked for. ask:
    called between two steps, may raise Cancelled.
    """
    takes = {t.id: t for t in character.takes}
    gone: list[tuple[int, F64]] = []  # where clips have led, by their ends
    for event in _clips(character.events):
        take = takes.get(event.name)
        if take is None:
            log.warn("motion.clip", "its motion is not in the project", event.name, "Import the motion again")
            continue
        motion = _for_character(take, rig, ask)
        way = _way(motion, event)
        start = np.sum([w for end, w in gone if end <= event.start], axis=0) if gone else np.zeros(3)
        body = _led(body, at, event, way)
        live = np.flatnonzero((at >= event.start) & (at < event.end))
        if len(live):
            body = _laid(body, event, motion, start, rig, at, live)
        gone.append((event.end, way))
    return body


def _way(motion: PoseFrames, event: Event) -> F64:
    """[3] metres over the ground that a clip takes the character to stay there; a clip that shows only in
    part, or not on the legs, leads nowhere."""
    whole = min(event.params.get("weight", 1.0), event.params.get("mask_legs", 1.0)) >= 1.0
    if not whole:
        return np.zeros(3)
    moved = _played(motion, event, np.array([clip_seconds(event)]))[1][0]
    return np.asarray(moved * np.array([1.0, 0.0, 1.0]), np.float64)


def _led(body: PoseFrames, at: TickArray, event: Event, way: F64) -> PoseFrames:
    """What lies below a clip goes along while the clip hides it: at its middle."""
    there = at >= (event.start + event.end) // 2
    if not (way.any() and there.any()):
        return body
    return attrs.evolve(body, translation=body.translation + there[:, None] * way)


def _clips(events: Iterable[Event]) -> list[Event]:
    own = [e for e in events if e.kind == "gesture" and e.is_motion and not e.muted]
    return sorted(own, key=lambda e: (e.start, e.end, e.id))


def _laid(
    body: PoseFrames,
    event: Event,
    motion: PoseFrames,
    start: F64,
    rig: Rig,
    at: TickArray,
    live: npt.NDArray[np.intp],
) -> PoseFrames:
    time = seconds_array(at[live] - event.start)
    weight = _fade(event, time)
    turns, moved = _played(motion, event, time)
    below = PoseFrames(body.rate, body.start, body.rotations[live], body.translation[live])
    over = PoseFrames(body.rate, body.start, turns, moved + start)
    laid = _mixed(below, over, event, weight, rig)
    rotations, translation = body.rotations.copy(), body.translation.copy()
    rotations[live], translation[live] = laid.rotations, laid.translation
    return attrs.evolve(body, rotations=continuous(rotations), translation=translation)


def _mixed(below: PoseFrames, over: PoseFrames, event: Event, weight: F64, rig: Rig) -> PoseFrames:
    """Both poses by the clip's weight [F] and masks; where legs are between two, feet are put between."""
    shares = np.zeros((len(weight), len(SMPLX_JOINTS)))
    for part, columns in _COLUMNS.items():
        mask = float(np.clip(event.params.get(f"mask_{part}", 1.0), 0.0, 1.0))
        shares[:, columns] = (weight * mask)[:, None]
    legs = shares[:, 0]
    rotations = slerp(below.rotations, over.rotations, shares)
    translation = below.translation + legs[:, None] * (over.translation - below.translation)
    mixed = attrs.evolve(below, rotations=rotations, translation=translation)
    between = np.flatnonzero((legs > 0.0) & (legs < 1.0))
    if not len(between):
        return mixed
    feet = [ankles_of(rig, _some(p, between)) for p in (below, over)]
    ankles = feet[0] + legs[between, None, None] * (feet[1] - feet[0])
    put = with_ankles(rig, _some(mixed, between), ankles)
    rotations[between], translation[between] = put.rotations, put.translation
    return attrs.evolve(mixed, rotations=rotations, translation=translation)


def _some(poses: PoseFrames, frames: npt.NDArray[np.intp]) -> PoseFrames:
    return attrs.evolve(poses, rotations=poses.rotations[frames], translation=poses.translation[frames])


def _fade(event: Event, time: F64) -> F64:
    """[F] the clip's weight: up at its start, down at its end, smoothly."""
    length = clip_seconds(event)
    blend = float(np.clip(event.params.get("blend", 0.3), 0.0, length / 2))
    inside = np.minimum(time, length - time)
    share = np.ones(len(time)) if blend <= 0 else np.clip(inside / blend, 0.0, 1.0)
    return np.asarray(np.clip(event.params.get("weight", 1.0), 0.0, 1.0) * _eased(share), np.float64)


def _played(motion: PoseFrames, event: Event, time: F64) -> tuple[Array, F64]:
    """Turns and translations of the motion at seconds [F] of the clip."""
    fps, p = motion.rate.fps, event.params
    length = max((motion.frame_count - 1) / fps, 1e-9)
    offset = float(np.clip(p.get("offset", 0.0), 0.0, length))
    place = offset + np.clip(p.get("speed", 1.0), 0.05, 20.0) * time
    seam = float(np.clip(p.get("seam", 0.3), 0.0, length / 3))
    if p.get("loop", 0.0) >= 0.5:
        turns, moved = _looped(motion, place, length - seam, seam, fps)
    else:
        turns, moved = at_frames(motion, place * fps)
    first = at_frames(motion, np.array([offset * fps]))[1]
    ground = np.array([1.0, 0.0, 1.0])
    moved = moved - first * ground
    return turns, moved * np.array([0.0, 1.0, 0.0]) if p.get("in_place", 0.0) >= 0.5 else moved


def _looped(motion: PoseFrames, place: F64, period: float, seam: float, fps: float) -> tuple[Array, F64]:
    """Round and round, the way that one round covers added for each; a round's end passes into the next."""
    rounds = np.floor(place / period + 1e-9)
    phase = place - rounds * period
    ends = at_frames(motion, np.array([0.0, period * fps]))[1]
    way = (ends[1] - ends[0]) * np.array([1.0, 0.0, 1.0])
    turns, moved = at_frames(motion, phase * fps)
    moved = moved + rounds[:, None] * way
    mixed = np.flatnonzero((rounds > 0) & (phase < seam))
    if len(mixed):
        before, was = at_frames(motion, (phase[mixed] + period) * fps)
        share = _eased(phase[mixed] / seam)
        turns[mixed] = slerp(before, turns[mixed], share[:, None])
        was = was + (rounds[mixed] - 1)[:, None] * way
        moved[mixed] = was + share[:, None] * (moved[mixed] - was)
    return turns, moved


def _for_character(take: Take, rig: Rig, ask: Callable[[], object]) -> PoseFrames:
    """The motion with feet where this character's legs put them; the id of a motion is its content."""
    known = _fitted.setdefault(rig, {})
    if take.id not in known:
        made = fitted(rig, poses_of(take, ask), ask)
        while len(known) >= _KEPT:
            known.pop(next(iter(known)), None)
        known[take.id] = made
    return known[take.id]


def _eased(share: F64) -> F64:
    return np.asarray(share * share * (3.0 - 2.0 * share), np.float64)
