"""What a character's face does, channel by channel, ready to be drawn and asked."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from studio.animation.pyramids import Pyramid
from studio.core.time import TICKS_PER_SECOND, TickArray
from studio.session.staging.composed import Composed

F64 = npt.NDArray[np.float64]

_ready: WeakKeyDictionary[Composed, tuple[int, Pyramid]] = WeakKeyDictionary()


def pyramid_of(composed: Composed) -> Pyramid:
    """Its extremes as they are now."""
    version, pyramid = _ready.get(composed, (-1, None))
    if pyramid is None:
        pyramid = Pyramid(composed.values)
    elif version != composed.version:
        pyramid.refresh(0, composed.frames)
    _ready[composed] = (composed.version, pyramid)
    return pyramid


def places_of(composed: Composed, at: F64 | TickArray) -> F64:
    """Ticks as places in frames."""
    return np.asarray((at - composed.start) * (composed.rate.fps / TICKS_PER_SECOND), np.float64)


def values_at(composed: Composed, channel: int, at: F64 | TickArray) -> F64:
    """A channel's values 0..1 at ticks, straight between frames."""
    places = np.clip(places_of(composed, at), 0, max(composed.frames - 1, 0))
    low = np.floor(places).astype(np.intp)
    high = np.minimum(low + 1, max(composed.frames - 1, 0))
    share = places - low
    column = composed.values[:, channel]
    return np.asarray(column[low] * (1.0 - share) + column[high] * share, np.float64)


class Bare:
    """A channel without the artist's handwork, as it was when this was made: what a hand works upon."""

    def __init__(self, composed: Composed | None, channel: int) -> None:
        self._rate = composed.rate if composed is not None else None
        self._start = composed.start if composed is not None else 0
        self._values = np.zeros(1)
        if composed is not None and composed.frames:
            self._values = composed.bare[:, channel].astype(np.float64)

    def __call__(self, at: TickArray) -> F64:
        if self._rate is None:
            return np.zeros(at.shape)
        places = (at - self._start) * (self._rate.fps / TICKS_PER_SECOND)
        return np.asarray(np.interp(places, np.arange(len(self._values)), self._values), np.float64)
