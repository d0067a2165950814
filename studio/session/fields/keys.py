"""Fields of the chosen keys, on whatever curves they lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import attrs

from studio.animation.tangents import Side, Tangent, handles_of, place_of, tangent_of
from studio.core.names import title_of_channel
from studio.document.curves import Handle, Interpolation, Key
from studio.document.schema import Character, Project
from studio.session.fields.curves import curve_of, mapped
from studio.session.fields.feelings import interpolations
from studio.session.fields.field import Deed, Field, Inspection, Number, Section, Shape, Value, shared
from studio.session.fields.makers import SECONDS, at_seconds, named, tick_of, told
from studio.session.keying.tangents import TANGENT_TITLES, drag_handle, set_tangents
from studio.session.selection import CurveRef, KeyRef, Selected


def of_keys(character: Character, refs: frozenset[KeyRef]) -> Inspection:
    """The chosen keys that there still are."""
    chosen = _chosen(character, refs)
    keys = [key for row in chosen.values() for key in row]
    if not keys:
        return Inspection("No keys", "diamond", "key", (), "They are gone.")
    fields = _key_fields(character, chosen, keys)
    sections = [Section("Key" if len(keys) == 1 else "Keys", fields)]
    if len(keys) == 1:
        sections.append(Section("Handles", _handles(character, next(iter(chosen)), keys[0]), folded=True))
    held = {k.anchor.word_id for k in keys if k.anchor is not None}
    if held:
        sections[0] = attrs.evolve(
            sections[0], fields=(*fields, told("anchor", "Tied to", _words(character, held)))
        )
    title = "Key" if len(keys) == 1 else f"{len(keys)} keys"
    where = ", ".join(_named(character, ref) for ref in list(chosen)[:3])
    deeds = (
        Deed("key.go", "Go there", "crosshair-simple"),
        Deed("key.untie", "Untie from words", "link-break") if held else Deed("key.flat", "Flatten", "minus"),
        Deed("key.remove", "Delete", "trash"),
    )
    return Inspection(title, "diamond", "key", (), where, tuple(sections), deeds)


def _key_fields(
    character: Character, chosen: Mapping[CurveRef, list[Key]], keys: list[Key]
) -> tuple[Field, ...]:
    def leads(key: Key, value: Value) -> Key:
        return attrs.evolve(key, interpolation=Interpolation(str(value)))

    values = Number(-1.0 if any(ref.channel for ref in chosen) else 0.0, 1.0, 0.01, 3, bar=True)
    kinds = interpolations()
    return (
        _time_field(character, chosen),
        _each(chosen, "value", "Value", values, keys, lambda k: k.value, lambda k, v: _at_value(k, float(v))),
        _each(chosen, "interpolation", "Leads on", kinds, keys, lambda k: k.interpolation.value, leads),
        _tangent_field(chosen, keys),
    )


def _chosen(character: Character, refs: Iterable[KeyRef]) -> dict[CurveRef, list[Key]]:
    times: dict[CurveRef, set[int]] = defaultdict(set)
    for ref in refs:
        times[ref.curve].add(ref.time)
    found = {}
    for owner, wanted in sorted(times.items()):
        curve = curve_of(character, owner)
        row = [key for key in curve.keys if key.time in wanted] if curve is not None else []
        if row:
            found[owner] = row
    return found


def _each(
    chosen: Mapping[CurveRef, list[Key]],
    id_: str,
    label: str,
    shape: Shape,
    keys: list[Key],
    read: Callable[[Key], Value],
    change: Callable[[Key, Value], Key],
) -> Field:
    """A field that all keys get alike."""
    times = {ref: {key.time for key in row} for ref, row in chosen.items()}

    def put(project: Project, value: Value) -> Project:
        return mapped(project, times, lambda key: change(key, value))

    return Field(id_, label, shape, shared(keys, read), put)


def _time_field(character: Character, chosen: Mapping[CurveRef, list[Key]]) -> Field:
    """When the first of the keys is; another time moves all of them, as far as their neighbours let them."""
    first = min(row[0].time for row in chosen.values())
    times = {ref: {key.time for key in row} for ref, row in chosen.items()}
    low, high = _room(character, times)

    def shift(value: Value) -> int:
        return min(max(tick_of(value) - first, low), high)

    def put(project: Project, value: Value) -> Project:
        by = shift(value)
        if not by:
            return project
        return mapped(project, times, lambda key: attrs.evolve(key, time=key.time + by, anchor=None))

    def reselect(selected: Selected, value: Value) -> Selected:
        by = shift(value)
        return selected.with_keys(frozenset(KeyRef(ref, t + by) for ref, row in times.items() for t in row))

    several = sum(len(row) for row in times.values()) > 1
    tip = "Of the first key; the others keep their distance." if several else "Neighbours are not passed."
    return Field(
        "time", "First at" if several else "Time", SECONDS, at_seconds(first), put, tip=tip, reselect=reselect
    )


def _room(character: Character, times: Mapping[CurveRef, set[int]]) -> tuple[int, int]:
    """How many ticks all keys may move back and forth without meeting one that stays."""
    low, high = -min(t for row in times.values() for t in row), 10**15
    for ref, row in times.items():
        curve = curve_of(character, ref)
        stay = [key.time for key in curve.keys if key.time not in row] if curve is not None else []
        for time in row:
            low = max(low, *(s - time + 1 for s in stay if s < time), low)
            high = min(high, *(s - time - 1 for s in stay if s > time), high)
    return low, high


def _at_value(key: Key, value: float) -> Key:
    return attrs.evolve(key, value=value)


def _tangent_field(chosen: Mapping[CurveRef, list[Key]], keys: list[Key]) -> Field:
    refs = frozenset(KeyRef(ref, key.time) for ref, row in chosen.items() for key in row)
    titles = {mode.value: title for mode, title in TANGENT_TITLES.items()}

    def put(project: Project, value: Value) -> Project:
        return set_tangents(project, refs, Tangent(str(value))).project

    kinds = named(tuple(titles), **titles)
    return Field("tangents", "Tangents", kinds, shared(keys, lambda k: tangent_of(k).value), put)


def _handles(character: Character, ref: CurveRef, key: Key) -> tuple[Field, ...]:
    """The ends of a key's tangents as they are drawn: how far from it in time, and how much higher."""
    curve = curve_of(character, ref)
    place = place_of(curve, key.time) if curve is not None else None
    if curve is None or place is None:
        return ()
    reach, rise = Number(0.0, 60.0, 0.01, 3, "s"), Number(-4.0, 4.0, 0.01, 3)
    fields = []
    for side, label, sign, end in zip(
        Side, ("Before", "After"), (-1, 1), handles_of(curve)[place], strict=True
    ):
        at = KeyRef(ref, key.time)
        long, high = at_seconds(sign * end.dt), float(end.dv)
        fields += [
            Field(f"{side}_dt", label, reach, long, partial(_put_reach, at, side, sign, end)),
            Field(f"{side}_dv", "Rise", rise, high, partial(_put_rise, at, side, end)),
        ]
    return tuple(fields)


def _put_reach(key: KeyRef, side: Side, sign: int, end: Handle, project: Project, value: Value) -> Project:
    return drag_handle(project, key, side, sign * tick_of(value), end.dv).project


def _put_rise(key: KeyRef, side: Side, end: Handle, project: Project, value: Value) -> Project:
    return drag_handle(project, key, side, end.dt, float(value)).project


def _words(character: Character, ids: set[str]) -> str:
    words = [w.text for c in character.clips if c.transcript for w in c.transcript.words if w.id in ids]
    return ", ".join(words[:6]) + (" ..." if len(words) > 6 else "")


def _named(character: Character, ref: CurveRef) -> str:
    if ref.channel:
        return title_of_channel(ref.channel)
    return next((t.emotion.capitalize() for t in character.emotions if t.id == ref.owner), "")
