"""What keeps a window waiting: gaps in the beat of a timer on its thread, and the peer without threads."""

from __future__ import annotations

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import attrs
from deafness import where
from PySide6.QtCore import QObject, Qt, QTimer

from studio.session import jobs
from studio.session.jobs import Job

_EVERY = 0.005
_LATE = 0.05


class Pulse(QObject):
    """gaps: seconds of every stretch over 50 ms in which the window answered nobody. why: prints what threads
    did meanwhile."""

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
        self._main = threading.get_ident()
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
        self._last = now

    def _watch(self) -> None:
        """From another thread. What it cannot see itself it sees by its own lateness: somebody held the
        interpreter, or the processors."""
        looks: list[_Look] = []
        beat = self._last
        while not self._over.wait(_EVERY):
            if beat != self._last:
                if self._last - beat > _LATE and looks:
                    _tell(looks, self._last - beat, beat - self.began, self._main)
                beat, looks = self._last, looks[-1:]
            looks.append(_Look.now())


@attrs.frozen
class _Look:
    """What all threads did at a moment: where they stood, and how long they had been at work by then."""

    at: float
    places: dict[int, str]
    worked: dict[int, float]

    @classmethod
    def now(cls) -> _Look:
        frames = sys._current_frames()
        worked = {n: time.clock_gettime(time.pthread_getcpuclockid(n)) for n in frames}
        return cls(time.monotonic(), {n: where(f) for n, f in frames.items()}, worked)


def _tell(looks: list[_Look], gap: float, began: float, main: int) -> None:
    """Who was at work during a gap, and where; the window's thread first."""
    inside = [look for look in looks if look.at > looks[-1].at - gap - 2 * _EVERY]
    held = sum(max(b.at - a.at - 3 * _EVERY, 0.0) for a, b in pairwise(inside))
    late, blind = 1000 * gap, 1000 * held
    print(f"    {began:7.3f} s, {late:4.0f} ms late; nobody could look for {blind:.0f}", file=sys.stderr)
    numbers = sorted({n for look in inside for n in look.worked}, key=lambda n: n != main)
    for number in numbers:
        spent: Counter[str] = Counter()
        for a, b in pairwise(inside):
            if number in a.worked and number in b.worked:
                spent[b.places[number]] += round(1e6 * (b.worked[number] - a.worked[number]))
        if spent.total() > 5000:
            who = "window" if number == main else "other"
            print(f"        {who} worked {spent.total() // 1000} ms", file=sys.stderr)
            for place, long in spent.most_common(6):
                print(f"          {long // 1000:4d} {place}", file=sys.stderr)


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
