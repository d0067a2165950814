"""What keeps a window waiting: gaps in the beat of a timer on its thread; jobs that do not hear a Cancel."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer

from studio.session import jobs
from studio.session.jobs import Job, Jobs

_EVERY = 0.005
_LATE = 0.05


class Pulse(QObject):
    """gaps: seconds of every stretch over 50 ms in which the window answered nobody. why: prints where its
    thread stood meanwhile."""

    def __init__(self, *, why: bool = False) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self.length = 0.0
        self.began = self._last = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(round(1000 * _EVERY))
        self._over = threading.Event()
        self._main, self._why = threading.get_ident(), why
        if why:
            threading.Thread(target=self._watch, daemon=True).start()

    def restart(self) -> None:
        """What was before does not count."""
        self.gaps = []
        self.began = self._last = time.monotonic()

    def stop(self) -> None:
        self._beat()
        self.length = self._last - self.began
        self._timer.stop()
        self._over.set()

    @property
    def longest(self) -> float:
        return max(self.gaps, default=0.0)

    def _beat(self) -> None:
        now = time.monotonic()
        if now - self._last > _LATE:
            self.gaps.append(now - self._last)
            if self._why and now - self._last > 2 * _LATE:
                self._tell_others(now - self._last)
        self._last = now

    def _tell_others(self, gap: float) -> None:
        """Where threads stand at a gap's end: one may have held the interpreter all along."""
        for number, frame in sys._current_frames().items():
            last = traceback.extract_stack(frame)[:-5:-1]
            where = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in last)
            if number != self._main and not where.startswith(("threading.py", "heartbeat.py")):
                print(f"      after {1000 * gap:.0f} ms, another thread: {where}", file=sys.stderr)

    def _watch(self) -> None:
        """From another thread: it sees the window's late, too, where something holds the interpreter."""
        told = 0.0
        while not self._over.wait(0.01):
            late = time.monotonic() - self._last
            if late > _LATE and time.monotonic() - told > 0.04:
                told = time.monotonic()
                frames = traceback.extract_stack(sys._current_frames()[self._main])
                where = " < ".join(
                    f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}" for f in frames[:-9:-1]
                )
                print(f"    {told - self.began:7.3f} s, {1000 * late:4.0f} ms late: {where}", file=sys.stderr)


class Deafness:
    """The longest time that jobs of each title worked on without asking whether they should stop: as long
    may a Cancel take that comes at the worst moment."""

    def __init__(self) -> None:
        self.longest: dict[str, tuple[float, str]] = defaultdict(lambda: (0.0, ""))
        self._run, self._reporter = Jobs._run, Jobs._reporter
        self._asked: dict[int, tuple[float, str]] = {}
        deaf = self

        def run(owner: Jobs, job: Job, work: Callable[[Any], Any], then: Any, failed: Any) -> None:
            deaf._watched(owner, job, work, then, failed)

        def reporter(owner: Jobs, job: Job) -> Callable[..., None]:
            return deaf._asking(owner, job)

        Jobs._run, Jobs._reporter = run, reporter

    def release(self) -> None:
        Jobs._run, Jobs._reporter = self._run, self._reporter

    def _asking(self, owner: Jobs, job: Job) -> Callable[..., None]:
        report = self._reporter(owner, job)
        self._asked[job.number] = (time.monotonic(), "start")

        def asked(done: float, doing: str = "") -> None:
            self._note(job, f"{done:.2f} {doing}")
            report(done, doing)

        return asked

    def _note(self, job: Job, place: str) -> None:
        now, (before, since) = time.monotonic(), self._asked[job.number]
        self._asked[job.number] = (now, place)
        self.longest[job.title] = max(self.longest[job.title], (now - before, f"{since} to {place}"))

    def _watched(self, owner: Jobs, job: Job, work: Callable[[Any], Any], then: Any, failed: Any) -> None:
        def whole(progress: Any) -> Any:
            result = work(progress)
            self._note(job, "end")
            return result

        self._run(owner, job, whole, then, failed)


class AtOnce:
    """From now on jobs are done by the window's thread, each in one go: what a window without threads is
    like. Only those that mostly sleep stay beside it."""

    def __init__(self, window: QObject) -> None:
        beside = jobs._Thread

        class Turn:
            def __init__(self, work: Callable[[], None], name: str) -> None:
                self._thread = beside(work, name)
                self._work = work

            def start(self) -> None:
                job = next(cell for cell in _seen_by(self._work) if isinstance(cell, Job))
                if job.lane in {"rest", "idle"}:
                    self._thread.start()
                else:
                    QTimer.singleShot(0, window, self._work)

        jobs._Thread = Turn


def _seen_by(work: Callable[[], None]) -> list[Any]:
    return [cell.cell_contents for cell in work.__closure__ or ()]
