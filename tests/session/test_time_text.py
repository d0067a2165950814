"""Times as text and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.time import Rate, ticks
from studio.session.keying.time_text import TimeFormat, read, write

NTSC = Rate(30000, 1001)
RATES = [Rate(24), Rate(25), Rate(30), Rate(60), NTSC, Rate(24000, 1001), Rate(60000, 1001), Rate(25, 2)]


def test_the_three_ways():
    at = ticks(63.5)
    assert write(at, Rate(30), TimeFormat.FRAMES) == "1905"
    assert write(at, Rate(30), TimeFormat.SECONDS) == "1:03.500"
    assert write(at, Rate(30), TimeFormat.TIMECODE) == "00:01:03:15"
    assert write(ticks(1.25), Rate(30), TimeFormat.SECONDS) == "1.250"
    assert write(ticks(3605.0), Rate(30), TimeFormat.SECONDS) == "1:00:05.000"
    assert write(-ticks(0.5), Rate(30), TimeFormat.SECONDS) == "-0.500"


def test_timecode_counts_every_frame_at_ntsc_rates():
    hour = NTSC.tick_of(30 * 3600)
    assert write(hour, NTSC, TimeFormat.TIMECODE) == "01:00:00:00"
    assert hour == ticks(3603.6)
    assert write(Rate(24000, 1001).tick_of(24 * 60), Rate(24000, 1001), TimeFormat.TIMECODE) == "00:01:00:00"


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12f", 0.4), ("12", 0.4), ("1.25s", 1.25), ("1,25", 1.25), (".5", 0.5), ("2s", 2.0),
        ("00:00:01:12", 1.4), ("0:00:01;12", 1.4), ("1:02.5", 62.5), ("1:00:02.5", 3602.5), (" 3 S ", 3.0),
    ],
)  # fmt: skip
def test_what_people_type(text: str, seconds: float):
    assert read(text, Rate(30)) == ticks(seconds)


@pytest.mark.parametrize("text", ["", "abc", "1:2:3:4:5", "-", "12ff", "1.2.3", "٣x"])
def test_what_is_no_time(text: str):
    assert read(text, Rate(30)) is None


def test_bare_numbers_are_what_is_shown():
    assert read("2", Rate(30), TimeFormat.SECONDS) == ticks(2.0)
    assert read("112", Rate(30), TimeFormat.TIMECODE) == Rate(30).tick_of(42)
    assert read("2", Rate(30), TimeFormat.FRAMES) == Rate(30).tick_of(2)


@given(
    st.integers(0, 30 * 3600 * 5),
    st.sampled_from(RATES),
    st.sampled_from([TimeFormat.FRAMES, TimeFormat.TIMECODE]),
)
def test_every_frame_comes_back(frame: int, rate: Rate, shown: TimeFormat):
    at = rate.tick_of(frame)
    assert read(write(at, rate, shown), rate, shown) == at
