"""What an artist has chosen: one value for the whole window, so that every panel shows the same thing."""

from __future__ import annotations

from enum import StrEnum

import attrs

from studio.core.time import TimeRange
from studio.document.schema import Character, Project, Scene


class Kind(StrEnum):
    """Kinds of things that can be chosen."""

    NOTHING = "nothing"
    CHARACTER = "character"
    CLIP = "clip"
    WORD = "word"
    EMOTION = "emotion"
    KEY = "key"
    CHANNEL = "channel"
    EVENT = "event"
    TAKE = "take"
    MARKER = "marker"


@attrs.frozen(order=True)
class CurveRef:
    """A curve of the document: an emotion track (channel empty) or one channel of an override layer."""

    owner: str
    channel: str = ""


@attrs.frozen(order=True)
class KeyRef:
    """A key by the curve it lies on and its tick."""

    curve: CurveRef
    time: int


@attrs.frozen
class Selected:
    """scene, character: where the artist works (empty: the first); kind and ids: what is chosen, ids those of
    the document, or channel names; keys: chosen keys; span: chosen stretch of scene time."""

    scene: str = ""
    character: str = ""
    kind: Kind = Kind.NOTHING
    ids: tuple[str, ...] = ()
    keys: frozenset[KeyRef] = frozenset()
    span: TimeRange | None = None

    def of(self, kind: Kind, *ids: str) -> Selected:
        """The same place with other things chosen."""
        return attrs.evolve(self, kind=kind, ids=ids, keys=frozenset())

    def with_keys(self, keys: frozenset[KeyRef]) -> Selected:
        """Keys chosen, or nothing when there are none."""
        return attrs.evolve(self, kind=Kind.KEY if keys else Kind.NOTHING, ids=(), keys=keys)


def scene_of(project: Project, selected: Selected) -> Scene | None:
    """The scene the artist works in: the chosen one or the first."""
    chosen = (s for s in project.scenes if s.id == selected.scene)
    return next(chosen, project.scenes[0] if project.scenes else None)


def character_of(project: Project, selected: Selected) -> Character | None:
    """The character the artist works on: the chosen one or the scene's first."""
    scene = scene_of(project, selected)
    if scene is None:
        return None
    chosen = (c for c in scene.characters if c.id == selected.character)
    return next(chosen, scene.characters[0] if scene.characters else None)
