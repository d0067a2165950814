"""Voice clips: recordings on the timeline, their scripts and the timing of their words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from studio.core.problems import fail
from studio.document.belonging import is_take_of, moves_with, word_of
from studio.document.edits.anchors import follow
from studio.document.edits.heirs import inherit, own_words
from studio.document.edits.tree import (
    evolved,
    in_character,
    in_part,
    owner_of,
    part_of,
    with_part,
)
from studio.document.schema import (
    Character,
    Event,
    MediaRef,
    Phone,
    Project,
    Script,
    Take,
    Transcript,
    VoiceClip,
    Word,
)


def add_clip(project: Project, character_id: str, clip: VoiceClip) -> Project:
    """A recording more; its words get ids that no other clip's words have."""
    return with_part(
        project, character_id, attrs.evolve(clip, transcript=own_words(clip.id, clip.transcript))
    )


def remove_clip(project: Project, clip_id: str) -> Project:
    """Takes a recording away with its takes and the gestures that were planned on its words; keys tied to
    its words stay where they are, untied."""
    clip = part_of(project, VoiceClip, clip_id)
    owner = owner_of(project, VoiceClip, clip_id)
    untied = _replace(project, clip, attrs.evolve(clip, transcript=None), {})
    return in_character(untied, owner.id, lambda character: _silent(character, clip_id))


def _silent(character: Character, clip_id: str) -> Character:
    return attrs.evolve(
        character,
        clips=tuple(c for c in character.clips if c.id != clip_id),
        takes=tuple(t for t in character.takes if not is_take_of(t, clip_id)),
        events=tuple(e for e in character.events if e.pinned or not word_of(e, clip_id)),
    )


def move_clip(project: Project, clip_id: str, start: int) -> Project:
    """Lays a recording so that its own beginning is at another scene tick; its takes, the keys tied to its
    words and what the body does with them go along."""
    clip = part_of(project, VoiceClip, clip_id)
    if start == clip.start:
        return project
    moved = _replace(project, clip, attrs.evolve(clip, start=start), {})
    by = start - clip.start
    owner = owner_of(project, VoiceClip, clip_id)

    def led(character: Character) -> Character:
        return attrs.evolve(
            character,
            takes=tuple(_led(t, clip_id, by) for t in character.takes),
            events=_same(character.events, tuple(_led_event(e, clip, by) for e in character.events)),
        )

    return in_character(moved, owner.id, led)


def _led(take: Take, clip_id: str, by: int) -> Take:
    """A take of that clip, or a variation of it, as much later."""
    if not is_take_of(take, clip_id):
        return take
    locked = tuple((a + by, b + by) for a, b in take.locked)
    return attrs.evolve(take, start=take.start + by, locked=locked)


def _led_event(event: Event, clip: VoiceClip, by: int) -> Event:
    if not moves_with(event, clip):
        return event
    return attrs.evolve(event, start=event.start + by, end=event.end + by)


def _same(before: tuple[Event, ...], after: tuple[Event, ...]) -> tuple[Event, ...]:
    """The same tuple where nothing of it changed: who looks for changes of events looks at that first."""
    return before if all(a is b for a, b in zip(before, after, strict=True)) else after


def set_script(project: Project, clip_id: str, script: Script) -> Project:
    return in_part(
        project, VoiceClip, clip_id, lambda c: c if c.script == script else attrs.evolve(c, script=script)
    )


def set_media(
    project: Project, clip_id: str, media: MediaRef, transcript: Transcript | None = None
) -> Project:
    """The line recorded again, with the new recording's transcript when it is known: keys tied to words move
    to where the words are now. Of another recording all is heard, from where the part before began."""
    clip = part_of(project, VoiceClip, clip_id)
    after = attrs.evolve(clip, media=media)
    if clip.trimmed and media.content_hash != clip.media.content_hash:
        after = attrs.evolve(after, start=clip.begin, in_point=0, length=None)
    return _with_transcript(project, clip, after, transcript)


def set_transcript(project: Project, clip_id: str, transcript: Transcript) -> Project:
    """Another alignment, of the same text or another one, even another language.

    Words that come again keep their ids and settings (gains); keys tied to words follow them. Keys of words
    that are gone go to the word at the same share of the way between those that stayed.
    """
    clip = part_of(project, VoiceClip, clip_id)
    return _with_transcript(project, clip, clip, transcript)


def set_word_timing(project: Project, clip_id: str, word_id: str, start: int, end: int) -> Project:
    """Moves a word's edges (ticks of the recording). Its phones are stretched along, its neighbours keep
    theirs; tied keys follow."""
    if not 0 <= start < end:
        raise fail("document.word_timing", "a word ends after it starts", word_id, "Choose other times")
    clip = part_of(project, VoiceClip, clip_id)
    return _in_word(project, clip, word_id, lambda word: _stretched(word, start, end))


def set_word(project: Project, clip_id: str, word_id: str, **fields: Any) -> Project:  # noqa: ANN401 - its fields
    """Gains, tags, doubt ... of a word; for its edges see set_word_timing."""
    if fields.keys() & {"id", "start", "end"}:
        raise TypeError("id and times have edits of their own")
    clip = part_of(project, VoiceClip, clip_id)
    return _in_word(project, clip, word_id, lambda word: evolved(word, **fields))


def _in_word(project: Project, clip: VoiceClip, word_id: str, change: Callable[[Word], Word]) -> Project:
    transcript = clip.transcript or Transcript()
    words = _with_word(transcript.words, word_id, change)
    if words is transcript.words:
        return project
    after = attrs.evolve(clip, transcript=attrs.evolve(transcript, words=words))
    return _replace(project, clip, after, {})


def _with_word(words: tuple[Word, ...], word_id: str, change: Callable[[Word], Word]) -> tuple[Word, ...]:
    for i, word in enumerate(words):
        if word.id == word_id:
            changed = change(word)
            return words if changed == word else (*words[:i], changed, *words[i + 1 :])
    raise fail("document.missing", "there is no word with this id", word_id, "It may have been aligned again")


def _stretched(word: Word, start: int, end: int) -> Word:
    length = max(word.end - word.start, 1)

    def moved(at: int) -> int:
        return start + (min(max(at, word.start), word.end) - word.start) * (end - start) // length

    phones = tuple(attrs.evolve(p, start=moved(p.start), end=moved(p.end)) for p in word.phones)
    return attrs.evolve(word, start=start, end=end, phones=_reaching(phones, end))


def _reaching(phones: tuple[Phone, ...], end: int) -> tuple[Phone, ...]:
    return (*phones[:-1], attrs.evolve(phones[-1], end=end)) if phones else phones


def _replace(project: Project, before: VoiceClip, after: VoiceClip, heirs: dict[str, str]) -> Project:
    """The clip changed, and what is tied to its words with it."""
    owner = owner_of(project, VoiceClip, after.id)
    led = in_character(project, owner.id, lambda character: follow(character, before, after, heirs))
    return in_part(led, VoiceClip, after.id, lambda _: after)


def _with_transcript(
    project: Project, before: VoiceClip, after: VoiceClip, new: Transcript | None
) -> Project:
    old = before.transcript.words if before.transcript else ()
    transcript, heirs = inherit(old, own_words(before.id, new), before.id)
    after = attrs.evolve(after, transcript=transcript)
    return project if after == before else _replace(project, before, after, heirs)
