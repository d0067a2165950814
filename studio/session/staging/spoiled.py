"""Which stretches of a composed performance an edit spoils: told by comparing two values of a character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import attrs
import numpy as np

from studio.core.time import TimeRange, ticks
from studio.document.belonging import is_take_of
from studio.document.curves import Curve, Key
from studio.document.edits.layers import MUTED_CHANNELS
from studio.document.schema import Character, EmotionTrack, Event, OverrideLayer, Take
from studio.session.staging.spoiled_speech import of_clips, pairs

_FACE = ticks(1.5)  # by which an emotion leads, follows and is smoothed in a face
_BODY = ticks(4.0)  # and in a body, with the gestures on their way
_SPEECH = ticks(4.0)
_TAKE = ticks(0.2)
_EVENT = ticks(4.0)
_MANY = 400  # changes of events, beyond which everything counts as changed
_MARKS = (
    "colour",
    "locked",
    "planned",
    "height",
    "collapsed",
)  # of `extra`: how a lane looks, not what it does
_SILENT = "variation-"


@attrs.frozen
class Spoiled:
    """faces, bodies: stretches in which another face, another body is to be composed."""

    faces: tuple[TimeRange, ...] = ()
    bodies: tuple[TimeRange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.faces or self.bodies)


def spoiled(before: Character, after: Character, end: int) -> Spoiled:
    """What of a scene that lasts until `end` is spoiled when one value of a character takes another's
    place."""
    whole = TimeRange(0, end)
    if (before.asset, before.seed) != (after.asset, after.seed):
        return Spoiled((whole,), (whole,))
    felt = tuple(_of_emotions(before.emotions, after.emotions, whole))
    said = tuple(_grown(of_clips(before.clips, after.clips), _SPEECH))
    lived = tuple(_of_events(before.events, after.events, whole))
    taken, moved = _of_takes(before, after, whole)
    laid = tuple(_of_layers(before.overrides, after.overrides, whole))
    faces = (*_grown(felt, _FACE), *said, *lived, *taken, *laid, *moved)
    return Spoiled(faces, (*_grown(felt, _BODY), *said, *lived, *moved))


def _grown(spans: Iterable[TimeRange], by: int) -> Iterator[TimeRange]:
    return (TimeRange(max(span.start - by, 0), span.end + by) for span in spans)


def _of_emotions(
    before: Sequence[EmotionTrack], after: Sequence[EmotionTrack], whole: TimeRange
) -> Iterator[TimeRange]:
    for old, new in pairs(before, after):
        if old is None or new is None:
            yield from _presence((new or old).curve, whole)
        elif _nature(old) != _nature(new):
            yield from _presence(old.curve, whole)
            yield from _presence(new.curve, whole)
        elif old.curve is not new.curve:
            yield from curve_span(old.curve, new.curve, whole)


def _nature(track: EmotionTrack) -> tuple[Any, ...]:
    own = {name: value for name, value in track.extra.items() if name not in _MARKS}
    return track.emotion, track.regions, track.muted, own


def _presence(curve: Curve, whole: TimeRange) -> Iterator[TimeRange]:
    """Where a curve may be more than nothing."""
    keys = curve.keys
    if any(key.value for key in keys):
        start = whole.start if keys[0].value else keys[0].time
        end = whole.end if keys[-1].value else keys[-1].time
        yield TimeRange(min(start, end), max(start, end))


def curve_span(before: Curve, after: Curve, whole: TimeRange) -> Iterator[TimeRange]:
    """Where two curves may have other values: from the keys before to the keys after those that differ."""
    old, new = before.keys, after.keys
    first = _alike(old, new)
    if first == len(old) == len(new):
        return
    last = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - first)
    # The slope of a key without handles looks at its neighbours.
    low, high = first - 2, last - 2
    start = min(keys[low].time for keys in (old, new)) if low >= 0 else whole.start
    end = max(keys[len(keys) - 1 - high].time for keys in (old, new)) if high >= 0 else whole.end
    yield TimeRange(min(start, end), max(start, end))


def _alike(a: tuple[Key, ...], b: tuple[Key, ...]) -> int:
    """How many keys at the front are the same."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one is not other and one != other and not _drawn_alike(one, other):
            break
        count += 1
    return count


def _drawn_alike(one: Key, other: Key) -> bool:
    """Do they differ in what they are tied to alone?"""
    return one.time == other.time and attrs.evolve(one, anchor=None) == attrs.evolve(other, anchor=None)


