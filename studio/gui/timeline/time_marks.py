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
def marks(view: TimeView, rate: Rate, shown: TimeFormat) -> tuple[Mark, ...]:
    """The lines on screen from left to right, small ones first."""
    if rate.tick_of(1) > _WITHIN * view.scale:
        shown = TimeFormat.SECONDS  # between two frames there is nothing else to count
    big, small = _steps(view, rate, shown)
    found = []
    if small:
        each = round(big / small)
        found = [Mark(view.x_of(tick)) for n, tick in _places(view, small) if n % each]
    found += [Mark(view.x_of(tick), _text(tick, rate, shown, big)) for _, tick in _places(view, big)]
    return tuple(found)


def _places(view: TimeView, step: Fraction) -> Iterator[tuple[int, int]]:
    """Number and tick of every multiple of a step on screen. In whole numbers: fractions are slow."""
    end = view.start + view.width * view.scale
    number = max(int(view.start / float(step)), 0)
    upper, lower = step.numerator, step.denominator
    while (tick := (2 * upper * number + lower) // (2 * lower)) <= end:
        yield number, tick
        number += 1


def _text(tick: int, rate: Rate, shown: TimeFormat, big: Fraction) -> str:
    text = write(tick, rate, shown)
    if shown is not TimeFormat.SECONDS:
        return text
    decimals = 0 if big >= ticks(1.0) else 1 if big >= ticks(0.1) else 2 if big >= ticks(0.01) else 3
    return text[: len(text) - 3 + decimals].rstrip(".") if decimals < 3 else text


def _steps(view: TimeView, rate: Rate, shown: TimeFormat) -> tuple[Fraction, Fraction]:
    """Ticks between labels and between small lines (0: none), as exact fractions."""
    ladder = _seconds_ladder() if shown is TimeFormat.SECONDS else _frames_ladder(rate)
    at = next((k for k, step in enumerate(ladder) if step >= _ROOM * view.scale), len(ladder) - 1)
    big = ladder[at]
    fine = (s for s in ladder[:at] if s >= _FINE * view.scale and (big / s).denominator == 1)
    return big, next(fine, Fraction(0))


def _seconds_ladder() -> list[Fraction]:
    second = Fraction(TICKS_PER_SECOND)
    fine = [second * m / 10**p for p in (3, 2, 1) for m in (1, 2, 5)]
    return fine + [second * s for s in _STEPS]


def _frames_ladder(rate: Rate) -> list[Fraction]:
    frame = Fraction(TICKS_PER_SECOND * rate.denominator, rate.numerator)
    each = nominal(rate)
    parts = [n for n in (1, 2, 5, 6, 10, 12, 15, 20, 30) if n < each and each % n == 0]
    return [frame * n for n in parts] + [frame * each * s for s in _STEPS]
