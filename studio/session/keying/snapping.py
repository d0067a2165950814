"""What dragged things snap to: words, phones, frames, markers, the playhead and whatever lanes offer."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from studio.core.time import Rate, TimeRange
from studio.document.schema import Scene, VoiceClip
from studio.session.tools import Snapping

Ticks = npt.NDArray[np.int64]

_NONE: frozenset[int] = frozenset()


def snapped(
    tick: int,
    reach: float,
    places: Iterable[Ticks],
    rate: Rate | None = None,
    without: frozenset[int] = _NONE,
) -> int | None:
    """The place nearest to a tick within `reach` ticks; None when there is none.

    places: sorted ticks; rate: frames attract too, but only where nothing else does, for they are everywhere.
    """
    found: int | None = None
    for sorted_ticks in places:
        near = _nearest(sorted_ticks, tick, reach, without)
        if near is not None and (found is None or abs(near - tick) < abs(found - tick)):
            found = near
    if found is None and rate is not None:
        frame = rate.tick_of(rate.frame_at(tick + round(0.5 * rate.tick_of(1))))
        found = frame if abs(frame - tick) <= max(reach, rate.tick_of(1)) else None
    return found


def places_of(scene: Scene, snapping: Snapping) -> list[Ticks]:
    """Sorted ticks of what the artist snaps to in a scene, keys aside: those belong to curves."""
    found = [np.array(sorted({0, *(marker.time for marker in scene.markers)}), np.int64)]
    for character in scene.characters:
        for clip in character.clips:
            found += [_edges(clip, phones=False)] if snapping.words else []
            found += [_edges(clip, phones=True)] if snapping.phones else []
    return found


def range_places(span: TimeRange | None) -> Ticks:
    """In and out as places."""
    return np.array([span.start, span.end] if span is not None else [], np.int64)


def _edges_of(clip: VoiceClip, *, phones: bool) -> Ticks:
    if phones:
        parts = ((phone.start, phone.end) for word in clip.words for phone in word.phones)
        return np.array(sorted({at for span in clip.heard(parts) for at in span}), np.int64)
    found = {at for span in clip.heard((word.start, word.end) for word in clip.words) for at in span}
    return np.array(sorted(found | {clip.begin, clip.end}), np.int64)


_known: dict[tuple[int, bool], tuple[VoiceClip, Ticks]] = {}


def _edges(clip: VoiceClip, *, phones: bool) -> Ticks:
    """Edges of words and of the recording, or of phones, in scene ticks; kept by identity: hashing a long
    transcript takes longer."""
    known = _known.get((id(clip), phones))
    if known is None or known[0] is not clip:
        if len(_known) > 64:
            _known.clear()
        known = _known[id(clip), phones] = (clip, _edges_of(clip, phones=phones))
    return known[1]


def _nearest(places: Ticks, tick: int, reach: float, without: frozenset[int]) -> int | None:
    low, high = np.searchsorted(places, [tick - reach, tick + reach], side="left")
    near = [int(at) for at in places[low : high + 1] if abs(at - tick) <= reach and int(at) not in without]
    return min(near, key=lambda at: abs(at - tick), default=None)
