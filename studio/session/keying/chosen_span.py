"""How much of time the chosen things take up."""

from __future__ import annotations

from collections.abc import Iterator

from studio.core.time import TimeRange
from studio.document.schema import Character, Scene
from studio.session.selection import Kind, Selected
from studio.session.studio import Studio


def chosen_span(studio: Studio) -> TimeRange | None:
    """From the first to the last tick of what is chosen; None when that has no place in time."""
    selected, scene = studio.selection.value, studio.scene
    if scene is None:
        return None
    ends = list(_ends(scene, selected))
    if not ends:
        return selected.span
    return TimeRange(min(start for start, _ in ends), max(end for _, end in ends))


def chosen_stretch(studio: Studio) -> TimeRange | None:
    """What a deed on a stretch of time is done to: the chosen one, that of the chosen words, or in to out."""
    selected = studio.selection.value
    words = chosen_span(studio) if selected.kind is Kind.WORD else None
    stretch = selected.span or words or studio.transport.range
    return stretch if stretch is not None and stretch.duration else None


def _ends(scene: Scene, selected: Selected) -> Iterator[tuple[int, int]]:
    ids = frozenset(selected.ids)
    if selected.kind is Kind.KEY:
        yield from ((key.time, key.time) for key in selected.keys)
    elif selected.kind is Kind.MARKER:
        yield from ((marker.time, marker.time) for marker in scene.markers if marker.id in ids)
    else:
        for character in scene.characters:
            yield from _ends_in(character, selected.kind, ids)


def _ends_in(character: Character, kind: Kind, ids: frozenset[str]) -> Iterator[tuple[int, int]]:
    if kind is Kind.EVENT:
        yield from ((event.start, event.end) for event in character.events if event.id in ids)
    for clip in character.clips:
        if kind is Kind.CLIP and clip.id in ids:
            yield clip.begin, clip.end
        if kind is Kind.WORD and clip.transcript is not None:
            words = (word for word in clip.transcript.words if word.id in ids)
            yield from ((clip.start + word.start, clip.start + word.end) for word in words)
    if kind is Kind.EMOTION:
        keys = [track.curve.keys for track in character.emotions if track.id in ids and track.curve.keys]
        yield from ((found[0].time, found[-1].time) for found in keys)
