"""What cannot be written is refused in words, and leaves nothing behind."""

from __future__ import annotations

import os

import attrs
import clips
import numpy as np
import pytest

from studio.core.problems import ProblemError, ProblemLog
from studio.core.time import Rate
from studio.interchange import bvh, fbx, livelink, performance_npz, smplx_npz, truth
from studio.rig.schema import JointFrames, Material

WRITERS = {
    "fbx": fbx.write,
    "bvh": bvh.write,
    "csv": livelink.write_csv,
    "npz": performance_npz.write,
    "smplx": smplx_npz.write,
    "truth": truth.write,
}  # fmt: skip

every_format = pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)


def broken(clip, what):
    rotations, root = clip.joints.rotations.copy(), clip.joints.root_translation.copy()
    face, gaze = clip.face.values.copy(), clip.gaze_degrees.copy()
    parts = {"rotation": rotations[7, 2], "root": root[7], "face": face[7], "gaze": gaze[7]}
    parts[what][1] = np.nan if what != "root" else np.inf
    return attrs.evolve(
        clip, joints=JointFrames(rotations, root), face=clip.face.with_values(face), gaze_degrees=gaze
    )


@every_format
@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("rotation", "joint head at frame 7"),
        ("root", "root translation Y at frame 7"),
        ("face", "eyeLookDownLeft at frame 7"),
        ("gaze", "left pitch at frame 7"),
    ],
)
def test_numbers_that_are_none_are_refused(write, what, text, clip, tmp_path):
    with pytest.raises(ProblemError, match=text):
        write(broken(clip, what), tmp_path / "a.out")
    assert not list(tmp_path.iterdir())


@every_format
def test_a_rotation_without_length_is_refused(write, clip, tmp_path):
    rotations = clip.joints.rotations.copy()
    rotations[3, 1] = 0
    with pytest.raises(ProblemError, match="joint spine at frame 3"):
        write(attrs.evolve(clip, joints=JointFrames(rotations, clip.joints.root_translation)), tmp_path / "a")
    assert not list(tmp_path.iterdir())


@every_format
def test_an_empty_clip_is_refused(write, clip, tmp_path):
    empty = attrs.evolve(clip, joints=JointFrames(np.zeros((0, 5, 4)), np.zeros((0, 3))))
    with pytest.raises(ProblemError, match="no frames"):
        write(empty, tmp_path / "a")


@every_format
def test_parts_of_different_length_are_refused(write, clip, tmp_path):
    with pytest.raises(ProblemError, match="face channels"):
        write(attrs.evolve(clip, face=clip.face.with_values(clip.face.values[:-1])), tmp_path / "a")


def test_parts_of_different_rates_are_refused(clip, tmp_path):
    with pytest.raises(ProblemError, match="frame rate"):
        bvh.write(attrs.evolve(clip, rate=Rate(24)), tmp_path / "a")


def test_a_skeleton_with_two_roots_is_refused(clip, tmp_path):
    rig = attrs.evolve(clip.rig, parents=np.array([-1, 0, -1, 2, 1], np.int32))
    with pytest.raises(ProblemError, match="one root"):
        fbx.write(attrs.evolve(clip, rig=rig), tmp_path / "a")


def test_no_influences_are_refused(clip, tmp_path):
    with pytest.raises(ProblemError, match="influences"):
        fbx.write(clip, tmp_path / "a", influences=0)
    assert not list(tmp_path.iterdir())


@every_format
def test_a_missing_folder_is_told(write, clip, tmp_path):
    with pytest.raises(ProblemError, match="cannot be written"):
        write(clip, tmp_path / "nowhere" / "a.out")


@every_format
@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")  # noqa: PTH110
def test_a_full_disk_leaves_the_old_file(write, clip, tmp_path, monkeypatch):
    """The new file is put on a full device behind the writer's back."""
    old = tmp_path / "a.out"
    old.write_bytes(b"old")

    def full(*_args, **_kwargs):
        name = tmp_path / ".new"
        name.touch()
        return os.open("/dev/full", os.O_WRONLY), str(name)

    monkeypatch.setattr("studio.core.files.tempfile.mkstemp", full)
    with pytest.raises(ProblemError, match=r"cannot be written.*no space"):
        write(clip, old)
    assert old.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.out"]


def test_a_missing_picture_is_told_and_the_export_goes_on(clip, tmp_path):
    materials = (Material("skin", "skin", (1, 1, 1), "gone.png"), clip.rig.materials[1])
    log = ProblemLog()
    fbx.write(
        attrs.evolve(clip, rig=attrs.evolve(clip.rig, materials=materials)), tmp_path / "a.fbx", log=log
    )
    assert [p.kind for p in log] == ["interchange.picture"]
    assert "gone.png" in str(next(iter(log)))


@every_format
def test_a_clip_of_one_frame_can_be_written(write, tmp_path):
    write(clips.busy_clip(clips.tiny_rig(), Rate(30), 1), tmp_path / "a.out")
    assert (tmp_path / "a.out").stat().st_size > 100


@every_format
def test_the_same_clip_gives_the_same_bytes(write, clip, tmp_path):
    again = clips.busy_clip(clips.tiny_rig(), Rate(30), 91)
    write(clip, tmp_path / "a.out")
    write(again, tmp_path / "b.out")
    assert (tmp_path / "a.out").read_bytes() == (tmp_path / "b.out").read_bytes()
