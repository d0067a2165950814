"""The transport with a clock that is turned by hand."""

from __future__ import annotations

import pytest

from studio.core.time import Rate, TimeRange, ticks
from studio.session.playing.transport import Transport
from studio.session.playing.wall_clock import WallClock


class Hand:
    """A clock that stands where it is put."""

    def __init__(self):
        self.at, self.runs = 0, []

    def start(self, at, speed, loop=None):
        self.at = at
        self.runs.append((at, speed, loop))

    def stop(self):
        pass

    def now(self):
        return self.at


@pytest.fixture
def clock():
    return Hand()


@pytest.fixture
def transport(clock):
    made = Transport(clock)
    made.set_length(ticks(10), Rate(30))
    return made


def test_it_plays_and_stops_at_the_end(transport, clock):
    transport.play()
    clock.at = ticks(4)
    transport.advance()
    assert transport.at == ticks(4)
    clock.at = ticks(11)
    transport.advance()
    assert not transport.playing
    assert transport.at == ticks(10)


def test_at_the_end_it_plays_from_the_start_again(transport):
    transport.seek(ticks(10))
    transport.play()
    assert transport.at == 0


def test_backwards_it_begins_at_the_end_and_stops_at_the_start(transport, clock):
    transport.play(-1.0)
    assert transport.at == ticks(10)
    clock.at = -5
    transport.advance()
    assert not transport.playing
    assert transport.at == 0


def test_a_loop_is_the_clocks_own(transport, clock):
    span = TimeRange(ticks(2), ticks(3))
    transport.set_range(span)
    transport.set_loop(True)
    transport.play()
    assert clock.runs[-1] == (ticks(2), 1.0, span)


def test_from_outside_a_loop_it_is_led_in(transport, clock):
    transport.set_range(TimeRange(ticks(2), ticks(3)))
    transport.set_loop(True)
    transport.play()
    transport.seek(ticks(5))
    assert clock.runs[-1][2] is None
    transport.advance()
    assert transport.at == ticks(2)
    assert clock.runs[-1][2] == TimeRange(ticks(2), ticks(3))


def test_a_loop_switched_while_playing_counts_at_once(transport, clock):
    transport.play()
    transport.set_loop(True)
    assert clock.runs[-1][2] == transport.bounds
    transport.set_loop(False)
    assert clock.runs[-1][2] is None


def test_seeking_while_playing_goes_on_there(transport, clock):
    transport.play(2.0)
    transport.seek(ticks(6))
    assert clock.runs[-1][:2] == (ticks(6), 2.0)
    assert transport.playing


def test_only_scrubbing_in_silence_is_told(transport):
    heard = []
    transport.scrubbed.connect(heard.append)
    transport.scrub(ticks(1))
    transport.play()
    transport.scrub(ticks(2))
    assert heard == [ticks(1)]


def test_the_walls_clock_goes_round_too(monkeypatch):
    now = [0.0]
    monkeypatch.setattr("studio.session.playing.wall_clock.time.perf_counter", lambda: now[0])
    wall = WallClock()
    span = TimeRange(ticks(1), ticks(3))
    wall.start(ticks(2), 1.0, span)
    now[0] = 1.5
    assert wall.now() == ticks(1.5)
    wall.start(ticks(2), -1.0, span)
    now[0] = 3.0
    assert wall.now() == ticks(2.5)


def test_what_will_be_heard_soon_stays_within_what_is_played(transport, clock):
    assert transport.soon(0.5) == 0
    transport.play()
    clock.at = ticks(4)
    transport.advance()
    assert transport.soon(0.5) == ticks(4.5)
    clock.at = ticks(9.8)
    assert transport.soon(0.5) == ticks(10)
    transport.set_pace(2.0)
    clock.at = ticks(4)
    assert transport.soon(0.5) == ticks(5)
    transport.set_range(TimeRange(ticks(3), ticks(4.25)))
    transport.set_loop(True)
    assert transport.soon(0.5) == ticks(3.75)
    transport.set_loop(False)
    transport.play(-1.0)
    clock.at = ticks(3.25)
    assert transport.soon(0.5) == ticks(3)
