"""What each brush does to a curve while the hand moves. A hand's place is a tick and a height 0..1."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray, ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.session.painting.brushes import falloff, relaxed
from studio.session.painting.strip import FINEST, Strip, Under, spliced
from studio.session.tools import Brush, Tool

F64 = npt.NDArray[np.float64]
Goal = Callable[[TickArray], F64]
"""Values that an eraser brings back, at ticks."""

_MEETS = 0.02  # a line that ends this near the curve joins it without easing

STROKES = frozenset({Tool.BRUSH, Tool.SMOOTH, Tool.ERASE, Tool.RAMP, Tool.HOLD})


class Stroke(ABC):
    """One stroke on one curve, from press to release."""

    def __init__(self, strip: Strip, brush: Brush) -> None:
        self.strip, self.brush = strip, brush
        self.size = max(ticks(brush.size), strip.step)
        self._pressed = self._last = (0, 0.0)

    def press(self, at: int, value: float) -> Curve:
        self._pressed = self._last = (at, value)
        return self.move(at, value)

    @abstractmethod
    def move(self, at: int, value: float, *, straight: bool = False) -> Curve:
        """The curve with the hand there. straight: in a straight line from where it was pressed."""

    @abstractmethod
    def finish(self) -> Curve:
        """The curve with few keys in place of the stroke."""


class BrushStroke(Stroke):
    """Brings the curve towards something wherever the hand passes: full where it passed, softly beside the
    ends of its way. Coming back over a place works on it once more."""

    def __init__(self, strip: Strip, brush: Brush) -> None:
        super().__init__(strip, brush)
        self._way, self._far, self._lifted = 0, 0, False

    def press(self, at: int, value: float) -> Curve:
        self._far, self._lifted = at, False
        return super().press(at, value)

    def lift(self) -> None:
        """The hand leaves the curve, to come down again wherever it moves next."""
        self._lifted = True

    def move(self, at: int, value: float, *, straight: bool = False) -> Curve:
        if straight:
            self.strip.forget()
            self._last, self._way, self._far = self._pressed, 0, self._pressed[0]
        if self._lifted:
            self.strip.start_pass()
            self._last, self._way, self._far, self._lifted = (at, value), 0, at, False
        self._turn(at)
        (before, height), size = self._last, self.size
        low, high = min(before, at), max(before, at)
        self.strip.reach(low - 2 * size, high + 2 * size)  # what relaxing looks at around the brush
        places = self.strip.reach(low - size, high + size)
        grid = self.strip.ticks(places)
        nearest = np.clip(grid, low, high)
        rise = (value - height) / (at - before) if at != before else 0.0
        heights = np.asarray(value + (nearest - at) * rise, np.float64)
        self._approach(places, np.abs(grid - nearest).astype(np.float64), heights)
        self._lay(places, grid)
        self._last = (at, value)
        return self.strip.dense()

    def finish(self) -> Curve:
        return self.strip.fitted()

    def retrace(self, at: TickArray, heights: F64) -> None:
        """The present pass once more, at other heights [n] for rising ticks [n] of the whole of its way."""
        start, end = int(at[0]), int(at[-1])
        places = self.strip.reach(start - self.size, end + self.size)
        grid = self.strip.ticks(places)
        nearest = np.clip(grid, start, end)
        self.strip.distance[places] = np.abs(grid - nearest)
        self.strip.target[places] = np.interp(nearest, at, heights)
        self._lay(places, grid)

    def wanted(self, places: slice, grid: TickArray) -> F64:
        """Where the curve is brought at these places."""
        spread = round(0.3 * self.size * (1.0 - self.brush.hardness) / self.strip.step)
        near = np.isfinite(self.strip.distance[places])
        if not near.any():
            return self.strip.target[places]
        drawn = np.interp(np.arange(len(near)), np.flatnonzero(near), self.strip.target[places][near])
        return relaxed(drawn, spread)

    def _turn(self, at: int) -> None:
        """Where the hand comes back by more than a trembling, a new pass begins."""
        moved = at - self._far
        if self._way * moved >= 0:
            self._way, self._far = self._way or int(np.sign(moved)), at
        elif abs(moved) > 0.5 * self.size:
            self.strip.start_pass()
            self._way, self._far = -self._way, at

    def _approach(self, places: slice, distance: F64, height: F64) -> None:
        closer = distance <= self.strip.distance[places]
        self.strip.distance[places][closer] = distance[closer]
        self.strip.target[places][closer] = height[closer]

    def _lay(self, places: slice, grid: TickArray) -> None:
        weight = self.brush.strength * falloff(
            self.strip.distance[places], float(self.size), self.brush.hardness
        )
        base = self.strip.base[places]
        painted = base + weight * (self.wanted(places, grid) - base)
        self.strip.values[places] = np.clip(painted, 0.0, 1.0)
        self.strip.touch(places)


class EraseStroke(BrushStroke):
    """Back to nothing, or to what `goal` gives."""

    def __init__(self, strip: Strip, brush: Brush, goal: Goal | None = None) -> None:
        super().__init__(strip, brush)
        self._goal = goal

    def wanted(self, places: slice, grid: TickArray) -> F64:
        return np.zeros(len(grid)) if self._goal is None else self._goal(grid)


class SmoothStroke(BrushStroke):
    """Relaxes the curve, or with `sharpen` brings out what it has."""

    def __init__(self, strip: Strip, brush: Brush, *, sharpen: bool = False) -> None:
        super().__init__(strip, brush)
        self._sharpen = sharpen

    def wanted(self, places: slice, grid: TickArray) -> F64:
        reach = max(round(0.75 * self.size / self.strip.step), 1)
        around = slice(max(places.start - reach, 0), places.stop + reach)
        here = self.strip.base[places]
        smooth = relaxed(self.strip.base[around], reach)[places.start - around.start :][: len(here)]
        return 2.0 * here - smooth if self._sharpen else smooth


class LineStroke(Stroke):
    """A ramp from press to release, or with `plateau` a hold at the hand's height; eased into the curve over
    the brush's soft part on either side."""

    def __init__(self, strip: Strip, brush: Brush, *, plateau: bool, exact: bool) -> None:
        super().__init__(strip, brush)
        self._plateau, self._exact = plateau, exact
        self._ease = max(round(self.size * (1.0 - brush.hardness)), FINEST)

    def move(self, at: int, value: float, *, straight: bool = False) -> Curve:
        if straight and not self._plateau:
            value = self._pressed[1]
        self._last = (at, value)
        return self._keyed() if self._exact else self._dense()

    def finish(self) -> Curve:
        return self._keyed() if self._exact else self.strip.fitted()

    def _ends(self) -> tuple[tuple[int, float], tuple[int, float]]:
        first, last = sorted((self._pressed, self._last))
        if self._plateau:
            first, last = (first[0], self._last[1]), (last[0], self._last[1])
        # a press without a way is a short one
        return first, (max(last[0], first[0] + FINEST), last[1])

    def _keyed(self) -> Curve:
        (start, low), (end, high) = self._ends()
        places = np.array([start, end, max(start - self._ease, 0), end + self._ease], np.int64)
        heights = self.strip.seen(places)
        inner = Interpolation.BEZIER if self._plateau else Interpolation.LINEAR
        keys = [Key(start, low, inner), Key(end, high)]
        if start > 0 and abs(heights[0] - low) > _MEETS:
            keys.insert(0, Key(int(places[2]), float(heights[2])))
        if abs(heights[1] - high) > _MEETS:
            keys.append(Key(int(places[3]), float(heights[3])))
        return spliced(self.strip.curve, keys)

    def _dense(self) -> Curve:
        (start, low), (end, high) = self._ends()
        self.strip.forget()
        places = self.strip.reach(start - self._ease, end + self._ease)
        grid = self.strip.ticks(places)
        nearest = np.clip(grid, start, end)
        weight = falloff(np.abs(grid - nearest).astype(np.float64), float(self._ease), 0.0)
        height = np.interp(nearest, [start, end], [low, high])
        base = self.strip.original[places]
        self.strip.values[places] = np.clip(base + weight * (height - base), 0.0, 1.0)
        self.strip.touch(places)
        return self.strip.dense()


def stroke(
    brush: Brush,
    curve: Curve,
    *,
    step: int = FINEST,
    under: Under | None = None,
    goal: Goal | None = None,
    inverse: bool = False,
) -> Stroke:
    """The stroke of the brush's tool (one of STROKES) on a curve.

    under: what the curve is added to; goal: what an inverse eraser brings back (a suggestion); inverse: the
    brush erases, smoothing sharpens.
    """
    strip = Strip(curve, step, under)
    if brush.tool is Tool.SMOOTH:
        return SmoothStroke(strip, brush, sharpen=inverse)
    if brush.tool in {Tool.RAMP, Tool.HOLD}:
        return LineStroke(strip, brush, plateau=brush.tool is Tool.HOLD, exact=under is None)
    if brush.tool is Tool.ERASE:
        return EraseStroke(strip, brush, goal if inverse else under)
    return EraseStroke(strip, brush, under) if inverse else BrushStroke(strip, brush)
