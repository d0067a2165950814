"""Which keys are chosen, by where they lie in time."""

from __future__ import annotations

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


def choose_none(studio: Studio) -> None:
    """No key; whatever else is chosen stays so."""
    if studio.selection.value.keys:
        studio.selection.set(studio.selection.value.with_keys(frozenset()))


def _choose(studio: Studio, refs: Iterable[CurveRef], wanted: Callable[[int], bool]) -> None:
    project = studio.project
    keys = (KeyRef(ref, key.time) for ref in refs for key in curve_of(project, ref).keys if wanted(key.time))
    studio.selection.set(studio.selection.value.with_keys(frozenset(keys)))
