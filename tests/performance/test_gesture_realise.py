from __future__ import annotations

import attrs
import numpy as np
import pytest
from scipy.spatial import cKDTree

from studio.animation import poses
from studio.core.names import SMPLX_JOINTS
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import Character, EmotionTrack, Event
from studio.performance.body import body_poses
from studio.performance.gestures.arm import FORE_WAY, UPPER_WAY, two_bones, wrist_angles
from studio.performance.gestures.body_field import body_field
from studio.performance.gestures.library import own_library
from studio.performance.gestures.proportions import proportions
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget

RATE = Rate(30)
LEFT, RIGHT = 0, 1


@pytest.fixture(scope="module")
def nora():
    return characters.load("nora")


def gesture(name, start=1.0, side=None, end=None, **params):
    found = own_library().gestures[name]
    given = {"stroke": found.stroke, "hold": found.hold} | params
    if side is not None:
        given["side"] = side
    end = end or start + given["stroke"] + given["hold"] + 0.7
    return Event(f"{name}{start}", "gesture", ticks(start), ticks(end), given, name=name)


def performer(*events, emotion=None, seed=1):
    tracks = (EmotionTrack("e", emotion, Curve((Key(0, 1.0),))),) if emotion else ()
    return Character("c", "Nora", "nora", seed, emotions=tracks, events=events)


def body_of(rig, character, at):
    head = np.tile(poses.IDENTITY, (len(at), 1))
    return body_poses(character, rig, at, RATE, head, np.zeros(len(at)))


def frames(seconds):
    return frame_ticks(TimeRange(0, ticks(seconds)), RATE)


def joints_of(rig, body):
    found = retarget(rig, body, np.zeros((body.frame_count, 4)))
    return Evaluator(rig).joints(found.rotations, found.root_translation)


def wrists(rig, body):
    return joints_of(rig, body)[:, [rig.joint_names.index(f"wrist_{x}") for x in "LR"]][..., :3, 3]


def speeds(places):
    return np.linalg.norm(np.diff(places, axis=0), axis=-1) * RATE.fps


def test_a_body_without_gestures_and_after_one_is_the_body_at_rest(nora):
    at = frames(5)
    rest = body_of(nora, performer(), at)
    done = body_of(nora, performer(gesture("offer_palm")), at)
    away = np.abs(done.rotations - rest.rotations).max(axis=(1, 2))
    assert away[: 30 - 6].max() == 0.0
    assert away[-30:].max() == 0.0
    assert away[45:70].max() > 0.2
    # On its way out and back the arm joins the resting one without a jump.
    turned = poses.to_axis_angle(poses.multiply(poses.conjugate(done.rotations[:-1]), done.rotations[1:]))
    assert np.degrees(np.linalg.norm(turned, axis=-1)).max() < 25.0
    np.testing.assert_array_equal(done.translation, rest.translation)
    legs = [SMPLX_JOINTS.index(f"{side}_{j}") for side in ("left", "right") for j in ("hip", "knee", "ankle")]
    np.testing.assert_array_equal(done.rotations[:, legs], rest.rotations[:, legs])


def test_the_hand_is_where_the_gesture_says_at_the_stroke(nora):
    event = gesture("point_you", side=-1.0)
    at = np.array([ticks(1.0 + event.params["stroke"] + 0.05)])
    world = joints_of(nora, body_of(nora, performer(event), at))[0]
    place = {name: world[j, :3, 3] for j, name in enumerate(nora.joint_names)}
    reach = place["wrist_R"] - place["upperarm01_R"]
    arm = proportions(nora).arm[RIGHT]
    goal = np.array(own_library().gestures["point_you"].poses[1].hand.place) * [-1, 1, 1]
    assert np.linalg.norm(reach / arm - goal) < 0.16  # the trunk and the shoulder take part
    finger = place["finger2_3_R"] - place["finger2_1_R"]
    assert finger[2] / np.linalg.norm(finger) > 0.8


