from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.animation import poses
from studio.core.names import EMOTIONS, SMPLX_JOINTS, SMPLX_PARENTS
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import Character, EmotionTrack, Event
from studio.performance.body import body_poses, plan_body, steadied_gaze
from studio.performance.body.clearance import _ARM, _BODY, _carried, _gap, _points
from studio.performance.life import Voice, calm
from studio.rig import characters
from studio.rig.retarget import retarget
from studio.rig.skinning import joint_matrices

RATE = Rate(30)
SPAN = TimeRange(0, ticks(40))


@pytest.fixture(scope="module", params=characters.names())
def rig(request):
    return characters.load(request.param)


@pytest.fixture(scope="module")
def nora():
    return characters.load("nora")


def performer(emotion=None, seed=0, events=None):
    tracks = (EmotionTrack("e", emotion, Curve((Key(0, 1.0),))),) if emotion else ()
    planned = plan_body(SPAN, Voice(), calm(), seed, "c") if events is None else events
    return Character("c", "Nora", "nora", seed, emotions=tracks, events=planned)


def quiet_head(frames):
    return np.tile(poses.IDENTITY, (frames, 1))


def body_of(character, rig, at):
    return body_poses(character, rig, at, RATE, quiet_head(len(at)), np.zeros(len(at)))


def world_of(body, name):
    joint = SMPLX_JOINTS.index(name)
    turn = body.rotations[:, joint]
    while (joint := SMPLX_PARENTS[joint]) >= 0:
        turn = poses.multiply(body.rotations[:, joint], turn)
    return turn


def forwards(turn):
    return poses.rotate(turn, np.broadcast_to([0.0, 0, 1], (len(turn), 3)))


@pytest.mark.parametrize("emotion", [None, "anger", "fear", "pain"])
def test_feet_stay_planted_and_flat(rig, emotion):
    at = frame_ticks(SPAN, RATE)[::6]
    body = body_of(performer(emotion, 1), rig, at)
    joints = retarget(rig, body, np.zeros((len(at), 4)))
    soles = np.flatnonzero(rig.vertices[:, 1] < 0.01)
    places = _points(rig, joint_matrices(rig, joints.rotations, joints.root_translation), soles)
    assert np.linalg.norm(places - places[0], axis=-1).max() < 0.001
    np.testing.assert_allclose(places[..., 1], np.tile(rig.vertices[soles, 1], (len(at), 1)), atol=0.002)
    assert np.abs(np.diff(body.translation[:, 0])).max() > 0.001  # and yet the hips move


@pytest.mark.parametrize("emotion", [None, *EMOTIONS])
def test_arms_do_not_run_into_the_body(rig, emotion):
    at = frame_ticks(SPAN, RATE)[::60]
    for seed in (0, 3):
        joints = retarget(rig, body_of(performer(emotion, seed), rig, at), np.zeros((len(at), 4)))
        matrices = joint_matrices(rig, joints.rotations, joints.root_translation)
        body = _points(rig, matrices, _carried(rig, _BODY, ""))
        for end, out in (("_L", 1.0), ("_R", -1.0)):
            arm = _points(rig, matrices, _carried(rig, _ARM, end))
            assert min(_gap(body[i], arm[i], out) for i in range(len(at))) > 0.0, (emotion, seed, end)


def test_arms_hang_bent_with_palms_to_the_thighs_and_curled_fingers(nora):
    joints = retarget(nora, body_of(performer(), nora, frame_ticks(SPAN, RATE)[::90]), np.zeros((14, 4)))
    matrices = joint_matrices(nora, joints.rotations, joints.root_translation)
    at = {name: matrices[:, j, :3, 3] for j, name in enumerate(nora.joint_names)}
    for letter, out in (("L", 1.0), ("R", -1.0)):
        upper = at[f"lowerarm01_{letter}"] - at[f"upperarm01_{letter}"]
        fore = at[f"wrist_{letter}"] - at[f"lowerarm01_{letter}"]
        assert (upper[:, 1] < -0.9 * np.linalg.norm(upper, axis=1)).all()
        bend = np.degrees(
            np.arccos((upper * fore).sum(1) / np.linalg.norm(upper, axis=1) / np.linalg.norm(fore, axis=1))
        )
        assert ((bend > 5) & (bend < 35)).all()
        across = at[f"finger2_1_{letter}"] - at[f"finger5_1_{letter}"]
        along = at[f"finger3_1_{letter}"] - at[f"wrist_{letter}"]
        palm = np.cross(across, along) * -out
        palm /= np.linalg.norm(palm, axis=1, keepdims=True)
        assert (palm[:, 0] * out < -0.7).all()  # towards the body
        tip = at[f"finger3_3_{letter}"] - at[f"finger3_1_{letter}"]
        assert ((tip * palm).sum(1) > 0.01).all()  # fingers bend to the palm


