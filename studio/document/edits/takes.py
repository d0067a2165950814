"""Takes of models, override layers and events: what is generated and what is laid over it by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.problems import fail
from studio.core.time import TICKS_PER_SECOND, TimeRange, ticks
from studio.document.edits.tree import (
    check_free,
    evolved,
    in_part,
    owner_of,
    part_of,
    with_part,
    with_parts,
    without_part,
)
from studio.document.schema import Project, Take

_BLEND = ticks(0.08)

F64 = npt.NDArray[np.float64]


def add_take(project: Project, character_id: str, take: Take) -> Project:
    """Frames of a model more, stronger than the takes before."""
    _check(take)
    return with_part(project, character_id, take)


def replace_take(project: Project, take_id: str, take: Take) -> Project:
    """A take generated again. What was locked of the old one is kept: its locked ranges carry over with the
    frames and channels that lie in them, blended over 80 ms at their edges."""
    _check(take)
    old = part_of(project, Take, take_id)
    if take.id != take_id:
        check_free(project, take)
    merged = with_locked(old, take)
    owner = owner_of(project, Take, take_id)
    return with_parts(
        project, owner.id, Take, lambda all_: tuple(merged if t.id == take_id else t for t in all_)
    )


def remove_take(project: Project, take_id: str) -> Project:
    return without_part(project, Take, take_id)


def lock_range(project: Project, take_id: str, span: TimeRange) -> Project:
    """Keeps a stretch of scene time of a take when it is generated again."""
    return in_part(
        project, Take, take_id, lambda t: evolved(t, locked=joined([*t.locked, (span.start, span.end)]))
    )


def unlock_range(project: Project, take_id: str, span: TimeRange) -> Project:
    """Lets a stretch of a take change again."""

    def edit(take: Take) -> Take:
        rest = [(a, min(b, span.start)) for a, b in take.locked] + [
            (max(a, span.end), b) for a, b in take.locked
        ]
        return evolved_locked(take, [(a, b) for a, b in rest if a < b])

    return in_part(project, Take, take_id, edit)


def evolved_locked(take: Take, spans: Iterable[tuple[int, int]]) -> Take:
    """The take with these ranges locked, joined and in order."""
    locked = joined(spans)
    return take if locked == take.locked else attrs.evolve(take, locked=locked)


def with_locked(old: Take, new: Take) -> Take:
    """The new take with the locked ranges of the old one in it."""
    names = [name for name in new.names if name in old.names]
    if not old.locked or not names or not len(old.values) or not len(new.values):
        return evolved_locked(new, [*old.locked, *new.locked])
    at = _times(new)
    weight = _kept(at, old.locked, (old.start, int(_times(old)[-1])))[:, None]
    mine = [new.names.index(name) for name in names]
    theirs = _resampled(old, at)[:, [old.names.index(name) for name in names]]
    values = new.values.copy()
    values[:, mine] = (1 - weight) * values[:, mine] + weight * theirs
    return evolved_locked(attrs.evolve(new, values=values), [*old.locked, *new.locked])


def _kept(at: npt.NDArray[np.int64], locked: tuple[tuple[int, int], ...], span: tuple[int, int]) -> F64:
    """[frames] share of the old take: 1 in locked ranges, falling beside them, 0 where it has no frames."""
    share = np.zeros(len(at))
    for start, end in locked:
        outside = np.maximum(np.maximum(start - at, at - end), 0)
        share = np.maximum(share, 1.0 - np.minimum(outside / _BLEND, 1.0))
    return np.where((at >= span[0]) & (at <= span[1]), share, 0.0)


def _times(take: Take) -> npt.NDArray[np.int64]:
    return take.start + np.array([take.rate.tick_of(i) for i in range(len(take.values))], np.int64)


def _resampled(take: Take, at: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """[len(at), channels] between the frames of a take; exact where the grids agree."""
    place = (at - take.start) * (take.rate.numerator / take.rate.denominator / TICKS_PER_SECOND)
    place = np.clip(
        np.where(np.abs(place - np.rint(place)) < 1e-6, np.rint(place), place), 0, len(take.values) - 1
    )
    low = place.astype(np.intp)
    high = np.minimum(low + 1, len(take.values) - 1)
    share = (place - low).astype(np.float32)[:, None]
    return np.asarray(take.values[low] * (1 - share) + take.values[high] * share, np.float32)


def joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in ticks (start, end) in rising order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _check(take: Take) -> None:
    shape: Any = take.values.shape
    if len(shape) != 2 or shape[1] != len(take.names) or not np.isfinite(take.values).all():
        raise fail(
            "document.take", f"is no table of {len(take.names)} channels", take.id, "Generate it again"
        )
