"""Where in a project a problem's subject is: what to choose and which stretch of time to look at."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

import attrs

from studio.core.time import TimeRange
from studio.document.schema import Character, Project, Scene, Take, VoiceClip
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
    return places(project).get(subject)


def places(project: Project) -> dict[str, Place]:
    """Every id, file and name of a project with its place: for who asks about many."""
    found: dict[str, Place] = {}
    for names, place in _things(project):
        for name in names:
            found.setdefault(name, place)
    found.pop("", None)
    return found


def go_to(studio: Studio, place: Place) -> None:
    """Chooses what is there and brings its time into view."""
    studio.selection.set(attrs.evolve(place.selected, span=studio.selection.value.span))
    if place.span is not None:
        studio.transport.seek(place.span.start)
        studio.revealed.emit(place.span)


def _things(project: Project) -> Iterator[tuple[frozenset[str], Place]]:
    """Everything that a subject may name, with the names it goes by, ids before spoken names."""
    later: list[tuple[frozenset[str], Place]] = []
    for scene in project.scenes:
        for character in scene.characters:
            at = Selected(scene.id, character.id)
            yield from _parts(character, at)
            person = Place(at.of(Kind.CHARACTER, character.id), character.name)
            yield frozenset({character.id}), person
            later.append((frozenset({character.name, character.asset}), person))
        yield from _marks(scene)
    yield from later


def _parts(character: Character, at: Selected) -> Iterator[tuple[frozenset[str], Place]]:
    for clip in character.clips:
        yield from _voice(clip, at)
    for take in character.takes:
        yield (
            frozenset({take.id}),
            Place(at.of(Kind.TAKE, take.id), f"take of {character.name}", _take_span(take)),
        )
    for event in character.events:
        span = TimeRange(event.start, max(event.end, event.start))
        yield frozenset({event.id}), Place(at.of(Kind.EVENT, event.id), event.name or event.kind, span)
    for track in character.emotions:
        times = [key.time for key in track.curve.keys]
        within = TimeRange(times[0], times[-1]) if times else None
        yield frozenset({track.id}), Place(at.of(Kind.EMOTION, track.id), track.emotion.capitalize(), within)
    for layer in character.overrides:
        for channel in layer.curves:
            place = Place(at.of(Kind.CHANNEL, channel), channel)
            yield frozenset({f"{layer.name}: {channel}", f"{layer.id}/{channel}"}), place


def _voice(clip: VoiceClip, at: Selected) -> Iterator[tuple[frozenset[str], Place]]:
    span = TimeRange(clip.start, clip.start + max(clip.media.duration, 0))
    name = PurePath(clip.media.path).name
    yield frozenset({clip.id, clip.media.path, name}), Place(at.of(Kind.CLIP, clip.id), name, span)
    for word in clip.transcript.words if clip.transcript is not None else ():
        there = TimeRange(clip.start + word.start, clip.start + word.end)
        yield frozenset({word.id}), Place(at.of(Kind.WORD, word.id), f"“{word.text}”", there)


def _marks(scene: Scene) -> Iterator[tuple[frozenset[str], Place]]:
    for marker in scene.markers:
        at = Selected(scene.id).of(Kind.MARKER, marker.id)
        yield frozenset({marker.id}), Place(at, marker.name or "marker", TimeRange(marker.time, marker.time))


def _take_span(take: Take) -> TimeRange:
    return TimeRange(take.start, take.start + take.rate.tick_of(max(len(take.values) - 1, 0)))
