"""Fields of events: blinks, glances, nods, breaths, shifts of weight, gestures, motion, constraints."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from studio.core.time import ticks
from studio.document.edits.layers import set_event
from studio.document.edits.tree import evolved, part_of
from studio.document.schema import Character, Event, Project
from studio.session.fields.field import Choice, Deed, Field, Flag, Inspection, Number, Section, Value
from studio.session.fields.makers import (
    SECONDS,
    SHARE,
    at_seconds,
    by_hand,
    named,
    over,
    param,
    tick_of,
    told,
)

ICONS = {
    "blink": "eye-closed",
    "gaze": "eye",
    "head": "user-focus",
    "breath": "wind",
    "weight_shift": "person-simple-walk",
    "gesture": "hand-waving",
    "constraint": "lock-simple",
}
TITLES = {"weight_shift": "Weight shift", "gaze": "Glance", "head": "Head move", "constraint": "Body is busy"}
_LEAST = ticks(0.01)
_SIDES = (("-1.0", "Right"), ("1.0", "Left"), ("0.0", "Both"))
_TURN, _SMALL = Number(-60.0, 60.0, 0.5, 1, "°", bar=True), Number(-30.0, 30.0, 0.5, 1, "°", bar=True)
_MORE = Number(-1.0, 1.0, 0.05, 2, bar=True)
_BRIEF = Number(0.0, 2.0, 0.01, 3, "s")
_LONG = Number(0.0, 60.0, 0.05, 2, "s")
_FACTOR = Number(0.2, 2.0, 0.05, 2, "×", bar=True)
_SHARE_IN = Number(0.1, 0.9, 0.02, 2, bar=True)
_PEAK = Number(0.05, 0.95, 0.05, 2, bar=True)
_DEEP = Number(0.0, 1.5, 0.05, 2, bar=True)
_SPEED = Number(0.05, 20.0, 0.05, 2, "×")
PARTS = ("head", "trunk", "legs", "left_arm", "left_hand", "right_arm", "right_hand")

# name, label, shape, what it is where an event does not say, tip
_Plain = tuple[str, str, Number, float, str]
_PARAMS: dict[str, tuple[_Plain, ...]] = {
    "blink": (
        ("amount", "Amount", SHARE, 1.0, "1 shuts the eye"),
        ("closing", "Closing", _BRIEF, 0.07, "Seconds until the lids meet"),
        ("hold", "Shut", _BRIEF, 0.04, ""),
        ("opening", "Opening", _BRIEF, 0.15, ""),
    ),
    "gaze": (
        ("yaw", "Aside", _TURN, 0.0, "Degrees to the character's left"),
        ("pitch", "Up", _SMALL, 0.0, "Degrees up"),
    ),
    "head": (
        ("pitch", "Down", _SMALL, 0.0, "Degrees down"),
        ("yaw", "Turn", _TURN, 0.0, "Degrees to the character's left"),
        ("roll", "Tilt", _SMALL, 0.0, "Degrees towards its left shoulder"),
        ("brow", "Brows", SHARE, 0.0, "How far the brows go up with it"),
        ("peak", "Peak", _PEAK, 0.4, "Share of its time at which it is furthest"),
    ),
    "breath": (
        ("amount", "Depth", _DEEP, 1.0, ""),
        ("inhale", "Breathing in", _SHARE_IN, 0.42, "Share of its time"),
    ),
    "weight_shift": (
        ("side", "Leg", _MORE, 0.0, "-1 the right leg, 1 the left one"),
        ("forward", "Forward", _MORE, 0.0, "-1 on the heels, 1 on the toes"),
    ),
}
_MANNER: tuple[_Plain, ...] = (
    ("extent", "Size", _FACTOR, 1.0, "How large it is done"),
    ("amplitude", "Presence", SHARE, 1.0, "Below 1 the hand stays nearer to its rest"),
    ("power", "Power", _MORE, 0.0, "More than the mood asks for"),
    ("fluidity", "Fluidity", _MORE, 0.0, "More than the mood asks for"),
    ("tension", "Tension", _MORE, 0.0, "More than the mood asks for"),
    ("swivel", "Elbow", _TURN, 0.0, "Degrees that the elbow is lifted outward"),
)
_CLIP: tuple[_Plain, ...] = (
    ("offset", "Begins at", _LONG, 0.0, "Seconds into the motion"),
    ("speed", "Speed", _SPEED, 1.0, ""),
    ("blend", "Fade", _LONG, 0.3, "Seconds of coming in and going out"),
    ("seam", "Seam", _LONG, 0.3, "Seconds over which a loop's end passes into its start"),
    ("weight", "Weight", SHARE, 1.0, ""),
)


def title_of(event: Event) -> str:
    """What an event is called."""
    if event.kind == "gesture":
        if event.is_motion:
            return str(event.extra.get("title", "")) or "Motion"
        return event.name.replace("_", " ").capitalize()
    return TITLES.get(event.kind, event.kind.replace("_", " ").capitalize())


def of_events(character: Character, events: tuple[Event, ...]) -> Inspection:
    """Events of one character."""
    sections = [Section("Event", (*_times(events), *_flags(events)))]
    kinds = {(e.kind, e.is_motion) for e in events}
    if len(kinds) == 1:
        sections += _own(*kinds.pop(), events)
    one = events[0]
    title = title_of(one) if len(events) == 1 else f"{len(events)} events"
    gestures = all(e.kind == "gesture" and not e.is_motion for e in events)
    deeds = (
        (Deed("event.another", "Another one", "shuffle", "Another gesture that fits here"),)
        if gestures
        else ()
    )
    ids = tuple(e.id for e in events)
    said = str(one.extra.get("word", "")) if len(events) == 1 else ""
    where = f"{character.name}, on “{said}”" if said else character.name
    return Inspection(
        title,
        ICONS.get(one.kind, "circle"),
        "event",
        ids,
        where,
        tuple(sections),
        (*deeds, Deed("event.go", "Go there", "crosshair-simple"), Deed("event.remove", "Delete", "trash")),
    )


def _times(events: Sequence[Event]) -> tuple[Field, ...]:
    def put_start(project: Project, id_: str, value: Value) -> Project:
        event = part_of(project, Event, id_)
        by = max(tick_of(value), 0) - event.start
        return set_event(project, by_hand(event, start=event.start + by, end=event.end + by))

    def put_length(project: Project, id_: str, value: Value) -> Project:
        event = part_of(project, Event, id_)
        return set_event(project, by_hand(event, end=event.start + max(tick_of(value), _LEAST)))

    return (
        over(events, "start", "Start", SECONDS, lambda e: at_seconds(e.start), put_start),
        over(events, "length", "Length", SECONDS, lambda e: at_seconds(e.end - e.start), put_length),
    )


def _flags(events: Sequence[Event]) -> tuple[Field, ...]:
    def put(project: Project, id_: str, name: str, on: Value) -> Project:
        event: Event = evolved(part_of(project, Event, id_), **{name: bool(on)})
        return set_event(project, event)

    tip = "A pinned event stays when the character performs again."
    return (
        over(
            events,
            "pinned",
            "Pinned",
            Flag(),
            lambda e: e.pinned,
            lambda p, i, v: put(p, i, "pinned", v),
            False,
            tip,
        ),
        over(
            events, "muted", "Muted", Flag(), lambda e: e.muted, lambda p, i, v: put(p, i, "muted", v), False
        ),
    )


def _own(kind: str, clip: bool, events: tuple[Event, ...]) -> list[Section]:
    if clip:
        return _motion(events)
    if kind == "gesture":
        return _gesture(events)
    if kind == "constraint":
        return [Section("What is busy", (_name(events, "Mode", _modes()),))]
    fields = [param(events, *p) for p in _PARAMS.get(kind, ())]
    if kind == "head":
        fields.insert(0, _name(events, "Kind", named(("nod", "dip", "rise", "carriage"))))
    return [Section(TITLES.get(kind, kind.capitalize()), tuple(fields))] if fields else []


def _name(events: Sequence[Event], label: str, shape: Choice) -> Field:
    def put(project: Project, id_: str, value: Value) -> Project:
        return set_event(project, by_hand(part_of(project, Event, id_), name=str(value)))

    return over(events, "name", label, shape, lambda e: e.name, put)


def _modes() -> Choice:
    from studio.performance.gestures.plan_limits import MODES  # noqa: PLC0415 - not before the first window

    return attrs.evolve(named(tuple(MODES)), free=True)


def _gesture(events: tuple[Event, ...]) -> list[Section]:
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files

    library = own_library()
    names = tuple(dict.fromkeys((*library.gestures, *(e.name for e in events))))
    known = library.get(events[0].name)
    stroke = param(
        events, "stroke", "Stroke", _LONG, known.stroke if known else 0.5, "Seconds to the stroke's end"
    )
    hold = param(
        events, "hold", "Hold", _LONG, known.hold if known else 0.3, "Seconds that the hand stays there"
    )
    choice = attrs.evolve(named(names), search=True)
    fields = [_name(events, "Gesture", choice), _side(events), stroke, hold]
    if known is not None and len(events) == 1:
        fields.append(told("summary", "Is", known.summary))
    return [
        Section("Gesture", tuple(fields)),
        Section("Manner", tuple(param(events, *p) for p in _MANNER)),
    ]


def _side(events: Sequence[Event]) -> Field:
    def put(project: Project, id_: str, value: Value) -> Project:
        event = part_of(project, Event, id_)
        if event.params.get("side", -1.0) == float(value):
            return project
        return set_event(project, by_hand(event, params={**event.params, "side": float(value)}))

    def read(event: Event) -> str:
        side = event.params.get("side", -1.0)
        return "0.0" if side == 0.0 else "1.0" if side > 0.0 else "-1.0"

    return over(events, "side", "Hand", Choice(_SIDES), read, put)


def _motion(events: tuple[Event, ...]) -> list[Section]:
    flags = (
        param(events, "loop", "Loop", Flag(), 0.0, "Goes round for the clip's whole length"),
        param(events, "in_place", "On the spot", Flag(), 0.0, "Does not lead over the ground"),
    )
    masks = tuple(param(events, f"mask_{p}", p.replace("_", " ").capitalize(), SHARE, 1.0) for p in PARTS)
    fields = (*(param(events, *p) for p in _CLIP), *flags)
    return [Section("Motion", fields), Section("Parts of the body", masks, folded=True)]
