"""Time as whole ticks and frame rates as fractions, so that no cut, key or frame ever drifts.

A tick is 1/705,600,000 s: every rate from 24000/1001 to 240 fps and from 8 to 192 kHz divides it exactly.
"""

from __future__ import annotations

from fractions import Fraction

import attrs
import numpy as np
import numpy.typing as npt

TICKS_PER_SECOND = 705_600_000

TickArray = npt.NDArray[np.int64]


def ticks(seconds: float | Fraction) -> int:
    """Nearest tick to a time in seconds."""
    return round(seconds * TICKS_PER_SECOND)


def seconds(at: int) -> float:
    """Seconds of a time in ticks."""
    return at / TICKS_PER_SECOND


def seconds_array(at: TickArray) -> npt.NDArray[np.float64]:
    """Seconds of times in ticks."""
    return at.astype(np.float64) / TICKS_PER_SECOND


@attrs.frozen(order=True)
class Rate:
    """Frames a second, as a fraction: Rate(30), Rate(30000, 1001)."""

    numerator: int
    denominator: int = 1

    def __attrs_post_init__(self) -> None:
        if self.numerator <= 0 or self.denominator <= 0:
            raise ValueError(f"a frame rate is positive, not {self.numerator}/{self.denominator}")

    @property
    def fps(self) -> float:
        return self.numerator / self.denominator

    def tick_of(self, frame: int) -> int:
        """Tick at which a frame begins (rounded to the nearest where the rate does not divide)."""
        return round(Fraction(frame * TICKS_PER_SECOND * self.denominator, self.numerator))

    def frame_at(self, at: int) -> int:
        """The frame that is on screen at a tick."""
        return (at * self.numerator) // (TICKS_PER_SECOND * self.denominator)

    def __str__(self) -> str:
        return str(self.numerator) if self.denominator == 1 else f"{self.numerator}/{self.denominator}"


NTSC_RATES = {
    "23.976": Rate(24000, 1001),
    "23.98": Rate(24000, 1001),
    "29.97": Rate(30000, 1001),
    "47.952": Rate(48000, 1001),
    "59.94": Rate(60000, 1001),
    "119.88": Rate(120000, 1001),
}


def parse_rate(text: str) -> Rate:
    """'30', '29.97', '30000/1001', '12.5' -> Rate. Raises ValueError outside 1..1000 fps."""
    if text in NTSC_RATES:
        return NTSC_RATES[text]
    try:
        value = Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"'{text}' is not a frame rate; try 24, 30, 60, 29.97 or 30000/1001") from None
    if not 1 <= value <= 1000 or value.denominator > 10_000:
        raise ValueError(f"a frame rate lies between 1 and 1000, not {text}")
    return Rate(value.numerator, value.denominator)


@attrs.frozen
class TimeRange:
    """A stretch of time in ticks, start <= end."""

    start: int
    end: int

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a range ends ({self.end}) before it starts ({self.start})")

    @property
    def duration(self) -> int:
        return self.end - self.start

    def __contains__(self, at: int) -> bool:
        return self.start <= at < self.end


def frame_starts(rate: Rate, count: int) -> TickArray:
    """[count] int64 ticks at which frames 0, 1, 2 ... begin."""
    whole, rest = divmod(TICKS_PER_SECOND * rate.denominator, rate.numerator)
    if rest == 0:
        return np.arange(count, dtype=np.int64) * whole
    return np.array([rate.tick_of(i) for i in range(count)], np.int64)


def frame_ticks(span: TimeRange, rate: Rate) -> TickArray:
    """Ticks of every frame of a span, both ends kept: frame 0 lies at span.start and the last frame
    is the first one at or after span.end, so that the last sound is still seen. [frames] int64."""
    length = Fraction(span.duration * rate.numerator, TICKS_PER_SECOND * rate.denominator)
    count = -(-length.numerator // length.denominator) + 1
    return span.start + frame_starts(rate, count)
