"""What belongs to a recording: takes that were made of it and gestures on its words, told by their ids; nods,
told by their time."""

from __future__ import annotations

import attrs

from studio.document.schema import Event, Take
from studio.document.voice import VoiceClip

_TAKES = ("take-", "variation-")
_OF_A_VOICE = ("nod", "dip", "rise")  # names of head moves on accents and ends of phrases


def is_take_of(take: Take, clip_id: str) -> bool:
    """Was a take, or a variation of it, made of this clip?"""
    return take.id.startswith(tuple(f"{mark}{clip_id}-" for mark in _TAKES))


def take_of_part(take: Take, clip_id: str, part_id: str) -> str:
    """The id of a clip's take as a take of another part of the same recording."""
    mark = next(mark for mark in _TAKES if take.id.startswith(f"{mark}{clip_id}-"))
    return f"{mark}{part_id}-{take.id.removeprefix(f'{mark}{clip_id}-')}"


def seen_part(take: Take, clip: VoiceClip) -> Take:
    """The frames of a clip's take that are seen while the clip is heard; the take itself where all are."""
    if not clip.trimmed:
        return take
    first = max(take.rate.frame_at(clip.begin - take.start), 0)
    last = take.rate.frame_at(clip.end - take.start) + 1
    frames = take.values[first : max(last + 1, first)]
    return attrs.evolve(take, start=take.start + take.rate.tick_of(first), values=frames)


def word_of(event: Event, clip_id: str) -> str:
    """Id of the clip's word that a gesture was planned for; empty for all other events. See
    `performance.gestures.plan_timing.event_id`."""
    if event.kind != "gesture":
        return ""
    mark = f"gesture-{clip_id}-"
    _, found, tail = event.id.partition(mark)
    return tail if found and tail.startswith(f"{clip_id}/") else ""


def is_nod(event: Event) -> bool:
    """Is it a move of the head that was planned with a voice, and that nobody keeps?"""
    return event.kind == "head" and event.name in _OF_A_VOICE and "head-" in event.id and not event.pinned


def moves_with(event: Event, clip: VoiceClip) -> bool:
    """Does an event go along with a recording: a gesture on a word of it that is heard, a nod while it is
    heard?"""
    if word_of(event, clip.id):
        return True
    return is_nod(event) and clip.begin <= event.start < clip.end
