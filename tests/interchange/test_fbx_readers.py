"""FBX read back by programs that nobody here wrote: ufbx, and Autodesk's SDK inside FBX2glTF."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import clips
import numpy as np
import pytest
from glb import Glb

from studio.core.time import Rate
from studio.interchange import fbx, truth

READER = Path(__file__).with_name("ufbx_reader.py")
TENTH_OF_A_MILLIMETRE = 1e-4


def with_ufbx(path: Path, out: Path, times) -> dict[str, np.ndarray]:
    command = [sys.executable, str(READER), str(path), str(out), *(repr(float(t)) for t in times)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert out.exists(), run.stderr
    with np.load(out) as stored:
        seen = {name: stored[name] for name in stored.files}
    order = [seen["names"].tolist().index(name) for name in clips.JOINTS]  # ufbx lists nodes by depth
    return seen | {"joints": seen["joints"][:, order]}


def written(tmp_path: Path, rate: Rate, frames: int):
    clip = clips.busy_clip(clips.tiny_rig(), rate, frames)
    fbx.write(clip, tmp_path / "clip.fbx")
    truth.write(clip, tmp_path / "truth.npz")
    with np.load(tmp_path / "truth.npz") as stored:
        return tmp_path / "clip.fbx", {name: stored[name] for name in stored.files}


def test_ufbx_sees_the_clip(files, true, tmp_path):
    frames = np.arange(91)
    seen = with_ufbx(files["fbx"], tmp_path / "seen.npz", frames / 30)
    assert sorted(seen["names"]) == sorted(true["joints"])
    assert seen["channels"].tolist() == true["morphs"].tolist()
    assert seen["materials"].tolist() == ["tiny_skin", "tiny_top_1"]
    assert seen["warnings"].size == 0
    np.testing.assert_allclose(seen["joints"][..., :3, 3], true["positions"], atol=TENTH_OF_A_MILLIMETRE)
    turns = seen["joints"][..., :3, :3] * 100  # unit in metres, so the axes have that length
    np.testing.assert_allclose(turns, true["rotations"], atol=1e-5)
    np.testing.assert_allclose(seen["weights"], true["weights"], atol=1e-3)
    assert seen["span"] == pytest.approx([0, 3])


def test_ufbx_sees_the_skin_where_the_truth_has_it(files, true, tmp_path):
    seen = with_ufbx(files["fbx"], tmp_path / "seen.npz", true["vertex_frames"] / 30)
    for places, wanted in zip(seen["vertices"], true["vertices"], strict=True):
        away = np.linalg.norm(places[:, None] - wanted[None], axis=2)
        assert away.min(axis=1).max() < TENTH_OF_A_MILLIMETRE
        assert away.min(axis=0).max() < TENTH_OF_A_MILLIMETRE


@pytest.mark.parametrize("rate", [Rate(24), Rate(30000, 1001), Rate(60), Rate(25, 2)])
def test_ufbx_sees_any_frame_rate(tmp_path, rate):
    path, true = written(tmp_path, rate, 40)
    seen = with_ufbx(path, tmp_path / "seen.npz", np.arange(40) / rate.fps)
    assert seen["fps"] == pytest.approx(rate.fps, abs=1e-3)
    np.testing.assert_allclose(seen["joints"][..., :3, 3], true["positions"], atol=TENTH_OF_A_MILLIMETRE)


@pytest.mark.parametrize("frames", [1, 2])
def test_ufbx_sees_the_shortest_clips(tmp_path, frames):
    path, true = written(tmp_path, Rate(30), frames)
    seen = with_ufbx(path, tmp_path / "seen.npz", np.arange(frames) / 30)
    np.testing.assert_allclose(seen["joints"][..., :3, 3], true["positions"], atol=TENTH_OF_A_MILLIMETRE)
    assert seen["span"] == pytest.approx([0, (frames - 1) / 30])


def test_between_the_frames_nothing_flips(files, clip, tmp_path):
    """The root turns past 180 degrees; half-way between frames it must lie half-way."""
    half = (np.arange(90) + 0.5) / 30
    seen = with_ufbx(files["fbx"], tmp_path / "seen.npz", np.concatenate([np.arange(91) / 30, half]))
    turns = seen["joints"][:, :, :3, :3] * 100
    middle, keys = turns[91:], turns[:91]
    before = np.swapaxes(keys[:-1], -1, -2) @ middle
    after = np.swapaxes(middle, -1, -2) @ keys[1:]
    np.testing.assert_allclose(angle(before), angle(after), atol=0.5)
    whole = angle(np.swapaxes(keys[:-1], -1, -2) @ keys[1:])
    np.testing.assert_allclose(angle(before) + angle(after), whole, atol=0.5)


def angle(turns):
    return np.degrees(np.arccos(np.clip((np.trace(turns, axis1=-2, axis2=-1) - 1) / 2, -1, 1)))


def test_the_sdk_sees_the_clip(files, true, fbx2gltf, tmp_path):
    seen = convert(fbx2gltf, files["fbx"], tmp_path)
    assert {n["name"] for n in seen.nodes} >= {*clips.JOINTS, "tiny"}
    (mesh,) = seen.json["meshes"]
    for part in mesh["primitives"]:
        shapes = [seen.json["accessors"][target["POSITION"]]["name"] for target in part["targets"]]
        assert shapes == list(clips.MORPHS)
    assert {m["name"] for m in seen.json["materials"]} == {"tiny_skin", "tiny_top_1"}
    assert len(seen.json["skins"][0]["joints"]) == len(clips.JOINTS)
    times, weights = seen.tracks()["tiny", "weights"]
    np.testing.assert_allclose(times, np.arange(91) / 30, atol=1e-5)
    np.testing.assert_allclose(weights.reshape(91, -1), true["weights"], atol=1e-3)
    for j, name in enumerate(clips.JOINTS):
        for frame in (0, 20, 45, 90):
            world = seen.world(name, frame)
            np.testing.assert_allclose(world[:3, 3], true["positions"][frame, j], atol=TENTH_OF_A_MILLIMETRE)
            np.testing.assert_allclose(world[:3, :3], true["rotations"][frame, j], atol=1e-4)


@pytest.mark.parametrize("frames", [1, 2])
def test_the_sdk_sees_the_shortest_clips(tmp_path, fbx2gltf, frames):
    path, true = written(tmp_path, Rate(30), frames)
    seen = convert(fbx2gltf, path, tmp_path)
    last = seen.world("head", frames - 1) if "animations" in seen.json else None
    assert last is not None
    np.testing.assert_allclose(last[:3, 3], true["positions"][-1, 2], atol=TENTH_OF_A_MILLIMETRE)


def test_the_sdk_reads_eight_influences_and_pictures_of_a_whole_character(tmp_path, fbx2gltf):
    characters = pytest.importorskip("studio.rig.characters")
    rig = characters.load(characters.DEFAULT)
    fbx.write(clips.busy_clip(rig, Rate(30), 3), tmp_path / "whole.fbx", influences=8)
    seen = convert(fbx2gltf, tmp_path / "whole.fbx", tmp_path)
    assert len(seen.json["skins"][0]["joints"]) == len(rig.joint_names)
    assert {m["name"] for m in seen.json["materials"]} <= {f"{rig.name}_{m.name}" for m in rig.materials}
    pictures = {m.texture for m in rig.materials if m.texture}
    assert len(seen.json.get("images", [])) == len(pictures)


def convert(program: str, path: Path, folder: Path) -> Glb:
    command = [program, "-b", "-i", str(path), "-o", str(folder / "out"), "--anim-framerate", "bake30"]
    command += ["--compute-normals", "never", "--fbx-temp-dir", str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return Glb(folder / "out.glb")
