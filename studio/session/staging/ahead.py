"""Composing ahead of what is looked at: the playhead's page first, then what comes, then what is in view."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from studio.core.problems import Problem
from studio.core.progress import Progress
from studio.core.time import TimeRange, ticks
from studio.session.jobs import Job
from studio.session.staging.composed import PAGE
from studio.session.staging.composing import Composition, compose_page
from studio.session.staging.idle import Idle
from studio.session.staging.performer import Performer
from studio.session.wait import wait_for_quiet

if TYPE_CHECKING:
    from studio.session.studio import Studio

PAUSE = 0.4
"""Seconds without an edit after which bodies are composed anew: more than a painting hand hesitates, for a
page under way takes its share of the processor even when it is given up."""

_NEAR = 6  # pages ahead of the playhead whose bodies are kept
_MOST = 80  # pages in view that are composed: more would keep a core busy for minutes
_SHORT = ticks(180.0)  # scenes up to this long are composed as a whole


class Ahead:
    """One page at a time in a quiet job. `made(performer, time range)` is told on the owner's thread.

    waiting: whether a rehearsal is to come that makes all of it old; then only what is seen is composed, and
    what comes next while it plays.
    """

    def __init__(self, studio: Studio, made: Callable[[Performer, TimeRange], None]) -> None:
        self._studio, self._made = studio, made
        self.performers: dict[str, Performer] = {}
        self.waiting: Callable[[], bool] = lambda: False
        self.view: TimeRange | None = None
        self._idle = Idle(studio, self.performers, made)
        self._job: Job | None = None
        self._waiter: Job | None = None
        self._until = 0.0
        self._done_at: int | None = None

    def kick(self, pause: float = 0.0) -> None:
        """Goes on composing if anything is missing; with a pause when somebody is editing: what is being
        composed anew is given up then, and goes on when that long nothing was edited."""
        if pause:
            self._until = time.monotonic() + pause
            self._idle.touch()
        elif self._busy or self._waiting:
            return
        chosen = self._choose()
        self._done_at = None if chosen else self._page()
        if chosen is None:
            if not self.waiting():
                self._idle.rest()
            return
        performer, number = chosen
        if not pause or number not in performer.pages:
            # Where nothing can be shown yet, nothing is given up.
            if not self._busy:
                self._start(performer, number)
        elif not self._waiting:
            self._wait()

    def move(self) -> None:
        """The playhead stands elsewhere."""
        self._idle.touch()
        if self._done_at != self._page():
            self.kick()

    def look(self, span: TimeRange) -> None:
        """Somebody looks at a stretch of time."""
        if span != self.view:
            self.view = span
            self._idle.touch()
            self.kick()

    def _page(self) -> int:
        transport = self._studio.transport
        return transport.rate.frame_at(transport.at) // PAGE

    @property
    def _busy(self) -> bool:
        return self._job is not None and not self._job.over

    @property
    def _waiting(self) -> bool:
        return self._waiter is not None and not self._waiter.over

    def _wait(self) -> None:
        """Until the hand rests; each edit puts that off."""
        if self._job is not None:
            self._studio.jobs.cancel(self._job)

        def work(progress: Progress) -> None:
            while (left := self._until - time.monotonic()) > 0:
                wait_for_quiet(left, progress)

        self._waiter = self._studio.jobs.start(
            "Waiting", work, lambda _: self.kick(), key="rest", quiet=True, lane="rest"
        )

    def _start(self, performer: Performer, number: int) -> None:
        order = performer.order(number)

        def work(progress: Progress) -> Composition:
            return compose_page(order, progress)

        def then(made: Composition) -> None:
            self._made(performer, performer.take(made))
            self.kick()

        def failed(problem: Problem) -> None:
            performer.give_up(number)
            self._studio.report(problem)
            self.kick()

        self._job = self._studio.jobs.start(
            "Composing", work, then, key="compose", quiet=True, failed=failed, lane="compose"
        )

    def _choose(self) -> tuple[Performer, int] | None:
        """The next page to compose, and whose."""
        performers = list(self.performers.values())
        for number in self._near():
            for performer in performers:
                if number * PAGE < performer.frames and performer.wanted(number):
                    return performer, number
        if self.waiting():
            return None
        for performer in performers:
            for number in self._in_view(performer):
                if performer.behind(number):
                    return performer, number
        return None

    def _near(self) -> Iterator[int]:
        transport, page = self._studio.transport, self._page()
        yield page
        if self.waiting() and not transport.playing:
            return
        yield from range(page + 1, page + 1 + _NEAR)
        if transport.loop:
            yield transport.rate.frame_at(transport.bounds.start) // PAGE

    def _in_view(self, performer: Performer) -> list[int]:
        """Pages that somebody looks at, those nearest to the playhead first."""
        transport = self._studio.transport
        span = TimeRange(0, transport.length) if transport.length <= _SHORT else self.view
        if span is None:
            return []
        frames, page = performer.composed.frame_range(span), self._page()
        pages = range(frames.start // PAGE, -(-frames.stop // PAGE))
        return sorted(pages, key=lambda number: abs(number - page))[:_MOST]
