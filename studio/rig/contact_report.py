"""Closures asked for by speech against what a face shows: counts, rates and the worst of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import Rate, TickArray
from studio.rig.schema import F64

Frames = npt.NDArray[np.intp]


class Closure(Protocol):
    """A sound that must be seen to close; ticks from the start of its recording."""

    @property
    def kind(self) -> str: ...  # `bilabial` or `labiodental`
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def word_id(self) -> str: ...


@attrs.frozen
class Shown:
    """Frames of a face: their ticks [F], the lips' opening [F] in metres, and lip to teeth for chosen
    frames."""

    ticks: TickArray
    rate: Rate
    opening: F64
    tooth_gap: Callable[[Frames], F64]


@attrs.frozen
class Missed:
    """A closure that was not seen: ticks from the start of the recording; `gap` is the best it came to, in
    metres."""

    label: str
    word_id: str
    start: int
    end: int
    gap: float


@attrs.frozen
class ContactCount:
    """total closures that fall on frames, how many are met, the mean of their best gaps in metres, and the
    worst."""

    total: int
    met: int
    mean_gap: float
    worst: tuple[Missed, ...] = ()

    @property
    def rate(self) -> float:
        """Share met; 1 where nothing was asked."""
        return self.met / self.total if self.total else 1.0


@attrs.frozen
class ContactReport:
    """bilabial: p b m by the gap of paired points; surface: the same closures by the distance from lip to
    lip in space at their best frame; labiodental: f v. `unseen` closures lie outside the frames."""

    bilabial: ContactCount
    surface: ContactCount
    labiodental: ContactCount
    unseen: int

    def as_dict(self) -> dict[str, Any]:
        """Plain numbers for a report file."""
        return {
            f"{name}_{what}": getattr(getattr(self, name), what)
            for name in ("bilabial", "surface", "labiodental")
            for what in ("total", "met", "rate")
        } | {"unseen": self.unseen}


def report(
    contacts: Sequence[Closure],
    shown: Shown,
    clip_start: int,
    closed: float,
    touching: float,
    distance: Callable[[Frames], F64],
) -> ContactReport:
    """A closure is met when one frame within half a frame of its interval shows it: lips nearer than
    `closed`; or the lower lip nearer than `touching` to the upper teeth while the lips are not closed."""
    windows = [(c, _window(c, shown, clip_start)) for c in contacts]
    lips = [(c, w) for c, w in windows if c.kind == "bilabial" and len(w)]
    teeth = [(c, w) for c, w in windows if c.kind == "labiodental" and len(w)]
    best = np.array([w[np.argmin(shown.opening[w])] for _, w in lips], np.intp)
    gaps = [(c, float(shown.opening[at])) for (c, _), at in zip(lips, best, strict=True)]
    apart = distance(best) if len(best) else np.zeros(0)
    spaces = [(c, float(d)) for (c, _), d in zip(lips, apart, strict=True)]
    return ContactReport(
        _count(gaps, closed),
        _count(spaces, closed),
        _count(_tooth_gaps(teeth, shown, closed), touching),
        sum(not len(w) for _, w in windows),
    )


def _window(contact: Closure, shown: Shown, clip_start: int) -> Frames:
    half = (shown.rate.tick_of(1) + 1) // 2
    first = np.searchsorted(shown.ticks, clip_start + contact.start - half, side="left")
    last = np.searchsorted(shown.ticks, clip_start + contact.end + half, side="right")
    return np.arange(first, last)


def _tooth_gaps(
    contacts: Sequence[tuple[Closure, Frames]], shown: Shown, closed: float
) -> list[tuple[Closure, float]]:
    """Best lip-to-teeth gap among the frames whose lips are not closed; infinite where all are."""
    if not contacts:
        return []
    frames = np.unique(np.concatenate([w for _, w in contacts]))
    gap = np.where(shown.opening[frames] < closed, np.inf, shown.tooth_gap(frames))
    return [(c, float(gap[np.searchsorted(frames, w)].min())) for c, w in contacts]


def _count(gaps: list[tuple[Closure, float]], limit: float, worst: int = 10) -> ContactCount:
    missed = sorted(((g, c) for c, g in gaps if not g < limit), key=lambda m: (-m[0], m[1].start))
    finite = [g for _, g in gaps if np.isfinite(g)]
    return ContactCount(
        len(gaps),
        len(gaps) - len(missed),
        float(np.mean(finite)) if finite else 0.0,
        tuple(Missed(c.label, c.word_id, c.start, c.end, g) for g, c in missed[:worst]),
    )
