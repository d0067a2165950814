"""Anybody's skeleton on ours: the same pose whatever the names, the axes, the unit and the pose at rest."""

from __future__ import annotations

import sys
from pathlib import Path

import attrs
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interchange"))
import motion_files as files

from studio.animation.poses import rotate
from studio.animation.quaternions import unit
from studio.animation.skeleton_map import skeleton_map
from studio.core.problems import ProblemError, ProblemLog
from studio.interchange.motion_in import read_bvh
from studio.rig.characters import load
from studio.rig.evaluate import Evaluator
from studio.rig.motion_feet import fitted
from studio.rig.motion_ground import facing, to_front, upright_turn
from studio.rig.motion_rest import posed_by
from studio.rig.motion_retarget import to_smplx
from studio.rig.retarget import retarget
from studio.rig.skinning import world_rotations
from studio.rig.smplx_skeleton import INDEX, PARENTS, way

BONES = {
    "left upperarm": ("left_shoulder", "left_elbow"), "left forearm": ("left_elbow", "left_wrist"),
    "right upperarm": ("right_shoulder", "right_elbow"), "right forearm": ("right_elbow", "right_wrist"),
    "left thigh": ("left_hip", "left_knee"), "left shin": ("left_knee", "left_ankle"),
    "right thigh": ("right_hip", "right_knee"), "right shin": ("right_knee", "right_ankle"),
}  # fmt: skip


def bending(steps=24):
    """Somebody who stands, lets the arms hang, bends both elbows and nods."""
    poses = []
    for k in range(steps):
        share = k / (steps - 1)
        pose = {"head": files.about("x", 20.0 * share)}
        for side, sign in (("left", 1), ("right", -1)):
            down = files.about("z", -80.0 * sign)
            pose[f"{side} upperarm"] = down
            pose[f"{side} forearm"] = files.about("x", -90.0 * share) @ down
        poses.append(pose)
    return poses


def retargeted(tmp_path, poses, style):
    path = files.written(tmp_path, files.bvh(poses, style))
    log = ProblemLog()
    return to_smplx(read_bvh(path, log), "motion.bvh", log), log


def world(found):
    return world_rotations(PARENTS, found.poses.rotations)


def off_degrees(found, poses, bone):
    """[F] between a bone of ours and the file's."""
    start, end = BONES[bone]
    rest = next(np.array(b[2], float) for b in files.person() if b[1] == bone)
    wanted = np.array([p.get(bone, np.eye(3)) @ rest for p in poses])
    ours = rotate(world(found)[:, INDEX[start]], np.broadcast_to(way(start, end), wanted.shape))
    return np.degrees(np.arccos(np.clip((unit(ours) * unit(wanted)).sum(axis=1), -1, 1)))


STYLES = {
    **{name: files.Style(dialect=name) for name in files.DIALECTS},
    "no names": files.Style(dialect=None),
    "z up in metres": files.Style(z_up=True, unit=100.0),
    "inches": files.Style(unit=2.54, order="XYZ"),
    "rest in A": files.Style(rest="A"),
    "rest of no use": files.Style(rest="bad"),
}


@pytest.mark.parametrize("name", STYLES)
def test_bones_point_as_in_the_file(tmp_path, name):
    poses = bending()
    found, _ = retargeted(tmp_path, poses, STYLES[name])
    for bone in BONES:
        limit = 0.1 if "arm" in bone else 3.0
        assert off_degrees(found, poses, bone).max() < limit, bone
    assert found.up == ("+z" if STYLES[name].z_up else "+y")
    assert found.by_shape == (name == "no names")


