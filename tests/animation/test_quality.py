from __future__ import annotations

import json

import numpy as np
import pytest

from studio.animation import poses, quality
from studio.animation.channels import ChannelFrames
from studio.core.time import Rate


def face_of(values, fps=30):
    values = np.asarray(values, np.float32)
    return ChannelFrames(tuple(f"c{i}" for i in range(values.shape[1])), Rate(fps), 0, values)


def test_a_cubic_has_the_jerk_of_its_coefficient_at_any_rate():
    for fps in (24, 30, 60):
        t = np.arange(fps) / fps
        figures = quality.face_quality(face_of(np.stack([0.1 * t**3, 0 * t], axis=1), fps))
        assert figures["jerk"] == pytest.approx(0.3, rel=0.05)  # 0.6 on one of two channels
        assert figures["roughest_channel"] == "c0"


def test_values_outside_and_not_numbers_are_counted():
    figures = quality.face_quality(face_of([[0.0, 1.2], [np.nan, -0.1], [0.5, 1.0], [0.5, 0.5]]))
    assert figures["out_of_range"] == 2
    assert figures["not_finite"] == 1
    assert figures["largest"] == pytest.approx(1.2)


def test_an_even_turn_has_speed_and_no_acceleration():
    for fps in (24, 60):
        rotations = poses.still(Rate(fps), 0, fps).rotations.copy()
        rotations[:, 5] = poses.about([0, 1, 0], np.arange(fps) / fps * np.radians(90))
        figures = quality.body_quality(poses.PoseFrames(Rate(fps), 0, rotations, np.zeros((fps, 3))))
        assert figures["largest_speed"] == pytest.approx(90)
        assert figures["acceleration"] < 1e-6


def test_a_foot_that_slides_is_told_from_one_that_stands_or_is_lifted():
    standing = np.zeros((10, 1, 3))
    lifted = standing.copy()
    lifted[:, 0, 0] = np.linspace(0, 0.2, 10)
    lifted[1:-1, 0, 1] = 0.05
    sliding = standing.copy()
    sliding[5:, 0, 2] = 0.01
    assert quality.foot_slide(standing).max() == 0
    assert quality.foot_slide(lifted).max() == 0
    assert quality.foot_slide(sliding).max() == pytest.approx(0.01)
    assert quality.foot_drift(sliding) == pytest.approx(0.01, abs=0.006)


@pytest.mark.parametrize("frames", [0, 1, 2, 3])
def test_short_motions_have_figures_and_they_are_json(frames):
    face = face_of(np.zeros((frames, 2)))
    figures = quality.motion_quality(face, poses.still(Rate(30), 0, frames))
    assert json.loads(json.dumps(figures))["face"]["jerk"] == 0
