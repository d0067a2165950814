"""What a body does with words that were cut away: nothing. It is planned still, and comes back with them."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from studio.core.time import TimeRange
from studio.document.belonging import is_nod, word_of
from studio.document.schema import Character, Event, VoiceClip

_OF_A_VOICE = ("gesture", "head")  # kinds of events that are planned for words and their stress
_MANY = 64  # characters that are remembered


def as_heard(character: Character) -> Character:
    """The character without the gestures and nods that were planned for sound that is cut away; those an
    artist pinned stay. Itself where nothing is cut away."""
    events = heard_events(character)
    return character if events is character.events else attrs.evolve(character, events=events)


_known: dict[str, tuple[tuple[Event, ...], tuple[VoiceClip, ...], tuple[Event, ...]]] = {}


def heard_events(character: Character) -> tuple[Event, ...]:
    """The events of `as_heard`; the same tuple as long as events and recordings stay."""
    if not character.events or not any(clip.trimmed for clip in character.clips):
        return character.events
    known = _known.get(character.id)
    if known is None or known[0] is not character.events or known[1] is not character.clips:
        if len(_known) > _MANY:
            _known.clear()
        known = _known[character.id] = (character.events, character.clips, _heard(character))
    return known[2]


def _heard(character: Character) -> tuple[Event, ...]:
    parts = [clip for clip in character.clips if clip.trimmed]
    unsaid = {clip.id: _unsaid(clip) for clip in parts}
    silences = [span for clip in parts for span in _silences(clip, character.clips)]

    def heard(event: Event) -> bool:
        if event.pinned or event.kind not in _OF_A_VOICE:
            return True
        if is_nod(event):
            return not any(event.start in span for span in silences)
        return not any(_names(event, clip_id, words) for clip_id, words in unsaid.items())

    events = tuple(event for event in character.events if heard(event))
    return character.events if len(events) == len(character.events) else events


def _unsaid(clip: VoiceClip) -> frozenset[str]:
    said = {word.id for word in clip.said}
    return frozenset(word.id for word in clip.words if word.id not in said)


def _names(event: Event, clip_id: str, words: frozenset[str]) -> bool:
    """Is it a gesture on one of these words? Of two on one word the second has a number more."""
    word = word_of(event, clip_id)
    return bool(word) and (word in words or word.rpartition("-")[0] in words)


def _silences(clip: VoiceClip, others: Iterable[VoiceClip]) -> list[TimeRange]:
    """What is cut away of a recording, where nothing else is heard in its place."""
    ends = (clip.start, clip.begin), (clip.end, clip.start + clip.media.duration)
    left = [TimeRange(start, end) for start, end in ends if start < end]
    for other in others:
        left = [part for span in left for part in _without(span, other)]
    return left


def _without(span: TimeRange, clip: VoiceClip) -> list[TimeRange]:
    parts = (span.start, min(span.end, clip.begin)), (max(span.start, clip.end), span.end)
    return [TimeRange(start, end) for start, end in parts if start < end]
