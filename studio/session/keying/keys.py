"""Keys of any curve of the document, edited by reference: many keys of many curves in one step.

Every function here and in the modules beside it takes a project and gives `Keyed`: the new project and
where the keys are then. `commit` brings it into the document with the selection following. References to keys
that are gone are passed over, and so are locked curves while there are others. Values stay within what their
curve may have, keys in rising time, and two keys that would meet are set one tick apart: none is lost but by
delete and paste.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import attrs

from studio.animation.tangents import settled
from studio.core.problems import ProblemError, fail
from studio.document.curves import Curve, Key
from studio.document.edits.keys import without_keys
from studio.document.edits.tree import in_part, part_of, with_part
from studio.document.schema import Character, EmotionTrack, OverrideLayer, Project
from studio.session.keying.words import reanchored
from studio.session.selection import CurveRef, KeyRef, Selected

if TYPE_CHECKING:
    from studio.session.studio import Studio

HANDWORK = "handwork-"
"""Begins the id of a character's layer of handwork, before the id of the character."""

MADE_FLAGS = ("planned", "suggested")
"""In a track's `extra`: made by the program and made anew by it, until an artist edits the track."""

Keys = Iterable[KeyRef]


@attrs.frozen(eq=False)
class Keyed:
    """project: after an edit; keys: where the edited keys are in it."""

    project: Project
    keys: frozenset[KeyRef] = frozenset()


@attrs.frozen(eq=False)
class Placed:
    """curve: after an edit; places: for each edited key its time before and after."""

    curve: Curve
    places: Mapping[int, int]


def handwork_ref(character_id: str, channel: str) -> CurveRef:
    """The curve of an artist's handwork on a channel; its layer is made by the first edit."""
    return CurveRef(HANDWORK + character_id, channel)


def curve_of(project: Project, ref: CurveRef) -> Curve:
    """The curve as it is; one without keys where there is none (yet)."""
    try:
        if not ref.channel:
            return part_of(project, EmotionTrack, ref.owner).curve
        return part_of(project, OverrideLayer, ref.owner).curves.get(ref.channel, Curve())
    except ProblemError:
        return Curve()


def limits_of(project: Project, ref: CurveRef) -> tuple[float, float]:
    """Lowest and highest value a key may have: 0..1, or -1..1 on channels that are added."""
    if not ref.channel:
        return 0.0, 1.0
    try:
        return (-1.0 if part_of(project, OverrideLayer, ref.owner).additive else 0.0), 1.0
    except ProblemError:
        return -1.0, 1.0


def is_locked(project: Project, ref: CurveRef) -> bool:
    """Did the artist lock this curve? `extra["locked"]` is true, or lists a layer's locked channels."""
    try:
        track = not ref.channel
        owner = (
            part_of(project, EmotionTrack, ref.owner) if track else part_of(project, OverrideLayer, ref.owner)
        )
    except ProblemError:
        return False
    locked = owner.extra.get("locked", False)
    return ref.channel in locked if isinstance(locked, list | tuple) else bool(locked)


def locked_lane() -> ProblemError:
    """What an edit of keys raises where everything it would change is locked."""
    return fail("document.locked", "is locked", "the lane", "Unlock it first")


def chosen_keys(project: Project, selected: Selected) -> dict[KeyRef, Key]:
    """The chosen keys that are there, in order of curve and time."""
    found: dict[KeyRef, Key] = {}
    for ref, times in by_curve(selected.keys).items():
        curve = curve_of(project, ref)
        found |= {KeyRef(ref, key.time): key for key in curve.keys if key.time in times}
    return found


def by_curve(keys: Keys) -> dict[CurveRef, frozenset[int]]:
    """Times of keys by their curves, both in order."""
    times: dict[CurveRef, set[int]] = {}
    for key in sorted(keys):
        times.setdefault(key.curve, set()).add(key.time)
    return {ref: frozenset(on) for ref, on in times.items()}