def test_nothing_is_ever_quite_still(nora):
    at = frame_ticks(TimeRange(0, ticks(20)), RATE)
    body = body_of(performer(events=()), nora, at)  # no breath, no shift: the unrest alone
    second = body.rotations[:-30].reshape(-1, 55, 4)
    turned = poses.to_axis_angle(poses.multiply(poses.conjugate(second), body.rotations[30:]))
    moved = np.degrees(np.linalg.norm(turned, axis=-1))
    still = {"left_foot", "right_foot", "jaw", "left_eye", "right_eye"}
    for j, name in enumerate(SMPLX_JOINTS):
        if name not in still and "thumb" not in name:
            assert np.median(moved[:, j]) > 0.01, name
    assert moved.max() < 6


def test_a_breath_lifts_chest_and_shoulders_and_passes(nora):
    breath = Event("b", "breath", ticks(1), ticks(5), {"amount": 1.0, "inhale": 0.4})
    at = np.array([ticks(t) for t in (0.9, 2.6, 5.1)])
    drawn, empty = (body_of(performer(events=e), nora, at) for e in ((breath,), ()))
    chest = SMPLX_JOINTS.index("spine3")
    turn = poses.to_axis_angle(
        poses.multiply(poses.conjugate(empty.rotations[:, chest]), drawn.rotations[:, chest])
    )
    assert np.degrees(turn[1, 0]) < -1.0  # back, and the breast with it forwards and up
    np.testing.assert_allclose(turn[[0, 2]], 0, atol=1e-9)
    collar = SMPLX_JOINTS.index("left_collar")
    lift = poses.to_axis_angle(
        poses.multiply(poses.conjugate(empty.rotations[:, collar]), drawn.rotations[:, collar])
    )
    assert np.degrees(lift[1, 2]) > 1.0
    muted = body_of(performer(events=(attrs.evolve(breath, muted=True),)), nora, at)
    np.testing.assert_array_equal(muted.rotations, empty.rotations)


def test_weight_goes_where_the_event_says_and_stays(nora):
    shift = Event("w", "weight_shift", ticks(1), ticks(2), {"side": 1.0})
    at = np.array([ticks(t) for t in (0.5, 1.5, 2.5, 9.0)])
    x = body_of(performer(events=(shift,)), nora, at).translation[:, 0]
    quiet = body_of(performer(events=()), nora, at).translation[:, 0]
    moved = x - quiet
    assert moved[0] == pytest.approx(0, abs=1e-9)
    assert 0.01 < moved[1] < 0.03
    np.testing.assert_allclose(moved[2:], 0.042, atol=1e-6)


def test_emotions_read_in_the_body(nora):
    at = np.array([ticks(3)])
    calm_body = body_of(performer(events=()), nora, at)
    felt = {name: body_of(performer(name, events=()), nora, at) for name in (*EMOTIONS, "pride")}

    def pitch(body, joint):  # degrees that the joint's front looks down
        return -np.degrees(np.arcsin(forwards(world_of(body, joint))[0, 1]))

    def shoulder(body):  # degrees that the left shoulder is lifted
        turn = poses.to_axis_angle(body.rotations[:, SMPLX_JOINTS.index("left_collar")])
        return np.degrees(turn[0, 2])

    rest_head, rest_chest = pitch(calm_body, "head"), pitch(calm_body, "spine3")
    assert pitch(felt["sadness"], "head") > rest_head + 10  # low, and yet a face to be read
    assert pitch(felt["sadness"], "spine3") > rest_chest + 8
    assert pitch(felt["contempt"], "head") < rest_head - 4
    assert pitch(felt["joy"], "spine3") < rest_chest - 4
    assert shoulder(felt["fear"]) > shoulder(calm_body) + 10
    assert felt["anger"].translation[0, 2] > calm_body.translation[0, 2] + 0.02
    assert felt["fear"].translation[0, 2] < calm_body.translation[0, 2] - 0.02
    assert forwards(world_of(felt["disgust"], "spine3"))[0, 0] < -0.1
    fist = SMPLX_JOINTS.index("left_middle2")
    assert poses.to_axis_angle(felt["anger"].rotations[:, fist])[0, 2] < np.radians(-70)


