"""A sound card that is not there: it takes blocks as a real one does, in its own time."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

RATE = 16_000
BLOCK = 256
LATENCY = 0.03  # seconds from the card's asking to the loudspeaker


class Card:
    """A PortAudio stream without hardware. `run(seconds)` plays on; what was heard at each of its moments is
    kept; `before` is called before each block."""

    samplerate = float(RATE)
    latency = LATENCY

    def __init__(self, callback: Callable[..., None]) -> None:
        self._callback = callback
        self.time, self.active = 100.0, False
        self.before: Callable[[], None] = _nothing
        self.heard: list[np.ndarray] = []
        self.first: float | None = None

    def start(self) -> None:
        self.active = True

    def stop(self) -> None:
        self.active = False

    close = stop

    def run(self, long: float) -> None:
        end = self.time + long
        while self.time < end - 1e-9:
            if self.active:
                self._block()
            self.time += BLOCK / RATE

    def _block(self) -> None:
        self.before()
        out = np.zeros((BLOCK, 1), np.float32)
        moment = self.time + LATENCY
        self.first = moment if self.first is None else self.first
        self._callback(out, BLOCK, type("Moments", (), {"outputBufferDacTime": moment}), None)
        self.heard.append(out[:, 0].copy())

    def heard_at(self, moment: float) -> float:
        """The sample that leaves the loudspeaker then."""
        i = round((moment - (self.first or 0.0)) * RATE)
        return float(self.heard[i // BLOCK][i % BLOCK]) if 0 <= i < len(self.heard) * BLOCK else 0.0


def _nothing() -> None:
    pass