@pytest.mark.parametrize("name", ["mixamo", "no names", "z up in metres", "rest in A", "rest of no use"])
def test_elbows_bend_about_their_own_hinge_and_palms_follow(tmp_path, name):
    poses = bending()
    found, _ = retargeted(tmp_path, poses, STYLES[name])
    turns = world(found)
    bent = found.poses.rotations[-1, INDEX["left_elbow"]]
    # From hanging arms to forearms ahead: a quarter turn, less the seven degrees that the T-pose's arm has.
    angle = 2 * np.degrees(np.arccos(abs(bent[3])))
    assert angle == pytest.approx(83.0, abs=2.0)
    palm = rotate(turns[-1, INDEX["left_wrist"]], np.array([0.0, -1.0, 0.0]))
    assert palm @ [-1.0, 0.0, 0.0] > 0.9, "a forearm held ahead from a hanging arm has its palm inwards"
    nod = rotate(turns[-1, INDEX["head"]], np.array([0.0, 0.0, 1.0]))
    assert nod == pytest.approx([0.0, -np.sin(np.radians(20)), np.cos(np.radians(20))], abs=0.03)


def test_units_are_guessed_from_the_height(tmp_path):
    guesses = {}
    for unit_name, size in (("centimetres", 1.0), ("metres", 100.0), ("inches", 2.54), ("millimetres", 0.1)):
        found, _ = retargeted(tmp_path, bending(3), files.Style(unit=size))
        guesses[unit_name] = found.unit
        assert found.poses.translation == pytest.approx(0.0, abs=0.02)
    assert guesses == {name: name for name in guesses}


def test_feet_stay_where_the_file_has_them(tmp_path):
    """A walk on the spot of squats: hips down and forward, feet where they were."""
    poses = []
    for k in range(30):
        bend = 35.0 * np.sin(np.pi * k / 29)
        down = 84.0 * (1 - np.cos(np.radians(bend)))
        thighs, shins = files.about("x", -bend), files.about("x", bend)
        pose = {"move": np.array([0.0, -down, 0.0])}
        for side in ("left", "right"):
            pose |= {f"{side} thigh": thighs, f"{side} shin": shins, f"{side} foot": np.eye(3)}
        poses.append(pose)
    found, _ = retargeted(tmp_path, poses, files.Style())
    rig = load("nora")
    body = fitted(rig, found.poses)
    joints = retarget(rig, body, np.zeros((30, 4)))
    places = Evaluator(rig).joints(joints.rotations, joints.root_translation)[:, :, :3, 3]
    for name in ("foot_L", "foot_R", "toe2_1_L"):
        k = rig.joint_names.index(name)
        assert np.ptp(places[:, k], axis=0) == pytest.approx(0.0, abs=0.004)
        assert places[0, k, 1] == pytest.approx(rig.joint_positions[k, 1], abs=0.01)
    assert np.ptp(places[:, 0, 1]) > 0.1


def test_a_file_without_a_person_is_a_problem(tmp_path):
    text = (
        "HIERARCHY\nROOT a\n{\nOFFSET 0 0 0\nCHANNELS 3 Xrotation Yrotation Zrotation\n}\nMOTION\nFrames: 1\n"
    )
    path = files.written(tmp_path, text + "Frame Time: 0.1\n0 0 0\n")
    with pytest.raises(ProblemError, match="cannot be made out"):
        to_smplx(read_bvh(path, ProblemLog()), "motion.bvh", ProblemLog())


def test_an_upper_body_alone_is_enough_and_said(tmp_path):
    text = files.bvh(bending(4), files.Style())
    lines, out, skip = text.splitlines(), [], 0
    for line in lines:
        if "UpLeg" in line:
            skip = 1
        if not skip:
            out.append(line)
        elif skip and line == "\t}":
            skip = 0
    head = out[: out.index("MOTION")]
    width = sum(int(line.split()[1]) for line in head if "CHANNELS" in line)
    frames = [" ".join(line.split()[:width]) for line in out[out.index("MOTION") + 3 :]]
    path = files.written(tmp_path, "\n".join([*head, *out[len(head) : len(head) + 3], *frames]))
    log = ProblemLog()
    found = to_smplx(read_bvh(path, log), "motion.bvh", log)
    assert any("no legs" in p.text for p in log)
    assert np.isfinite(found.poses.rotations).all()
    assert off_degrees(found, bending(4), "left forearm").max() < 0.1


