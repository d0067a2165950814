"""What can be done with the chosen keys or events, wherever they are shown: one verb for both."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from studio.animation.tangents import Tangent
from studio.core.time import TimeRange
from studio.document.curves import Interpolation
from studio.document.schema import Character, Event, Project
from studio.session.gesturing.event_edits import added, changed, copies, moved, removed, stretched
from studio.session.keying.clipboard import Clipboard, copy_keys, duplicate_keys, paste_keys
from studio.session.keying.cutting import razor
from studio.session.keying.keys import Keyed, commit, delete_keys
from studio.session.keying.markers import delete_markers
from studio.session.keying.moves import move_keys
from studio.session.keying.shapes import Ease, apply_ease, simplify_keys
from studio.session.keying.tangents import set_interpolation, set_tangents
from studio.session.selection import CurveRef, KeyRef, Kind
from studio.session.studio import Studio


@attrs.frozen
class CopiedEvents:
    """Events that were copied."""

    events: tuple[Event, ...]


def has_chosen(studio: Studio) -> bool:
    """Are keys or events chosen?"""
    return studio.selection.value.kind in (Kind.KEY, Kind.EVENT)


def can_delete(studio: Studio) -> bool:
    """Is anything chosen that `delete` takes away?"""
    return has_chosen(studio) or studio.selection.value.kind in (Kind.MARKER, Kind.CLIP)


def has_keys(studio: Studio) -> bool:
    return studio.selection.value.kind is Kind.KEY


def has_copied(studio: Studio) -> bool:
    copied = studio.clipboard.value
    return isinstance(copied, CopiedEvents) or (isinstance(copied, Clipboard) and bool(copied))


def chosen_events(studio: Studio) -> tuple[tuple[Character, tuple[Event, ...]], ...]:
    """The chosen events by the characters that do them; of two that share an id those of the character the
    artist works on."""
    selected, scene = studio.selection.value, studio.scene
    if selected.kind is not Kind.EVENT or scene is None:
        return ()
    left, found = set(selected.ids), []
    people = sorted(scene.characters, key=lambda c: c.id != selected.character)
    for character in people:
        own = tuple(event for event in character.events if event.id in left)
        left -= {event.id for event in own}
        found += [(character, own)] if own else []
    return tuple(found)


def delete(studio: Studio) -> bool:
    """Away with them."""
    if has_keys(studio):
        keys = studio.selection.value.keys
        return commit(studio, "Delete keys", lambda project: delete_keys(project, keys))
    if studio.selection.value.kind is Kind.MARKER:
        return delete_markers(studio)
    if studio.selection.value.kind is Kind.CLIP:
        from studio.session.scripting.trimming import remove_chosen  # noqa: PLC0415 - with the recordings

        return remove_chosen(studio)
    cast = chosen_events(studio)

    def edit(project: Project) -> Project:
        for character, events in cast:
            project = removed(project, character.id, frozenset(e.id for e in events))
        return project

    done = bool(cast) and studio.apply("Delete events", edit)
    if done:
        studio.selection.set(studio.selection.value.of(Kind.NOTHING))
    return done


def copy(studio: Studio) -> bool:
    """Onto the studio's own clipboard."""
    if has_keys(studio):
        copied = copy_keys(studio.project, studio.selection.value.keys)
        if copied:
            studio.clipboard.set(copied)
        return bool(copied)
    events = tuple(event for _, own in chosen_events(studio) for event in own)
    if events:
        studio.clipboard.set(CopiedEvents(events))
    return bool(events)


def cut(studio: Studio) -> bool:
    """Copied, then taken away; False when nothing was chosen."""
    return copy(studio) and delete(studio)


def paste(studio: Studio, onto: Sequence[CurveRef] = ()) -> bool:
    """At the playhead. Keys go onto the curves given, else to the lane that is chosen, else to where they
    came from; events to the character the artist works on."""
    copied, at = studio.clipboard.value, studio.transport.at
    if isinstance(copied, Clipboard):
        places = tuple(onto) or _chosen_lanes(studio)
        return commit(studio, "Paste keys", lambda p: paste_keys(p, copied, at, places))
    character = studio.character
    if not isinstance(copied, CopiedEvents) or character is None:
        return False
    by = at - min(event.start for event in copied.events)
    new = copies(studio.project, copied.events, by)
    return _add_events(studio, "Paste events", character.id, new)


