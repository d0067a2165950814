"""Motion files as they come: BVH in its dialects, and sequences of the SMPL family."""

from __future__ import annotations

import motion_files as files
import numpy as np
import pytest

from studio.animation.poses import from_axis_angle, from_euler, to_axis_angle
from studio.animation.skeleton import posed
from studio.core.names import SMPLX_JOINTS
from studio.core.problems import ProblemError, ProblemLog
from studio.core.time import Rate
from studio.interchange.motion_in import read_bvh, read_smpl
from studio.rig.motion_smpl import grounded

SMALL = """HIERARCHY
ROOT Hips
{{
  OFFSET 1 2 3
  CHANNELS 6 {root}
  JOINT Upper Arm {{
    OFFSET 0 10 0
    CHANNELS {child}
    End Site
    {{ OFFSET 0 5 0 }}
  }}
}}
MOTION
Frames: 2
Frame Time: {time}
{first}
{second}
"""


def small(tmp_path, **changes):
    given = {
        "root": "Xposition Yposition Zposition Zrotation Xrotation Yrotation", "time": ".0083333",
        "child": "3 Zrotation Yrotation Xrotation", "first": "0 0 0 0 0 0 0 0 0",
        "second": "1 2 3 10 20 30 40 50 60",
    }  # fmt: skip
    return files.written(tmp_path, SMALL.format(**(given | changes)))


def test_turns_multiply_in_the_order_of_the_channel_line(tmp_path):
    motion = read_bvh(small(tmp_path), ProblemLog())
    wanted = (
        from_euler(np.radians([10.0, 20.0, 30.0]), "ZXY"),
        from_euler(np.radians([40.0, 50.0, 60.0]), "ZYX"),
    )
    for joint in range(2):
        assert np.abs(np.sum(motion.rotations[1, joint] * wanted[joint])) == pytest.approx(1.0)
    assert motion.root[1] == pytest.approx([1.0, 2.0, 3.0])
    assert motion.skeleton.names == ("Hips", "Upper Arm")
    assert motion.skeleton.tips[1] == pytest.approx([0.0, 5.0, 0.0])
    assert motion.rate == Rate(120)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_marks_and_names_of_other_systems(tmp_path, ends):
    text = small(tmp_path).read_text().replace("Upper Arm", "Oberarm ü 腕").replace("\n", ends)
    path = tmp_path / "other.bvh"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    motion = read_bvh(path, ProblemLog())
    assert motion.skeleton.names[1] == "Oberarm ü 腕"
    assert motion.frame_count == 2


def test_rotations_may_come_before_positions(tmp_path):
    path = small(
        tmp_path,
        root="Zrotation Xrotation Yrotation Xposition Yposition Zposition",
        second="10 20 30 1 2 3 40 50 60",
    )
    motion = read_bvh(path, ProblemLog())
    assert motion.root[1] == pytest.approx([1.0, 2.0, 3.0])
    assert np.abs(np.sum(motion.rotations[1, 0] * from_euler(np.radians([10.0, 20, 30]), "ZXY"))) > 1 - 1e-9


def test_positions_of_a_joint_stand_for_its_offset(tmp_path):
    path = small(
        tmp_path,
        child="6 Xposition Yposition Zposition Zrotation Yrotation Xrotation",
        first="0 0 0 0 0 0  0 10 0 0 0 0",
        second="0 0 0 0 0 0  0 12 0 0 0 0",
    )
    found = posed(read_bvh(path, ProblemLog()), {1})
    assert found.places[1][:, 1] == pytest.approx([10.0, 12.0])


@pytest.mark.parametrize(
    ("time", "rate"),
    [
        (".0083333", Rate(120)), ("0.033333", Rate(30)), ("0.0333667", Rate(30000, 1001)),
        ("0.0417083750417", Rate(24000, 1001)), ("0.010000", Rate(100)), ("0.0416667", Rate(24)),
        ("0.016683", Rate(60000, 1001)), ("0.08", Rate(25, 2)),
    ],
)  # fmt: skip
def test_frame_times_become_the_rates_they_mean(tmp_path, time, rate):
    assert read_bvh(small(tmp_path, time=time), ProblemLog()).rate == rate


def test_real_parser_cases_read_as_their_files_say(material):
    folder = material / "motion" / "clean" / "bvh"
    exact = read_bvh(folder / "pybvh_full_precision_frame_time.bvh", ProblemLog())
    assert (exact.rate, exact.frame_count) == (Rate(24000, 1001), 3)
    turned = read_bvh(folder / "pybvh_rotation_first_root.bvh", ProblemLog())
    assert turned.root[0] == pytest.approx([10.0, 50.0, -20.0])
    assert turned.rate == Rate(25)
    log = ProblemLog()
    boxing = read_bvh(folder / "Boxing_Toes.bvh", log)
    assert boxing.frame_count == 3069
    assert [p.kind for p in log] == ["motion.frames"]


def vectors(frames=12):
    rng = np.random.default_rng(5)
    return rng.uniform(-0.4, 0.4, (frames, 55, 3))


