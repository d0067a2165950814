"""Contacts that must be seen: closed lips, lower lip under the teeth, teeth together.

Each contact is a plateau with smooth ramps. A plateau that falls between two frames is widened onto the
nearest one, so that at every frame rate at least one frame shows the contact in full.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .articulators import LIPS, TEETH, TUCK, Floats
from .ragged import ragged
from .score import Ints, Score

_EARLY = 0.008  # seconds by which lips meet before the sound changes
_CLOSING, _OPENING = 0.09, 0.08  # seconds a full movement takes when there is time
_SWIFT = (0.045, 0.06)  # seconds of a movement beside a short sound: of closing lips, of the others
_NEIGHBOUR = 0.65  # share of the sound beside it that a movement may take
_FASTEST = 0.035
_AT_REST = 0.22  # beside silence: lips that close last, or first, do not part for sounds on the other side
_REOPENING = 0.62  # share of the time between two closures that each movement may take


@dataclass(frozen=True, eq=False)
class Contacts:
    """In rising time (seconds): plateau from begin to end, ramps before and after it; peak: the middle of
    the frame that shows the contact in full; place: the sound's place in the score."""

    place: Ints
    kind: Ints
    begin: Floats
    end: Floats
    rise: Floats
    fall: Floats
    peak: Floats


def contacts_of(score: Score, fps: float, frames: int) -> Contacts:
    """The plan of all contacts of a score for a frame grid."""
    chosen = np.flatnonzero(score.contact)
    kind, held = score.contact[chosen], score.held[chosen]
    start, length = score.start[chosen], (score.end - score.start)[chosen]
    begin = start - np.where(kind == LIPS, _EARLY, -0.1 * length)
    end = start + length * np.where(kind == LIPS, held, 0.9)
    lips = kind != TEETH
    frame = np.round((begin + end) / 2 * fps).astype(np.int64)
    frame[lips] = _own_frames(kind[lips], frame[lips])
    rise, fall = _ramps(score)
    peak = np.clip(frame, 0, max(frames - 1, 0)) / fps
    plan = Contacts(
        chosen,
        kind,
        np.minimum(begin, peak),
        np.maximum(end, peak),
        rise[chosen],
        fall[chosen],
        peak,
    )
    for group in (np.flatnonzero(lips), np.flatnonzero(~lips)):
        for earlier, later in itertools.pairwise(group):
            _make_room(plan, int(earlier), int(later))
    return plan


def _ramps(score: Score) -> tuple[Floats, Floats]:
    """[N] seconds that each sound's contact may take to come and to go: most of a short neighbour stays
    what it is, and lips that close beside silence stay closed towards it."""
    length = score.end - score.start
    quiet = score.start[1:] - score.end[:-1] > _AT_REST
    before, after = np.concatenate([[True], quiet]), np.concatenate([quiet, [True]])
    lips = score.contact == LIPS
    swift = np.where(lips, *_SWIFT)
    rise = np.clip(_NEIGHBOUR * np.concatenate([[1.0], length[:-1]]), swift, _CLOSING)
    fall = np.clip(_NEIGHBOUR * np.concatenate([length[1:], [1.0]]), swift, _OPENING)
    return np.where(before & lips, _AT_REST, rise), np.where(after & lips, _AT_REST, fall)


def _own_frames(kind: Ints, frame: Ints) -> Ints:
    """Closed lips and a tucked lip exclude each other: neighbours of unlike kind get frames of their own.

    Closed lips keep theirs where only one can.
    """
    own = frame.copy()
    for i in range(1, len(own)):
        if kind[i] == kind[i - 1] or own[i] > own[i - 1]:
            continue
        room_before = i < 2 or own[i - 2] < own[i - 1] - 1 or kind[i - 2] == kind[i - 1]
        if kind[i] == LIPS and room_before:
            own[i - 1] = own[i] - 1
        else:
            own[i] = own[i - 1] + 1
    return own


def _make_room(plan: Contacts, earlier: int, later: int) -> None:
    """Shortens plateaus and ramps of two neighbours (in place) so that neither hides the other."""
    if plan.kind[earlier] == plan.kind[later] and plan.place[later] == plan.place[earlier] + 1:
        plan.end[earlier] = max(plan.end[earlier], plan.begin[later])  # one contact, said twice
        return
    if plan.kind[earlier] == plan.kind[later]:  # the mouth opens between them as far as there is time
        ramp = max(_REOPENING * (plan.begin[later] - plan.end[earlier]), _FASTEST)
        plan.fall[earlier] = min(plan.fall[earlier], ramp)
        plan.rise[later] = min(plan.rise[later], ramp)
        return
    first, second = plan.peak[earlier], plan.peak[later]
    if plan.end[earlier] > plan.begin[later]:
        middle = min(max((plan.end[earlier] + plan.begin[later]) / 2, first), second)
        plan.end[earlier] = max(min(plan.end[earlier], middle), first)
        plan.begin[later] = min(max(plan.begin[later], middle), second)
    plan.fall[earlier] = min(plan.fall[earlier], max(second - plan.end[earlier], 1e-3))
    plan.rise[later] = min(plan.rise[later], max(plan.begin[later] - first, 1e-3))


def envelopes(plan: Contacts, times: Floats) -> tuple[Floats, Floats, Floats]:
    """[frames] 0..1 of closed lips, tucked lip and closed teeth at rising times in seconds."""
    first = np.searchsorted(times, plan.begin - plan.rise)
    last = np.searchsorted(times, plan.end + plan.fall, side="right") - 1
    contact, frame = ragged(first, last)
    at = times[frame]
    before = (plan.begin[contact] - at) / plan.rise[contact]
    after = (at - plan.end[contact]) / plan.fall[contact]
    away = np.clip(np.maximum(before, after), 0.0, 1.0)
    level = 1.0 - away * away * (3.0 - 2.0 * away)
    lips, tuck, teeth = (
        _highest(level, frame, plan.kind[contact] == kind, len(times)) for kind in (LIPS, TUCK, TEETH)
    )
    return lips, tuck, teeth


def _highest(level: Floats, frame: Ints, chosen: npt.NDArray[np.bool_], frames: int) -> Floats:
    result = np.zeros(frames)
    np.maximum.at(result, frame[chosen], level[chosen])
    return result
