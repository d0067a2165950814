"""What can be done with chosen things at a click, by the ids that inspections give their deeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import attrs

from studio.animation.tangents import Tangent
from studio.core.time import TimeRange
from studio.document.edits.clips import remove_clip
from studio.document.edits.duplicates import duplicate_character
from studio.document.edits.emotions import remove_emotion
from studio.document.edits.layers import remove_event
from studio.document.edits.scenes import remove_character, remove_marker
from studio.document.edits.takes import lock_range, remove_take, unlock_range
from studio.document.edits.tree import character_of, evolved, owner_of, part_of
from studio.document.schema import Character, EmotionTrack, Event, Project, Script, Take, VoiceClip
from studio.session.fields.chosen import clip_of_word
from studio.session.fields.curves import changed_curve, curve_of
from studio.session.gesturing.event_edits import another_gesture
from studio.session.keying import chosen_deeds
from studio.session.keying.chosen_span import chosen_stretch
from studio.session.keying.handwork import without_handwork
from studio.session.looking.performing_deeds import perform, perform_otherwise
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio

Ids = tuple[str, ...]
Deeds = Mapping[str, Callable[[Studio, Ids], object]]


def _remove(
    kind: str, edit: Callable[[Project, str], Project], verb: str = "Remove"
) -> Callable[[Studio, Ids], object]:
    def deed(studio: Studio, ids: Ids) -> None:
        def all_of(project: Project) -> Project:
            for id_ in ids:
                project = edit(project, id_)
            return project

        many = f"{verb} {kind}" if len(ids) == 1 else f"{verb} {len(ids)} {kind}s"
        if studio.apply(many, all_of):
            studio.selection.set(studio.selection.value.of(Kind.NOTHING))

    return deed


def show(studio: Studio, span: TimeRange) -> None:
    """Brings a stretch of time into view and the playhead to its start."""
    studio.transport.seek(span.start)
    studio.revealed.emit(span)


def _go_to_event(studio: Studio, ids: Ids) -> None:
    event = part_of(studio.project, Event, ids[0])
    show(studio, TimeRange(event.start, event.end))


def _go_to_marker(studio: Studio, ids: Ids) -> None:
    for marker in studio.scene.markers if studio.scene is not None else ():
        if marker.id == ids[0]:
            show(studio, TimeRange(marker.time, marker.time))


def _go_to_key(studio: Studio, _: Ids) -> None:
    times = sorted(ref.time for ref in studio.selection.value.keys)
    if times:
        show(studio, TimeRange(times[0], times[-1]))


def _untie(studio: Studio, _: Ids) -> None:
    chosen_deeds.release(studio)


def _flatten(studio: Studio, _: Ids) -> None:
    chosen_deeds.shape_tangents(studio, Tangent.FLAT)


def _remove_keys(studio: Studio, _: Ids) -> None:
    chosen_deeds.delete(studio)


def _select_keys(studio: Studio, ids: Ids) -> None:
    refs = set()
    for id_ in ids:
        ref = CurveRef(id_)
        curve = curve_of(_owner(studio, EmotionTrack, id_), ref)
        refs |= {KeyRef(ref, key.time) for key in (curve.keys if curve is not None else ())}
    studio.selection.set(studio.selection.value.with_keys(frozenset(refs)))


def _clear(studio: Studio, ids: Ids) -> None:
    def empty(project: Project) -> Project:
        for id_ in ids:
            project = changed_curve(project, CurveRef(id_), lambda curve: attrs.evolve(curve, keys=()))
        return project

    studio.apply("Clear curve", empty)


def _reset_channel(studio: Studio, ids: Ids) -> None:
    character = studio.character
    if character is not None:
        studio.apply("Reset handwork", lambda p: without_handwork(p, character, ids))


def _owner(studio: Studio, kind: type[EmotionTrack], id_: str) -> Character:
    return owner_of(studio.project, kind, id_)


def _lock(studio: Studio, ids: Ids) -> None:
    span = chosen_stretch(studio)
    if span is None:
        studio.told.emit("Choose a range first: drag on the take, choose words, or set in and out")
        return

    def edit(project: Project) -> Project:
        for id_ in ids:
            project = lock_range(project, id_, span)
        return project

    studio.apply("Lock range", edit)


def _unlock(studio: Studio, ids: Ids) -> None:
    def edit(project: Project) -> Project:
        for id_ in ids:
            for start, end in part_of(project, Take, id_).locked:
                project = unlock_range(project, id_, TimeRange(start, end))
        return project

    studio.apply("Unlock", edit)


def _another(studio: Studio, ids: Ids) -> None:
    def edit(project: Project) -> Project:
        for id_ in ids:
            owner = owner_of(project, Event, id_)
            project = another_gesture(project, owner.id, frozenset({id_}))
        return project

    studio.apply("Another gesture", edit)


def _duplicate(studio: Studio, ids: Ids) -> None:
    made: list[str] = []

    def edit(project: Project) -> Project:
        for id_ in ids:
            if (character := character_of(project, id_)) is not None:
                project, own = duplicate_character(project, id_, f"{character.name} 2")
                made.append(own)
        return project

    if studio.apply("Duplicate character", edit):
        studio.selection.set(Selected(studio.selection.value.scene, made[-1], Kind.CHARACTER, (made[-1],)))


def _play_words(studio: Studio, ids: Ids) -> None:
    scene = studio.scene
    clip = clip_of_word(scene, ids[0]) if scene is not None else None
    words = [w for w in clip.transcript.words if w.id in set(ids)] if clip and clip.transcript else []
    if clip is not None and words:
        studio.transport.seek(clip.start + min(w.start for w in words))
        studio.transport.play()


def set_heard(studio: Studio, field: str, clip_id: str, value: str) -> bool:
    """Script and language of a recording: its words are found anew beside the window, and all of it is one
    step. False for another field."""
    if field not in {"script", "language"}:
        return False
    from studio.session.scripting import realigning  # noqa: PLC0415 - heavy

    clip = part_of(studio.project, VoiceClip, clip_id)
    script: Script = evolved(clip.script, **{"text" if field == "script" else "language": value.strip()})
    if script != clip.script:
        realigning.set_text(studio, clip_id, script, f"Set {field}")
    return True


def _whole(studio: Studio, ids: tuple[str, ...]) -> bool:
    from studio.session.scripting.trimming import whole_again  # noqa: PLC0415 - with the recordings

    return whole_again(studio, ids)


DEEDS: Deeds = MappingProxyType(
    {
        "character.perform": perform,
        "character.duplicate": _duplicate,
        "character.remove": _remove("character", remove_character),
        "clip.remove": _remove("recording", remove_clip),
        "clip.whole": _whole,
        "word.play": _play_words,
        "emotion.select_keys": _select_keys,
        "emotion.clear": _clear,
        "emotion.remove": _remove("lane", remove_emotion, "Delete"),
        "key.go": _go_to_key,
        "key.untie": _untie,
        "key.flat": _flatten,
        "key.remove": _remove_keys,
        "channel.reset": _reset_channel,
        "event.another": _another,
        "event.go": _go_to_event,
        "event.remove": _remove("event", remove_event, "Delete"),
        "take.perform": perform,
        "take.new_seed": perform_otherwise,
        "take.lock": _lock,
        "take.unlock": _unlock,
        "take.remove": _remove("take", remove_take),
        "marker.go": _go_to_marker,
        "marker.remove": _remove("marker", remove_marker),
    }
)
"""Deeds that need no further question."""
