"""Short ways to make the fields that most objects have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import attrs

from studio.core.time import seconds, ticks
from studio.document.edits.layers import set_event
from studio.document.edits.scenes import set_character
from studio.document.edits.tree import part_of
from studio.document.schema import Event, Project
from studio.session.fields.field import (
    MIXED,
    Choice,
    Field,
    Flag,
    Mixed,
    Number,
    Shape,
    Text,
    Told,
    Value,
    of_number,
    one_by_one,
    shared,
)

Thing = TypeVar("Thing")

SECONDS = Number(0.0, 86_400.0, 0.01, 3, "s")
GAIN = Number(0.0, 3.0, 0.05, 2, "×", bar=True)
SHARE = Number(0.0, 1.0, 0.05, 2, bar=True)
SEED = Number(0, 2**31 - 1, 1, 0)


def over(
    things: Sequence[Any],
    id_: str,
    label: str,
    shape: Shape,
    read: Callable[[Any], Value],
    put: Callable[[Project, str, Value], Project],
    default: Value | None = None,
    tip: str = "",
) -> Field:
    """A field of all these things at once; `put` is the edit of one, by its id."""
    ids = tuple(thing.id for thing in things)
    return Field(id_, label, shape, shared(things, read), one_by_one(ids, put), default, tip)


def told(id_: str, label: str, value: object, tone: str = "text", tip: str = "") -> Field:
    """A line that is only read."""
    return Field(id_, label, Told(tone), str(value), tip=tip)


def named(options: Sequence[str], **labels: str) -> Choice:
    """A choice of names, shown with a capital and spaces unless a label says otherwise."""
    return Choice(tuple((o, labels.get(o, o.replace("_", " ").capitalize())) for o in options))


def of_extra(
    things: Sequence[Any],
    key: str,
    label: str,
    shape: Shape,
    default: Value,
    put: Callable[[Project, str, dict[str, Any]], Project],
    tip: str = "",
) -> Field:
    """A field that lies in the `extra` of things; what is at its default is not written."""
    now = {thing.id: thing.extra for thing in things}

    def set_one(project: Project, id_: str, value: Value) -> Project:
        if now[id_].get(key, default) == value:
            return project
        rest = {name: kept for name, kept in now[id_].items() if name != key}
        return put(project, id_, rest if value == default else {**rest, key: value})

    def read(thing: Any) -> Value:  # noqa: ANN401 - anything with an `extra`
        value = thing.extra.get(key, default)
        return value if isinstance(value, type(default)) else default

    return over(things, key, label, shape, read, set_one, default, tip)


def of_character(
    character: Any,  # noqa: ANN401 - a Character; read like all things with ids
    id_: str,
    label: str,
    shape: Shape,
    default: Value | None = None,
    tip: str = "",
) -> Field:
    """A field of a character itself."""

    def put(project: Project, one: str, value: Value) -> Project:
        kept = int(value) if id_ == "seed" else value
        return set_character(project, one, **{id_: kept})

    return over([character], id_, label, shape, lambda c: _value(getattr(c, id_)), put, default, tip)


def param(
    events: Sequence[Event], id_: str, label: str, shape: Number | Flag, default: float, tip: str = ""
) -> Field:
    """A number of an event by its name; absent ones are at their default."""

    def put(project: Project, one: str, value: Value) -> Project:
        event = part_of(project, Event, one)
        if float(value) == event.params.get(id_, float(default)):
            return project
        return set_event(project, by_hand(event, params={**event.params, id_: float(value)}))

    on = isinstance(shape, Flag)

    def read(event: Event) -> Value:
        value = float(event.params.get(id_, default))
        return value >= 0.5 if on else value

    return over(events, id_, label, shape, read, put, bool(default) if on else float(default), tip)


def by_hand(event: Event, **fields: Any) -> Event:  # noqa: ANN401 - fields of an event
    """The event changed by an artist, and so pinned: planning anew keeps it."""
    changed = attrs.evolve(event, **fields)
    return event if changed == event else attrs.evolve(changed, pinned=True)


def text(things: Sequence[Any], id_: str, label: str, edit: Callable[..., Project], hint: str = "") -> Field:
    """A text field of things, put by `edit(project, id, field=value)`."""
    return over(
        things,
        id_,
        label,
        Text(hint=hint),
        lambda t: str(getattr(t, id_)),
        lambda project, one, value: edit(project, one, **{id_: str(value)}),
    )


def at_seconds(tick: int) -> float:
    """Seconds of a tick as fields show them."""
    return round(seconds(tick), 6)


def tick_of(value: Value) -> int:
    """The tick of a field in seconds."""
    return ticks(of_number(value))


def _value(value: Any) -> Value:  # noqa: ANN401 - any field
    return value if isinstance(value, float | int | str | bool) else str(value)


__all__ = [
    "GAIN",
    "MIXED",
    "SECONDS",
    "SEED",
    "SHARE",
    "Mixed",
    "at_seconds",
    "by_hand",
    "named",
    "of_character",
    "of_extra",
    "over",
    "param",
    "text",
    "tick_of",
    "told",
]
