"""The other one in a conversation, as a listener perceives it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from studio.core.progress import Progress, silent, watched
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.schema import Character, Event
from studio.emotion.mix import emotion_mix
from studio.performance.body.plan import plan_body
from studio.performance.gestures.plan_words import SaidWord, said_words
from studio.performance.life import Mood, PhraseEdge, Voice, mood_of, voice_in_scene

if TYPE_CHECKING:
    from studio.speech.prosody import Prosody

_MOOD_RATE = Rate(10)
_TURN = ticks(1.5)  # a shorter silence does not end somebody's turn
_NEAR = ticks(0.3)


@attrs.define(frozen=True, eq=False)
class Partner:
    """voice, mood, and shifts of weight in scene time; yaw, pitch: degrees from the listener's straight ahead
    to the partner's eyes, to the listener's left and up."""

    voice: Voice
    mood: Mood
    shifts: tuple[Event, ...] = ()
    yaw: float = 0.0
    pitch: float = 0.0

    @cached_property
    def turns(self) -> tuple[TimeRange, ...]:
        """When the partner has the word: speech with its shorter pauses."""
        return tuple(turns(self.voice))


def partner_of(
    other: Character,
    prosodies: Mapping[str, Prosody],
    span: TimeRange,
    direction: tuple[float, float] = (0.0, 0.0),
    progress: Progress = silent,
) -> Partner:
    """The other character as it will talk and stand; direction: yaw and pitch to it, degrees."""
    at = frame_ticks(span, _MOOD_RATE)
    mood = mood_of(emotion_mix(other.emotions, at), at)
    progress(0.2)
    voice = with_sentences(voice_in_scene(other.clips, prosodies), said_words(other.clips, prosodies))
    planned = [e for e in other.events if e.kind == "weight_shift" and not e.muted]
    if not planned:
        moves = plan_body(span, voice, mood, other.seed, other.id, progress)
        planned = [e for e in moves if e.kind == "weight_shift"]
    return Partner(voice, mood, tuple(planned), *direction)


def with_sentences(voice: Voice, words: Sequence[SaidWord]) -> Voice:
    """The voice with an edge wherever a sentence ends, also where no rest follows."""
    known = {edge.time for edge in voice.phrase_ends}
    more = {w.phrase_end: PhraseEdge(w.phrase_end, w.asks) for w in words if w.phrase_end not in known}
    edges = sorted((*voice.phrase_ends, *more.values()), key=lambda edge: edge.time)
    return attrs.evolve(voice, phrase_ends=tuple(edges))


def turns(voice: Voice) -> list[TimeRange]:
    """When somebody has the word: speech with its shorter pauses."""
    found: list[TimeRange] = []
    for part in voice.speech:
        if found and part.start - found[-1].end <= _TURN:
            found[-1] = TimeRange(found[-1].start, part.end)
        else:
            found.append(part)
    return found


def listening_spans(
    span: TimeRange, own: Voice, partner: Partner, progress: Progress = silent
) -> list[TimeRange]:
    """When the partner has the word and the listener does not speak."""
    found: list[TimeRange] = []
    for turn in watched(partner.turns, progress):
        start, end = max(turn.start, span.start), min(turn.end + ticks(0.8), span.end)
        for part in own.speech:
            if part.end + _NEAR <= start or part.start - _NEAR >= end:
                continue
            if part.start - _NEAR > start:
                found.append(TimeRange(start, part.start - _NEAR))
            start = max(start, part.end + _NEAR)
        if end > start:
            found.append(TimeRange(start, end))
    return found


def attended(partners: Sequence[Partner], at: int) -> Partner | None:
    """Who is looked at: the one that has the word, or had it last, or will be the first to have it."""
    return min(partners, key=lambda p: _since(p, at), default=None)


def _since(partner: Partner, at: int) -> tuple[int, int]:
    """How far a tick is from the partner's turns: in one, after one, before the first."""
    last = bisect_right(partner.turns, at + _NEAR, key=lambda turn: turn.start) - 1
    if last >= 0:
        return (0, 0) if at < partner.turns[last].end else (1, at - partner.turns[last].end)
    return (2, partner.turns[0].start - at) if partner.turns else (3, 0)
