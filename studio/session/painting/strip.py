"""A curve held densely where a hand works on it, and what becomes of the curve then."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from operator import attrgetter

import attrs
import numpy as np
import numpy.typing as npt

from studio.animation.sample import Sampler
from studio.core.time import TickArray, TimeRange, ticks
from studio.document.curves import Curve, Interpolation, Key

F64 = npt.NDArray[np.float64]
Under = Callable[[TickArray], F64]
"""What a curve is added to, at ticks: the stroke works on the sum, which is what one sees."""

Keys = tuple[Key, ...]
_Side = tuple[int, Keys]  # where a curve is cut, and what is left of it

FINEST = ticks(1 / 60)  # ticks between dense samples
_AROUND = 4  # keys beside a cut
_TIME = attrgetter("time")
FIT_ERROR = 0.02  # how far the keys of a finished stroke may miss it


class Strip:
    """Dense values on a grid of `step` ticks over the stretch reached so far, at least two places.

    values: as painted; original: as before the stroke; base: before the present pass of the hand; distance:
    ticks from a place to the nearest the hand came in this pass; target: where the hand wanted it.
    """

    def __init__(self, curve: Curve, step: int = FINEST, under: Under | None = None) -> None:
        self.curve = curve
        self.step = max(step, 1)
        self._sampler, self._under = Sampler(curve), under
        self.first = 0
        self.original, self.values, self.base, self.distance, self.target = (np.zeros(0) for _ in range(5))
        self._keys: dict[int, Key] = {}
        self._left: _Side = (-1, ())
        self._right: _Side = (-1, ())
        self._touched: tuple[int, int] | None = None  # first and last grid place that may have changed

    @property
    def touched(self) -> TimeRange | None:
        if self._touched is None:
            return None
        return TimeRange(self._touched[0] * self.step, self._touched[1] * self.step)

    def seen(self, at: TickArray) -> F64:
        """What one saw at ticks before the stroke."""
        drawn = self._sampler(at)
        return drawn if self._under is None else np.clip(self._under(at) + drawn, 0.0, 1.0)

    def reach(self, start: float, end: float) -> slice:
        """Makes the strip hold all places from tick `start` to `end` and says where they are."""
        low, high = max(int(start // self.step), 0), max(int(-(-end // self.step)), 1)
        self._grow(low, high)
        return slice(low - self.first, high - self.first + 1)

    def ticks(self, places: slice) -> TickArray:
        return (self.first + np.arange(*places.indices(len(self.values)), dtype=np.int64)) * self.step

    def touch(self, places: slice) -> None:
        """These places got new values."""
        low, high = self.first + places.start, self.first + places.stop - 1
        if self._touched is None:
            self._touched = (low, high)
        self._touched = (min(self._touched[0], low), max(self._touched[1], high))

    def start_pass(self) -> None:
        """The hand sets out anew from what is painted so far."""
        self.base[:] = self.values
        self.distance[:] = np.inf

    def forget(self) -> None:
        """As before the stroke."""
        self.values[:] = self.original
        self.start_pass()
        self._touched = None

    def painted(self) -> tuple[TickArray, F64]:
        """Ticks and curve values (without what is under it) of the changed stretch and one place around."""
        assert self._touched is not None
        low, high = max(self._touched[0] - 1, 0), self._touched[1] + 1
        self._grow(low, high)
        places = slice(low - self.first, high - self.first + 1)
        at = self.ticks(places)
        changed = np.flatnonzero(np.abs(self.values[places] - self.original[places]) > 1e-6)
        if not len(changed):
            return at[:0], np.zeros(0)
        near = slice(max(int(changed[0]) - 1, 0), int(changed[-1]) + 2)
        return at[near], self._stored(at, self.values[places], self.original[places])[near]

    def dense(self) -> Curve:
        """The curve with every sample a key, for as long as the hand is down."""
        if self._touched is None:
            return self.curve
        at, values = self.painted()
        if not len(at):
            return self.curve
        self._left = self._side(self._left, left_of, int(at[0]))
        self._right = self._side(self._right, right_of, int(at[-1]))
        keys = [self._key(t, v) for t, v in zip(at.tolist(), values.tolist(), strict=True)]
        return joined(self.curve, self._left[1], keys, self._right[1])

    def fitted(self, error: float = FIT_ERROR) -> Curve:
        """The curve with the stroke as few keys that miss it by at most `error`."""
        from studio.animation.fitting import fit  # noqa: PLC0415 - only at a stroke's end

        if self._touched is None:
            return self.curve
        at, values = self.painted()
        if not len(at):
            return self.curve
        low = 0.0 if self._under is None else -1.0
        return spliced(self.curve, _lasting([_within(key, low) for key in fit(at, values, error)]))

    def _side(self, known: _Side, cut: Callable[[Curve, int], Keys], at: int) -> _Side:
        """A side of the curve, cut anew where it is cut elsewhere than before."""
        return known if known[0] == at else (at, cut(self.curve, at))

    def _key(self, time: int, value: float) -> Key:
        """The same key for the same sample: most of a stroke stays while the hand goes on."""
        key = self._keys.get(time)
        if key is None or key.value != value:
            key = self._keys[time] = Key(time, value, Interpolation.LINEAR)
        return key

    def _stored(self, at: TickArray, seen: F64, original: F64) -> F64:
        if self._under is None:
            return seen
        # where nothing was painted the curve stays exactly as it was, even where its sum was cut at 0 or 1
        kept = np.abs(seen - original) <= 1e-6
        return np.where(kept, self._sampler(at), seen - self._under(at))

    def _grow(self, low: int, high: int) -> None:
        if not len(self.values):
            self.first = low
            self._add(low, high, after=True)
            return
        last = self.first + len(self.values) - 1
        if high > last:
            self._add(last + 1, high + 64, after=True)
        if low < self.first:
            self._add(max(low - 64, 0), self.first - 1, after=False)

    def _add(self, low: int, high: int, *, after: bool) -> None:
        seen = self.seen(np.arange(low, high + 1, dtype=np.int64) * self.step)
        new = (seen, seen, seen, np.full(len(seen), np.inf), np.zeros(len(seen)))
        names = ("original", "values", "base", "distance", "target")
        for name, more in zip(names, new, strict=True):
            old = getattr(self, name)
            setattr(self, name, np.concatenate([old, more] if after else [more, old]))
        self.first = self.first if after else low


def _lasting(keys: list[Key]) -> list[Key]:
    """Keys whose ends keep the tangents they were fitted with, whatever they are joined to."""
    from studio.animation.tangents import held  # noqa: PLC0415 - only at a stroke's end

    alone = Curve(tuple(keys))
    for i in {0, len(keys) - 1}:
        keys[i] = attrs.evolve(held(alone, i), extra={})
    return keys


def _within(key: Key, low: float) -> Key:
    """A key that is not beyond what curves may have: keys of a fit may miss a bound by a rounding."""
    value = min(max(key.value, low), 1.0)
    return key if value == key.value else attrs.evolve(key, value=value)


def spliced(curve: Curve, keys: Sequence[Key]) -> Curve:
    """A curve with these keys in place of what lay between the first and the last of them; its shape outside
    stays, and so do the outward handles where it is cut."""
    if not keys:
        return curve
    return joined(curve, left_of(curve, keys[0].time), keys, right_of(curve, keys[-1].time))


def left_of(curve: Curve, at: int) -> Keys:
    """A curve up to a tick, with a key there (none where the curve has no keys)."""
    i = bisect.bisect_left(curve.keys, at, key=_TIME)
    # Tangents look one key beyond their segment, and most of a long curve need not be looked at.
    near = Curve(curve.keys[max(i - _AROUND, 0) : i + _AROUND])
    cut = _split(near, at)
    return (*curve.keys[: max(i - _AROUND, 0)], *(key for key in cut.keys if key.time <= at))


def right_of(curve: Curve, at: int) -> Keys:
    """A curve from a tick on, with a key there (none where the curve has no keys)."""
    i = bisect.bisect_right(curve.keys, at, key=_TIME)
    near = Curve(curve.keys[max(i - _AROUND, 0) : i + _AROUND])
    cut = _split(near, at)
    return (*(key for key in cut.keys if key.time >= at), *curve.keys[i + _AROUND :])


def joined(curve: Curve, left: Keys, keys: Sequence[Key], right: Keys) -> Curve:
    """Both sides of a curve with keys between them, which take the outward handles of the cuts."""
    middle = list(keys)
    if left:
        middle[0] = attrs.evolve(middle[0], left=left[-1].left)
    if right:
        last = right[0]
        middle[-1] = attrs.evolve(middle[-1], right=last.right, interpolation=last.interpolation)
    return attrs.evolve(curve, keys=(*left[:-1], *middle, *right[1:]))


def _split(curve: Curve, at: int) -> Curve:
    from studio.animation.splitting import split  # noqa: PLC0415 - only where something is painted
    from studio.animation.tangents import held, place_of  # noqa: PLC0415 - likewise

    if not curve.keys:
        return curve
    i = place_of(curve, at)
    if i is None:
        return split(curve, at)
    # a key that is there already keeps its tangents whatever comes beside it
    return attrs.evolve(curve, keys=(*curve.keys[:i], held(curve, i), *curve.keys[i + 1 :]))