def saved(tmp_path, **arrays):
    path = tmp_path / "motion.npz"
    np.savez(path, **arrays)
    return path


def turn(poses, joint):
    return to_axis_angle(poses.rotations[:, SMPLX_JOINTS.index(joint)])


@pytest.mark.parametrize("layout", ["smplx", "amass parts", "smplh", "smpl", "body", "moyo"])
def test_every_packing_gives_the_same_body(tmp_path, layout):
    v, trans = vectors(), np.random.default_rng(6).standard_normal((12, 3))
    flat = v.reshape(12, 165)
    hands = flat[:, 75:]
    body = flat[:, :66]
    files_ = {
        "smplx": {"poses": flat, "trans": trans, "mocap_frame_rate": 60.0},
        "amass parts": {
            "root_orient": flat[:, :3], "pose_body": flat[:, 3:66], "pose_hand": hands,
            "pose_jaw": flat[:, 66:69], "trans": trans, "mocap_frame_rate": 60.0,
        },
        "smplh": {"poses": np.hstack([body, hands]), "trans": trans, "mocap_framerate": 60.0},
        "smpl": {"poses": np.hstack([body, np.ones((12, 6))]), "trans": trans, "fps": 60},
        "body": {"poses": body.reshape(12, 22, 3), "trans": trans, "fps": 60},
        "moyo": {
            "global_orient": flat[:, :3], "body_pose": flat[:, 3:66], "left_hand_pose": hands[:, :45],
            "right_hand_pose": hands[:, 45:], "transl": trans, "fps": 60,
        },
    }  # fmt: skip
    poses = read_smpl(saved(tmp_path, **files_[layout]), ProblemLog())
    assert poses.rate == Rate(60)
    assert poses.translation == pytest.approx(trans)
    for joint in ("pelvis", "left_knee", "head", "right_wrist"):
        assert turn(poses, joint) == pytest.approx(v[:, SMPLX_JOINTS.index(joint)])
    with_hands = layout not in ("smpl", "body")
    wanted = v[:, SMPLX_JOINTS.index("right_pinky2")] if with_hands else np.zeros((12, 3))
    assert turn(poses, "right_pinky2") == pytest.approx(wanted)


def test_angles_beyond_half_a_turn_are_the_turns_they_are(tmp_path):
    flat = np.zeros((3, 165))
    flat[:, 3] = [3.0, 3.4, 2 * np.pi + 0.3]
    poses = read_smpl(saved(tmp_path, poses=flat, mocap_frame_rate=120.0), ProblemLog())
    assert turn(poses, "left_hip")[:, 0] == pytest.approx([3.0, 3.4 - 2 * np.pi, 0.3])
    steps = np.sum(poses.rotations[1:] * poses.rotations[:-1], axis=-1)
    assert steps.min() > 0.0, "neighbours lie in one hemisphere"


def test_a_missing_rate_is_thirty_and_said(tmp_path):
    log = ProblemLog()
    assert read_smpl(saved(tmp_path, poses=np.zeros((2, 72))), log).rate == Rate(30)
    assert [p.kind for p in log] == ["motion.rate"]


def test_z_up_sequences_stand_on_our_ground(tmp_path):
    flat = np.zeros((40, 165))
    flat[:, :3] = [np.pi / 2, 0.0, 0.0]
    trans = np.tile([0.0, 0.0, 1.1], (40, 1))
    trans[:, 1] = np.linspace(0, 1, 40)
    poses, up = grounded(read_smpl(saved(tmp_path, poses=flat, trans=trans, fps=30), ProblemLog()))
    assert up == "+z"
    assert np.abs(turn(poses, "pelvis")).max() < 1e-6
    assert poses.translation[:, 1] == pytest.approx(0.0, abs=0.02)
    assert np.ptp(poses.translation[:, 2]) == pytest.approx(1.0, abs=0.01)


def test_what_is_written_reads_back(tmp_path):
    v = vectors()
    path = saved(tmp_path, poses=v.reshape(12, 165), trans=np.zeros((12, 3)), mocap_frame_rate=30.0)
    poses = read_smpl(path, ProblemLog())
    same = from_axis_angle(v)[:, 1:22]
    assert np.abs(np.sum(poses.rotations[:, 1:22] * same, axis=-1)) == pytest.approx(1.0)


def test_principal_components_of_hands_are_left_out(tmp_path):
    arrays = {"root_orient": np.zeros((4, 3)), "pose_body": np.zeros((4, 63)), "pose_hand": np.ones((4, 24))}
    assert np.abs(turn(read_smpl(saved(tmp_path, **arrays), ProblemLog()), "left_index1")).max() == 0.0


def test_parts_of_other_lengths_are_a_problem(tmp_path):
    arrays = {"root_orient": np.zeros((4, 3)), "pose_body": np.zeros((5, 63))}
    with pytest.raises(ProblemError, match="5 frames, not 4"):
        read_smpl(saved(tmp_path, **arrays), ProblemLog())
