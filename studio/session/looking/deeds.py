"""What can be done with chosen things at a click, by the ids that inspections give their deeds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from types import MappingProxyType

import attrs

from studio.core.time import TimeRange
from studio.document.curves import Handle, Key
from studio.document.edits.clips import remove_clip
from studio.document.edits.duplicates import duplicate_character
from studio.document.edits.emotions import remove_emotion
from studio.document.edits.layers import remove_event
from studio.document.edits.scenes import remove_character, remove_marker
from studio.document.edits.takes import lock_range, remove_take, unlock_range
from studio.document.edits.tree import evolved, in_part, part_of
from studio.document.schema import Character, EmotionTrack, Event, Project, Script, Take, VoiceClip
from studio.session.fields.chosen import clip_of_word
from studio.session.fields.curves import curve_of, mapped, without_keys
from studio.session.fields.feelings import HANDWORK, without_handwork
from studio.session.looking.performing_deeds import perform, perform_otherwise
from studio.session.selection import CurveRef, KeyRef, Kind, Selected
from studio.session.studio import Studio

Ids = tuple[str, ...]
Deeds = Mapping[str, Callable[[Studio, Ids], object]]


def _remove(kind: str, edit: Callable[[Project, str], Project]) -> Callable[[Studio, Ids], object]:
    def deed(studio: Studio, ids: Ids) -> None:
        def all_of(project: Project) -> Project:
            for id_ in ids:
                project = edit(project, id_)
            return project

        many = f"Remove {kind}" if len(ids) == 1 else f"Remove {len(ids)} {kind}s"
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


def _chosen_times(studio: Studio) -> dict[CurveRef, set[int]]:
    times: dict[CurveRef, set[int]] = defaultdict(set)
    for ref in studio.selection.value.keys:
        times[ref.curve].add(ref.time)
    return times


def _untie(studio: Studio, _: Ids) -> None:
    times = _chosen_times(studio)
    studio.apply("Untie keys", lambda p: mapped(p, times, lambda key: attrs.evolve(key, anchor=None)))


def _flatten(studio: Studio, _: Ids) -> None:
    def flat(key: Key) -> Key:
        level = [h and attrs.evolve(h, dv=0.0) for h in (key.left, key.right)]
        reach = 70_560_000
        return attrs.evolve(key, left=level[0] or Handle(-reach), right=level[1] or Handle(reach))

    times = _chosen_times(studio)
    studio.apply("Flatten keys", lambda p: mapped(p, times, flat))


def _remove_keys(studio: Studio, _: Ids) -> None:
    refs = studio.selection.value.keys
    if studio.apply("Remove keys", lambda p: without_keys(p, refs)):
        studio.selection.set(studio.selection.value.with_keys(frozenset()))


def _select_keys(studio: Studio, ids: Ids) -> None:
    refs = set()
    for id_ in ids:
        ref = CurveRef(id_)
        curve = curve_of(_owner(studio, EmotionTrack, id_), ref)
        refs |= {KeyRef(ref, key.time) for key in (curve.keys if curve is not None else ())}
    studio.selection.set(studio.selection.value.with_keys(frozenset(refs)))


def _clear(studio: Studio, ids: Ids) -> None:
    def bare(track: EmotionTrack) -> EmotionTrack:
        return attrs.evolve(track, curve=attrs.evolve(track.curve, keys=()))

    def empty(project: Project) -> Project:
        for id_ in ids:
            project = in_part(project, EmotionTrack, id_, bare)
        return project

    studio.apply("Clear curve", empty)


def _reset_channel(studio: Studio, ids: Ids) -> None:
    character = studio.character
    for layer in character.overrides if character is not None else ():
        if layer.name == HANDWORK:
            studio.apply("Reset handwork", lambda p, i=layer.id: without_handwork(p, i, ids))  # type: ignore[misc]


def _owner(studio: Studio, kind: type[EmotionTrack], id_: str) -> Character:
    from studio.document.edits.tree import owner_of  # noqa: PLC0415 - its type is that of one part at a time

    return owner_of(studio.project, kind, id_)


def chosen_span(studio: Studio) -> TimeRange | None:
    """The chosen stretch of time, or in to out; None when neither is set."""
    return studio.selection.value.span or studio.transport.range


def _lock(studio: Studio, ids: Ids) -> None:
    span = chosen_span(studio)
    if span is None:
        studio.told.emit("Choose a range first: drag on the take, or set in and out")
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
    from studio.performance.gestures.library import own_library  # noqa: PLC0415 - reads many files
    from studio.performance.gestures.plan import another_one  # noqa: PLC0415 - heavy

    library = own_library()

    def edit(project: Project) -> Project:
        for id_ in ids:
            project = in_part(
                project, Event, id_, lambda e: attrs.evolve(another_one(e, library), pinned=True)
            )
        return project

    studio.apply("Another gesture", edit)


def _duplicate(studio: Studio, ids: Ids) -> None:
    made: list[str] = []

    def edit(project: Project) -> Project:
        for id_ in ids:
            name = next(c.name for s in project.scenes for c in s.characters if c.id == id_)
            project, own = duplicate_character(project, id_, f"{name} 2")
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


DEEDS: Deeds = MappingProxyType(
    {
        "character.perform": perform,
        "character.duplicate": _duplicate,
        "character.remove": _remove("character", remove_character),
        "clip.remove": _remove("recording", remove_clip),
        "word.play": _play_words,
        "emotion.select_keys": _select_keys,
        "emotion.clear": _clear,
        "emotion.remove": _remove("emotion", remove_emotion),
        "key.go": _go_to_key,
        "key.untie": _untie,
        "key.flat": _flatten,
        "key.remove": _remove_keys,
        "channel.reset": _reset_channel,
        "event.another": _another,
        "event.go": _go_to_event,
        "event.remove": _remove("event", remove_event),
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