def duplicate(studio: Studio) -> bool:
    """Copies right behind the originals."""
    frame = studio.transport.rate.tick_of(1)
    if has_keys(studio):
        keys = studio.selection.value.keys
        span = max(k.time for k in keys) - min(k.time for k in keys)
        by = span + max(frame, span // 8)
        return commit(studio, "Duplicate keys", lambda p: duplicate_keys(p, keys, by, 0.0))
    cast = chosen_events(studio)
    if not cast:
        return False
    character, events = cast[0]
    by = max(e.end for e in events) - min(e.start for e in events)
    return _add_events(studio, "Duplicate events", character.id, copies(studio.project, events, by))


def nudge(studio: Studio, frames: int, steps: int = 0) -> bool:
    """By frames in time, by hundredths in value."""
    by = studio.transport.rate.tick_of(abs(frames)) * (1 if frames >= 0 else -1)
    if has_keys(studio):
        keys = studio.selection.value.keys
        return commit(studio, "Nudge keys", lambda p: move_keys(p, keys, by, 0.01 * steps), "nudge keys")
    cast = chosen_events(studio)

    def edit(project: Project) -> Project:
        for character, events in cast:
            ids = frozenset(e.id for e in events)
            project = changed(project, character.id, ids, lambda event: moved(event, by))
        return project

    return bool(cast) and bool(by) and studio.apply("Nudge events", edit, "nudge events")


def interpolate(studio: Studio, interpolation: Interpolation) -> bool:
    """How the chosen keys lead to the next ones."""
    return on_keys(studio, "Set interpolation", lambda p, keys: set_interpolation(p, keys, interpolation))


def shape_tangents(studio: Studio, mode: Tangent) -> bool:
    return on_keys(studio, "Set tangents", lambda p, keys: set_tangents(p, keys, mode))


def ease(studio: Studio, kind: Ease) -> bool:
    return on_keys(studio, "Ease keys", lambda p, keys: apply_ease(p, keys, kind))


def simplify(studio: Studio) -> bool:
    """Fewer keys between the first and last chosen one, within 0.02 of the same curve."""
    return on_keys(studio, "Simplify keys", lambda p, keys: simplify_keys(p, keys, 0.02))


def anchor(studio: Studio) -> bool:
    """Ties the chosen keys to the words they lie on."""
    from studio.session.keying.anchors import anchor_keys  # noqa: PLC0415 - it looks at all words

    character = studio.character
    if character is None:
        return False
    return on_keys(studio, "Tie keys to words", lambda p, keys: anchor_keys(p, keys, character))


def release(studio: Studio) -> bool:
    """Keys that stay wherever the words go."""
    from studio.session.keying.anchors import release_keys  # noqa: PLC0415 - with anchor

    return on_keys(studio, "Release keys from words", release_keys)


def cut_curves(studio: Studio, refs: Sequence[CurveRef], at: int) -> bool:
    """A key on each of the curves at a tick, their shapes as they are."""
    return commit(studio, "Cut curves", lambda p: razor(p, refs, at))


def set_length(studio: Studio, span: TimeRange) -> bool:
    """The one chosen event from a tick to another."""
    cast = chosen_events(studio)
    if len(cast) != 1 or len(cast[0][1]) != 1:
        return False
    character, (event,) = cast[0]
    ids = frozenset({event.id})
    return studio.apply(
        "Set event", lambda p: changed(p, character.id, ids, lambda e: stretched(e, span.start, span.end))
    )


def on_keys(studio: Studio, label: str, edit: Callable[[Project, frozenset[KeyRef]], Keyed]) -> bool:
    """An edit of the chosen keys; False, and told, when none are."""
    keys = studio.selection.value.keys
    if not keys:
        studio.told.emit("Choose keys first: click one, or draw a box around some")
        return False
    return commit(studio, label, lambda project: edit(project, keys))


def _chosen_lanes(studio: Studio) -> tuple[CurveRef, ...]:
    selected = studio.selection.value
    return tuple(CurveRef(id_) for id_ in selected.ids) if selected.kind is Kind.EMOTION else ()


def _add_events(studio: Studio, label: str, character_id: str, new: tuple[Event, ...]) -> bool:
    done = studio.apply(label, lambda project: added(project, character_id, new))
    if done:
        selected = studio.selection.value.of(Kind.EVENT, *(event.id for event in new))
        studio.selection.set(attrs.evolve(selected, character=character_id))
    return done
