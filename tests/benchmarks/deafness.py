"""How long jobs work on without asking whether they should stop, and where they stand meanwhile."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import attrs

from studio.session.jobs import Job, Jobs

_LATE, _LOOK = 0.06, 0.015  # seconds without a question after which a job is looked at, and how often


@attrs.define
class _Ear:
    """A job at work. thread: its number; asked: when it asked last, and its own time at work by then; seen:
    where it stood since."""

    title: str
    thread: int
    asked: float
    worked: float
    place: str = "start"
    seen: Counter[str] = attrs.field(factory=Counter)


@attrs.frozen
class Deaf:
    """seconds: the longest without a question; worked: how much of it on a processor (others may have had
    it); between: the questions; where: places with the looks that met the job there."""

    seconds: float = 0.0
    worked: float = 0.0
    between: str = ""
    where: tuple[tuple[str, int], ...] = ()


class Deafness:
    """The longest time that jobs of each title worked on without asking whether they should stop: as long
    may a Cancel take that comes at the worst moment."""

    def __init__(self) -> None:
        self.longest: dict[str, Deaf] = {}
        self.count: Counter[str] = Counter()
        self._run, self._reporter = Jobs._run, Jobs._reporter
        self._ears: dict[int, _Ear] = {}
        deaf = self

        def run(owner: Jobs, job: Job, work: Callable[[Any], Any], then: Any, failed: Any) -> None:
            deaf._watched(owner, job, work, then, failed)

        def reporter(owner: Jobs, job: Job) -> Callable[..., None]:
            return deaf._asking(owner, job)

        Jobs._run, Jobs._reporter = run, reporter
        threading.Thread(target=self._watch, daemon=True).start()

    def release(self) -> None:
        Jobs._run, Jobs._reporter = self._run, self._reporter

    def _asking(self, owner: Jobs, job: Job) -> Callable[..., None]:
        report = self._reporter(owner, job)
        self.count[plain(job.title)] += 1
        self._ears[job.number] = _Ear(
            plain(job.title), threading.get_ident(), time.monotonic(), time.thread_time()
        )

        def asked(done: float, doing: str = "") -> None:
            self._note(job, f"{done:.2f} {doing}".strip())
            report(done, doing)  # who rests there for the window's sake hears all the while
            ear = self._ears[job.number]
            ear.asked, ear.worked = time.monotonic(), time.thread_time()

        return asked

    def _note(self, job: Job, place: str) -> None:
        now, worked, ear = time.monotonic(), time.thread_time(), self._ears[job.number]
        passed, own = now - ear.asked, worked - ear.worked
        if passed > self.longest.get(ear.title, Deaf()).seconds:
            between, where = f"{ear.place} to {place}", tuple(ear.seen.most_common(4))
            self.longest[ear.title] = Deaf(passed, own, between, where)
        ear.asked, ear.worked, ear.place = now, worked, place
        if ear.seen:
            ear.seen = Counter()

    def _watched(self, owner: Jobs, job: Job, work: Callable[[Any], Any], then: Any, failed: Any) -> None:
        def whole(progress: Any) -> Any:
            try:
                return work(progress)
            finally:
                self._note(job, "end")
                self._ears.pop(job.number, None)

        self._run(owner, job, whole, then, failed)

    def _watch(self) -> None:
        while True:
            time.sleep(_LOOK)
            now = time.monotonic()
            late = [ear for ear in list(self._ears.values()) if now - ear.asked > _LATE]
            frames = sys._current_frames() if late else {}
            for ear in late:
                if ear.thread in frames:
                    ear.seen[where(frames[ear.thread])] += 1


def plain(title: str) -> str:
    """`Aligning this.wav` -> `Aligning ...`: jobs of a kind, whatever they work on."""
    words = title.split()
    return " ".join(w for w in words if "." not in w and not w[:1].isdigit())


def where(frame: FrameType | None, deep: int = 6) -> str:
    """The innermost places of a stack, those of the program first."""
    places: list[str] = []
    while frame is not None and len(places) < deep:
        code = frame.f_code
        own = "/studio/" in code.co_filename
        if (own and "/session/jobs.py" not in code.co_filename) or not places:
            places.append(f"{Path(code.co_filename).name}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return " < ".join(places)