def with_curve(project: Project, ref: CurveRef, curve: Curve) -> Project:
    """The project with another curve in this place: tangents settled, values within bounds, keys that were
    moved off their words tied to where they are now, and a track that the program made now the artist's."""
    before = curve_of(project, ref)
    if curve is before or curve == before:
        return project
    low, high = limits_of(project, ref)
    if not all(low <= key.value <= high for key in curve.keys):
        curve = attrs.evolve(curve, keys=tuple(_within(key, low, high) for key in curve.keys))
    project = _with_handwork(project, ref)
    curve = reanchored(_owner(project, ref), before, settled(curve))
    return put_back(project, ref, curve)


def put_back(project: Project, ref: CurveRef, curve: Curve) -> Project:
    """The project with a curve that was in this place before, unchecked."""
    if not ref.channel:
        return in_part(
            project,
            EmotionTrack,
            ref.owner,
            lambda track: attrs.evolve(track, curve=curve, extra=_own(track.extra)),
        )
    return in_part(project, OverrideLayer, ref.owner, lambda layer: _with_channel(layer, ref.channel, curve))


def change(project: Project, keys: Keys, edit: Callable[[CurveRef, Curve, frozenset[int]], Placed]) -> Keyed:
    """Every curve that has some of the keys through an edit, which is given the times of those that exist.
    Raises ProblemError when all of them are locked."""
    chosen = by_curve(keys)
    locked = {ref for ref in chosen if is_locked(project, ref)}
    if chosen and locked == chosen.keys():
        raise locked_lane()
    moved: set[KeyRef] = set()
    for ref, times in chosen.items():
        curve = curve_of(project, ref)
        there = frozenset(key.time for key in curve.keys if key.time in times)
        if ref in locked or not there:
            moved |= {KeyRef(ref, time) for time in there}
            continue
        placed = edit(ref, curve, there)
        project = with_curve(project, ref, placed.curve)
        moved |= {KeyRef(ref, time) for time in placed.places.values()}
    return Keyed(project, frozenset(moved))


def commit(
    studio: Studio, label: str, edit: Callable[[Project], Keyed], merge_key: str | None = None
) -> bool:
    """Applies an edit of keys to the document, with the keys it gives chosen afterwards."""
    result: list[Keyed] = []

    def run(project: Project) -> Project:
        result[:] = [edit(project)]
        return result[0].project

    changed = studio.apply(label, run, merge_key)
    if result:
        studio.selection.set(studio.selection.value.with_keys(result[0].keys))
    return changed


def delete_keys(project: Project, keys: Keys) -> Keyed:
    return change(project, keys, lambda _, curve, times: Placed(without_keys(curve, times), {}))


def _within(key: Key, low: float, high: float) -> Key:
    value = min(max(key.value, low), high)
    return key if value == key.value else attrs.evolve(key, value=value)


def _own(extra: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in extra.items() if name not in MADE_FLAGS}


def _with_channel(layer: OverrideLayer, channel: str, curve: Curve) -> OverrideLayer:
    curves = {name: old for name, old in layer.curves.items() if name != channel or curve.keys}
    return attrs.evolve(layer, curves={**curves, channel: curve} if curve.keys else curves)


def _with_handwork(project: Project, ref: CurveRef) -> Project:
    """The project with the layer of handwork that a reference means, if it is one that is not there yet."""
    character_id = ref.owner.removeprefix(HANDWORK)
    if not ref.channel or character_id == ref.owner:
        return project
    for scene in project.scenes:
        for character in scene.characters:
            if character.id == character_id:
                there = any(layer.id == ref.owner for layer in character.overrides)
                layer = OverrideLayer(ref.owner, "Handwork", additive=True)
                return project if there else with_part(project, character_id, layer)
    return project


def _owner(project: Project, ref: CurveRef) -> Character | None:
    for scene in project.scenes:
        for character in scene.characters:
            parts = character.overrides if ref.channel else character.emotions
            if any(part.id == ref.owner for part in parts):
                return character
    return None
