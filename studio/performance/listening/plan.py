"""What listening makes of somebody who has been planned alone."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import attrs
import numpy as np

from studio.core.progress import Progress, silent, watched
from studio.core.time import TimeRange, ticks
from studio.document.schema import EmotionTrack, Event
from studio.performance.gestures.library import Library
from studio.performance.gestures.plan_limits import FREE, Limits, seated
from studio.performance.life import Mood, Voice
from studio.performance.listening.attitude import Attitude
from studio.performance.listening.feelings import plan_empathy, plan_smiles
from studio.performance.listening.partner import Partner, attended, listening_spans
from studio.performance.listening.signs import plan_signs, plan_stances

PLANNED = "planned"  # in a track's `extra`: made here, and to be made anew as long as nobody has edited it
_STREAM = 51
_HEAD_SHARE = 0.55  # of the way to somebody at the side that the head goes; the eyes go the rest
_STAY = ticks(3.0)  # between two shifts of weight


@attrs.define(frozen=True, eq=False)
class Listening:
    """All events of the character, those that were given and changed and new ones; new emotion tracks."""

    events: tuple[Event, ...]
    emotions: tuple[EmotionTrack, ...] = ()


def plan_listening(
    span: TimeRange,
    planned: Sequence[Event],
    own: Voice,
    mood: Mood,
    partners: Sequence[Partner],
    attitude: Attitude,
    library: Library,
    seed: int = 0,
    who: str = "",
    limits: Limits = FREE,
    progress: Progress = silent,
) -> Listening:
    """planned: the character's events as planned for it alone. It looks at whoever has the word, answers with
    head, hands and face while it does not speak itself, and follows the other's shifts of weight."""
    rng = np.random.default_rng([abs(seed), zlib.crc32(who.encode()), _STREAM])
    events = [_turned(e, partners) for e in watched(planned, progress)]
    tracks: list[EmotionTrack] = []
    for number, partner in enumerate(partners):
        spans = listening_spans(span, own, partner, progress)
        signs = plan_signs(spans, partner, attitude, library, limits, rng, progress)
        stances = plan_stances(spans, library, limits, rng)
        hands = [e for e in events if e.kind == "gesture"]
        mine = [e for e in watched((*signs, *stances), progress) if _free(e, hands)]
        events = _watching(events, spans, partner, attitude, rng, progress)
        events = _following(events, spans, partner, attitude, limits, rng, progress)
        events += [attrs.evolve(e, id=f"{e.id}-{number}") for e in mine]
        for track in (
            *plan_smiles(signs, attitude, mood, rng),
            *plan_empathy(spans, partner, attitude, mood),
        ):
            tracks.append(attrs.evolve(track, id=f"{track.id}-{number}", extra={PLANNED: True}))
    return Listening(tuple(sorted(events, key=lambda e: (e.start, e.kind, e.id))), tuple(tracks))


def _free(event: Event, gestures: Sequence[Event]) -> bool:
    """Does no other gesture lie in its way?"""
    return not any(e.start < event.end and event.start < e.end for e in gestures)


def _turned(event: Event, partners: Sequence[Partner]) -> Event:
    """Glances and carriages of the head that were planned straight ahead, towards the one who is attended."""
    share = 1.0 if event.kind == "gaze" else _HEAD_SHARE if event.name == "carriage" else 0.0
    partner = attended(partners, event.start) if share and not event.pinned else None
    if partner is None:
        return event
    params = dict(event.params)
    params["yaw"] = params.get("yaw", 0.0) + share * partner.yaw
    # gaze pitches up, heads pitch down
    up = share if event.kind == "gaze" else -share
    params["pitch"] = params.get("pitch", 0.0) + up * partner.pitch
    return attrs.evolve(event, params=params)


def _watching(
    events: list[Event],
    spans: Sequence[TimeRange],
    partner: Partner,
    attitude: Attitude,
    rng: np.random.Generator,
    progress: Progress,
) -> list[Event]:
    """Who listens looks away less: some glances stay on the one who talks."""
    found = []
    for event in watched(events, progress):
        away = event.kind == "gaze" and event.name == "away" and not event.pinned
        if away and any(event.start in s for s in spans) and rng.random() < attitude.eyes:
            yaw, pitch = rng.normal(0.0, 1.0, 2)
            params = {"yaw": partner.yaw + float(yaw), "pitch": partner.pitch + float(pitch)}
            found.append(attrs.evolve(event, name="listener", params=params))
        else:
            found.append(event)
    return found


def _following(
    events: list[Event],
    spans: Sequence[TimeRange],
    partner: Partner,
    attitude: Attitude,
    limits: Limits,
    rng: np.random.Generator,
    progress: Progress,
) -> list[Event]:
    """Shifts of weight as in a mirror, one to two and a half seconds later, in place of its own ones."""
    copies: list[Event] = []
    for shift in watched(partner.shifts, progress):
        luck, late = rng.random(), ticks(float(rng.uniform(1.0, 2.5)))
        start = shift.start + late
        inside = any(start in s for s in spans)
        if luck >= attitude.mirror or not inside or (copies and start - copies[-1].end < _STAY):
            continue
        params = dict(shift.params)
        params["side"] = -0.85 * params.get("side", 0.0)
        copy = Event(f"mirror-{shift.id}", "weight_shift", start, start + shift.end - shift.start, params)
        if not seated(limits, copy):
            copies.append(copy)
    pinned = [e for e in events if e.kind == "weight_shift" and e.pinned]
    copies = [c for c in copies if not _close(c, pinned)]
    around = watched(events, progress)
    own = [e for e in around if e.kind != "weight_shift" or e.pinned or not _close(e, copies)]
    return own + copies


def _close(event: Event, others: Sequence[Event]) -> bool:
    return any(event.start - o.end < _STAY and o.start - event.end < _STAY for o in others)
