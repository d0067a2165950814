"""Clips of recorded motion on the gesture lane."""

from __future__ import annotations

from functools import cache

import attrs
import numpy as np
import pytest

from studio.animation.pose_sampling import at_frames, resampled
from studio.animation.poses import PoseFrames, about, still
from studio.core.problems import ProblemError, ProblemLog
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.schema import Character, Provenance, Take
from studio.performance.motion_clips import PARTS, with_motion_clips
from studio.performance.motion_takes import motion_event, motion_take, poses_of, with_clip
from studio.performance.takes import take_channels
from studio.rig.characters import load
from studio.rig.motion_feet import ankles_of
from studio.rig.smplx_skeleton import INDEX

RATE = Rate(30)
nora = cache(lambda: load("nora"))


def lifting(frames=60, rate=Rate(60), way=0.0):
    """The left arm comes down from the T-pose by a degree a frame; the body goes forward `way` metres."""
    poses = still(rate, 0, frames)
    rotations = poses.rotations.copy()
    rotations[:, INDEX["left_shoulder"]] = about([0.0, 0, -1], np.radians(np.arange(frames)))
    rotations[:, INDEX["head"]] = about([1.0, 0, 0], 0.3)
    moved = np.zeros((frames, 3))
    moved[:, 2] = np.linspace(0, way, frames)
    return PoseFrames(rate, 0, rotations, moved)


def played(poses, params=None, start=1.0, seconds=4.0, end=None, first=0.0):
    take = motion_take(poses, Provenance("import"))
    event = motion_event(take, "clip1", ticks(start), {"blend": 0.0} | (params or {}))
    event = event if end is None else attrs.evolve(event, end=ticks(end))
    character = with_clip(Character("c", "Nora", "nora"), take, event)
    at = frame_ticks(TimeRange(ticks(first), ticks(first + seconds)), RATE)
    body = still(RATE, int(at[0]), len(at))
    return with_motion_clips(body, character, nora(), at, ProblemLog())


def arm_degrees(body):
    q = body.rotations[:, INDEX["left_shoulder"]]
    return np.degrees(2 * np.arctan2(-q[:, 2], q[:, 3]))


def test_a_take_keeps_the_motion_and_is_named_by_it():
    take = motion_take(lifting(), Provenance("import"))
    assert take.is_motion
    assert take.id == motion_take(lifting(), Provenance("else")).id
    assert take.id != motion_take(lifting(way=0.1), Provenance("import")).id
    back = poses_of(take)
    assert np.abs(back.rotations - lifting().rotations).max() < 1e-6
    with pytest.raises(ProblemError, match="channels"):
        poses_of(Take("clip:x", ("jawOpen",), RATE, 0, np.zeros((3, 1), np.float32), Provenance("m")))


def test_a_face_does_not_take_it_for_its_own():
    log = ProblemLog()
    at = frame_ticks(TimeRange(0, ticks(1.0)), RATE)
    assert not take_channels([motion_take(lifting(), Provenance("import"))], at, log).any()
    assert not list(log)


def test_a_motion_used_twice_is_kept_once():
    take = motion_take(lifting(), Provenance("import"))
    character = Character("c", "Nora", "nora")
    for k in range(2):
        character = with_clip(character, take, motion_event(take, f"e{k}", ticks(k)))
    assert (len(character.takes), len(character.events)) == (1, 2)
    assert all(e.pinned and e.kind == "gesture" and e.name == take.id for e in character.events)
    assert character.events[0].params["hold"] == pytest.approx(59 / 60, abs=1e-3)


def test_it_plays_at_its_own_rate_from_its_start():
    arm = arm_degrees(played(lifting()))
    assert arm[:30] == pytest.approx(0.0)
    assert arm[30:59] == pytest.approx(2.0 * np.arange(29), abs=1e-4)
    assert arm[60:] == pytest.approx(0.0)


def test_offset_and_speed():
    arm = arm_degrees(played(lifting(), {"offset": 0.5, "speed": 0.5}))
    assert arm[30:58] == pytest.approx(30.0 + np.arange(28), abs=1e-4)


def test_fades_grow_and_fall_smoothly():
    body = played(lifting(), {"blend": 0.25})
    head = np.degrees(2 * np.arccos(np.clip(np.abs(body.rotations[:, INDEX["head"], 3]), 0, 1)))
    assert head[30] == pytest.approx(0.0)
    assert head[45] == pytest.approx(np.degrees(0.3), abs=1e-3)
    assert np.all(np.diff(head[30:37]) > 0)
    assert np.abs(np.diff(head)).max() < 4.0


