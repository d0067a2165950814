"""Where the spoken words stand in the script as it was written, and edits that keep both alike."""

from __future__ import annotations

import re
from functools import lru_cache

import attrs

from studio.document.edits.clips import set_script, set_word
from studio.document.edits.tree import part_of
from studio.document.schema import Project, VoiceClip, Word

_BRACKETS = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}|<[^<>]*>|\*{1,3}[^*\n]*\*{1,3}")


@attrs.frozen
class Place:
    """Characters start..end of the script."""

    start: int
    end: int


def places_in_script(clip: VoiceClip) -> tuple[Place | None, ...]:
    """For each word of the transcript where it stands in the script; None where it cannot be found."""
    words = clip.transcript.words if clip.transcript else ()
    return _places(clip.script.text, tuple(word.text for word in words))


@lru_cache(maxsize=64)
def _places(text: str, words: tuple[str, ...]) -> tuple[Place | None, ...]:
    plain = _BRACKETS.sub(lambda m: " " * len(m[0]), text)  # what is in brackets is not spoken
    found: list[Place | None] = []
    at = 0
    for word in words:
        start = _find(plain, word, at)
        if start < 0:
            found.append(None)
            continue
        at = start + len(word)
        found.append(Place(start, at))
    return tuple(found)


_REACH = 400  # characters a word may lie ahead: a word that was not written must not skip the rest


def _find(text: str, word: str, at: int) -> int:
    """Start of a word as written, not within another one; -1 when it is not near."""
    while word:
        start = text.find(word, at, at + _REACH)
        if start < 0:
            return -1
        before, after = text[start - 1 : start], text[start + len(word) : start + len(word) + 1]
        if not before.isalnum() and not after.isalnum():
            return start
        at = start + 1
    return -1


def with_direction(project: Project, clip_id: str, word_id: str, direction: str) -> Project:
    """A stage direction before a word: in the script, and among the word's tags."""
    clip, at = _clip_and_place(project, clip_id, word_id)
    words = clip.transcript.words if clip.transcript else ()
    direction = " ".join(direction.strip("[](){}<> ").split())
    if not direction or direction in words[at].tags:
        return project
    place = places_in_script(clip)[at]
    if place is not None:
        text = clip.script.text
        script = attrs.evolve(clip.script, text=f"{text[: place.start]}[{direction}] {text[place.start :]}")
        project = set_script(project, clip_id, script)
    return set_word(project, clip_id, word_id, tags=(*words[at].tags, direction))


def without_direction(project: Project, clip_id: str, word_id: str, direction: str) -> Project:
    """The direction gone from the script and from the word."""
    clip, at = _clip_and_place(project, clip_id, word_id)
    words = clip.transcript.words if clip.transcript else ()
    places = places_in_script(clip)
    place, before = places[at], max((p.end for p in places[:at] if p is not None), default=0)
    if place is not None:
        text = clip.script.text
        bracket = re.compile(r"[\[({<*]\s*" + re.escape(direction) + r"\s*[\])}>*]\s?")
        part = bracket.sub("", text[before : place.start], count=1)
        script = attrs.evolve(clip.script, text=text[:before] + part + text[place.start :])
        project = set_script(project, clip_id, script)
    left = tuple(tag for tag in words[at].tags if tag != direction)
    return set_word(project, clip_id, word_id, tags=left)


def retyped(project: Project, clip_id: str, word_id: str, text: str) -> Project:
    """A word written otherwise, in the script as well; no longer doubtful."""
    clip, at = _clip_and_place(project, clip_id, word_id)
    text = " ".join(text.split())
    if not text:
        return project
    place = places_in_script(clip)[at]
    if place is not None:
        whole = clip.script.text
        script = attrs.evolve(clip.script, text=whole[: place.start] + text + whole[place.end :])
        project = set_script(project, clip_id, script)
    return set_word(project, clip_id, word_id, text=text, doubtful=False)


def confirmed(project: Project, clip_id: str, word_ids: tuple[str, ...]) -> Project:
    """These words are right: no longer doubtful."""
    for word_id in word_ids:
        project = set_word(project, clip_id, word_id, doubtful=False)
    return project


def _clip_and_place(project: Project, clip_id: str, word_id: str) -> tuple[VoiceClip, int]:
    clip = part_of(project, VoiceClip, clip_id)
    words: tuple[Word, ...] = clip.transcript.words if clip.transcript else ()
    at = next((k for k, word in enumerate(words) if word.id == word_id), None)
    if at is None:
        set_word(project, clip_id, word_id)  # raises the problem of a word that is not there
        return clip, 0
    return clip, at
