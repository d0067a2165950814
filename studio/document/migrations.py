"""Older files to today's schema: one small dict -> dict step for each kind and version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from studio.core.problems import fail

Plain = dict[str, Any]
Step = Callable[[Plain], Plain]

# The version of each kind of object that this program reads and writes.
VERSIONS: Mapping[str, int] = MappingProxyType({
    "project": 1, "scene": 1, "character": 1, "clip": 2, "media": 1, "script": 1, "transcript": 1,
    "word": 1, "phone": 1, "emotion": 1, "curve": 1, "key": 1, "take": 1, "provenance": 1,
    "override": 1, "event": 1, "marker": 1,
})  # fmt: skip

# The oldest Moodline that reads these versions: raised together with any of them.
NEEDS = "0.1.0"


def _heard_whole(clip: Plain) -> Plain:
    """Version 2 can be a part of its recording; without an in-point and a length it is all of it. A program
    that knows version 1 alone would play what was cut away, and so must not open it."""
    return clip


# (kind, version it comes from) -> the step to the next version.
STEPS: Mapping[tuple[str, int], Step] = MappingProxyType({("clip", 1): _heard_whole})

# Where the objects of a kind keep others: field -> kind. A list and an object by name are looked into.
_PLACES: Mapping[str, Mapping[str, str]] = MappingProxyType({
    "project": {"scenes": "scene"},
    "scene": {"characters": "character", "markers": "marker"},
    "character": {"clips": "clip", "emotions": "emotion", "takes": "take", "overrides": "override",
                  "events": "event"},
    "clip": {"media": "media", "script": "script", "transcript": "transcript"},
    "transcript": {"words": "word"},
    "word": {"phones": "phone"},
    "emotion": {"curve": "curve"},
    "override": {"curves": "curve"},
    "curve": {"keys": "key"},
    "take": {"provenance": "provenance"},
})  # fmt: skip
_BY_NAME = frozenset({"curves"})


def migrate(
    project: Any,  # noqa: ANN401 - whatever a file held
    versions: Mapping[str, int],
    subject: str,
    steps: Mapping[tuple[str, int], Step] = STEPS,
    current: Mapping[str, int] = VERSIONS,
) -> Any:  # noqa: ANN401 - what does not fit is the converter's to refuse
    """The plain project with every object at its current version; parents first. `versions`: those the file
    was written with, 1 where it does not say. The argument is left as it was."""
    if all(versions.get(kind, 1) == version for kind, version in current.items()):
        return project
    old = frozenset(kind for kind, version in current.items() if versions.get(kind, 1) != version)
    try:
        return _migrated("project", project, versions, steps, current, _holding(old))
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise fail(
            "document.migration",
            f"is of an older format, and a part of it cannot be brought to today's ({error})",
            subject,
            "Open a backup",
        ) from error


def _holding(old: frozenset[str]) -> frozenset[str]:
    """These kinds and all that keep some of them: into no others anybody has to look."""
    more = frozenset(kind for kind, places in _PLACES.items() if old & set(places.values()))
    return old if more <= old else _holding(old | more)


def _migrated(
    kind: str,
    value: Any,  # noqa: ANN401 - whatever a file held
    versions: Mapping[str, int],
    steps: Mapping[tuple[str, int], Step],
    current: Mapping[str, int],
    old: frozenset[str],
) -> Any:  # noqa: ANN401 - likewise
    if not isinstance(value, dict) or kind not in old:
        return value
    value = dict(value)
    for version in range(versions.get(kind, 1), current[kind]):
        value = steps[kind, version](value)

    def below(child: str, inner: Any) -> Any:  # noqa: ANN401 - likewise
        return _migrated(child, inner, versions, steps, current, old)

    for field, child in _PLACES.get(kind, {}).items():
        inner = value.get(field)
        if child not in old:
            continue
        if isinstance(inner, list):
            value[field] = [below(child, each) for each in inner]
        elif isinstance(inner, dict) and field in _BY_NAME:
            value[field] = {name: below(child, each) for name, each in inner.items()}
        elif isinstance(inner, dict):
            value[field] = below(child, inner)
    return value