def test_a_gesture_of_the_other_side_is_its_mirror_image(nora):
    at = frames(3)
    left, right = (
        wrists(nora, body_of(nora, performer(gesture("beat_down", side=s)), at)) for s in (1.0, -1.0)
    )
    rest = wrists(nora, body_of(nora, performer(), at))
    moved = left[:, LEFT] - rest[:, LEFT], (right[:, RIGHT] - rest[:, RIGHT]) * [-1, 1, 1]
    assert np.linalg.norm(moved[0], axis=1).max() > 0.2
    np.testing.assert_allclose(*moved, atol=0.05)


def test_frames_do_not_depend_on_which_are_asked_for(nora):
    who = performer(
        gesture("offer_palm"), gesture("me_hand_to_heart", 2.6), gesture("shrug", 4.4), emotion="joy"
    )
    at = frames(8)
    whole, piece = body_of(nora, who, at), body_of(nora, who, at[70:140])
    np.testing.assert_allclose(piece.rotations, whole.rotations[70:140], atol=1e-9)


def test_gestures_that_follow_each_other_closely_do_not_return_to_rest(nora):
    at = frames(8)
    first = gesture("offer_palm", side=-1.0)
    rest = wrists(nora, body_of(nora, performer(), at))[:, RIGHT, 1]

    def lowest(pause):
        second = gesture("beat_down", first.end / ticks(1.0) + pause, side=-1.0)
        height = wrists(nora, body_of(nora, performer(first, second), at))[:, RIGHT, 1]
        i, j = np.searchsorted(at, [ticks(1.5), second.start])
        return (height - rest)[i:j].min()

    assert lowest(0.5) > 0.12
    assert lowest(1.5) < 0.01


def test_muted_and_unknown_gestures_are_left_out(nora):
    at = frames(3)
    rest = body_of(nora, performer(), at)
    muted = attrs.evolve(gesture("shrug"), muted=True)
    unknown = attrs.evolve(gesture("shrug"), name="no such thing")
    for event in (muted, unknown):
        np.testing.assert_array_equal(body_of(nora, performer(event), at).rotations, rest.rotations)


def test_anger_is_fast_large_and_high_and_sadness_is_not(nora):
    at = frames(9)

    def line(emotion, tempo):
        events, start = [], 0.8
        for name in ("beat_down", "offer_palm", "beat_both_open"):
            known = own_library().gestures[name]
            events.append(
                gesture(name, start, side=-1.0, stroke=known.stroke / tempo, hold=known.hold / tempo)
            )
            start += 2.4
        return wrists(nora, body_of(nora, performer(*events, emotion=emotion), at))[:, RIGHT]

    angry, sad = line("anger", 1.25), line("sadness", 0.85)
    assert speeds(angry).mean() > 2 * speeds(sad).mean()
    spread = [np.linalg.norm(way.max(axis=0) - way.min(axis=0)) for way in (angry, sad)]
    assert spread[0] > 1.4 * spread[1]
    assert angry[:, 1].max() > sad[:, 1].max() + 0.05


@pytest.mark.parametrize(
    "name", ["arms_folded", "face_palm", "wave_hello", "stop", "neck_rub", "me_hand_to_heart"]
)
def test_joints_stay_within_their_limits_and_paths_are_smooth(nora, name):
    at = frames(5)
    body = body_of(nora, performer(gesture(name), emotion="anger"), at)
    jerk = np.linalg.norm(np.diff(wrists(nora, body), 3, axis=0), axis=-1) * RATE.fps**3
    assert jerk.max() < 2500
    for side, mirror in (("left", 1.0), ("right", -1.0)):
        flip = np.array([1.0, mirror, mirror, 1.0])
        elbow, wrist = (
            body.rotations[:, SMPLX_JOINTS.index(f"{side}_{part}")] * flip for part in ("elbow", "wrist")
        )
        swing, _ = poses.swing_twist(elbow, FORE_WAY)
        bent = np.arccos(
            np.clip(poses.rotate(swing, np.broadcast_to(FORE_WAY, (len(swing), 3))) @ UPPER_WAY, -1, 1)
        )
        assert np.degrees(bent).max() <= 150.0 + 1e-6
        angles = np.abs(np.degrees(wrist_angles(swing, poses.multiply(elbow, wrist))))
        assert (
            angles <= np.array([85.0, 70.0, 25.0]) + 1e-6
        ).all()  # a hinge that is not square adds a little


