"""The rest of a long scene, composed page by page while nobody does anything: faces only, to save room."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from studio.core.problems import Problem
from studio.core.progress import Progress
from studio.core.time import TimeRange
from studio.session.jobs import Job
from studio.session.staging.composed import PAGE
from studio.session.staging.composing import Composition, compose_page
from studio.session.staging.performer import Performer
from studio.session.wait import wait_for_quiet

if TYPE_CHECKING:
    from studio.session.studio import Studio

IDLE = 2.0
"""Seconds in which nothing was edited, moved or looked for, after which somebody counts as away."""

LANE = "idle"

_BREATH = 0.25  # seconds between two pages: a core is at work half of the time at most


class Idle:
    """`made(performer, time range)` is told on the owner's thread, where all of this belongs."""

    def __init__(
        self,
        studio: Studio,
        performers: Mapping[str, Performer],
        made: Callable[[Performer, TimeRange], None],
    ) -> None:
        self._studio, self._performers, self._made = studio, performers, made
        self._until = 0.0
        self._waiting: Job | None = None
        self._composing: Job | None = None

    def touch(self) -> None:
        """Somebody does something."""
        self._until = time.monotonic() + IDLE
        if self._composing is not None and not self._composing.over:
            self._studio.jobs.cancel(self._composing)
            self.rest()

    def rest(self) -> None:
        """There is nothing more urgent to compose."""
        running = any(job is not None and not job.over for job in (self._waiting, self._composing))
        if running or self._next() is None:
            return
        transport = self._studio.transport

        def work(progress: Progress) -> None:
            wait_for_quiet(_BREATH, progress)
            while transport.playing or self._until > time.monotonic():
                wait_for_quiet(_BREATH, progress)

        self._waiting = self._studio.jobs.start(
            "Idle", work, lambda _: self._compose(), key="idle", quiet=True, lane=LANE
        )

    def _compose(self) -> None:
        found = self._next()
        if found is None:
            return
        if (
            self._studio.jobs.busy
        ):  # also with what is not worth a line: each thread more keeps the window waiting
            self._until = time.monotonic() + IDLE
            self.rest()
            return
        performer, number = found
        order = performer.order(number)

        def work(progress: Progress) -> Composition:
            return compose_page(order, progress)

        def then(made: Composition) -> None:
            self._made(performer, performer.take(made, faces_only=True))
            self.rest()

        def failed(problem: Problem) -> None:
            performer.give_up(number)
            self._studio.report(problem)
            self.rest()

        self._composing = self._studio.jobs.start(
            "Composing ahead", work, then, key="idle page", quiet=True, failed=failed, lane=LANE
        )

    def _next(self) -> tuple[Performer, int] | None:
        """The page nearest to the playhead that is not composed."""
        transport = self._studio.transport
        here = transport.rate.frame_at(transport.at) // PAGE
        found = [(abs(n - here), n, p) for p in self._performers.values() for n in p.behind_anywhere()]
        if not found:
            return None
        _, number, performer = min(found, key=lambda entry: entry[:2])
        return performer, number