def test_masks_leave_other_parts_alone():
    masks = {f"mask_{part}": 0.0 for part in PARTS}
    body = played(lifting(way=0.5), masks | {"mask_head": 1.0})
    assert arm_degrees(body) == pytest.approx(0.0)
    assert np.abs(body.translation).max() == 0.0
    assert body.rotations[40, INDEX["head"], 0] == pytest.approx(np.sin(0.15), abs=1e-5)
    assert sum(len(joints) for joints in PARTS.values()) == 55


def test_weight_is_a_share():
    assert arm_degrees(played(lifting(), {"weight": 0.5}))[50] == pytest.approx(20.0, abs=1e-3)


def test_loops_go_round_without_a_jump_and_on_over_the_ground():
    body = played(lifting(way=1.0), {"loop": 1.0, "seam": 0.2}, end=5.0, seconds=5.0)
    arm = arm_degrees(body)[30:150]
    assert arm.max() > 45.0
    assert np.abs(np.diff(arm)).max() < 14.0, "a seam of 0.2 s takes the arm back in six frames"
    ahead = body.translation[30:150, 2]
    assert np.diff(ahead).min() > -1e-9
    assert ahead[-1] == pytest.approx(4.0, rel=0.15)


def test_where_a_clip_led_the_character_stays():
    body = played(lifting(way=1.0), seconds=4.0)
    assert body.translation[-1, 2] == pytest.approx(1.0, rel=0.1)
    assert body.translation[-1, [0, 1]] == pytest.approx(0.0, abs=0.01)
    spot = played(lifting(way=1.0), {"in_place": 1.0})
    assert np.abs(spot.translation[:, [0, 2]]).max() < 1e-9


def test_a_part_of_a_performance_is_that_part_of_the_whole():
    params = {"loop": 1.0, "blend": 0.5, "seam": 0.2}
    whole = played(lifting(way=0.7), params, end=6.0, seconds=8.0)
    for first in (0.5, 1.2, 3.0, 5.9, 6.5):
        part = played(lifting(way=0.7), params, end=6.0, seconds=1.0, first=first)
        k = round(first * 30)
        same = slice(k, k + part.frame_count)
        assert np.abs(np.sum(part.rotations * whole.rotations[same], axis=-1)) == pytest.approx(1.0)
        assert part.translation == pytest.approx(whole.translation[same], abs=1e-12)


def test_feet_between_two_poses_are_put_between():
    """Half faded in, ankles lie half-way although thighs and shins only turn part of their ways."""
    poses = still(Rate(60), 0, 120)
    rotations, moved = poses.rotations.copy(), np.zeros((120, 3))
    rotations[:, INDEX["left_hip"]] = about([1.0, 0, 0], -1.0)
    rotations[:, INDEX["left_knee"]] = about([1.0, 0, 0], 1.6)
    squat = PoseFrames(Rate(60), 0, rotations, moved)
    full, half = played(squat), played(squat, {"weight": 0.5})
    none = still(RATE, 0, full.frame_count)
    ankles = [ankles_of(nora(), p)[45] for p in (none, half, full)]
    assert ankles[1] == pytest.approx(0.5 * (ankles[0] + ankles[2]), abs=0.002)


def test_a_clip_without_its_motion_is_said():
    take = motion_take(lifting(), Provenance("import"))
    character = Character("c", "Nora", "nora", events=(motion_event(take, "e", 0),))
    at, log = frame_ticks(TimeRange(0, ticks(1.0)), RATE), ProblemLog()
    body = still(RATE, 0, len(at))
    assert with_motion_clips(body, character, nora(), at, log) is body
    assert [p.kind for p in log] == ["motion.clip"]


def test_resampling_is_slerp_and_keeps_the_frames_it_meets():
    poses = lifting(61)
    double = resampled(poses, Rate(120))
    assert double.frame_count == 121
    assert np.array_equal(double.rotations[::2], poses.rotations)
    assert arm_degrees(double)[1::2] == pytest.approx(np.arange(60) + 0.5)
    assert resampled(double, Rate(60)).rotations == pytest.approx(poses.rotations)
    odd = resampled(poses, Rate(24000, 1001))
    assert arm_degrees(odd) == pytest.approx(60 * np.arange(odd.frame_count) * 1001 / 24000)
    turns, moved = at_frames(poses, np.array([-3.0, 400.0]))
    assert np.array_equal(turns, poses.rotations[[0, -1]])
    assert np.array_equal(moved, poses.translation[[0, -1]])