def _of_layers(
    before: Sequence[OverrideLayer], after: Sequence[OverrideLayer], whole: TimeRange
) -> Iterator[TimeRange]:
    if [layer.id for layer in before] != [layer.id for layer in after]:
        yield from (span for old, new in pairs(before, after) for span in _of_layer(old, new, whole))
        return
    for old, new in pairs(before, after):
        if _manner(old) != _manner(new):
            yield whole
            continue
        for name in old.curves.keys() | new.curves.keys():
            a, b = old.curves.get(name, Curve()), new.curves.get(name, Curve())
            if a is not b:
                yield from curve_span(a, b, whole)


def _manner(layer: OverrideLayer) -> tuple[object, ...]:
    """What decides how a layer is laid on, beside its curves."""
    return layer.weight, layer.muted, layer.additive, layer.extra.get(MUTED_CHANNELS)


def _of_layer(old: OverrideLayer | None, new: OverrideLayer | None, whole: TimeRange) -> Iterator[TimeRange]:
    """A layer that came or went: a new one without curves spoils nothing."""
    if any(layer is not None and (layer.curves or layer.extra) for layer in (old, new)):
        yield whole


def _of_takes(
    before: Character, after: Character, whole: TimeRange
) -> tuple[tuple[TimeRange, ...], tuple[TimeRange, ...]]:
    """Spoiled by takes of faces, and by recorded motion."""
    faces: list[TimeRange] = []
    motion = False
    for old, new in pairs(before.takes, after.takes):
        if (new or old).id.startswith(_SILENT) or _is_shared(old, new, before.takes, after.takes):
            continue
        if (new or old).is_motion:
            motion = True
        elif old is None or new is None or not _same_grid(old, new):
            sides = ((old, before), (new, after))
            faces += [_extent(take, who) for take, who in sides if take is not None and len(take.values)]
        elif old.values is not new.values:
            rows = np.flatnonzero((old.values != new.values).any(axis=1))
            if len(rows):
                edges = (new.start + new.rate.tick_of(int(row)) for row in (rows[0], rows[-1]))
                faces.append(TimeRange(*edges))
    return tuple(_grown(faces, _TAKE)), (whole,) if motion else ()


def _is_shared(old: Take | None, new: Take | None, before: Sequence[Take], after: Sequence[Take]) -> bool:
    """Did a take come or go that has the frames of another one there, as those of a cut recording do? What is
    seen of it its clip tells."""
    if old is not None and new is not None:
        return False
    one, others = (new, before) if old is None else (old, after)
    return one is not None and any(t.values is one.values and t.start == one.start for t in others)


def _same_grid(old: Take, new: Take) -> bool:
    return (old.names, old.rate, old.start, old.values.shape) == (
        new.names, new.rate, new.start, new.values.shape,
    )  # fmt: skip


def _extent(take: Take, who: Character) -> TimeRange:
    """When a take is seen: while its recording is heard."""
    start, end = take.start, take.start + take.rate.tick_of(len(take.values))
    part = next((clip for clip in who.clips if clip.trimmed and is_take_of(take, clip.id)), None)
    if part is not None:
        start, end = max(start, part.begin), min(end, part.end)
    return TimeRange(max(start, 0), max(start, end, 0))


def _of_events(before: Sequence[Event], after: Sequence[Event], whole: TimeRange) -> Iterator[TimeRange]:
    named = tuple(map(_under_its_name, before, after)) if len(before) == len(after) else after
    changed = [event for pair in pairs(before, named) for event in pair if event is not None]
    if len(changed) > _MANY:
        yield whole
        return
    for event in changed:
        if event.is_motion:
            yield TimeRange(max(event.start - _EVENT, 0), max(whole.end, event.end))
            continue
        end = event.end
        if _holds(event):
            later = (e.start for e in (*before, *after) if _follows(e, event))
            end = max(end, min(later, default=whole.end))
        yield TimeRange(max(event.start - _EVENT, 0), end + _EVENT)


def _under_its_name(old: Event, new: Event) -> Event:
    """The old event where the new one in its place is called otherwise and no more."""
    return old if old is new or (old.id != new.id and attrs.evolve(new, id=old.id) == old) else new


def _holds(event: Event) -> bool:
    """Does it hold on until the next of its kind?"""
    return event.kind in ("gaze", "weight_shift") or (event.kind == "head" and event.name == "carriage")


def _follows(other: Event, event: Event) -> bool:
    return other.kind == event.kind and other.start > event.start and _holds(other)
