"""Ids: what has one, that none repeats, and the next free one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio.core.problems import fail
from studio.document.schema import Character, Project


def identified(project: Project) -> Iterator[Any]:
    """Every object with an id of its own, words of transcripts aside: those are unique within theirs."""
    yield project
    for scene in project.scenes:
        yield scene
        yield from scene.markers
        for character in scene.characters:
            yield character
            yield from parts(character)


def parts(character: Character) -> Iterator[Any]:
    """The clips, emotions, takes, overrides and events of a character."""
    yield from character.clips
    yield from character.emotions
    yield from character.takes
    yield from character.overrides
    yield from character.events


def check_ids(project: Project, subject: str) -> None:
    """Raises ProblemError when two objects of a kind, or two words of a transcript, share an id."""
    seen: set[tuple[str, str]] = set()
    for value in identified(project):
        _once(seen, type(value).__name__, value.id, subject)
    for scene in project.scenes:
        for character in scene.characters:
            for clip in character.clips:
                words: set[tuple[str, str]] = set()
                for word in clip.transcript.words if clip.transcript else ():
                    _once(words, f"Word of {clip.id}", word.id, subject)


def _once(seen: set[tuple[str, str]], kind: str, id_: str, subject: str) -> None:
    if (kind, id_) in seen:
        raise fail(
            "document.twice", f"has the id '{id_}' twice ({kind})", subject, "Open a backup, or rename one"
        )
    seen.add((kind, id_))


def fresh_id(project: Project, prefix: str) -> str:
    """`prefix` and the number after the largest one in use: the same in every run."""
    taken = (value.id[len(prefix) :] for value in identified(project) if value.id.startswith(prefix))
    numbers = [int(tail) for tail in taken if tail.isascii() and tail.isdigit() and len(tail) < 10]
    return f"{prefix}{max(numbers, default=0) + 1}"
