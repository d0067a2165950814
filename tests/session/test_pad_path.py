"""A hand's way over the affect pad: no flashes of what it only came through, and neither late nor early."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from studio.core.names import EMOTIONS
from studio.core.time import seconds, ticks
from studio.document.schema import Character, Project, Scene
from studio.emotion.affect import VAD, mix_of_point
from studio.session.inbox import Inbox
from studio.session.painting.pad_path import felt_way
from studio.session.painting.pad_recording import PadRecorder
from studio.session.studio import Studio

JOY, SADNESS, ANGER = (VAD[name][:2] for name in ("joy", "sadness", "anger"))


def hand(*places):
    """Ticks and points every 60th of a second: (seconds until there, point), straight between."""
    times, points = np.array([t for t, _ in places]), np.array([p for _, p in places])
    at = np.arange(times[0], times[-1] + 1e-9, 1 / 60)
    rows = np.stack([np.interp(at, times, points[:, k]) for k in (0, 1)], axis=1)
    return np.array([ticks(t) for t in at], np.int64), rows


def test_a_fast_crossing_leaves_only_where_it_led():
    at, points = hand((0.0, JOY), (1.0, JOY), (1.12, ANGER), (2.0, ANGER))
    assert mix_of_point(points)[:, EMOTIONS.index("surprise")].max() > 0.3
    _, mix = felt_way(at, points)
    for name in set(EMOTIONS) - {"joy", "anger"}:
        assert mix[:, EMOTIONS.index(name)].max() < 0.02, name


def test_a_slow_crossing_keeps_what_it_came_through():
    at, points = hand((0.0, JOY), (1.0, ANGER))
    _, mix = felt_way(at, points)
    assert mix[:, EMOTIONS.index("surprise")].max() > 0.3


def test_both_ends_and_the_middle_stand_where_the_hand_was():
    at, points = hand((0.0, SADNESS), (0.5, SADNESS), (1.5, JOY), (1.51, JOY))
    grid, mix = felt_way(at, points)
    assert mix[0] == pytest.approx(mix_of_point(points[:1])[0], abs=0.02)
    assert mix[-1] == pytest.approx(mix_of_point(points[-1:])[0], abs=0.05)
    joy = mix[:, EMOTIONS.index("joy")]
    raw = mix_of_point(points)[:, EMOTIONS.index("joy")]
    half = seconds(grid[np.argmax(joy > 0.5)]) - seconds(at[np.argmax(raw > 0.5)])
    assert abs(half) <= 0.02


def test_two_points_are_a_way():
    _, mix = felt_way(np.array([0, 1000]), np.array([JOY, JOY]))
    assert mix[:, EMOTIONS.index("joy")] == pytest.approx(np.ones(len(mix)), abs=1e-6)


def test_a_recording_of_a_fast_crossing_has_no_lane_of_its_pulse():
    studio = Studio(Inbox().post)
    studio.open(Project("p", "P", (Scene("s", "S", characters=(Character("c", "C", "nora"),)),)), None)
    recorder = PadRecorder(studio, "c")
    at, points = hand((0.0, JOY), (1.0, JOY), (1.12, ANGER), (2.0, ANGER))
    recorder.start(int(at[0]), *points[0])
    for tick, point in zip(at[1:].tolist(), points[1:], strict=True):
        recorder.move(tick, *point)
    recorder.finish()
    tracks = {t.emotion: t.curve for t in studio.project.scenes[0].characters[0].emotions}
    assert max(k.value for k in tracks["joy"].keys) > 0.9
    assert max(k.value for k in tracks["anger"].keys) > 0.9
    assert tracks.keys() == {"joy", "anger"}
    assert studio.store.steps == ("Record emotion on the pad",)


def test_a_press_on_the_pad_loads_nothing_heavy():
    code = (
        "import sys, numpy as np; from studio.emotion.affect import mix_of_point;"
        "mix_of_point(np.zeros((1, 3))); assert 'scipy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
