"""What an artist does to events: blinks, glances, nods, breaths, gestures. Whatever a hand has changed is
pinned, so that planning anew keeps it. All from a project to a project, of one character's events by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import attrs

from studio.core.time import TICKS_PER_SECOND, ticks
from studio.document.edits.tree import with_parts
from studio.document.identity import fresh_id
from studio.document.schema import Event, Project

SHORTEST = ticks(0.04)
_BLINKING = ("closing", "hold", "opening")
_FRESH: dict[str, tuple[float, dict[str, float], str]] = {
    "blink": (0.26, {"closing": 0.07, "hold": 0.04, "opening": 0.15, "amount": 1.0}, ""),
    "gaze": (1.2, {"yaw": 12.0, "pitch": 0.0}, "aside"),
    "head": (0.5, {"pitch": 7.0, "yaw": 0.0, "roll": 0.0, "brow": 0.0, "peak": 0.4}, "nod"),
    "breath": (3.6, {"amount": 0.9, "inhale": 0.42}, ""),
    "weight_shift": (1.2, {"side": 0.7, "forward": 0.0}, ""),
    "gesture": (1.6, {"stroke": 0.5, "hold": 0.45, "side": -1.0}, ""),
}
# Seconds, what it does, and a name, of an event that an artist adds.


def fresh_event(project: Project, kind: str, at: int, name: str = "") -> Event:
    """A usual event of a kind from a tick on; a gesture without a `name` is a beat."""
    seconds, params, own = _FRESH.get(kind, (1.0, {}, ""))
    if kind == "gesture" and not name:
        from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files

        name = next((gesture.name for gesture in own_library().by_kind("beat")), "")
    id_ = fresh_id(project, f"{kind.replace('_', '-')}-")
    return Event(id_, kind, at, at + ticks(seconds), dict(params), name or own, pinned=True)


def added(project: Project, character_id: str, events: Iterable[Event]) -> Project:
    """With events more."""
    new = tuple(events)
    return with_parts(project, character_id, Event, lambda old: _in_order((*old, *new)))


def removed(project: Project, character_id: str, ids: frozenset[str]) -> Project:
    return with_parts(project, character_id, Event, lambda old: tuple(e for e in old if e.id not in ids))


def changed(
    project: Project, character_id: str, ids: frozenset[str], change: Callable[[Event], Event]
) -> Project:
    """Some events through a function."""

    def edit(events: tuple[Event, ...]) -> tuple[Event, ...]:
        new = tuple(change(event) if event.id in ids else event for event in events)
        return events if all(a is b for a, b in zip(events, new, strict=True)) else _in_order(new)

    return with_parts(project, character_id, Event, edit)


def another_gesture(project: Project, character_id: str, ids: frozenset[str]) -> Project:
    """Other gestures that could stand in the place of these."""
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files
    from studio.performance.gestures.plan import another_one  # noqa: PLC0415 - heavy

    library = own_library()
    return changed(project, character_id, ids, lambda e: attrs.evolve(another_one(e, library), pinned=True))


def moved(event: Event, by: int) -> Event:
    """Later by so many ticks, not before the scene's start."""
    by = max(by, -max(event.start, 0))
    return event if by == 0 else attrs.evolve(event, start=event.start + by, end=event.end + by, pinned=True)


def stretched(event: Event, start: int, end: int) -> Event:
    """From another tick to another one. A gesture's stroke stays where it is while its preparation gets
    longer, and its hold gets longer with its end; a blink's lids take their shares of the new length."""
    end = max(end, start + SHORTEST)
    params = dict(event.params)
    if event.kind == "gesture" and "stroke" in params:
        start = min(start, stroke_of(event) - SHORTEST)
        params["stroke"] = (stroke_of(event) - start) / TICKS_PER_SECOND
        if "hold" in params:
            params["hold"] = max(params["hold"] + (end - event.end) / TICKS_PER_SECOND, 0.0)
            end = max(end, stroke_of(event) + SHORTEST)
    elif event.kind == "blink":
        factor = (end - start) / max(event.end - event.start, 1)
        params |= {name: params[name] * factor for name in _BLINKING if name in params}
    return attrs.evolve(event, start=start, end=end, params=params, pinned=True)


def stroke_of(event: Event) -> int:
    """Tick at which a gesture's stroke ends, which meets the word; other events' start."""
    return event.start + ticks(event.params.get("stroke", 0.0)) if event.kind == "gesture" else event.start


def hold_end_of(event: Event) -> int:
    """Tick at which a gesture's hold ends and the hand goes back."""
    return min(stroke_of(event) + ticks(max(event.params.get("hold", 0.0), 0.0)), event.end)


def copies(project: Project, events: Iterable[Event], by: int) -> tuple[Event, ...]:
    """The same events later, with ids of their own, pinned."""
    made = []
    number = int(fresh_id(project, "event-").removeprefix("event-"))
    for k, event in enumerate(events):
        made.append(attrs.evolve(moved(event, by), id=f"event-{number + k}", pinned=True))
    return tuple(made)


def _in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.start, event.id)))
