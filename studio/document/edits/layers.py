"""Override layers (curves by hand over everything) and events (blinks, glances, gestures as clips)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import attrs

from studio.core.problems import fail
from studio.document.curves import Curve
from studio.document.edits.tree import evolved, in_part, with_part, with_parts, without_part
from studio.document.identity import identified
from studio.document.schema import Event, OverrideLayer, Project

MUTED_CHANNELS = "muted_channels"
"""In the `extra` of an override layer: names of channels that are 0 after it, whatever drives them."""


def add_override(project: Project, character_id: str, layer: OverrideLayer) -> Project:
    """A layer of handwork more, stronger than those before."""
    return with_part(project, character_id, layer)


def remove_override(project: Project, layer_id: str) -> Project:
    return without_part(project, OverrideLayer, layer_id)


def set_override(project: Project, layer_id: str, **fields: Any) -> Project:  # noqa: ANN401 - its fields
    """Name, weight, muted, additive ... of a layer; for its curves see change_override_curve."""
    if fields.keys() & {"id", "curves"}:
        raise TypeError("id and curves have edits of their own")
    return in_part(project, OverrideLayer, layer_id, lambda layer: evolved(layer, **fields))


def change_override_curve(
    project: Project, layer_id: str, channel: str, change: Callable[[Curve], Curve]
) -> Project:
    """One channel's curve through a function of `edits.keys`; a curve left without keys goes."""

    def edit(layer: OverrideLayer) -> OverrideLayer:
        before = layer.curves.get(channel, Curve())
        after = change(before)
        if after is before:
            return layer
        curves = {name: curve for name, curve in layer.curves.items() if name != channel}
        return attrs.evolve(layer, curves={**curves, channel: after} if after.keys else curves)

    return in_part(project, OverrideLayer, layer_id, edit)


def add_event(project: Project, character_id: str, event: Event) -> Project:
    _check(event)
    return with_part(project, character_id, event)


def set_event(project: Project, event: Event) -> Project:
    """Replaces the event of the same id: moves, stretches, mutes or pins it."""
    _check(event)
    return in_part(project, Event, event.id, lambda old: old if old == event else event)


def remove_event(project: Project, event_id: str) -> Project:
    return without_part(project, Event, event_id)


def replace_planned(project: Project, character_id: str, planned: Iterable[Event]) -> Project:
    """A new plan of events: pinned ones stay, the others go, planned ones of the same kind that would meet
    a pinned one are left out. A planned id that is taken elsewhere raises ProblemError."""
    planned = tuple(planned)
    for event in planned:
        _check(event)

    def merge(events: tuple[Event, ...]) -> tuple[Event, ...]:
        pinned = tuple(event for event in events if event.pinned)
        ids = {event.id for event in pinned}
        fresh = (e for e in planned if e.id not in ids and not any(_meet(e, p) for p in pinned))
        merged = tuple(sorted((*pinned, *fresh), key=lambda e: (e.start, e.id)))
        return events if merged == events else merged

    after = with_parts(project, character_id, Event, merge)
    _check_all(after)
    return after


def _meet(a: Event, b: Event) -> bool:
    return a.kind == b.kind and a.start < b.end and b.start < a.end


def _check_all(project: Project) -> None:
    ids = [event.id for event in identified(project) if isinstance(event, Event)]
    if len(ids) != len(set(ids)):
        raise fail("document.twice", "two events share an id", "events", "Give every event its own id")


def _check(event: Event) -> None:
    if event.end < event.start:
        raise fail("document.event", "an event ends after it starts", event.id, "Choose other times")
