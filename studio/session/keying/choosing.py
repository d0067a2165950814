"""Which keys are chosen, by where they lie in time."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable

from studio.session.keying.keys import curve_of
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio


def choose_before(studio: Studio, refs: Iterable[CurveRef]) -> None:
    """Keys of some curves up to the playhead."""
    at = studio.transport.at
    _choose(studio, refs, lambda tick: tick <= at)


def choose_after(studio: Studio, refs: Iterable[CurveRef]) -> None:
    """Keys of some curves from the playhead on."""
    at = studio.transport.at
    _choose(studio, refs, lambda tick: tick >= at)


def choose_next(studio: Studio, ref: CurveRef, way: int, *, extend: bool = False) -> KeyRef | None:
    """The key after (1) or before (-1) the chosen ones of a curve, or the first from the playhead on; the
    playhead goes along. extend: besides those chosen. None on a curve without keys."""
    times = [key.time for key in curve_of(studio.project, ref).keys]
    if not times:
        return None
    chosen, at = sorted(k.time for k in studio.selection.value.keys if k.curve == ref), studio.transport.at
    if chosen:
        now = times.index(chosen[-1] if way > 0 else chosen[0]) + way if set(chosen) <= set(times) else 0
    elif way > 0:
        now = bisect.bisect_left(times, at)
    else:
        now = bisect.bisect_right(times, at) - 1
    key = KeyRef(ref, times[min(max(now, 0), len(times) - 1)])
    others = studio.selection.value.keys if extend else frozenset()
    studio.selection.set(studio.selection.value.with_keys(others | {key}))
    studio.transport.stop()
    studio.transport.seek(key.time)
    return key


def choose_none(studio: Studio) -> None:
    """No key; whatever else is chosen stays so."""
    if studio.selection.value.keys:
        studio.selection.set(studio.selection.value.with_keys(frozenset()))


def _choose(studio: Studio, refs: Iterable[CurveRef], wanted: Callable[[int], bool]) -> None:
    project = studio.project
    keys = (KeyRef(ref, key.time) for ref in refs for key in curve_of(project, ref).keys if wanted(key.time))
    studio.selection.set(studio.selection.value.with_keys(frozenset(keys)))
