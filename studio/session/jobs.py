"""Work beside the window: threads with generation numbers, whose late answers are dropped."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

import attrs
from psygnal import Signal

from studio.core.problems import Problem, ProblemError
from studio.core.progress import Cancelled, Progress
from studio.session.findings import Post

Result = TypeVar("Result")

_LANES = {
    "work": 2,
    "compose": 1,
    "files": 2,
    "rigs": 1,
    "rest": 8,
    "idle": 1,
}  # jobs of a lane that run at a time; others wait
_TURN = 0.002  # seconds after which a thread lets another go on, so that the window's is never far behind


class State(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@attrs.define(eq=False)
class Job:
    """One piece of work. quiet: not worth a line in the list of jobs; lane: what it waits for its turn
    with."""

    number: int
    title: str
    key: str
    quiet: bool
    lane: str = "work"
    state: State = State.WAITING
    done: float = 0.0
    doing: str = ""
    problem: Problem | None = None
    stop: threading.Event = attrs.field(factory=threading.Event)

    @property
    def over(self) -> bool:
        return self.state in {State.DONE, State.FAILED, State.CANCELLED}


class Jobs:
    """`changed(job)` is emitted on the owner's thread when a job starts, gets on or ends.

    A job takes the place of earlier ones of its key: those are cancelled, and what they still answer is
    dropped. A cancelled job is over at once for everybody but its own thread, which stops at its next report.
    """

    changed: ClassVar[Signal] = Signal(object)

    def __init__(self, post: Post) -> None:
        self._post = post
        self._numbers = itertools.count(1)
        self._places = {lane: threading.BoundedSemaphore(most) for lane, most in _LANES.items()}
        self._jobs: list[Job] = []

    @property
    def all(self) -> tuple[Job, ...]:
        """Every job worth a line, the latest last."""
        return tuple(job for job in self._jobs if not job.quiet)

    @property
    def busy(self) -> bool:
        """Is anything at work? What is only done for want of something better does not count."""
        return any(not job.over and job.lane != "idle" for job in self._jobs)

    def start(
        self,
        title: str,
        work: Callable[[Progress], Result],
        then: Callable[[Result], Any],
        *,
        key: str = "",
        quiet: bool = False,
        failed: Callable[[Problem], Any] | None = None,
        lane: str = "work",
    ) -> Job:
        """Runs `work(progress)` on a thread and then `then(result)` on the owner's, unless cancelled before.
        `failed(problem)` hears, on the owner's thread, why there is no result. Jobs of one lane (`work`,
        `compose`, `files`, `rigs`, `rest`: mostly asleep, `idle`) wait for each other, those of another do
        not."""
        sys.setswitchinterval(_TURN)
        for earlier in self._jobs:
            if key and earlier.key == key:
                self.cancel(earlier)
        job = Job(next(self._numbers), title, key, quiet, lane)
        self._jobs = [*[j for j in self._jobs if not (j.over and j.quiet)][-200:], job]
        arguments = (job, work, then, failed)
        threading.Thread(target=self._run, args=arguments, name=f"job {job.number}", daemon=True).start()
        self.changed.emit(job)
        return job

    def cancel(self, job: Job) -> None:
        """The job is over now, and whatever it still finds out is not heard."""
        if not job.over:
            job.stop.set()
            job.state = State.CANCELLED
            self.changed.emit(job)

    def cancel_all(self) -> None:
        for job in self._jobs:
            self.cancel(job)

    def _run(
        self,
        job: Job,
        work: Callable[[Progress], Result],
        then: Callable[[Result], Any],
        failed: Callable[[Problem], Any] | None,
    ) -> None:
        with self._places[job.lane]:
            if job.stop.is_set():
                return
            self._post(lambda: self._move(job, State.RUNNING))
            try:
                result = work(self._reporter(job))
            except Cancelled:
                return
            except ProblemError as error:
                problem = error.problem
                self._post(lambda: self._fail(job, problem, failed))
                return
            except Exception as error:  # noqa: BLE001 - a fault of one job must not take the window along
                fault = Problem("job.fault", f"stopped by a fault of the program ({error!r})", job.title)
                self._post(lambda: self._fail(job, fault, failed))
                return
        self._post(lambda: self._finish(job, result, then))

    def _reporter(self, job: Job) -> Progress:
        def report(done: float, doing: str = "") -> None:
            if job.stop.is_set():
                raise Cancelled
            if done - job.done >= 0.01 or doing != job.doing:
                job.done, job.doing = done, doing
                self._post(lambda: None if job.over else self.changed.emit(job))

        return report

    def _move(self, job: Job, state: State) -> None:
        if not job.over:
            job.state = state
            self.changed.emit(job)

    def _finish(self, job: Job, result: Result, then: Callable[[Result], Any]) -> None:
        if job.over:
            return
        job.done = 1.0
        self._move(job, State.DONE)
        then(result)

    def _fail(self, job: Job, problem: Problem, failed: Callable[[Problem], Any] | None) -> None:
        if job.over:
            return
        job.problem = problem
        self._move(job, State.FAILED)
        if failed is not None:
            failed(problem)
