"""Sound made ready ahead of the sound card, and which tick each of its samples is."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

import attrs
import numpy as np

from studio.core.time import TICKS_PER_SECOND, TimeRange
from studio.session.playing.mix import AUDIBLE, Mix, Samples

BLOCK = 1024
_AHEAD = 0.25  # seconds that are ready
_REST = 0.02


@attrs.frozen(eq=False)
class Piece:
    """Samples in a row and the tick of the first; step: ticks from one to the next."""

    tick: float
    step: float
    samples: Samples


@attrs.frozen
class Anchor:
    """From a moment of the sound card's time on, ticks are heard from `tick` on, `pace` a second."""

    moment: float
    tick: float
    pace: float


class Feed:
    """One run of the transport: from a tick on, at a speed, round and round where there is a loop.

    `fill` is called by a thread of its own, `take` by the sound card, which never waits here.
    """

    def __init__(
        self, mix: Callable[[], Mix], at: int, speed: float, loop: TimeRange | None, rate: float
    ) -> None:
        self._mix, self._loop, self._rate = mix, loop, rate
        self._at, self._step = float(at), speed * TICKS_PER_SECOND / rate
        self._audible = abs(speed) <= AUDIBLE
        self._ready: deque[Piece] = deque()
        self._alone = threading.Lock()
        self.started_at = at
        self.anchors: deque[Anchor] = deque(maxlen=64)

    def fill(self) -> None:
        """Makes sound until there is enough."""
        with self._alone:
            while sum(len(piece.samples) for piece in tuple(self._ready)) < _AHEAD * self._rate:
                self._ready.append(self._next())

    def _next(self) -> Piece:
        count, at = BLOCK, self._at
        loop = self._loop
        if loop is not None and loop.duration > 0:
            left = (loop.end - at if self._step > 0 else at - loop.start) / abs(self._step)
            count = max(min(BLOCK, int(np.ceil(left))), 1)
        made = self._mix().render(at, self._step, count) if self._audible else np.zeros(count, np.float32)
        self._at = at + self._step * count
        if loop is not None and self._step > 0 and self._at >= loop.end:
            self._at = float(loop.start) + (self._at - loop.end) % max(loop.duration, 1)
        elif loop is not None and self._step < 0 and self._at <= loop.start:
            self._at = float(loop.end) - (loop.start - self._at) % max(loop.duration, 1)
        return Piece(at, self._step, made)

    def take(self, count: int, moment: float) -> Samples:
        """[count] samples that will be heard from a moment of the sound card's time on; silence where too
        little was ready, during which time stands still."""
        found = np.zeros(count, np.float32)
        filled = 0
        while filled < count and self._ready:
            piece = self._ready.popleft()
            taken = piece.samples[: count - filled]
            pace = piece.step * self._rate
            self.anchors.append(Anchor(moment + filled / self._rate, piece.tick, pace))
            found[filled : filled + len(taken)] = taken
            if len(taken) < len(piece.samples):
                rest = attrs.evolve(
                    piece, tick=piece.tick + piece.step * len(taken), samples=piece.samples[len(taken) :]
                )
                self._ready.appendleft(rest)
            filled += len(taken)
        if filled < count and self.anchors:
            last = self.anchors[-1]
            heard = last.tick + last.pace * (moment + filled / self._rate - last.moment)
            self.anchors.append(Anchor(moment + filled / self._rate, heard, 0.0))
        return found

    def heard(self, moment: float) -> int:
        """The tick that is heard at a moment of the sound card's time."""
        now: Anchor | None = None
        for anchor in tuple(self.anchors):
            if anchor.moment > moment and now is not None:
                break
            now = anchor
        if now is None or moment < now.moment:
            return self.started_at
        return round(now.tick + now.pace * (moment - now.moment))


class Feeder:
    """The thread that keeps a feed full."""

    def __init__(self) -> None:
        self._feed: Feed | None = None
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def follow(self, feed: Feed | None) -> None:
        """Keeps this one full from now on; its beginning is made at once."""
        self._feed = feed
        if feed is None:
            self._stop.set()
            self._thread = None
            return
        feed.fill()
        if self._thread is None:
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._run, args=(self._stop,), name="sound", daemon=True)
            self._thread.start()

    def _run(self, stop: threading.Event) -> None:
        while not stop.is_set():
            feed = self._feed
            if feed is not None:
                feed.fill()
            time.sleep(_REST)
