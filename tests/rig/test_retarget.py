from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.animation import poses
from studio.core.names import SMPLX_JOINTS, SMPLX_PARENTS
from studio.core.problems import ProblemError
from studio.core.time import Rate
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget, to_smplx
from studio.rig.smplx_skeleton import REST

RATE = Rate(30)
LIMBS = [
    *(
        (f"{side}_{a}", f"{side}_{b}", f"{x}_{letter}", f"{y}_{letter}")
        for side, letter in (("left", "L"), ("right", "R"))
        for a, b, x, y in (
            ("shoulder", "elbow", "upperarm01", "lowerarm01"),
            ("elbow", "wrist", "lowerarm01", "wrist"),
            ("hip", "knee", "upperleg01", "lowerleg01"),
            ("knee", "ankle", "lowerleg01", "foot"),
            ("wrist", "middle1", "wrist", "finger3_1"),
            ("thumb1", "thumb2", "finger1_1", "finger1_2"),
            ("thumb2", "thumb3", "finger1_2", "finger1_3"),
            ("index1", "index2", "finger2_1", "finger2_2"),
            ("middle1", "middle2", "finger3_1", "finger3_2"),
            ("middle2", "middle3", "finger3_2", "finger3_3"),
            ("ring1", "ring2", "finger4_1", "finger4_2"),
            ("pinky2", "pinky3", "finger5_2", "finger5_3"),
        )
    )
]


@pytest.fixture(scope="module", params=characters.names())
def rig(request):
    return characters.load(request.param)


@pytest.fixture(scope="module")
def nora():
    return characters.load("nora")


def random_body(seed, frames=8, turn=0.5):
    rng = np.random.default_rng(seed)
    rotations = poses.from_axis_angle(rng.normal(size=(frames, 55, 3)) * turn)
    return poses.PoseFrames(RATE, 0, rotations, rng.normal(size=(frames, 3)))


def smplx_places(body):
    """[F, 55, 3] joints of the SMPL-X skeleton, parent by parent."""
    world, places = body.rotations.copy(), np.zeros((body.frame_count, 55, 3))
    for j, parent in enumerate(SMPLX_PARENTS):
        if parent >= 0:
            world[:, j] = poses.multiply(world[:, parent], body.rotations[:, j])
            step = np.broadcast_to(REST[j] - REST[parent], places[:, j].shape)
            places[:, j] = places[:, parent] + poses.rotate(world[:, parent], step)
    return places


def character_places(rig, joints):
    return Evaluator(rig, compiled=False).joints(joints.rotations, joints.root_translation)[..., :3, 3]


def degrees_between(a, b):
    a, b = (v / np.linalg.norm(v, axis=-1, keepdims=True) for v in (a, b))
    return np.degrees(np.arctan2(np.linalg.norm(np.cross(a, b), axis=-1), (a * b).sum(-1)))


def no_gaze(frames):
    return np.zeros((frames, 4))


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_limbs_hands_and_fingers_point_where_the_pose_says(rig, seed):
    body = random_body(seed)
    ours = character_places(rig, retarget(rig, body, no_gaze(8)))
    theirs = smplx_places(body)
    for a, b, x, y in LIMBS:
        way = theirs[:, SMPLX_JOINTS.index(b)] - theirs[:, SMPLX_JOINTS.index(a)]
        bone = ours[:, rig.joint_names.index(y)] - ours[:, rig.joint_names.index(x)]
        assert degrees_between(way, bone).max() < 0.1, (a, b)


def test_trunk_head_and_feet_turn_as_the_pose_does(rig):
    body = random_body(4)
    joints = Evaluator(rig).joints(retarget(rig, body, no_gaze(8)).rotations, body.translation)
    world = body.rotations.copy()
    for j, parent in enumerate(SMPLX_PARENTS):
        if parent >= 0:
            world[:, j] = poses.multiply(world[:, parent], body.rotations[:, j])
    for theirs, ours in (
        ("pelvis", "root"), ("spine1", "spine04"), ("spine2", "spine02"), ("spine3", "spine01"),
        ("neck", "neck02"), ("head", "head"), ("left_ankle", "foot_L"), ("right_collar", "shoulder01_R"),
        ("right_foot", "toe2_1_R"),
    ):  # fmt: skip
        expected = poses.to_matrix(world[:, SMPLX_JOINTS.index(theirs)])
        np.testing.assert_allclose(joints[:, rig.joint_names.index(ours), :3, :3], expected, atol=1e-6)


def test_the_t_pose_is_level_flat_and_palms_down(rig):
    joints = retarget(rig, poses.still(RATE, 0, 1), no_gaze(1))
    places = character_places(rig, joints)[0]
    at = {name: places[j] for j, name in enumerate(rig.joint_names)}
    for letter, sign in (("L", 1), ("R", -1)):
        arm = at[f"wrist_{letter}"] - at[f"upperarm01_{letter}"]
        assert degrees_between(arm, [sign, 0, 0]) < 6
        across = at[f"finger2_1_{letter}"] - at[f"finger5_1_{letter}"]
        assert degrees_between(across, [0, 0, 1.0]) < 25  # index in front of little finger
        fingers = at[f"finger3_3_{letter}"] - at[f"finger3_1_{letter}"]
        assert degrees_between(fingers, [sign, 0, 0]) < 5
        thumb = at[f"finger1_3_{letter}"] - at[f"finger1_1_{letter}"]
        assert thumb[2] > 0.02


