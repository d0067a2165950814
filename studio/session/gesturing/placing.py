"""A gesture from the library put where an artist wants it: its stroke on a word, or at a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from studio.core.problems import fail
from studio.core.time import TimeRange, ticks
from studio.document.edits.layers import add_event, set_event
from studio.document.edits.tree import part_of
from studio.document.identity import fresh_id
from studio.document.schema import Character, Event, Project, VoiceClip, Word
from studio.session.selection import Kind
from studio.session.studio import Studio

if TYPE_CHECKING:
    from studio.performance.gestures.schema import Gesture
    from studio.speech.prosody import Prosody

LEAD = ticks(0.065)  # by which strokes of people end before the middle of the stressed vowel
_BACK = ticks(0.75)  # the hand's way to its rest
_ROOM = ticks(0.1)


def place(studio: Studio, name: str, at: int | None = None) -> str | None:
    """Puts a gesture on the word at a tick of the scene, or so that its stroke ends there where nothing is
    said; without a tick on the first chosen word of the character, else at the playhead. The new event is
    chosen. Its id, or None when it cannot be done, which is reported."""
    character = studio.character
    if character is None:
        studio.told.emit("There is no character yet: add a recording first")
        return None
    word = word_at(character, at) if at is not None else chosen_word(studio, character)
    made: list[str] = []

    def edit(project: Project) -> Project:
        event = _event(studio, project, name, studio.transport.at if at is None else at, word)
        made.append(event.id)
        return add_event(project, character.id, event)

    if not studio.apply(f"Add {name.replace('_', ' ')}", edit):
        return None
    selected = attrs.evolve(studio.selection.value, character=character.id)
    studio.selection.set(selected.of(Kind.EVENT, made[-1]))
    event = part_of(studio.project, Event, made[-1])
    studio.revealed.emit(TimeRange(event.start, event.end))
    return made[-1]


def exchange(studio: Studio, name: str, ids: tuple[str, ...]) -> bool:
    """Another gesture in the place of chosen ones; strokes stay on their words."""
    gesture = _known(name)

    def edit(project: Project) -> Project:
        for id_ in ids:
            project = set_event(project, exchanged(part_of(project, Event, id_), gesture))
        return project

    return studio.apply(f"Change to {name.replace('_', ' ')}", edit)


def exchanged(event: Event, gesture: Gesture) -> Event:
    """The event with another gesture, its stroke ending at the same tick."""
    stroke_at = event.start + ticks(max(event.params.get("stroke", gesture.stroke), 0.0))
    start = max(stroke_at - ticks(gesture.stroke), 0)
    params = {
        **event.params,
        "stroke": (stroke_at - start) / ticks(1.0),
        "hold": gesture.hold,
        "side": _side(gesture),
    }
    end = max(stroke_at + ticks(gesture.hold) + _BACK, start + _ROOM)
    return attrs.evolve(event, name=gesture.name, params=params, start=start, end=end, pinned=True)


def chosen_word(studio: Studio, character: Character) -> tuple[VoiceClip, Word] | None:
    """The first chosen word that this character says."""
    selected = studio.selection.value
    if selected.kind is not Kind.WORD:
        return None
    for clip in character.clips:
        for word in clip.said:
            if word.id in selected.ids:
                return clip, word
    return None


def word_at(character: Character, at: int) -> tuple[VoiceClip, Word] | None:
    """What a character says at a tick of the scene."""
    for clip in character.clips:
        for word in clip.said:
            if word.start <= at - clip.start < word.end:
                return clip, word
    return None


def nucleus_of(clip: VoiceClip, word: Word, prosody: Prosody | None) -> int:
    """Scene tick of the middle of a word's stressed vowel: as it was heard, else by its sounds."""
    for heard in prosody.words if prosody is not None else ():
        if heard.word_id == word.id:
            return clip.start + heard.nucleus
    stressed = [p for p in word.phones if p.label.endswith("1")] or [
        p for p in word.phones if p.label[-1:].isdigit()
    ]
    start, end = (stressed[0].start, stressed[0].end) if stressed else (word.start, word.end)
    return clip.start + (start + end) // 2


def _event(
    studio: Studio, project: Project, name: str, at: int, word: tuple[VoiceClip, Word] | None
) -> Event:
    gesture, extra = _known(name), {}
    if word is not None:
        clip, said = word
        at = nucleus_of(clip, said, studio.stage.prosody(clip.id)) - LEAD
        language = clip.transcript.language if clip.transcript is not None else clip.script.language
        extra = {"word": said.text, "language": language}
    start = max(at - ticks(gesture.stroke), 0)
    stroke = max(at - start, _ROOM)
    params = {
        "stroke": stroke / ticks(1.0),
        "hold": gesture.hold,
        "side": _side(gesture),
        "extent": 1.0,
        "swivel": 0.0,
    }
    end = start + stroke + ticks(gesture.hold) + _BACK
    return Event(fresh_id(project, "gesture-"), "gesture", start, end, params, name, pinned=True, extra=extra)


def _side(gesture: Gesture) -> float:
    return {"left": 1.0, "both": 0.0}.get(gesture.hands, -1.0)


def _known(name: str) -> Gesture:
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files

    gesture = own_library().get(name)
    if gesture is None:
        raise fail("gesture.unknown", "there is no such gesture", name, "Choose one of the library")
    return gesture
