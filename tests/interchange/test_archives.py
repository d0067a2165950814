"""The npz exports: what they hold, that numpy alone reads them, and that they are the same every time."""

from __future__ import annotations

import zipfile

import attrs
import clips
import numpy as np
import pytest

from studio.animation.poses import about, from_axis_angle, multiply, to_matrix
from studio.core.names import ARKIT_CHANNELS, SMPLX_JOINTS
from studio.interchange import performance_npz, smplx_npz, truth
from studio.interchange.parts.archive import write_npz
from studio.interchange.parts.influences import limited


def load(path):
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


def test_the_performance_holds_what_it_says(files, clip):
    held = load(files["npz"])
    shapes = {name: array.shape for name, array in held.items()}
    assert shapes == {
        "fps": (), "channel_names": (52,), "channels": (91, 52), "joint_names": (5,),
        "joint_rotations": (91, 5, 4), "joint_translations": (91, 5, 3), "root_translation": (91, 3),
        "smplx_poses": (91, 55, 3), "smplx_trans": (91, 3),
    }  # fmt: skip
    assert held["fps"] == 30
    assert held["channel_names"].tolist() == list(ARKIT_CHANNELS)
    assert held["joint_names"].tolist() == list(clips.JOINTS)
    np.testing.assert_allclose(held["channels"], clip.face.values)
    np.testing.assert_allclose(held["joint_rotations"], clip.joints.rotations, atol=1e-7)


def test_the_performances_joints_are_the_true_ones(files, true):
    held = load(files["npz"])
    turns, places = to_matrix(held["joint_rotations"].astype(float)), held["joint_translations"].astype(float)
    for frame in (0, 45, 90):
        world = []
        for j, parent in enumerate(clips.PARENTS):
            local = np.eye(4)
            local[:3, :3], local[:3, 3] = turns[frame, j], places[frame, j]
            world.append(local if parent < 0 else world[parent] @ local)
        np.testing.assert_allclose(np.array(world)[:, :3, 3], true["positions"][frame], atol=1e-5)


def test_smplx_has_the_keys_and_parts_of_amass(files, clip):
    held = load(files["smplx"])
    assert held["gender"] == "neutral"
    assert held["surface_model_type"] == "smplx"
    assert held["mocap_frame_rate"] == 30
    assert held["betas"].shape == (16,)
    parts = ("root_orient", "pose_body", "pose_jaw", "pose_eye", "pose_hand")
    assert (np.concatenate([held[part] for part in parts], axis=1) == held["poses"]).all()
    poses = held["poses"].reshape(91, 55, 3)
    spine = SMPLX_JOINTS.index("spine2")
    np.testing.assert_allclose(
        to_matrix(from_axis_angle(poses[:, spine])), to_matrix(clip.body.rotations[:, spine]), atol=1e-6
    )
    np.testing.assert_allclose(held["trans"], clip.body.translation, atol=1e-6)


def test_jaw_and_eyes_come_from_face_and_gaze(files, clip):
    poses = load(files["smplx"])["poses"].reshape(91, 55, 3)
    jaw = poses[:, SMPLX_JOINTS.index("jaw")]
    np.testing.assert_allclose(jaw[:, 0], 0.5 * clip.face.column("jawOpen"), atol=1e-6)
    assert not jaw[:, 1:].any()
    yaw, pitch = np.radians(clip.gaze_degrees[40, :2])
    wanted = multiply(about([0, 1, 0], yaw), about([1, 0, 0], -pitch))
    seen = from_axis_angle(poses[40, SMPLX_JOINTS.index("left_eye")])
    np.testing.assert_allclose(to_matrix(seen), to_matrix(wanted), atol=1e-6)
    plain = load(files["npz"])["smplx_poses"]
    np.testing.assert_array_equal(plain[:, 24], poses[:, 24])
    assert not np.allclose(plain[:, SMPLX_JOINTS.index("jaw")], jaw)


@pytest.mark.parametrize("write", [performance_npz.write, smplx_npz.write, truth.write])
def test_equal_clips_give_equal_bytes(write, clip, tmp_path):
    write(clip, tmp_path / "a.npz")
    write(attrs.evolve(clip), tmp_path / "b.npz")
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.npz") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_objects_are_refused(tmp_path):
    with pytest.raises(ValueError, match=r"[Oo]bject"):
        write_npz(tmp_path / "a.npz", {"a": np.array([{}], dtype=object)})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("count", [1, 2, 3, 4, 9])
def test_the_strongest_influences_stay(clip, count):
    joints, weights = limited(clip.rig, count)
    for vertex in range(len(weights)):
        pairs = sorted(zip(-clip.rig.skin_weights[vertex], clip.rig.skin_joints[vertex], strict=True))[:count]
        total = sum(-w for w, _ in pairs)
        wanted = {int(j): -w / total for w, j in pairs}
        assert {
            int(j): pytest.approx(w, abs=1e-6) for j, w in zip(joints[vertex], weights[vertex], strict=True)
        } == wanted
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-6)


def test_truth_skins_as_plain_matrices_do(clip, true):
    """One frame again, by homogeneous matrices and dense weights."""
    joints, weights = limited(clip.rig, 4)
    frame = int(true["vertex_frames"][2])
    shaped = clip.rig.vertices.astype(float)
    for m, name in enumerate(clips.MORPHS):
        span = slice(clip.rig.morph_offsets[m], clip.rig.morph_offsets[m + 1])
        shaped[clip.rig.morph_vertices[span]] += clip.face.column(name)[frame] * clip.rig.morph_deltas[span]
    for vertex in range(0, len(shaped), 7):
        place = np.zeros(3)
        for joint, weight in zip(joints[vertex], weights[vertex], strict=True):
            local = shaped[vertex] - clips.PLACES[joint]
            place += weight * (true["rotations"][frame, joint] @ local + true["positions"][frame, joint])
        np.testing.assert_allclose(true["vertices"][2, vertex], place, atol=1e-7)
