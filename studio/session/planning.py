"""What a performer does of itself: life, body, gestures and listening, planned anew around what an artist
keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from studio.core.problems import ProblemLog
from studio.core.progress import Progress, part_of, silent
from studio.core.time import Rate, TimeRange, frame_ticks
from studio.document.schema import Character, Event
from studio.emotion.mix import emotion_mix
from studio.performance.body import plan_body
from studio.performance.gestures.library import Library, own_library
from studio.performance.gestures.plan import plan_gestures
from studio.performance.gestures.plan_limits import Limits, limits_of, seated
from studio.performance.gestures.plan_style import style_of
from studio.performance.gestures.plan_words import said_words
from studio.performance.life import Mood, Voice, mood_of, plan_life, voice_in_scene
from studio.performance.listening import PLANNED, Partner, attitude_of, partner_of, plan_listening
from studio.speech.prosody import Prosody

_MOOD_RATE = Rate(10)  # planners look at the mood ten times a second
_LASTING = ("constraint",)  # kinds of events that nobody plans: they are the artist's
_ASIDE = 16.0  # degrees to somebody who stands beside the camera


def with_plans(
    character: Character,
    prosodies: Mapping[str, Prosody],
    span: TimeRange,
    log: ProblemLog,
    partners: Sequence[Partner] = (),
    library: Library | None = None,
    progress: Progress = silent,
) -> Character:
    """The character with all events planned anew but those that are pinned and gestures that are muted; with
    partners, it listens to them."""
    painted = tuple(t for t in character.emotions if not t.extra.get(PLANNED))
    character = attrs.evolve(character, emotions=painted)
    at = frame_ticks(span, _MOOD_RATE)
    mood = mood_of(emotion_mix(painted, at), at)
    voice, limits = voice_in_scene(character.clips, prosodies), limits_of(character, log)
    gestures = own_library() if library is None else library
    kept = tuple(e for e in character.events if _stays(e))
    share = part_of(progress, 0.0, 0.8 if partners else 1.0)
    planned = _planned(character, prosodies, span, kept, voice, mood, limits, gestures, log, share)
    held = {(e.kind, e.id) for e in kept}
    events = kept + tuple(e for e in planned if (e.kind, e.id) not in held)
    if partners:
        attitude, seed, who = attitude_of(character, log), character.seed, character.id
        rest = part_of(progress, 0.8, 1.0)
        heard = plan_listening(
            span, events, voice, mood, partners, attitude, gestures, seed, who, limits, rest
        )
        events = tuple(e for e in heard.events if e in kept or (e.kind, e.id) not in held)
        painted += heard.emotions
    return attrs.evolve(character, events=events, emotions=painted)


def partners_in(
    cast: Sequence[Character],
    prosodies: Mapping[str, Mapping[str, Prosody]],
    span: TimeRange,
    progress: Progress = silent,
) -> tuple[tuple[Partner, ...], ...]:
    """For each of a cast the others as it sees them. prosodies: by character's id, then by clip's id.

    Where a character's `extra` gives no `partner_yaw` and `partner_pitch` (degrees), the cast stands side by
    side from the camera's left to its right, each half turned to the next.
    """
    return tuple(
        tuple(
            partner_of(other, prosodies.get(other.id, {}), span, _direction(member, j > i), progress)
            for j, other in enumerate(cast)
            if j != i
        )
        for i, member in enumerate(cast)
    )


def _direction(member: Character, to_its_left: bool) -> tuple[float, float]:
    yaw = _number(member.extra.get("partner_yaw"), _ASIDE if to_its_left else -_ASIDE)
    return yaw, _number(member.extra.get("partner_pitch"), 0.0)


def _number(value: object, absent: float) -> float:
    return float(value) if isinstance(value, int | float) else absent


def _stays(event: Event) -> bool:
    return event.pinned or event.kind in _LASTING or (event.muted and event.kind == "gesture")


def _planned(
    character: Character,
    prosodies: Mapping[str, Prosody],
    span: TimeRange,
    kept: Iterable[Event],
    voice: Voice,
    mood: Mood,
    limits: Limits,
    library: Library,
    log: ProblemLog,
    progress: Progress,
) -> tuple[Event, ...]:
    seed, who = character.seed, character.id
    words = said_words(character.clips, prosodies)
    moves = plan_body(span, voice, mood, seed, who, part_of(progress, 0.0, 0.1))
    body = tuple(e for e in moves if not seated(limits, e))
    life = plan_life(span, voice, mood, seed, who, part_of(progress, 0.1, 0.2))
    progress(0.2)
    style, rest = style_of(character, log), part_of(progress, 0.2, 1.0)
    gestures = plan_gestures(span, voice, words, mood, library, style, seed, who, kept, limits, rest)
    return (*life, *body, *gestures)
