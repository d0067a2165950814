"""What an artist does by hand to single channels of a face: the layer it lies in and what is silenced."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from studio.animation.splitting import split
from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.edits.layers import MUTED_CHANNELS, add_override
from studio.document.edits.tree import in_part
from studio.document.schema import Character, OverrideLayer, Project
from studio.session.keying.keys import HANDWORK

_LOCKED = "locked"
_REACH = ticks(0.2)  # to either side of a new key, where its work ends


def handwork_of(character: Character) -> OverrideLayer:
    """The layer as it is, or as the first edit would make it."""
    id_ = HANDWORK + character.id
    found = next((layer for layer in character.overrides if layer.id == id_), None)
    return found if found is not None else OverrideLayer(id_, "Handwork", additive=True)


def muted_channels(character: Character) -> frozenset[str]:
    """Channels that are silent whatever drives them."""
    return _names(handwork_of(character), MUTED_CHANNELS)


def locked_channels(character: Character) -> frozenset[str]:
    """Names of the channels whose handwork is locked."""
    return _names(handwork_of(character), _LOCKED)


def with_muted(project: Project, character: Character, channels: Iterable[str], on: bool) -> Project:
    """The project with channels silent, or heard again."""
    return _with_names(project, character, MUTED_CHANNELS, channels, on)


def with_alone(
    project: Project, character: Character, channels: Iterable[str], known: Iterable[str]
) -> Project:
    """Only these channels move: all others of `known` are silent."""
    wanted = frozenset(channels)
    project = _with_names(project, character, MUTED_CHANNELS, known, False)
    others = [name for name in known if name not in wanted]
    return _with_names(project, _same(project, character), MUTED_CHANNELS, others, True)


def with_locked_channels(
    project: Project, character: Character, channels: Iterable[str], on: bool
) -> Project:
    """The project with channels that no hand changes, or that it does again."""
    return _with_names(project, character, _LOCKED, channels, on)


def without_handwork(project: Project, character: Character, channels: Iterable[str]) -> Project:
    """The channels as the performance has them."""
    layer = handwork_of(character)
    gone = frozenset(channels) & layer.curves.keys()
    if not gone:
        return project
    curves = {name: curve for name, curve in layer.curves.items() if name not in gone}
    return _replaced(project, character, attrs.evolve(layer, curves=curves))


def with_local_key(curve: Curve, at: int, value: float) -> Curve:
    """The curve with a key whose work ends at its neighbours, or 0.2 s away where there are none nearer."""
    times = [key.time for key in curve.keys if key.time != at]
    for end in (max(at - _REACH, 0), at + _REACH):
        low, high = sorted((at, end))
        if end != at and not any(low <= time <= high for time in times):
            curve = split(curve, end) if curve.keys else Curve((Key(end, 0.0),))
    others = tuple(key for key in curve.keys if key.time != at)
    keys = sorted((*others, Key(at, value)), key=lambda key: key.time)
    return attrs.evolve(curve, keys=tuple(keys))


def _names(layer: OverrideLayer, field: str) -> frozenset[str]:
    names = layer.extra.get(field)
    return (
        frozenset(n for n in names if isinstance(n, str)) if isinstance(names, list | tuple) else frozenset()
    )


def _with_names(
    project: Project, character: Character, field: str, channels: Iterable[str], on: bool
) -> Project:
    layer = handwork_of(character)
    before = _names(layer, field)
    after = before | frozenset(channels) if on else before - frozenset(channels)
    if after == before:
        return project
    extra = {name: value for name, value in layer.extra.items() if name != field}
    return _replaced(
        project, character, attrs.evolve(layer, extra={**extra, field: sorted(after)} if after else extra)
    )


def _replaced(project: Project, character: Character, layer: OverrideLayer) -> Project:
    if not any(old.id == layer.id for old in character.overrides):
        return add_override(project, character.id, layer)
    return in_part(project, OverrideLayer, layer.id, lambda _: layer)


def _same(project: Project, character: Character) -> Character:
    people = (c for scene in project.scenes for c in scene.characters)
    return next(c for c in people if c.id == character.id)
