"""The Live Link Face CSV, read with Python's csv as Unreal's importer would."""

from __future__ import annotations

import csv
from fractions import Fraction
from itertools import pairwise

import attrs
import clips
import numpy as np
import pytest

from studio.animation.channels import ChannelFrames
from studio.animation.poses import PoseFrames, about, still
from studio.core.names import ARKIT_CHANNELS, SMPLX_JOINTS
from studio.core.problems import ProblemError
from studio.core.time import Rate, ticks
from studio.interchange import livelink

# As a phone writes it: two pairs stand the other way round than in Apple's list.
COLUMNS = """
Timecode BlendshapeCount EyeBlinkLeft EyeLookDownLeft EyeLookInLeft EyeLookOutLeft EyeLookUpLeft
EyeSquintLeft EyeWideLeft EyeBlinkRight EyeLookDownRight EyeLookInRight EyeLookOutRight EyeLookUpRight
EyeSquintRight EyeWideRight JawForward JawRight JawLeft JawOpen MouthClose MouthFunnel MouthPucker
MouthRight MouthLeft MouthSmileLeft MouthSmileRight MouthFrownLeft MouthFrownRight MouthDimpleLeft
MouthDimpleRight MouthStretchLeft MouthStretchRight MouthRollLower MouthRollUpper MouthShrugLower
MouthShrugUpper MouthPressLeft MouthPressRight MouthLowerDownLeft MouthLowerDownRight MouthUpperUpLeft
MouthUpperUpRight BrowDownLeft BrowDownRight BrowInnerUp BrowOuterUpLeft BrowOuterUpRight CheekPuff
CheekSquintLeft CheekSquintRight NoseSneerLeft NoseSneerRight TongueOut HeadYaw HeadPitch HeadRoll
LeftEyeYaw LeftEyePitch LeftEyeRoll RightEyeYaw RightEyePitch RightEyeRoll
"""
HEADER = COLUMNS.split()


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    assert header == HEADER
    assert all(len(row) == 63 and row[1] == "61" for row in rows)
    return [row[0] for row in rows], np.array([row[2:] for row in rows], float)


def seconds(timecode):
    hours, minutes, whole, sixtieths = timecode.split(":")
    assert float(sixtieths) < 60
    return Fraction(int(hours) * 3600 + int(minutes) * 60 + int(whole)) + Fraction(sixtieths) / 60


def short(rate, frames):
    return clips.busy_clip(clips.tiny_rig(), rate, frames)


def test_values_stand_under_their_names(files, clip):
    _, values = read(files["csv"])
    for column, name in enumerate(HEADER[2:54]):
        channel = clip.face.column(name[0].lower() + name[1:])
        np.testing.assert_allclose(values[:, column], channel, atol=1e-6)


def test_channels_of_another_order_go_by_name(clip, tmp_path):
    values = np.zeros((91, 2), np.float32)
    values[:, 0], values[:, 1] = 0.25, 0.75
    face = ChannelFrames(("jawRight", "jawLeft"), clip.rate, 0, values)
    livelink.write_csv(attrs.evolve(clip, face=face), tmp_path / "a.csv")
    _, written = read(tmp_path / "a.csv")
    assert written[0, HEADER.index("JawLeft") - 2] == 0.75
    assert written[0, HEADER.index("JawRight") - 2] == 0.25
    assert np.count_nonzero(written[0, :52]) == 2


@pytest.mark.parametrize(
    "rate", [Rate(24), Rate(25), Rate(30000, 1001), Rate(30), Rate(60), Rate(240), Rate(1000)]
)
def test_timecodes_are_the_clips_times_in_sixtieths(tmp_path, rate):
    livelink.write_csv(short(rate, 130), tmp_path / "a.csv")
    times = [seconds(stamp) for stamp in read(tmp_path / "a.csv")[0]]
    for frame, time in enumerate(times):
        assert abs(time - Fraction(frame * rate.denominator, rate.numerator)) <= Fraction(1, 120_000)
    assert all(b > a for a, b in pairwise(times))


@pytest.mark.parametrize(
    ("units", "text"),
    [
        (0, "00:00:00:00.000"),
        (59_999, "00:00:00:59.999"),
        (60_000, "00:00:01:00.000"),
        (3600 * 60_000 * 5 - 1, "04:59:59:59.999"),
        (24 * 3600 * 60_000 - 1, "23:59:59:59.999"),
    ],
)
def test_timecodes_carry_over(units, text):
    assert livelink.timecode(units) == text


def test_a_clip_may_start_late_but_not_run_over_midnight(tmp_path):
    late = ticks(24 * 3600 - 1)
    livelink.write_csv(short(Rate(30), 30), tmp_path / "a.csv", start=late)
    assert read(tmp_path / "a.csv")[0][0] == "23:59:59:00.000"
    with pytest.raises(ProblemError, match="midnight"):
        livelink.write_csv(short(Rate(30), 31), tmp_path / "b.csv", start=late)
    with pytest.raises(ProblemError, match="midnight"):
        livelink.write_csv(short(Rate(30), 1), tmp_path / "b.csv", start=-1)
    assert not (tmp_path / "b.csv").exists()


def test_head_and_eyes_turn_in_unreals_signs(tmp_path):
    body = still(Rate(30), 0, 3)
    rotations = body.rotations.copy()
    neck, head = SMPLX_JOINTS.index("neck"), SMPLX_JOINTS.index("head")
    rotations[0, neck] = about([0, 1, 0], np.radians(18))  # to the own left
    rotations[0, head] = about([0, 1, 0], np.radians(18))
    rotations[1, head] = about([1, 0, 0], np.radians(9))  # down
    rotations[2, head] = about([0, 0, 1], np.radians(9))  # towards the own right shoulder
    rotations[:, 0] = about([0, 1, 0], 1.0)  # the body's heading is not the head's
    gaze = np.array([[10, 5, -10, 2], [0, 0, 0, 0], [0, 0, 0, 0]], float)
    clip = attrs.evolve(
        short(Rate(30), 3), body=PoseFrames(Rate(30), 0, rotations, body.translation), gaze_degrees=gaze
    )
    livelink.write_csv(clip, tmp_path / "a.csv")
    turns = read(tmp_path / "a.csv")[1][:, 52:] * 180
    np.testing.assert_allclose(turns[:, :3], [[-36, 0, 0], [0, 9, 0], [0, 0, -9]], atol=1e-3)
    np.testing.assert_allclose(turns[0, 3:], [-10, -5, 0, 10, -2, 0], atol=1e-3)


def test_every_shape_is_named_once():
    assert sorted(livelink.SHAPES) == sorted(ARKIT_CHANNELS)
