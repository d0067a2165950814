"""Reaching into the tree: replace one object by id and keep every other as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import attrs

from studio.core.problems import ProblemError, fail
from studio.document.identity import identified
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    OverrideLayer,
    Project,
    Scene,
    Take,
    VoiceClip,
)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


Part = TypeVar("Part", VoiceClip, EmotionTrack, Take, OverrideLayer, Event)
Identified = TypeVar("Identified", bound=_HasId)

# The field of a character that holds parts of a class.
_FIELDS: dict[type[Any], str] = {
    VoiceClip: "clips",
    EmotionTrack: "emotions",
    Take: "takes",
    OverrideLayer: "overrides",
    Event: "events",
}


def missing(kind: str, id_: str) -> ProblemError:
    """The problem of an id that nothing has."""
    return fail(
        "document.missing", f"there is no {kind} with this id", id_, "It may have been removed meanwhile"
    )


def replaced(
    members: tuple[Identified, ...], id_: str, change: Callable[[Identified], Identified]
) -> tuple[Identified, ...] | None:
    """Members with one changed; the same tuple when it is as it was, None when nobody has the id."""
    for i, member in enumerate(members):
        if member.id == id_:
            changed = change(member)
            return members if changed is member else (*members[:i], changed, *members[i + 1 :])
    return None


def without(members: tuple[Identified, ...], id_: str, kind: str) -> tuple[Identified, ...]:
    """Members without the one that has the id."""
    rest = tuple(member for member in members if member.id != id_)
    if len(rest) == len(members):
        raise missing(kind, id_)
    return rest


def check_free(project: Project, value: _HasId) -> None:
    """Raises ProblemError when another object of this class has the id already, wherever it is."""
    if any(type(other) is type(value) and other.id == value.id for other in identified(project)):
        kind = type(value).__name__.lower()
        raise fail("document.twice", f"there is already a {kind} with this id", value.id, "Choose another id")


def evolved(value: Any, **fields: Any) -> Any:  # noqa: ANN401 - any frozen value
    """attrs.evolve that gives the same object back when every field is the same object already."""
    if all(getattr(value, name) is field for name, field in fields.items()):
        return value
    return attrs.evolve(value, **fields)


def in_scene(project: Project, scene_id: str, change: Callable[[Scene], Scene]) -> Project:
    """The project with one scene changed."""
    scenes = replaced(project.scenes, scene_id, change)
    if scenes is None:
        raise missing("scene", scene_id)
    result: Project = evolved(project, scenes=scenes)
    return result


def with_scene(project: Project, scene: Scene) -> Project:
    """The project with this scene in place of the one of the same id."""
    return in_scene(project, scene.id, lambda _: scene)


def in_character(project: Project, character_id: str, change: Callable[[Character], Character]) -> Project:
    """The project with one character changed, in whichever scene it is."""
    for scene in project.scenes:
        characters = replaced(scene.characters, character_id, change)
        if characters is not None:
            return with_scene(project, evolved(scene, characters=characters))
    raise missing("character", character_id)


def in_part(project: Project, kind: type[Part], id_: str, change: Callable[[Part], Part]) -> Project:
    """The project with one clip, emotion track, take, override layer or event changed."""
    return with_parts(
        project, owner_of(project, kind, id_).id, kind, lambda parts: _changed(parts, id_, change)
    )


def _changed(parts: tuple[Part, ...], id_: str, change: Callable[[Part], Part]) -> tuple[Part, ...]:
    changed = replaced(parts, id_, change)
    return parts if changed is None else changed


def with_parts(
    project: Project,
    character_id: str,
    kind: type[Part],
    change: Callable[[tuple[Part, ...]], tuple[Part, ...]],
) -> Project:
    """The project with all parts of a kind of one character changed together."""
    field = _FIELDS[kind]
    return in_character(project, character_id, lambda c: evolved(c, **{field: change(getattr(c, field))}))


def owner_of(project: Project, kind: type[Part], id_: str) -> Character:
    """The character that has a clip, emotion track, take, override layer or event."""
    field = _FIELDS[kind]
    for scene in project.scenes:
        for character in scene.characters:
            if any(part.id == id_ for part in getattr(character, field)):
                return character
    raise missing(kind.__name__, id_)


def with_part(project: Project, character_id: str, part: Part) -> Project:
    """The project with a part more at the end of its kind. Its id must be free in the whole project."""
    check_free(project, part)
    return with_parts(project, character_id, type(part), lambda parts: (*parts, part))


def without_part(project: Project, kind: type[Part], id_: str) -> Project:
    """The project without one clip, emotion track, take, override layer or event."""
    owner = owner_of(project, kind, id_)
    return with_parts(project, owner.id, kind, lambda parts: without(parts, id_, kind.__name__))


def part_of(project: Project, kind: type[Part], id_: str) -> Part:
    """A clip, emotion track, take, override layer or event by its id."""
    owner = owner_of(project, kind, id_)
    found: Part = next(part for part in getattr(owner, _FIELDS[kind]) if part.id == id_)
    return found


def character_of(project: Project, character_id: str) -> Character | None:
    """A character by its id, of whichever scene; None when it is gone."""
    people = (c for scene in project.scenes for c in scene.characters)
    return next((c for c in people if c.id == character_id), None)
