"""Ticks and rates: nothing drifts."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange, frame_ticks, parse_rate, seconds, ticks

RATES = [
    Rate(24),
    Rate(25),
    Rate(30),
    Rate(48),
    Rate(60),
    Rate(120),
    Rate(240),
    Rate(24000, 1001),
    Rate(30000, 1001),
]


@pytest.mark.parametrize("rate", RATES, ids=str)
def test_rates_divide_the_tick_exactly(rate: Rate):
    assert (TICKS_PER_SECOND * rate.denominator) % rate.numerator == 0


@pytest.mark.parametrize("hertz", [8000, 11025, 16000, 22050, 24000, 32000, 44100, 48000, 96000, 192000])
def test_sample_rates_divide_the_tick_exactly(hertz: int):
    assert TICKS_PER_SECOND % hertz == 0


@given(st.sampled_from(RATES), st.integers(-(10**7), 10**7))
def test_a_frame_is_on_screen_at_its_own_tick(rate: Rate, frame: int):
    assert rate.frame_at(rate.tick_of(frame)) == frame
    assert rate.frame_at(rate.tick_of(frame + 1) - 1) == frame


@given(st.floats(-1e6, 1e6))
def test_seconds_survive_a_round_trip(value: float):
    assert abs(seconds(ticks(value)) - value) <= 1e-9 + abs(value) * 1e-15


@given(st.integers(0, 10**12), st.sampled_from(RATES))
def test_frames_cover_the_span(duration: int, rate: Rate):
    duration %= 100 * TICKS_PER_SECOND
    at = frame_ticks(TimeRange(7, 7 + duration), rate)
    assert at[0] == 7
    assert at[-1] >= 7 + duration
    assert len(at) == 1 or at[-2] < 7 + duration
    assert np.all(np.diff(at) > 0)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("30", Rate(30)),
        ("29.97", Rate(30000, 1001)),
        ("30000/1001", Rate(30000, 1001)),
        ("12.5", Rate(25, 2)),
    ],
)
def test_rates_are_read_as_people_write_them(text: str, rate: Rate):
    assert parse_rate(text) == rate
    assert Fraction(rate.numerator, rate.denominator) > 0


@pytest.mark.parametrize("text", ["", "abc", "0", "-30", "nan", "inf", "1/0", "1e9", "30/0", "١٢٣٤٥٦"])
def test_impossible_rates_are_refused(text: str):
    with pytest.raises(ValueError, match="rate"):
        parse_rate(text)


def test_a_range_does_not_end_before_it_starts():
    with pytest.raises(ValueError, match="ends"):
        TimeRange(2, 1)
