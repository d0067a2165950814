"""The gestures that come with the program: sound files, real coverage, poses that arms can take."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from studio.animation.poses import IDENTITY, PoseFrames, to_axis_angle
from studio.core import resources
from studio.core.names import SMPLX_JOINTS
from studio.core.time import Rate, ticks
from studio.document.schema import Character, Event
from studio.performance.body import body_poses
from studio.performance.gestures.arm import (
    ELBOW_LIMIT,
    STRAIGHTEST,
    WRIST_LIMITS,
    hand_frame,
    nearest_wrist,
    two_bones,
)
from studio.performance.gestures.library import Library, own_library
from studio.performance.gestures.proportions import Proportions, proportions
from studio.performance.gestures.schema import KINDS, Gesture, Hand
from studio.rig import characters
from studio.rig.evaluate import Evaluator
from studio.rig.retarget import retarget
from studio.rig.schema import F64, Rig

LEAST = {
    "beat": 15, "deictic": 14, "iconic": 14, "metaphoric": 25, "emblem": 25, "adaptor": 20, "listening": 12,
}  # fmt: skip
CORE_WORDS = {
    "en": "i you we here there up down behind left right big small tall round narrow wide long flat square "
    "one two three four five first second finally offer weigh push together separate thing process future "
    "past grow fall balance cut throw idea connect open close step stop ok good no maybe hello quote come "
    "quiet bravo money call what all nothing but yes think",
    "de": "ich du wir hier dort oben unten hinter links rechts groß klein hoch rund schmal weit lang flach "
    "quadrat eins zwei drei vier fünf erstens zweitens schließlich anbieten abwägen zusammen trennen thema "
    "prozess zukunft vergangenheit wachsen fallen gleichgewicht schneiden wegwerfen idee verbinden öffnen "
    "schließen schritt halt ok gut nein vielleicht hallo sogenannt kommen still bravo geld anrufen was "
    "alles nichts aber ja denken",
}
TOUCHING = {
    "me_hand_to_heart": "body", "me_both_hands": "body", "face_palm": "body", "hand_to_mouth": "body",
    "hush": "body", "chin_rub": "body", "cheek_touch": "body", "neck_rub": "body", "hands_on_hips": "body",
    "belly_hold": "body", "temple_touch": "body", "please": "hand", "clasp": "hand",
    "hands_rest_front": "hand", "arms_folded": "arm",
}  # fmt: skip
_RATE, _START = Rate(30), 0.5
_SWIVELS = np.radians(np.arange(-25.0, 61.0, 5.0))


@pytest.fixture(scope="module")
def library() -> Library:
    return own_library()


@pytest.fixture(scope="module")
def rigs() -> dict[str, Rig]:
    return {name: characters.load(name) for name in characters.names()}


@pytest.fixture(scope="module")
def nora(rigs: dict[str, Rig]) -> Rig:
    return rigs["nora"]


def hands_of(gesture: Gesture) -> list[Hand]:
    if gesture.hands == "none":
        return []
    return [hand for pose in gesture.poses for hand in (pose.hand, pose.other) if hand is not None]


def test_every_file_is_sound_and_lies_where_its_name_says(library: Library):
    assert library.problems == ()
    found = {path.stem: path for path in (resources.assets() / "gestures").glob("*/*.toml")}
    assert set(found) == set(library.gestures)
    for name, path in found.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", name)
        assert library.gestures[name].kind == path.parent.name
        assert library.gestures[name].name == name


def test_there_are_enough_of_every_kind(library: Library):
    counts = Counter(g.kind for g in library)
    assert set(counts) == set(KINDS)
    assert len(library) >= 90
    assert {kind: counts[kind] for kind in KINDS if counts[kind] < LEAST[kind]} == {}


def test_every_gesture_says_what_it_is_for(library: Library):
    for g in library:
        assert 10 <= len(g.summary) <= 90, g.name
        assert g.summary[0].islower(), g.name
        assert not g.summary.endswith("."), g.name
    assert len({g.summary for g in library}) == len(library)


def test_words_are_lemmas_in_both_languages(library: Library):
    for g in library:
        assert set(g.words) in (set(), {"en", "de"}) or g.name.startswith("count_"), g.name
        for words in g.words.values():
            assert len(set(words)) == len(words), g.name
            assert all(w == w.lower().strip() and w for w in words), g.name


@pytest.mark.parametrize("language", ["en", "de"])
def test_core_words_have_a_gesture(library: Library, language: str):
    assert [w for w in CORE_WORDS[language].split() if not library.meaning(language, w)] == []
    assert len(_lemmas(library, language)) >= 350


def _lemmas(library: Library, language: str) -> set[str]:
    return {word for g in library for word in g.words.get(language, ())}


def test_every_hand_shape_is_used_and_within_what_fingers_can_do(library: Library):
    used = {hand.shape for g in library for hand in hands_of(g)}
    assert used <= set(library.shapes)
    for shape in library.shapes.values():
        angles = shape.angles()
        assert angles[:12].min() >= -12, shape.name
        assert angles[:12].max() <= 110, shape.name
        assert np.abs(angles[12:16]).max() <= 25, shape.name
        assert np.abs(angles[16:]).max() <= 70, shape.name


def test_phases_come_in_order_with_time_for_each(library: Library):
    for g in library:
        phases = [p.phase for p in g.poses]
        assert phases[0] == "prep", g.name
        assert phases.count("stroke") == 1, g.name
        assert phases[-1] == "hold", g.name
        assert g.poses[-1].at == 1.0, g.name
        assert 0.25 <= g.stroke <= 1.4, g.name
        assert g.hold >= 0.1, g.name
        assert g.extent[0] <= 1.0 <= g.extent[1], g.name


def test_emotions_are_known_and_each_has_its_gestures(library: Library):
    counts = Counter(e for g in library for e in g.emotions)
    assert set(counts) == {"joy", "sadness", "anger", "fear", "disgust", "surprise", "contempt", "pain"}
    assert min(counts.values()) >= 2


def place_of(hand: Hand, body: Proportions) -> F64:
    """Arm lengths from the shoulder."""
    place = np.array(hand.place)
    if hand.anchor != "shoulder":
        place = place + (body.anchors[hand.anchor][0] - body.at_rest[0]) / body.arm[0]
    return place


def test_every_hand_is_within_reach_of_every_character(library: Library, rigs: dict[str, Rig]):
    for name, rig in rigs.items():
        body = proportions(rig)
        upper, fore = body.upper[0] / body.arm[0], body.fore[0] / body.arm[0]
        nearest = np.sqrt(upper**2 + fore**2 + 2 * upper * fore * np.cos(ELBOW_LIMIT))
        for g in library:
            for hand in hands_of(g):
                reach = np.linalg.norm(place_of(hand, body))
                assert nearest - 0.01 <= reach <= STRAIGHTEST, (name, g.name, reach)


def test_wrists_can_turn_palms_and_fingers_where_they_are_to_look(library: Library, rigs: dict[str, Rig]):
    left_over = []
    for rig in rigs.values():
        body = proportions(rig)
        for g in library:
            for hand in hands_of(g):
                left_over.append((_unreached(hand, body), g.name))
    assert max(left_over)[0] < 25, max(left_over)
    assert np.percentile([off for off, _ in left_over], 90) < 6


def _unreached(hand: Hand, body: Proportions) -> float:
    """Degrees that stay between the hand as written and as a wrist within its limits can hold it."""
    swivels = np.radians(hand.swivel) + _SWIVELS
    reach = np.broadcast_to(place_of(hand, body) * body.arm[0], (len(swivels), 3))
    bones = two_bones(reach, swivels, float(body.upper[0]), float(body.fore[0]))
    turn = hand_frame(np.array([hand.palm]), np.array([hand.fingers]))
    angles, off = nearest_wrist(bones.fore, np.broadcast_to(turn, bones.fore.shape))
    strain = off + 0.3 * np.abs(_SWIVELS) + 0.1 * (angles[:, 1] ** 2 + 4 * angles[:, 2] ** 2)
    assert (np.abs(angles) <= WRIST_LIMITS + 1e-9).all()
    return float(np.degrees(off[int(np.argmin(strain))]))


def test_head_and_trunk_move_as_much_as_people_do(library: Library):
    for g in library:
        for pose in g.poses:
            for turn, most in ((pose.head, 16), (pose.torso, 9)):
                assert max(abs(turn.pitch), abs(turn.yaw), abs(turn.roll)) <= most, g.name


def posed(
    gesture: Gesture, asset: str, rig: Rig, times: list[float], side: float | None = None
) -> PoseFrames:
    params = {"stroke": gesture.stroke, "hold": gesture.hold}
    if side is not None:
        params["side"] = side
    end = _START + gesture.duration + 0.9
    event = Event("g", "gesture", ticks(_START), ticks(end), params, gesture.name)
    at = np.array([ticks(t) for t in times], np.int64)
    quiet = np.tile(IDENTITY, (len(at), 1))
    return body_poses(
        Character("c", "c", asset, 3, events=(event,)), rig, at, _RATE, quiet, np.zeros(len(at))
    )


def test_done_with_the_left_hand_it_is_that_of_the_right_one_in_the_mirror(library: Library, nora: Rig):
    left, right = (SMPLX_JOINTS.index(f"{side}_wrist") for side in ("left", "right"))
    evaluator = Evaluator(nora)
    wrists = [nora.joint_names.index(f"wrist_{x}") for x in "LR"]
    for name in ("offer_palm", "point_there", "so_so", "size_small", "stop"):
        gesture = library.gestures[name]
        time = [_START + gesture.duration - 0.05]
        places, turns = [], []
        for side, wrist, joint in ((1.0, 0, left), (-1.0, 1, right)):
            body = posed(gesture, "nora", nora, time, side)
            joints = retarget(nora, body, np.zeros((1, 4)))
            world = evaluator.joints(joints.rotations, joints.root_translation)
            places.append(world[0, wrists[wrist], :3, 3])
            turns.append(to_axis_angle(body.rotations[0, joint]))
        mirrored = places[1] * [-1, 1, 1]
        assert np.abs(places[0] - mirrored).max() < 0.04, name  # the body's own sway is no mirror image
        assert np.abs(turns[0] - turns[1] * [1, -1, -1]).max() < np.radians(6), name


def test_listening_with_the_head_leaves_the_arms_alone(library: Library, nora: Rig):
    arms = [i for i, name in enumerate(SMPLX_JOINTS) if "elbow" in name or "wrist" in name]
    nod = library.gestures["nod"]
    times = [_START + share * nod.duration for share in (0.0, 0.3, 0.62, 1.0)]
    moved = posed(nod, "nora", nora, times).rotations
    quiet = np.tile(IDENTITY, (4, 1))
    at = np.array([ticks(t) for t in times], np.int64)
    still = body_poses(Character("c", "c", "nora", 3), nora, at, _RATE, quiet, np.zeros(4)).rotations
    assert np.abs(moved[:, arms] - still[:, arms]).max() < 0.02
    head = SMPLX_JOINTS.index("head")
    assert np.abs(moved[2, head] - still[2, head]).max() > 0.02


@pytest.mark.parametrize("name", sorted(TOUCHING))
def test_what_touches_touches(library: Library, rigs: dict[str, Rig], name: str):
    gesture = library.gestures[name]
    until = max(pose.at for pose in gesture.poses if pose.touch) * gesture.duration
    for asset, rig in rigs.items():
        body = posed(gesture, asset, rig, [_START + until - 0.02])
        joints = retarget(rig, body, np.zeros((1, 4)))
        geometry = Evaluator(rig).frame(joints.rotations[0], joints.root_translation[0], np.zeros(52))
        gap = nearest_gap(rig, geometry.vertices.astype(np.float64), TOUCHING[name])
        assert gap < 0.035, (asset, gap)  # the realiser keeps air between skins


def nearest_gap(rig: Rig, vertices: F64, to: str) -> float:
    """Metres between the right hand and the nearest vertex of the body, the left hand or the left arm."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 - heavy, and for this measure alone

    main = np.array(rig.joint_names)[rig.skin_joints[:, 0]]
    hand = _starts(main, ("wrist", "finger", "metacarpal"))
    limb = hand | _starts(main, ("lowerarm", "upperarm"))
    left = np.array([name.endswith("_L") for name in main])
    target = {"body": ~limb, "hand": hand & left, "arm": limb & left}[to]
    return float(cKDTree(vertices[target]).query(vertices[hand & ~left])[0].min())


def _starts(names: np.ndarray, stems: tuple[str, ...]) -> np.ndarray:
    return np.array([name.startswith(stems) for name in names])


def test_an_artists_folder_adds_and_replaces(tmp_path: Path):
    own = resources.assets() / "gestures"
    text = (own / "emblem" / "stop.toml").read_text("utf-8")
    (tmp_path / "stop.toml").write_text(
        text.replace("a palm held up: stop", "a palm held up my way"), "utf-8"
    )
    (tmp_path / "halt.toml").write_text(text.replace('name = "stop"', 'name = "halt"'), "utf-8")
    (tmp_path / "broken.toml").write_text(text.replace('shape = "open_flat"', 'shape = "hoof"'), "utf-8")
    both = Library.load((own, tmp_path))
    assert both.gestures["stop"].summary == "a palm held up my way"
    assert len(both) == len(own_library()) + 1
    assert [p.subject.endswith("broken.toml") for p in both.problems] == [True]
    assert "hoof" in both.problems[0].text
