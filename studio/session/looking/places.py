"""Where in a project a problem's subject is: what to choose and which stretch of time to look at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

import attrs

from studio.core.names import title_of_channel
from studio.core.time import TimeRange
from studio.document.schema import Character, Project, VoiceClip
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio


@attrs.frozen
class Place:
    """label: what is there, in words; span: None for what has no time."""

    selected: Selected
    label: str
    span: TimeRange | None = None


def place_of(project: Project, subject: str) -> Place | None:
    """Where the thing with this id, file or name is; None when the subject is none of the project's."""
    return places(project, {subject}).get(subject)


def places(project: Project, subjects: Collection[str]) -> dict[str, Place]:
    """The places of those subjects that are in the project: ids, files or names."""
    wanted = frozenset(subjects) - {""}
    found: dict[str, Place] = {}
    for names, place in _things(project):
        for name in names:
            if name in wanted and name not in found:
                found[name] = place()
    return found


def go_to(studio: Studio, place: Place) -> None:
    """Chooses what is there and brings its time into view."""
    studio.selection.set(attrs.evolve(place.selected, span=studio.selection.value.span))
    if place.span is not None:
        studio.transport.seek(place.span.start)
        studio.revealed.emit(place.span)


_Thing = tuple[tuple[str, ...], Callable[[], Place]]
"""The names something goes by, and what makes its place: of ten thousand words few are asked for."""


def _things(project: Project) -> Iterator[_Thing]:
    """Everything that a subject may name, ids before spoken names."""
    later: list[_Thing] = []
    for scene in project.scenes:
        for character in scene.characters:
            at = Selected(scene.id, character.id)
            yield from _parts(character, at)
            person = partial(_place, at, Kind.CHARACTER, character.id, character.name)
            yield (character.id,), person
            later.append(((character.name, character.asset), person))
        for marker in scene.markers:
            name = marker.name or "marker"
            yield (marker.id,), partial(_place, Selected(scene.id), Kind.MARKER, marker.id, name, marker.time)
    yield from later


def _parts(character: Character, at: Selected) -> Iterator[_Thing]:
    for clip in character.clips:
        yield from _voice(clip, at)
    for take in character.takes:
        label, end = f"take of {character.name}", take.rate.tick_of(max(len(take.values) - 1, 0))
        yield (take.id,), partial(_place, at, Kind.TAKE, take.id, label, take.start, take.start + end)
    for event in character.events:
        name = event.name or event.kind
        yield (event.id,), partial(_place, at, Kind.EVENT, event.id, name, event.start, event.end)
    for track in character.emotions:
        keys, label = track.curve.keys, track.emotion.capitalize()
        times = (keys[0].time, keys[-1].time) if keys else ()
        yield (track.id,), partial(_place, at, Kind.EMOTION, track.id, label, *times)
    for layer in character.overrides:
        for channel in layer.curves:
            names = (f"{layer.name}: {channel}", f"{layer.id}/{channel}")
            yield names, partial(_place, at, Kind.CHANNEL, channel, title_of_channel(channel))


def _voice(clip: VoiceClip, at: Selected) -> Iterator[_Thing]:
    name, start = clip.media.name, clip.start
    names = (clip.id, clip.media.path, name)
    yield names, partial(_place, at, Kind.CLIP, clip.id, name, clip.begin, clip.end)
    for word in clip.transcript.words if clip.transcript is not None else ():
        span = (start + word.start, start + word.end)
        yield (word.id,), partial(_place, at, Kind.WORD, word.id, f"“{word.text}”", *span)


def _place(
    at: Selected, kind: Kind, id_: str, label: str, start: int | None = None, end: int | None = None
) -> Place:
    if start is None:
        return Place(at.of(kind, id_), label)
    return Place(at.of(kind, id_), label, TimeRange(start, max(start if end is None else end, start)))
