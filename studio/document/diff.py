"""What changed between two documents, by id. Whatever is the same object is not looked into."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

import attrs
import numpy as np

from studio.document.schema import Character, Project, Scene, Transcript, VoiceClip

# Fields whose members have ids and speak for themselves.
_CHILDREN = MappingProxyType({
    Project: ("scenes",),
    Scene: ("characters", "markers"),
    Character: ("clips", "emotions", "takes", "overrides", "events"),
    Transcript: ("words",),
})  # fmt: skip


@attrs.frozen
class Change:
    """One object that was added (before is None), removed (after is None) or has other fields.

    kind: class name; owner: id of the object it belongs to (words: their clip); fields: the names that
    differ, those whose members are told on their own only when members came, went or changed places.
    """

    kind: str
    id: str
    owner: str
    before: Any
    after: Any
    fields: tuple[str, ...] = ()

    @property
    def added(self) -> bool:
        return self.before is None

    @property
    def removed(self) -> bool:
        return self.after is None


def diff(before: Project, after: Project) -> tuple[Change, ...]:
    """Changes from the top down. An added or removed object stands for all within it."""
    return tuple(_changes(before, after, ""))


def _changes(before: Any, after: Any, owner: str) -> Iterator[Change]:  # noqa: ANN401 - any value with an id
    if before is after:
        return
    children = _CHILDREN.get(type(after), ())
    fields = [name for name in _names(after) if _differs(before, after, name, children)]
    transcripts = _transcripts(before, after)
    if transcripts and not _differs_itself(*transcripts):
        fields.remove("transcript")
    if fields:
        yield Change(type(after).__name__, after.id, owner, before, after, tuple(fields))
    for name in children:
        yield from _members(getattr(before, name), getattr(after, name), after.id)
    if transcripts:
        yield from _members(transcripts[0].words, transcripts[1].words, after.id)


def _names(value: Any) -> list[str]:  # noqa: ANN401 - any value with an id
    return [field.name for field in attrs.fields(type(value))]


def _differs(before: Any, after: Any, name: str, children: tuple[str, ...]) -> bool:  # noqa: ANN401 - likewise
    a, b = getattr(before, name), getattr(after, name)
    if a is b:
        return False
    if isinstance(a, np.ndarray):
        return not np.array_equal(a, b)
    return not _same_ids(a, b) if name in children else bool(a != b)


def _same_ids(before: tuple[Any, ...], after: tuple[Any, ...]) -> bool:
    return len(before) == len(after) and all(a.id == b.id for a, b in _unlike(before, after))


def _unlike(before: tuple[Any, ...], after: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    """Pairs in the same place that are not the same object."""
    return [(a, b) for a, b in zip(before, after, strict=False) if a is not b]


def _transcripts(before: Any, after: Any) -> tuple[Transcript, Transcript] | None:  # noqa: ANN401 - likewise
    """Both transcripts of a clip that has another one than before."""
    if not isinstance(after, VoiceClip) or before.transcript == after.transcript:
        return None
    if before.transcript is None or after.transcript is None:
        return None
    return before.transcript, after.transcript


def _differs_itself(before: Transcript, after: Transcript) -> bool:
    """Does a transcript differ in more than fields of its words?"""
    return any(_differs(before, after, name, _CHILDREN[Transcript]) for name in _names(after))


def _members(before: tuple[Any, ...], after: tuple[Any, ...], owner: str) -> Iterator[Change]:
    if _same_ids(before, after):
        for a, b in _unlike(before, after):
            yield from _changes(a, b, owner)
        return
    old = {member.id: member for member in before}
    new = {member.id for member in after}
    for member in before:
        if member.id not in new:
            yield Change(type(member).__name__, member.id, owner, member, None)
    for member in after:
        if member.id in old:
            yield from _changes(old[member.id], member, owner)
        else:
            yield Change(type(member).__name__, member.id, owner, None, member)
