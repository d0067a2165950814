"""Scenes, characters and markers."""

from __future__ import annotations

from typing import Any

import attrs

from studio.document.edits.tree import (
    check_free,
    evolved,
    in_character,
    in_scene,
    missing,
    replaced,
    with_scene,
    without,
)
from studio.document.schema import Character, Marker, Project, Scene

_PARTS = frozenset({"id", "clips", "emotions", "takes", "overrides", "events", "characters", "markers"})


def add_scene(project: Project, scene: Scene) -> Project:
    check_free(project, scene)
    return attrs.evolve(project, scenes=(*project.scenes, scene))


def remove_scene(project: Project, scene_id: str) -> Project:
    return attrs.evolve(project, scenes=without(project.scenes, scene_id, "scene"))


def set_scene(project: Project, scene_id: str, **fields: Any) -> Project:  # noqa: ANN401 - fields of a scene
    """Name, rate ... of a scene."""
    return in_scene(project, scene_id, lambda scene: evolved(scene, **_settings(fields)))


def add_character(project: Project, scene_id: str, character: Character) -> Project:
    """A performer more; its id must be free in the whole project."""
    check_free(project, character)
    return in_scene(project, scene_id, lambda s: attrs.evolve(s, characters=(*s.characters, character)))


def remove_character(project: Project, character_id: str) -> Project:
    for scene in project.scenes:
        if any(character.id == character_id for character in scene.characters):
            rest = without(scene.characters, character_id, "character")
            return with_scene(project, attrs.evolve(scene, characters=rest))
    raise missing("character", character_id)


def set_character(project: Project, character_id: str, **fields: Any) -> Project:  # noqa: ANN401 - its fields
    """Name, asset, seed, gains ... of a character."""
    return in_character(project, character_id, lambda c: evolved(c, **_settings(fields)))


def _settings(fields: dict[str, Any]) -> dict[str, Any]:
    if _PARTS & fields.keys():
        raise TypeError(f"{sorted(_PARTS & fields.keys())} have edits of their own")
    return fields


def add_marker(project: Project, scene_id: str, marker: Marker) -> Project:
    check_free(project, marker)
    return in_scene(project, scene_id, lambda s: attrs.evolve(s, markers=_in_order((*s.markers, marker))))


def set_marker(project: Project, marker: Marker) -> Project:
    """Replaces the marker of the same id: moves or renames it."""
    for scene in project.scenes:
        markers = replaced(scene.markers, marker.id, lambda m: m if m == marker else marker)
        if markers is not None:
            same = markers is scene.markers
            return project if same else with_scene(project, attrs.evolve(scene, markers=_in_order(markers)))
    raise missing("marker", marker.id)


def remove_marker(project: Project, marker_id: str) -> Project:
    for scene in project.scenes:
        if any(marker.id == marker_id for marker in scene.markers):
            rest = without(scene.markers, marker_id, "marker")
            return with_scene(project, attrs.evolve(scene, markers=rest))
    raise missing("marker", marker_id)


def _in_order(markers: tuple[Marker, ...]) -> tuple[Marker, ...]:
    return tuple(sorted(markers, key=lambda marker: marker.time))