def test_to_front_faces_the_audience_from_the_middle(tmp_path):
    turned = files.about("y", 120.0)
    poses = [{b: turned @ p.get(b, np.eye(3)) for b in [x[0] for x in files.person()]} for p in bending(4)]
    for p in poses:
        p["move"] = np.array([300.0, 0.0, -50.0])
    found, _ = retargeted(tmp_path, poses, files.Style())
    assert facing(found.poses) == pytest.approx(np.radians(120.0), abs=0.01)
    front = to_front(found.poses)
    assert facing(front) == pytest.approx(0.0, abs=1e-9)
    assert front.translation[0, [0, 2]] == pytest.approx(0.0, abs=1e-9)


REAL = {
    "Boxing_Toes.bvh": (1.0, 8.0), "cmu_01_01.bvh": (4.0, 12.0), "cmu_12_01_walk.bvh": (4.0, 9.0),
    "pybvh_bvh_example.bvh": (3.0, 6.0), "pybvh_bvh_test2.bvh": (3.0, 3.0), "pybvh_bvh_test3.bvh": (4.0, 4.0),
    "pybvh_standard_skeleton.bvh": (3.0, 3.0),
}  # fmt: skip


@pytest.mark.parametrize("name", REAL)
def test_a_character_moves_as_the_recorded_person_did(material, name):
    """Limbs of the character in the world against the file's: medians and 95th percentiles, in degrees."""
    log = ProblemLog()
    motion = read_bvh(material / "motion" / "clean" / "bvh" / name, log)
    found = to_smplx(motion, name, log)
    rig = load("nora")
    joints = retarget(rig, fitted(rig, found.poses), np.zeros((motion.frame_count, 4)))
    places = Evaluator(rig).joints(joints.rotations, joints.root_translation)[:, :, :3, 3]
    mapped = skeleton_map(motion.skeleton)
    over = posed_by(motion, mapped)
    middle, high = REAL[name]
    for a, b, ours, theirs in (
        ("hip", "knee", "upperleg01", "lowerleg01"), ("knee", "ankle", "lowerleg01", "foot"),
        ("shoulder", "elbow", "upperarm01", "lowerarm01"), ("elbow", "wrist", "lowerarm01", "wrist"),
    ):  # fmt: skip
        for side, letter in (("left", "L"), ("right", "R")):
            step = over.places[mapped.joints[f"{side}_{b}"]] - over.places[mapped.joints[f"{side}_{a}"]]
            step = rotate(np.broadcast_to(upright_turn(found.up), (len(step), 4)), step)
            k = [rig.joint_names.index(f"{j}_{letter}") for j in (ours, theirs)]
            own = places[:, k[1]] - places[:, k[0]]
            off = np.degrees(np.arccos(np.clip((unit(step) * unit(own)).sum(axis=1), -1, 1)))
            assert np.median(off) < (0.1 if a in ("shoulder", "elbow") else middle)
            assert np.quantile(off, 0.95) < (0.1 if a in ("shoulder", "elbow") else high)


@pytest.mark.parametrize("name", ["Boxing_Toes.bvh", "cmu_12_01_walk.bvh", "cmu_01_01.bvh"])
def test_feet_of_recorded_people_stay_on_the_ground(material, name):
    log = ProblemLog()
    found = to_smplx(read_bvh(material / "motion" / "clean" / "bvh" / name, log), name, log)
    rig = load("nora")
    body = fitted(rig, found.poses)
    some = attrs.evolve(body, rotations=body.rotations[::7], translation=body.translation[::7])
    joints = retarget(rig, some, np.zeros((some.frame_count, 4)))
    feet = [k for k, name in enumerate(rig.joint_names) if name.startswith(("foot_", "toe"))]
    soles = np.flatnonzero(np.where(np.isin(rig.skin_joints, feet), rig.skin_weights, 0.0).sum(axis=1) > 0.5)
    low = Evaluator(rig).points(joints, np.zeros((some.frame_count, 52)), soles)[..., 1].min(axis=1)
    floor = float(rig.vertices[soles, 1].min())
    assert np.quantile(low, 0.02) > floor - 0.015
    assert abs(np.median(low) - floor) < 0.01
