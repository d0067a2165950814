"""Long work reports how far it is, and hears that it should stop."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")

_AT_ONCE = 64


class Cancelled(Exception):  # noqa: N818 - not an error: somebody asked for it
    """Raised by a progress callback: the work should stop and leave nothing half-done."""


class Progress(Protocol):
    """Called with the share done in 0..1 and what is being done; may raise Cancelled."""

    def __call__(self, done: float, doing: str = "") -> None: ...


def silent(done: float, doing: str = "") -> None:
    """Progress that nobody watches."""


def go_on() -> None:
    """For work that only asks whether it should stop: never."""


def part_of(progress: Progress, start: float, end: float) -> Progress:
    """Progress of a stage that fills start..end of the whole."""

    def report(done: float, doing: str = "") -> None:
        progress(start + (end - start) * min(max(done, 0.0), 1.0), doing)

    return report


def now_and_then(progress: Progress) -> Callable[[], None]:
    """For short steps whose number nobody knows before: asks at some of its calls whether to stop."""
    steps = itertools.count()

    def ask() -> None:
        if next(steps) % _AT_ONCE == 0:
            progress(0.0)

    return ask


def watched(items: Sequence[Item], progress: Progress) -> Iterator[Item]:
    """The items one after another; the progress hears of it now and then, and may stop it."""
    for number, item in enumerate(items):
        if number % _AT_ONCE == 0:
            progress(number / len(items))
        yield item
