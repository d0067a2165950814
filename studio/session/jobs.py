"""Work beside the window: threads with generation numbers, whose late answers are dropped."""

from __future__ import annotations

import itertools
import logging
import sys
import threading
import time
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
    "later": 1,
    "idle": 1,
}  # jobs of a lane that run at a time; others wait
_FIRST = frozenset({"work", "compose", "files", "rigs"})  # lanes that those of `later` let go first
_PATIENCE, _LOOK = 4.0, 0.02  # seconds: for that long at most; between two looks whether they are done
_LATE, _GONE = 0.03, 0.3  # seconds for which the owner is not seen: it is behind; it waits for somebody
_REST = 0.005  # seconds
_LOG = logging.getLogger("moodline.jobs")
_TURN = 0.0005  # seconds after which a thread lets another go on, so that the window's is never far behind


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


class _Begun(threading.Event):
    """Nobody waits for it."""

    def wait(self, timeout: float | None = None) -> bool:
        return True


class _Thread(threading.Thread):
    """Whoever starts it goes on at once. Python's own waits until the new thread has had its turn, which
    comes late where others are at work: a fifth of a second was measured."""

    def __init__(self, work: Callable[[], None], name: str) -> None:
        super().__init__(target=work, name=name, daemon=True)
        self._started = _Begun()


class Jobs:
    """`changed(job)` is emitted on the owner's thread when a job starts, gets on or ends.

    A job takes the place of earlier ones of its key: those are cancelled, and what they still answer is
    dropped. A cancelled job is over at once for everybody but its own thread, which stops at its next report.
    unheard: hears why a quiet job failed when whoever started it does not.

    Python runs one thread at a time and gives each the same share, so that an owner with much to do would get
    along at a third of its pace. One that calls `seen` every hundredth of a second, as long as anything is
    `at_work`, is let go first: whoever reports rests while the owner is behind.
    """

    changed: ClassVar[Signal] = Signal(object)

    def __init__(self, post: Post, unheard: Callable[[Problem], object] | None = None) -> None:
        self._post, self._unheard = post, unheard
        self._numbers = itertools.count(1)
        self._places = {lane: threading.BoundedSemaphore(most) for lane, most in _LANES.items()}
        self._jobs: list[Job] = []
        self._seen: float | None = None

    @property
    def all(self) -> tuple[Job, ...]:
        """Every job worth a line, the latest last."""
        return tuple(job for job in self._jobs if not job.quiet)

    @property
    def busy(self) -> bool:
        """Is anything at work? What is only done for want of something better does not count."""
        return any(not job.over and job.lane != "idle" for job in self._jobs)

    @property
    def at_work(self) -> bool:
        """Does anything but what mostly sleeps go on?"""
        return any(not job.over and job.lane != "rest" for job in self._jobs)

    def seen(self, *, again: bool = True) -> None:
        """The owner is not behind with its own work. again: it will soon say so again."""
        self._seen = time.monotonic() if again else None

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
        `compose`, `files`, `rigs`, `rest`: mostly asleep, `later`, `idle`) wait for each other, those of
        another do not; those of `later` begin when nobody waits for anything else, or after some seconds."""
        sys.setswitchinterval(_TURN)
        for earlier in self._jobs:
            if key and earlier.key == key:
                self.cancel(earlier)
        job = Job(next(self._numbers), title, key, quiet, lane)
        self._jobs = [*[j for j in self._jobs if not (j.over and j.quiet)][-200:], job]
        _Thread(lambda: self._run(job, work, then, failed), f"job {job.number}").start()
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
                report = self._reporter(job)
                if job.lane == "later":
                    self._let_others(report)
                result = work(report)
            except Cancelled:
                return
            except ProblemError as error:
                problem = error.problem
                self._post(lambda: self._fail(job, problem, failed))
                return
            except Exception as error:  # noqa: BLE001 - a fault of one job must not take the window along
                _LOG.error("%s", job.title, exc_info=error)
                text = f"stopped by a fault of the program ({error!r})"
                fault = Problem("job.fault", text, job.title, "Try again; the log (see Help) says more")
                self._post(lambda: self._fail(job, fault, failed))
                return
        self._post(lambda: self._finish(job, result, then))

    def _let_others(self, report: Progress) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and any(not j.over and j.lane in _FIRST for j in self._jobs):
            report(0.0)
            time.sleep(_LOOK)

    def _owner_is_behind(self) -> bool:
        """Longer than that the owner may itself wait for what a job holds."""
        seen = self._seen
        return seen is not None and _LATE < time.monotonic() - seen < _GONE

    def _reporter(self, job: Job) -> Progress:
        def report(done: float, doing: str = "") -> None:
            while self._owner_is_behind() and not job.stop.is_set():
                time.sleep(_REST)
            if job.stop.is_set():
                raise Cancelled
            if done - job.done >= 0.01 or (doing and doing != job.doing):
                # Work that only asks whether it should stop says less than was known.
                job.done, job.doing = max(done, job.done), doing or job.doing
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
        told = failed or (self._unheard if job.quiet else None)
        if told is not None:
            told(problem)
