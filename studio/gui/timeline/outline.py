"""What of a scene decides which lanes it has: everything but the course of its curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from studio.document.schema import Character, EmotionTrack, OverrideLayer, Scene


def same_but_curves(before: Scene, after: Scene) -> bool:
    """Do two scenes differ in the course of curves at most? Cheap: parts that stayed are the same objects."""
    return before is after or (
        _same_fields(before, after, "characters")
        and _all(before.characters, after.characters, _same_character)
    )


def _same_character(before: Character, after: Character) -> bool:
    return (
        _same_fields(before, after, "emotions", "overrides")
        and _all(before.emotions, after.emotions, _same_track)
        and _all(before.overrides, after.overrides, _same_layer)
    )


def _same_track(before: EmotionTrack, after: EmotionTrack) -> bool:
    return _same_fields(before, after, "curve")


def _same_layer(before: OverrideLayer, after: OverrideLayer) -> bool:
    return _same_fields(before, after, "curves") and list(before.curves) == list(after.curves)


def _same_fields(before: attrs.AttrsInstance, after: attrs.AttrsInstance, *but: str) -> bool:
    names = (field.name for field in attrs.fields(type(before)) if field.name not in but)
    return all(_same(getattr(before, name), getattr(after, name)) for name in names)


def _same(before: object, after: object) -> bool:
    return before is after or (isinstance(before, str | int | float) and before == after)


def _all(before: Sequence[Any], after: Sequence[Any], same: Callable[[Any, Any], bool]) -> bool:
    return before is after or (
        len(before) == len(after) and all(a is b or same(a, b) for a, b in zip(before, after, strict=True))
    )
