"""Where the ruler's lines stand and what is written at them."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from fractions import Fraction

import attrs

from studio.core.time import TICKS_PER_SECOND, Rate, ticks
from studio.gui.timeline.time_view import TimeView
from studio.session.keying.time_text import TimeFormat, nominal, write

_ROOM = 88  # pixels from one label to the next, at least
_WITHIN = 800  # pixels of a frame from which its parts are counted
_FINE = 7  # pixels from one small line to the next, at least
_STEPS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600)


@attrs.frozen
class Mark:
    """A line of the ruler; text is empty at small ones."""

    x: float
    text: str = ""


@functools.lru_cache(maxsize=8)
def uprights(view: TimeView, rate: Rate, shown: TimeFormat) -> tuple[float, ...]:
    """The places on screen that are labelled, from left to right."""
    big, _ = _steps(view.scale, rate, _counted(view, rate, shown))
    return tuple(view.x_of(tick) for _, tick in _places(view, big))


@functools.lru_cache(maxsize=8)
def marks(view: TimeView, rate: Rate, shown: TimeFormat) -> tuple[Mark, ...]:
    """The lines on screen from left to right, small ones first."""
    shown = _counted(view, rate, shown)
    big, small = _steps(view.scale, rate, shown)
    found = []
    if small:
        each = round(big / small)
        found = [Mark(view.x_of(tick)) for n, tick in _places(view, small) if n % each]
    decimals = _decimals(big)
    found += [Mark(view.x_of(tick), _text(tick, rate, shown, decimals)) for _, tick in _places(view, big)]
    return tuple(found)


def _counted(view: TimeView, rate: Rate, shown: TimeFormat) -> TimeFormat:
    """Between two frames there is nothing to count but seconds."""
    return TimeFormat.SECONDS if rate.tick_of(1) > _WITHIN * view.scale else shown


def _places(view: TimeView, step: Fraction) -> Iterator[tuple[int, int]]:
    """Number and tick of every multiple of a step on screen. In whole numbers: fractions are slow."""
    end = view.start + view.width * view.scale
    number = max(int(view.start / float(step)), 0)
    upper, lower = step.numerator, step.denominator
    while (tick := (2 * upper * number + lower) // (2 * lower)) <= end:
        yield number, tick
        number += 1


def _decimals(big: Fraction) -> int:
    """Of a second that tell one label from the next."""
    return 0 if big >= ticks(1.0) else 1 if big >= ticks(0.1) else 2 if big >= ticks(0.01) else 3


@functools.lru_cache(maxsize=256)
def _text(tick: int, rate: Rate, shown: TimeFormat, decimals: int) -> str:
    text = write(tick, rate, shown)
    if shown is not TimeFormat.SECONDS:
        return text
    return text[: len(text) - 3 + decimals].rstrip(".") if decimals < 3 else text


def _steps(scale: float, rate: Rate, shown: TimeFormat) -> tuple[Fraction, Fraction]:
    """Ticks between labels and between small lines (0: none), as exact fractions."""
    ladder = _seconds_ladder() if shown is TimeFormat.SECONDS else _frames_ladder(rate)
    at = next((k for k, step in enumerate(ladder) if step.ticks >= _ROOM * scale), len(ladder) - 1)
    fine = (k for k in ladder[at].parts if ladder[k].ticks >= _FINE * scale)
    return ladder[at].exact, next((ladder[k].exact for k in fine), Fraction(0))


@attrs.frozen
class _Step:
    """From one line to the next. ticks: nearly; parts: the steps below it in the ladder that divide it."""

    exact: Fraction
    ticks: float
    parts: tuple[int, ...]


def _ladder(steps: list[Fraction]) -> tuple[_Step, ...]:
    parts = (tuple(k for k in range(n) if (big / steps[k]).denominator == 1) for n, big in enumerate(steps))
    return tuple(_Step(step, float(step), below) for step, below in zip(steps, parts, strict=True))


@functools.lru_cache(maxsize=1)
def _seconds_ladder() -> tuple[_Step, ...]:
    second = Fraction(TICKS_PER_SECOND)
    fine = [second * m / 10**p for p in (3, 2, 1) for m in (1, 2, 5)]
    return _ladder(fine + [second * s for s in _STEPS])


@functools.lru_cache(maxsize=8)
def _frames_ladder(rate: Rate) -> tuple[_Step, ...]:
    frame = Fraction(TICKS_PER_SECOND * rate.denominator, rate.numerator)
    each = nominal(rate)
    parts = [n for n in (1, 2, 5, 6, 10, 12, 15, 20, 30) if n < each and each % n == 0]
    return _ladder([frame * n for n in parts] + [frame * each * s for s in _STEPS])
