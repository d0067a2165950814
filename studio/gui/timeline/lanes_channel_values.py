"""What a character's face does, channel by channel, ready to be drawn and asked."""

from __future__ import annotations

import math
from weakref import WeakKeyDictionary

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.pyramids import Pyramid
from studio.core.time import TICKS_PER_SECOND, TickArray
from studio.gui.timeline.time_view import TimeView
from studio.session.staging.composed import Composed

F64 = npt.NDArray[np.float64]

_ready: WeakKeyDictionary[Composed, tuple[int, Pyramid]] = WeakKeyDictionary()
_seen: WeakKeyDictionary[Composed, tuple[tuple[int, TimeView, float], Shown]] = WeakKeyDictionary()


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


@attrs.frozen(eq=False)
class Shown:
    """All channels as broken lines over a stretch of time: xs [points] pixels, values [channels, points]."""

    xs: F64
    values: F64


def shown_in(composed: Composed, view: TimeView, margin: float) -> Shown:
    """What is in a view and so many pixels beyond its edges: a point at either end and one for each frame
    between. The same for every channel, of which many are on screen at once."""
    key = (composed.version, view, margin)
    known, shown = _seen.get(composed, (None, None))
    if shown is None or known != key:
        shown = _shown_in(composed, view, margin)
        _seen[composed] = (key, shown)
    return shown


def _shown_in(composed: Composed, view: TimeView, margin: float) -> Shown:
    ends = np.array([view.start - margin * view.scale, view.start + (view.width + margin) * view.scale])
    first, last = places_of(composed, ends).tolist()
    inner = np.arange(math.floor(first) + 1, math.ceil(last))
    places = np.concatenate([[first], inner, [last]])
    held = np.clip(places, 0, composed.frames - 1)
    low = np.floor(held).astype(np.intp)
    share = (held - low)[:, None]
    high = np.minimum(low + 1, composed.frames - 1)
    values = composed.values[low] * (1.0 - share) + composed.values[high] * share
    frame = TICKS_PER_SECOND / composed.rate.fps / view.scale
    return Shown((places - first) * frame - margin, np.ascontiguousarray(values.T))


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
