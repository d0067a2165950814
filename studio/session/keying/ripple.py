"""Keys that push along everything that comes after them: later keys of all of a character's curves go with
them in time, and stay as high as they are."""

from __future__ import annotations

import attrs

from studio.document.curves import Curve, Key
from studio.document.schema import Character, Project
from studio.session.keying.keys import (
    MADE_FLAGS,
    Keyed,
    Placed,
    by_curve,
    change,
    curve_of,
    is_locked,
    limits_of,
)
from studio.session.keying.moves import replaced
from studio.session.selection import CurveRef, KeyRef


def pushed_by(project: Project, chosen: frozenset[KeyRef]) -> frozenset[KeyRef]:
    """The keys from the first of the chosen ones on, on all curves of whoever they belong to, without the
    chosen ones. Curves that are locked stay, and so do those that the program makes anew by itself."""
    if not chosen:
        return frozenset()
    start = min(key.time for key in chosen)
    owners = {key.curve.owner for key in chosen}
    refs = (ref for person in _people(project) if owners & _owners(person) for ref in curves_of(person))
    keys = (
        KeyRef(ref, key.time)
        for ref in refs
        if not is_locked(project, ref)
        for key in curve_of(project, ref).keys
        if key.time >= start
    )
    return frozenset(keys) - chosen


def push_keys(
    project: Project, chosen: frozenset[KeyRef], pushed: frozenset[KeyRef], dt: int, dv: float
) -> Keyed:
    """The chosen keys `dt` ticks later and `dv` higher, the pushed ones as much later. Towards the front they
    go as far as the last key before them, and no farther. The chosen ones stay chosen."""
    dt = max(dt, -_room(project, chosen | pushed))
    heights = by_curve(chosen)

    def edit(ref: CurveRef, curve: Curve, times: frozenset[int]) -> Placed:
        low, high = limits_of(project, ref)
        own = heights.get(ref, frozenset())

        def shifted(key: Key) -> Key:
            value = min(max(key.value + dv, low), high) if dv and key.time in own else key.value
            return attrs.evolve(key, time=key.time + dt, value=value)

        return replaced(curve, times, shifted)

    done = change(project, chosen | pushed, edit)
    wanted = frozenset(KeyRef(key.curve, key.time + dt) for key in chosen)
    return Keyed(done.project, done.keys & wanted)


def curves_of(character: Character) -> tuple[CurveRef, ...]:
    """All curves of a character that an artist has made."""
    layers = (CurveRef(layer.id, name) for layer in character.overrides for name in layer.curves)
    tracks = (track for track in character.emotions if not any(map(track.extra.get, MADE_FLAGS)))
    return (*(CurveRef(track.id) for track in tracks), *layers)


def _room(project: Project, moving: frozenset[KeyRef]) -> int:
    """Ticks that these keys can go towards the front before one meets a key that stays."""
    room = min((key.time for key in moving), default=0)
    for ref, times in by_curve(moving).items():
        first = min(times)
        before = [key.time for key in curve_of(project, ref).keys if key.time < first]
        room = min(room, first - before[-1] - 1) if before else room
    return max(room, 0)


def _people(project: Project) -> list[Character]:
    return [character for scene in project.scenes for character in scene.characters]


def _owners(character: Character) -> set[str]:
    return {track.id for track in character.emotions} | {layer.id for layer in character.overrides}
