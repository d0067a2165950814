"""BVH read back by a reader of our own: the skeleton, the motion, and what lies between the frames."""

from __future__ import annotations

import attrs
import clips
import numpy as np
import pytest
from bvh_text import Motion

from studio.animation.poses import about, from_euler, multiply, slerp, to_matrix
from studio.core.time import Rate
from studio.interchange import bvh, smplx_npz
from studio.interchange.parts import smplx
from studio.rig.schema import JointFrames


@pytest.fixture(scope="module")
def motion(files):
    return Motion(files["bvh"])


def test_the_skeleton_keeps_names_parents_and_rest_pose(motion):
    assert motion.names == list(clips.JOINTS)
    assert motion.parents == list(clips.PARENTS)
    assert motion.offsets[0].tolist() == [0, 0, 0]
    rest = clips.PLACES[1:] - clips.PLACES[list(clips.PARENTS[1:])]
    np.testing.assert_allclose(motion.offsets[1:], rest * 100, atol=1e-4)
    assert set(motion.ends) == {"eye_L", "upperarm_L"}
    assert all(np.linalg.norm(end) >= 1 for end in motion.ends.values())


def test_channels_state_their_order(motion):
    positions = ["Xposition", "Yposition", "Zposition"]
    turns = {"Xrotation", "Yrotation", "Zrotation"}
    assert motion.channels[0][:3] == positions
    assert set(motion.channels[0][3:]) == turns
    assert [set(c) for c in motion.channels[1:]] == [turns] * 4
    assert motion.channels[1] == ["Zrotation", "Xrotation", "Yrotation"]


def test_every_frame_is_the_clip(motion, true):
    for frame in range(91):
        turns, places = motion.world(motion.values[frame])
        np.testing.assert_allclose(places / 100, true["positions"][frame], atol=1e-6)
        np.testing.assert_allclose(turns, true["rotations"][frame], atol=1e-7)


def test_half_way_between_frames_lies_half_way(motion, clip):
    between = attrs.evolve(clip, joints=half_way(clip.joints))
    for frame in range(0, 90, 3):
        turns, _ = motion.world((motion.values[frame] + motion.values[frame + 1]) / 2)
        wanted = world_turns(between.joints.rotations[frame])
        assert apart(turns, wanted).max() < 0.5


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Rate(30), "0.033333333333"),
        (Rate(30000, 1001), "0.033366666667"),
        (Rate(24), "0.041666666667"),
        (Rate(60), "0.016666666667"),
    ],
)
def test_frame_time_does_not_drift(tmp_path, rate, text):
    bvh.write(clips.busy_clip(clips.tiny_rig(), rate, 2), tmp_path / "a.bvh")
    assert Motion(tmp_path / "a.bvh").frame_time == text


def test_turning_round_through_a_gimbal_lock_stays_smooth(clip, tmp_path):
    """Bowing by a quarter turn locks ZXY; three turns on the spot pass every branch of the angles."""
    frames = np.arange(180)
    still = np.zeros((180, 5, 4))
    still[..., 3] = 1
    still[:, 0] = about([0, 1, 0], frames * 3 * 2 * np.pi / 180)
    still[:, 1] = multiply(
        about([1, 0, 0], frames * np.pi / 180), about([0, 1, 0], 0.3 * np.sin(frames / 20))
    )
    still[:, 4] = from_euler(np.stack([frames / 25, frames / 40, 0.5 * np.sin(frames / 9)], axis=1), "ZYX")
    turning = clips.busy_clip(clip.rig, clip.rate, 180)
    turning = attrs.evolve(turning, joints=JointFrames(still, np.zeros((180, 3))))
    bvh.write(turning, tmp_path / "turning.bvh")
    motion = Motion(tmp_path / "turning.bvh")
    middle = half_way(turning.joints).rotations
    for frame in range(179):
        turns, _ = motion.world((motion.values[frame] + motion.values[frame + 1]) / 2)
        assert apart(turns, world_turns(middle[frame])).max() < 0.5
        assert np.abs(np.diff(motion.values[frame : frame + 2, 3:], axis=0)).max() < 20


def test_joints_come_depth_first_whatever_their_order_in_the_rig(clip, tmp_path):
    """In the rig the arm stands last; hung on the hips it must not come between others' columns."""
    parents = np.array([-1, 0, 0, 1, 1], np.int32)
    rig = attrs.evolve(clip.rig, parents=parents)
    bvh.write(attrs.evolve(clip, rig=rig), tmp_path / "order.bvh")
    motion = Motion(tmp_path / "order.bvh")
    assert motion.names == ["hips", "spine", "eye_L", "upperarm_L", "head"]
    turns, _ = motion.world(motion.values[50])
    wanted = world_turns(clip.joints.rotations[50], parents)
    np.testing.assert_allclose(turns, wanted[[0, 1, 3, 4, 2]], atol=1e-7)


def half_way(joints):
    a, b = joints.rotations[:-1], joints.rotations[1:]
    return JointFrames(slerp(a, b, np.full(a.shape[:-1], 0.5)), joints.root_translation[:-1])


def world_turns(rotations, parents=clips.PARENTS):
    local, world = to_matrix(rotations), []
    for turn, parent in zip(local, parents, strict=True):
        world.append(turn if parent < 0 else world[parent] @ turn)
    return np.array(world)


def apart(a, b):
    cosine = (np.trace(a @ np.swapaxes(b, -1, -2), axis1=-2, axis2=-1) - 1) / 2
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))


@pytest.mark.parametrize(("writer", "room"), [(bvh, bvh), (smplx_npz, smplx)])
def test_a_long_clip_is_written_in_parts_as_if_it_were_one(clip, tmp_path, monkeypatch, writer, room):
    written = []
    for name, block in (("whole", 10_000), ("parts", 7)):
        monkeypatch.setattr(room, "_BLOCK", block)
        writer.write(clip, tmp_path / name)
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
