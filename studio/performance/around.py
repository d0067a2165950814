"""What of a character can be seen in a stretch of time: composing a moment of an hour costs no more than one
of a minute."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from studio.core.time import TimeRange, ticks
from studio.document.schema import Character, Event, VoiceClip

_EVENTS = ticks(30.0)  # farther than any glance, gesture and run-up reaches
_WORDS = ticks(4.0)  # farther than contacts and talking reach
_HELD = ("gaze", "head", "weight_shift")  # kinds that hold on after their end, until the next
_BEFORE = 8  # of each of those, whose way may still be felt


def around(character: Character, span: TimeRange) -> Character:
    """The character with those of its events and words that matter to frames in a span; it composes there
    as the whole character does."""
    return attrs.evolve(
        character,
        events=events_around(character.events, span),
        clips=clips_around(character.clips, span),
    )


def clips_around(clips: Iterable[VoiceClip], span: TimeRange) -> tuple[VoiceClip, ...]:
    """Clips near a span, with the words that are said near it. Parts of recordings are among them wherever
    they lie: they tell which of their takes' frames are seen."""
    return tuple(_clip_around(clip, span) for clip in clips if clip.trimmed or _near(clip, span))


def events_around(events: Iterable[Event], span: TimeRange) -> tuple[Event, ...]:
    """Those near a span, the last ones before it of kinds that hold on, and all clips of motion, for these
    lead on through the scene."""
    first, last = span.start - _EVENTS, span.end + _EVENTS
    kept: list[Event] = []
    earlier: dict[str, list[Event]] = {kind: [] for kind in _HELD}
    for event in events:
        if (event.end >= first and event.start <= last) or event.is_motion:
            kept.append(event)
        elif event.kind in earlier and event.end < first:
            earlier[event.kind].append(event)
    held = [e for found in earlier.values() for e in sorted(found, key=lambda e: e.start)[-_BEFORE:]]
    if not held:
        return tuple(kept)
    wanted = {id(event) for event in (*kept, *held)}
    return tuple(event for event in events if id(event) in wanted)


def _clip_around(clip: VoiceClip, span: TimeRange) -> VoiceClip:
    if clip.transcript is None:
        return clip
    first, last = span.start - _WORDS - clip.start, span.end + _WORDS - clip.start
    words = tuple(w for w in clip.words if w.end >= first and w.start <= last)
    if len(words) == len(clip.words):
        return clip
    return attrs.evolve(clip, transcript=attrs.evolve(clip.transcript, words=words))


def _near(clip: VoiceClip, span: TimeRange) -> bool:
    end = max((word.end for word in clip.words[-1:]), default=clip.media.duration)
    return clip.start - _WORDS <= span.end and clip.start + end + _WORDS >= span.start