def test_hands_do_not_enter_the_body(nora):
    """Vertices of the hands against the body's field: the benchmark measures mesh against mesh."""
    field = body_field(nora)
    assert field.values[..., 0].min() < -0.08
    for name in ("face_palm", "arms_folded", "belly_hold", "neck_rub", "hands_on_hips"):
        event = gesture(name)
        at = np.array([ticks(1.0 + event.params["stroke"] + 0.1)])
        joints = retarget(nora, body_of(nora, performer(event), at), np.zeros((1, 4)))
        depth = _deepest(nora, joints)
        assert depth < 0.006, name


def _deepest(rig, joints):
    geometry = Evaluator(rig).frame(joints.rotations[0], joints.root_translation[0], np.zeros(52))
    first = np.array(rig.joint_names)[rig.skin_joints[:, 0]]
    hand = np.array([n.startswith(("wrist", "metacarpal", "finger")) for n in first])
    arm = np.array([n.startswith(("upperarm", "lowerarm")) for n in first]) | hand
    shading = np.array([m.shading for m in rig.materials])[rig.triangle_material]
    body = rig.triangles[np.isin(shading, ("skin", "cloth")) & ~arm[rig.triangles].any(axis=1)]
    a, b, c = (geometry.vertices[body[:, k]] for k in range(3))
    normals = np.cross(b - a, c - a)
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12)
    away, near = cKDTree((a + b + c) / 3).query(geometry.vertices[hand], k=3)
    to_point = geometry.vertices[hand][:, None] - ((a + b + c) / 3)[near]
    inside = ((normals[near] * to_point).sum(axis=2) < -0.001).all(axis=1)
    return float((away[:, 0] * inside).max())


@pytest.mark.parametrize("name", ["self_hug", "arms_folded", "hold_elbow"])
@pytest.mark.parametrize("who", ["nora", "jonas", "edith"])
def test_arms_around_oneself_stay_at_the_body_of_every_build(who, name):
    rig = characters.load(who)
    event = gesture(name)
    at = np.array([ticks(1.0 + event.params["stroke"] + 0.5 * event.params["hold"])])
    world = joints_of(rig, body_of(rig, performer(event, emotion="fear"), at))[0]
    place = {joint: world[j, :3, 3] for j, joint in enumerate(rig.joint_names)}
    middle = 0.5 * (place["upperarm01_L"] + place["upperarm01_R"])
    half = 0.5 * np.linalg.norm(place["upperarm01_L"] - place["upperarm01_R"])
    for side in "LR":
        aside = abs(place[f"finger3_3_{side}"][0] - middle[0])
        assert aside < half + 0.08, f"the {side} hand of {who} is {aside - half:.2f} m beyond the shoulder"


def test_two_bones_meet_their_goal_and_keep_their_lengths():
    rng = np.random.default_rng(0)
    reach = rng.normal(0.0, 1.0, (200, 3))
    reach *= rng.uniform(0.2, 0.48, 200)[:, None] / np.linalg.norm(reach, axis=1, keepdims=True)
    bones = two_bones(reach, rng.uniform(-1, 2, 200), 0.26, 0.24)
    upper = poses.rotate(bones.upper, np.broadcast_to(UPPER_WAY, reach.shape)) * 0.26
    fore = poses.rotate(bones.fore, np.broadcast_to(FORE_WAY, reach.shape)) * 0.24
    np.testing.assert_allclose(upper, bones.elbow, atol=1e-9)
    np.testing.assert_allclose(upper + fore, reach, atol=1e-9)
