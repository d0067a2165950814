"""Where the playhead is and how it moves. Time comes from a clock: the sound card's, or the wall's."""

from __future__ import annotations

from typing import ClassVar, Protocol

from psygnal import Signal

from studio.core.time import Rate, TimeRange, ticks
from studio.session.playing.wall_clock import WallClock


class Clock(Protocol):
    """Plays from a tick on and says which tick is heard now."""

    def start(self, at: int, speed: float, loop: TimeRange | None = None) -> None:
        """loop: what is played round and round, without a gap."""

    def stop(self) -> None: ...

    def now(self) -> int:
        """Tick that is heard now; runs on beyond any end."""


SHORTEST = ticks(1.0)
"""What there is to play at least, in ticks, where nothing is said or done."""


class Transport:
    """`moved(tick)` when the playhead stands elsewhere, `changed()` when playing, range or loop changed.

    Whoever shows the playhead calls `advance` once for each picture while it plays.
    """

    moved: ClassVar[Signal] = Signal(int)
    changed: ClassVar[Signal] = Signal()
    scrubbed: ClassVar[Signal] = Signal(int)

    def __init__(self, clock: Clock | None = None) -> None:
        self.clock: Clock = clock or WallClock()
        self.rate = Rate(30)
        self.length = 0
        self.range: TimeRange | None = None
        self.loop = False
        self.pace = 1.0  # the speed the artist plays at unless something else is asked for
        self.speed = 1.0
        self.playing = False
        self.at = 0

    @property
    def frame(self) -> int:
        return self.rate.frame_at(self.at)

    @property
    def bounds(self) -> TimeRange:
        """What is played: the range between in and out, or everything."""
        return self.range or TimeRange(0, max(self.length, 1))

    def play(self, speed: float = 1.0) -> None:
        """Play on from the playhead; from the start of the range when it stands at its end."""
        bounds = self.bounds
        at_end = self.at >= bounds.end - self.rate.tick_of(1) if speed > 0 else self.at <= bounds.start
        if at_end or self.at not in bounds:
            self._place(bounds.start if speed > 0 else bounds.end)
        self.speed, self.playing = speed, True
        self._start_clock()
        self.changed.emit()

    def stop(self) -> None:
        if self.playing:
            self.clock.stop()
            self.playing = False
            self.changed.emit()

    def toggle(self) -> None:
        self.stop() if self.playing else self.play(self.pace)

    def set_pace(self, speed: float) -> None:
        """Plays at another speed from now on; what plays goes on at it."""
        self.pace = speed
        if self.playing:
            self.speed = speed
            self._start_clock()
        self.changed.emit()

    def seek(self, at: int) -> None:
        """Put the playhead somewhere; playing goes on from there."""
        self._place(at)
        if self.playing:
            self._start_clock()

    def scrub(self, at: int) -> None:
        """As seek, by a hand that wants to hear what is under the playhead."""
        self.seek(at)
        if not self.playing:
            self.scrubbed.emit(self.at)

    def step(self, frames: int) -> None:
        """Whole frames to and fro, stopping."""
        self.stop()
        self.seek(self.rate.tick_of(max(self.frame + frames, 0)))

    def advance(self) -> None:
        """Bring the playhead to what is heard now; loops or stops at the range's end."""
        if not self.playing:
            return
        now, bounds = self.clock.now(), self.bounds
        over = now >= bounds.end if self.speed > 0 else now <= bounds.start
        if over and self.loop:
            # The clock goes round by itself; only from outside the loop it is led in.
            self.seek(bounds.start if self.speed > 0 else bounds.end - 1)
        elif over:
            self.stop()
            self._place(bounds.end if self.speed > 0 else bounds.start)
        else:
            self._place(now)

    def soon(self, seconds: float) -> int:
        """The tick that will be heard so much later, for pictures that take that long to be seen; the
        playhead's own while nothing plays."""
        if not self.playing:
            return self.at
        bounds, at = self.bounds, self.clock.now() + round(ticks(seconds) * self.speed)
        if self.loop and self.at in bounds:
            return bounds.start + (at - bounds.start) % max(bounds.duration, 1)
        if self.speed > 0:
            return min(at, max(bounds.end, self.at))
        return max(at, min(bounds.start, self.at))

    def set_range(self, span: TimeRange | None) -> None:
        self.range = span
        self._play_on()
        self.changed.emit()

    def set_loop(self, on: bool) -> None:
        self.loop = on
        self._play_on()
        self.changed.emit()

    def set_length(self, length: int, rate: Rate) -> None:
        self.length, self.rate = max(length, SHORTEST), rate
        if self.loop:
            self._play_on()
        self.changed.emit()

    def _play_on(self) -> None:
        """What is played, or how, became another while it plays."""
        if self.playing:
            self._start_clock()

    def _start_clock(self) -> None:
        inside = self.bounds.start <= self.at <= self.bounds.end
        self.clock.start(self.at, self.speed, self.bounds if self.loop and inside else None)

    def _place(self, at: int) -> None:
        at = max(at, 0)
        if at != self.at:
            self.at = at
            self.moved.emit(at)
