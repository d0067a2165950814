"""Sound without a sound card: a stream that consumes blocks as one would, in its own time."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from sound_card import LATENCY, RATE, Card

from studio.core.time import Rate, TimeRange, seconds, ticks
from studio.document.schema import Character, MediaRef, Project, Scene, VoiceClip
from studio.media.audio import Audio
from studio.session.inbox import Inbox
from studio.session.playing.mix import Held, Laid, Mix, grain
from studio.session.playing.sound import Sound
from studio.session.studio import Studio

LONG = 400.0  # seconds of a recording whose samples say their own time: second / LONG


@pytest.fixture
def played(monkeypatch, tmp_path):
    """A studio with one long recording, a sound and the stream it plays on."""
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path))
    studio, streams = Studio(Inbox().post), []

    def opener(callback):
        streams.append(Card(callback))
        return streams[-1]

    sound = Sound(studio, opener)
    studio.transport.clock = sound
    sound._mix = Mix([Laid(0, TimeRange(0, ticks(LONG)), Held(_telling(), RATE))])
    studio.transport.set_length(ticks(LONG), Rate(30))
    yield studio, sound, streams
    sound.close()


def _telling():
    return (np.arange(int(LONG * RATE)) / RATE / LONG).astype(np.float32)


def _second(stream):
    return stream.heard_at(stream.time) * LONG


def test_picture_and_sound_stay_within_a_frame_over_five_minutes(played):
    studio, sound, streams = played
    studio.transport.play()
    (stream,) = streams
    stream.before = sound.keep_up
    worst = 0.0
    for _ in range(300 * 4):
        stream.run(0.25)
        studio.transport.advance()
        worst = max(worst, abs(seconds(studio.transport.at) - _second(stream)))
    assert studio.transport.at > ticks(299)
    assert worst < 1 / 30
    assert worst < 0.001


def test_nothing_moves_before_the_first_sample_is_heard(played):
    studio, _, streams = played
    studio.transport.seek(ticks(7))
    studio.transport.play()
    studio.transport.advance()
    assert studio.transport.at == ticks(7)
    streams[0].run(0.016)
    studio.transport.advance()
    assert studio.transport.at == ticks(7)


@pytest.mark.parametrize("speed", [2.0, 0.5, -1.0, -2.0])
def test_other_speeds_are_heard_where_the_picture_is(played, speed):
    studio, sound, streams = played
    studio.transport.seek(ticks(20))
    studio.transport.play(speed)
    streams[0].before = sound.keep_up
    streams[0].run(4)
    studio.transport.advance()
    assert abs(seconds(studio.transport.at) - (20 + speed * (4 - LATENCY))) < 0.05
    assert abs(seconds(studio.transport.at) - _second(streams[0])) < 0.002


def test_fast_shuttle_is_silent_and_goes_on(played):
    studio, sound, streams = played
    studio.transport.play(8.0)
    streams[0].before = sound.keep_up
    streams[0].run(2)
    studio.transport.advance()
    assert not np.concatenate(streams[0].heard).any()
    assert abs(seconds(studio.transport.at) - 8 * (2 - LATENCY)) < 0.2


def test_a_loop_goes_round_without_a_gap(played):
    studio, sound, streams = played
    studio.transport.set_range(TimeRange(ticks(10), ticks(10.5)))
    studio.transport.set_loop(True)
    studio.transport.seek(ticks(10))
    studio.transport.play()
    streams[0].before = sound.keep_up
    for _ in range(40):
        streams[0].run(0.05)
        studio.transport.advance()
        assert ticks(10) <= studio.transport.at <= ticks(10.5)
        at = _second(streams[0])
        apart = abs(seconds(studio.transport.at) - at)
        assert at < 1 or min(apart, abs(apart - 0.5)) < 0.002
    told = np.concatenate(streams[0].heard) * LONG
    assert len(streams) == 1
    assert (told > 9.99).all()
    jumps = np.flatnonzero(np.abs(np.diff(told)) > 0.01)
    assert len(jumps) >= 3
    assert (np.abs(np.diff(jumps) - 0.5 * RATE) <= 1).all()


def test_a_late_feeder_makes_time_wait_not_run_ahead(played):
    studio, _, streams = played
    studio.transport.play()
    streams[0].before = _nothing_more
    studio.stage  # noqa: B018 - the studio stays alive
    sound = studio.transport.clock
    sound._feeder.follow(None)
    streams[0].run(2.0)
    studio.transport.advance()
    held = studio.transport.at
    streams[0].run(1.0)
    studio.transport.advance()
    assert held == studio.transport.at
    assert held < ticks(0.6)


def _nothing_more():
    pass


def test_the_end_stops_the_transport(played):
    studio, sound, streams = played
    studio.transport.seek(ticks(LONG - 0.5))
    studio.transport.play()
    streams[0].before = sound.keep_up
    streams[0].run(1.0)
    studio.transport.advance()
    assert not studio.transport.playing
    assert not streams[0].active
    assert studio.transport.at == studio.transport.length


def test_muted_is_silent_and_volume_is_kept(played):
    studio, sound, streams = played
    sound.muted.set(True)
    studio.transport.seek(ticks(50))
    studio.transport.play()
    streams[0].before = sound.keep_up
    streams[0].run(0.5)
    assert not np.concatenate(streams[0].heard).any()
    sound.muted.set(False)
    sound.volume.set(0.5)
    streams[0].run(0.5)
    assert np.concatenate(streams[0].heard).any()
    assert studio.settings.get("sound.volume", 1.0) == 0.5


def test_a_lost_device_is_told_once_and_the_wall_goes_on(played):
    studio, sound, streams = played
    told = []
    studio.told.connect(told.append)
    studio.transport.play()
    streams[0].before = sound.keep_up
    streams[0].run(1.0)
    studio.transport.advance()
    before = studio.transport.at
    streams[0].active = False
    studio.transport.advance()
    studio.transport.advance()
    assert studio.transport.playing
    assert 0 <= studio.transport.at - before < ticks(0.5)
    assert len(told) == 1
    assert sound.silent


def test_without_a_device_the_wall_clock_plays(monkeypatch, tmp_path):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path))
    studio, told = Studio(Inbox().post), []

    def opener(callback):
        raise RuntimeError("no default output device")

    sound = Sound(studio, opener)
    studio.transport.clock = sound
    studio.told.connect(told.append)
    studio.transport.set_length(ticks(10), Rate(30))
    studio.transport.play()
    studio.transport.stop()
    studio.transport.play()
    assert sound.now() >= 0
    assert len(told) == 1
    studio.transport.stop()


def test_scrubbing_sounds_a_short_piece(played):
    studio, _, streams = played
    studio.transport.scrub(ticks(100))
    streams[0].run(0.3)
    told = np.concatenate(streams[0].heard)
    sounding = np.flatnonzero(told)
    assert 0.05 < len(sounding) / RATE < 0.09
    assert abs(told.max() * LONG - 100) < 1


def test_a_grain_fades_at_both_ends():
    piece = grain(
        Mix([Laid(0, TimeRange(0, ticks(2)), Held(np.ones(2 * RATE, np.float32), RATE))]),
        ticks(1),
        RATE,
        0.07,
    )
    assert abs(piece[0]) < 0.01
    assert abs(piece[-1]) < 0.01
    assert piece.max() > 0.99


def test_recordings_of_another_rate_are_in_tune_and_add_up():
    time = np.arange(48_000) / 48_000
    tone = Held(0.4 * np.sin(2 * np.pi * 440 * time).astype(np.float32), 48_000)
    mix = Mix(
        [Laid(0, TimeRange(0, ticks(1)), tone), Laid(ticks(0.5), TimeRange(ticks(0.5), ticks(1.5)), tone)]
    )
    heard = mix.render(0, ticks(1) / RATE, RATE * 2)
    assert np.abs(heard[:7000] - 0.4 * np.sin(2 * np.pi * 440 * np.arange(7000) / RATE)).max() < 0.01
    assert not heard[int(1.5 * RATE) + 1 :].any()


def test_of_a_part_of_a_recording_the_part_is_heard():
    counted = Held(np.arange(3 * RATE, dtype=np.float32) / (3 * RATE), RATE)
    part, middle = TimeRange(ticks(1.5), ticks(2.5)), ticks(2.0)
    heard = Mix([Laid(ticks(0.5), part, counted)]).render(0, ticks(1) / RATE, 4 * RATE)
    sounding = np.flatnonzero(heard)
    assert (sounding[0], sounding[-1]) == (round(1.5 * RATE), round(2.5 * RATE) - 1)
    assert np.allclose(heard[sounding] * 3 * RATE, sounding - 0.5 * RATE, atol=0.01)
    halves = (TimeRange(part.start, middle), TimeRange(middle, part.end))
    cut = Mix(Laid(ticks(0.5), half, counted) for half in halves)
    assert np.array_equal(cut.render(0, ticks(1) / RATE, 4 * RATE), heard)


def test_a_silenced_character_is_not_heard(played):
    studio, sound, _ = played
    clip = VoiceClip("v", MediaRef("a.wav", "h", ticks(2)), 0)
    member = Character("c", "C", "nora", clips=(clip,))
    studio.stage.voices._voices["v"] = _Voice()
    for muted, count in ((False, 1), (True, 0)):
        scene = Scene("s", "S", characters=(_with(member, muted),))
        studio.open(Project("p", "P", (scene,)), None)
        studio.stage.voices._voices["v"] = _Voice()
        sound._gather()
        assert len(sound._mix._laid) == count
    studio.jobs.cancel_all()


def _with(member, muted):
    return attrs.evolve(member, extra={"muted": True} if muted else {})


class _Voice:
    path = None
    audio = Audio(np.zeros(RATE, np.float32), RATE, "h", "a.wav", RATE, 1)
