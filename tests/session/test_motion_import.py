"""Motion files as clips of a character: kept with the project, performed, and out again."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interchange"))
import motion_files as files

from studio.animation.poses import multiply
from studio.animation.quaternions import conjugate
from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.files import load as load_project
from studio.document.files import save as save_project
from studio.document.schema import Character, Project, Scene
from studio.interchange import bvh, smplx_npz
from studio.performance.compose import compose
from studio.rig.characters import load
from studio.rig.skinning import world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS
from studio.session.gesturing.motion_import import add_motion, import_motion
from studio.session.gesturing.motion_performance import described, motion_clip


def waving(folder, frames=40):
    poses = []
    for k in range(frames):
        share = k / (frames - 1)
        pose = {"head": files.about("y", 30.0 * share), "move": np.array([0.0, 0.0, 20.0 * share])}
        for side, sign in (("left", 1), ("right", -1)):
            down = files.about("z", -75.0 * sign)
            pose[f"{side} upperarm"] = down
            pose[f"{side} forearm"] = files.about("x", -100.0 * share) @ down
        poses.append(pose)
    return files.written(folder, files.bvh(poses, files.Style(fps=60)))


def test_a_project_keeps_its_motion(tmp_path):
    imported = import_motion(waving(tmp_path), ProblemLog())
    character, event = add_motion(Character("c", "Nora", "nora"), imported, "e1", ticks(1.0), {"loop": 1.0})
    project = Project("p", "Motion", scenes=(Scene("s", "One", characters=(character,)),))
    save_project(project, tmp_path / "motion.moodline")
    back = load_project(tmp_path / "motion.moodline")
    assert back == project
    assert event in back.scenes[0].characters[0].events


def test_a_performance_shows_it(tmp_path):
    imported = import_motion(waving(tmp_path), ProblemLog())
    character, event = add_motion(Character("c", "Nora", "nora"), imported, "e1", ticks(0.5), {"blend": 0.1})
    frames = compose(character, load("nora"), TimeRange(0, ticks(2.0)), Rate(30), ProblemLog())
    middle = (event.start + event.end) // 2
    k = Rate(30).frame_at(middle)
    elbow = frames.body.rotations[k, INDEX["left_elbow"]]
    source = imported.poses.rotations[round((k / 30 - 0.5) * 60), INDEX["left_elbow"]]
    assert abs(np.sum(elbow * source)) > 0.9999
    assert np.abs(frames.body.rotations[-1, INDEX["left_elbow"]] - elbow).max() > 0.1


def off_degrees(a, b, joint):
    """Largest turn between two motions of one joint in the world."""
    worlds = [world_rotations(PARENTS, p.rotations)[:, INDEX[joint]] for p in (a, b)]
    return np.degrees(
        2 * np.arccos(np.clip(np.abs(multiply(conjugate(worlds[0]), worlds[1])[:, 3]), 0, 1))
    ).max()


def test_what_we_export_comes_in_again(tmp_path):
    """Our own BVH has 104 joints under other names, limbs in two pieces and a rest in A."""
    imported = import_motion(waving(tmp_path), ProblemLog())
    clip = motion_clip(imported, "nora")
    bvh.write(clip, tmp_path / "out.bvh")
    smplx_npz.write(clip, tmp_path / "out.npz")
    again = {name: import_motion(tmp_path / f"out.{name}", ProblemLog()) for name in ("bvh", "npz")}
    for found in again.values():
        assert found.poses.rate == Rate(60)
        assert found.poses.frame_count == imported.poses.frame_count
    for joint in ("pelvis", "spine3", "head", "left_shoulder", "right_elbow", "left_wrist", "left_knee"):
        assert off_degrees(imported.poses, again["npz"].poses, joint) < 4.0, joint
        assert off_degrees(imported.poses, again["bvh"].poses, joint) < 12.0, joint
    assert described(again["bvh"], tmp_path / "out.bvh").endswith("+y up, lengths in centimetres")
    assert again["bvh"].unit == "centimetres"


def test_the_same_file_gives_the_same_bytes(tmp_path):
    path = waving(tmp_path)
    a, b = (import_motion(path, ProblemLog()).poses for _ in range(2))
    assert a.rotations.tobytes() == b.rotations.tobytes()
    assert a.translation.tobytes() == b.translation.tobytes()


def test_a_single_pose_is_held_and_can_be_drawn_out(tmp_path):
    pose = {"head": files.about("y", 30.0), "move": np.zeros(3)}
    path = files.written(tmp_path, files.bvh([pose], files.Style(fps=60)))
    imported = import_motion(path, ProblemLog())
    assert imported.seconds == 0.0
    character, event = add_motion(Character("c", "Nora", "nora"), imported, "e1", ticks(0.5), {"loop": 1.0})
    assert event.end - event.start == ticks(1.0)
    drawn = attrs.evolve(event, end=ticks(3.5), params={**event.params, "loop": 0.0})
    head = INDEX["head"]
    for clip, middle in ((event, 30), (drawn, 60)):
        shown = attrs.evolve(character, events=(clip,))
        body = compose(shown, load("nora"), TimeRange(0, ticks(4.0)), Rate(30), ProblemLog()).body
        held = body.rotations[middle - 5 : middle + 5, head]
        assert np.abs(np.sum(held * imported.poses.rotations[0, head], axis=1)).min() > 0.9999
        assert np.abs(body.rotations[5, head] - held[0]).max() > 0.01