def test_posture_follows_the_curve_without_a_jump(nora):
    curve = Curve((Key(0, 0.0, Interpolation.STEPPED), Key(ticks(2), 1.0, Interpolation.STEPPED)))
    sad = attrs.evolve(performer(events=()), emotions=(EmotionTrack("e", "sadness", curve),))
    body = body_of(sad, nora, frame_ticks(TimeRange(0, ticks(4)), RATE))
    head = forwards(world_of(body, "head"))[:, 1]
    assert head[-1] < head[0] - 0.25
    assert np.abs(np.diff(head)).max() < 0.04  # a jump of the curve is a movement of a third of a second


def test_half_an_emotion_is_half_a_posture(nora):
    at = np.array([ticks(3)])
    places = []
    for level in (0.0, 0.5, 1.0):
        track = EmotionTrack("e", "anger", Curve((Key(0, level),)))
        character = attrs.evolve(performer(events=()), emotions=(track,))
        places.append(body_of(character, nora, at).translation[0, 2])
    assert places[1] - places[0] == pytest.approx(0.5 * (places[2] - places[0]), abs=0.002)


def test_a_frame_does_not_depend_on_the_others(nora):
    at = frame_ticks(SPAN, RATE)
    character = performer("fear", 5)
    whole = body_of(character, nora, at)
    piece = body_of(character, nora, at[400:420:3])
    np.testing.assert_allclose(piece.translation, whole.translation[400:420:3], atol=1e-12)
    dots = np.abs((piece.rotations * whole.rotations[400:420:3]).sum(-1))
    np.testing.assert_allclose(dots, 1, atol=1e-12)


def test_same_seed_same_bytes_other_seed_other_body(nora):
    at = frame_ticks(TimeRange(0, ticks(3)), RATE)
    one, two, other = (body_of(performer(seed=s), nora, at) for s in (7, 7, 8))
    assert one.rotations.tobytes() == two.rotations.tobytes()
    assert one.translation.tobytes() == two.translation.tobytes()
    assert not np.allclose(one.rotations, other.rotations)


def test_the_heads_own_motion_arrives_on_a_quiet_chest(nora):
    at = np.array([ticks(3)] * 2)
    head = np.stack([poses.IDENTITY, poses.about([0, 1, 0], 0.5)])
    body = body_poses(performer(events=()), nora, at, RATE, head, np.zeros(2))
    world = world_of(body, "head")
    turn = poses.to_axis_angle(poses.multiply(poses.conjugate(world[:1]), world[1:]))
    np.testing.assert_allclose(np.linalg.norm(turn), 0.5, atol=1e-6)
    neck = poses.to_axis_angle(body.rotations[1:, SMPLX_JOINTS.index("neck")])
    assert 0.1 < np.linalg.norm(neck) < 0.4  # neck and head share it


@pytest.mark.parametrize("frames", [0, 1])
def test_no_frames_or_one_are_fine(nora, frames):
    assert body_of(performer("joy"), nora, frame_ticks(SPAN, RATE)[:frames]).frame_count == frames


def test_eyes_hold_their_target_while_the_body_leans(nora):
    at = np.array([ticks(3)])
    body = body_of(performer("contempt", events=()), nora, at)
    gaze = np.zeros((1, 4))
    world = world_of(body, "head")

    def look(degrees):
        yaw, pitch = np.radians(degrees[0, :2])
        eye = np.array([[np.sin(yaw) * np.cos(pitch), np.sin(pitch), np.cos(yaw) * np.cos(pitch)]])
        return poses.rotate(world, eye)

    free, held, fixed = (
        look(g)
        for g in (
            gaze,
            steadied_gaze(gaze, body, quiet_head(1)),
            steadied_gaze(gaze, body, quiet_head(1), 1.0),
        )
    )
    np.testing.assert_allclose(fixed, [[0, 0, 1]], atol=1e-6)
    assert np.arccos(held[0, 2]) < 0.6 * np.arccos(free[0, 2])