@pytest.mark.parametrize(("side", "letter", "sign"), [("left", "L", 1), ("right", "R", -1)])
def test_fingers_curl_to_the_palm(rig, side, letter, sign):
    rotations = poses.still(RATE, 0, 2).rotations.copy()
    for finger in ("index", "middle", "ring", "pinky"):
        for k in (1, 2, 3):
            j = SMPLX_JOINTS.index(f"{side}_{finger}{k}")
            rotations[1, j] = poses.about([0, 0, -sign], 1.2)  # downwards, palms being down
    body = poses.PoseFrames(RATE, 0, rotations, np.zeros((2, 3)))
    points = Evaluator(rig).points(retarget(rig, body, no_gaze(2)), np.zeros((2, 52)), tips(rig, letter))
    wrist = character_places(rig, retarget(rig, body, no_gaze(2)))[
        1, rig.joint_names.index(f"wrist_{letter}")
    ]
    flat, fist = points
    assert (fist[:, 1] < flat[:, 1] - 0.005).all()  # below the flat hand
    assert (np.linalg.norm(fist - wrist, axis=1) < np.linalg.norm(flat - wrist, axis=1) - 0.04).all()
    # The palm of the bind pose is where its own fingers already bend to.
    assert (fist[:, 1] < wrist[1]).all()


def tips(rig, letter):
    """A vertex at the end of each finger."""
    found = []
    for number in (2, 3, 4, 5):
        joint = rig.joint_names.index(f"finger{number}_3_{letter}")
        own = np.flatnonzero((rig.skin_joints[:, 0] == joint) & (rig.skin_weights[:, 0] > 0.9))
        away = np.linalg.norm(rig.vertices[own] - rig.joint_positions[joint], axis=1)
        found.append(own[np.argmax(away)])
    return np.array(found)


def test_eyes_turn_with_the_gaze_and_not_with_the_pose(nora):
    rng = np.random.default_rng(0)
    rotations = poses.still(RATE, 0, 2).rotations.copy()
    rotations[:, SMPLX_JOINTS.index("left_eye")] = poses.from_axis_angle(rng.normal(size=(2, 3)))
    gaze = np.array([[20.0, 10, -5, -15], [0, 0, 0, 0]])
    joints = retarget(nora, poses.PoseFrames(RATE, 0, rotations, np.zeros((2, 3))), gaze)
    look = poses.rotate(joints.rotations[0, nora.joint_names.index("eye_L")], np.array([0.0, 0, 1]))
    expected = [np.sin(np.radians(20)) * np.cos(np.radians(10)), np.sin(np.radians(10))]
    np.testing.assert_allclose(look[:2], expected, atol=1e-9)
    look = poses.rotate(joints.rotations[0, nora.joint_names.index("eye_R")], np.array([0.0, 0, 1]))
    assert look[0] < 0
    assert look[1] < 0
    np.testing.assert_allclose(joints.rotations[1, nora.joint_names.index("eye_L"), :3], 0, atol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_poses_come_back(nora, seed):
    body = random_body(seed, frames=3, turn=0.3)
    joints = retarget(nora, body, no_gaze(3))
    again = retarget(nora, to_smplx(nora, joints, RATE), no_gaze(3))
    before, after = character_places(nora, joints), character_places(nora, again)
    assert np.abs(before - after).max() < 1e-4
    back = to_smplx(nora, joints, RATE)
    for name in (
        "pelvis",
        "spine2",
        "head",
        "left_collar",
        "left_hip",
        "right_knee",
        "left_index2",
        "right_foot",
    ):
        j = SMPLX_JOINTS.index(name)
        turn = poses.to_axis_angle(
            poses.multiply(poses.conjugate(body.rotations[:, j]), back.rotations[:, j])
        )
        assert np.linalg.norm(turn, axis=-1).max() < 1e-6, name


def test_twist_is_spread_along_the_arm(nora):
    """A hand turned by 80 degrees about the forearm may not wring the wrist."""
    rotations = poses.still(RATE, 0, 1).rotations.copy()
    wrist = SMPLX_JOINTS.index("left_wrist")
    along = REST[wrist] - REST[SMPLX_JOINTS.index("left_elbow")]
    rotations[:, wrist] = poses.about(along / np.linalg.norm(along), np.radians(80))
    turned = retarget(nora, poses.PoseFrames(RATE, 0, rotations, np.zeros((1, 3))), no_gaze(1)).rotations
    plain = retarget(nora, poses.still(RATE, 0, 1), no_gaze(1)).rotations
    shares = []
    for name in ("lowerarm01_L", "lowerarm02_L", "wrist_L"):
        j = nora.joint_names.index(name)
        change = poses.multiply(poses.conjugate(plain[:, j]), turned[:, j])
        shares.append(np.degrees(np.linalg.norm(poses.to_axis_angle(change))))
    assert max(shares) < 50
    assert min(shares) > 10


def test_rotations_are_unit_and_run_on(nora):
    rng = np.random.default_rng(9)
    path = poses.from_axis_angle(np.cumsum(rng.normal(size=(60, 55, 3)) * 0.03, axis=0))
    joints = retarget(nora, poses.PoseFrames(RATE, 0, path, np.zeros((60, 3))), no_gaze(60))
    np.testing.assert_allclose(np.linalg.norm(joints.rotations, axis=-1), 1, atol=1e-9)
    assert ((joints.rotations[1:] * joints.rotations[:-1]).sum(-1) > 0.9).all()


def test_a_character_without_arms_is_refused_in_words(nora):
    names = tuple(name.replace("upperarm01_L", "tentacle") for name in nora.joint_names)
    with pytest.raises(ProblemError, match="upperarm01_L"):
        retarget(attrs.evolve(nora, joint_names=names), poses.still(RATE, 0, 1), no_gaze(1))
