"""Where the cast stands, how it is looked at, what is read off it."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.core.time import ticks
from studio.document.schema import Character, MediaRef, Phone, Transcript, VoiceClip, Word
from studio.render.camera import Camera, between, ray, zoomed_at
from studio.rig.characters import load
from studio.rig.schema import Geometry, Rig
from studio.session.settings import Settings
from studio.session.staging.lip_marks import LipMarks
from studio.session.staging.placing import Place, placed, places
from studio.session.staging.subtitles import Subtitles
from studio.session.staging.viewing import (
    OVERLAYS,
    Viewing,
    bookmark,
    bookmarks,
    camera_of,
    camera_of_all,
    keep_bookmark,
    keep_viewing,
    kept_viewing,
)


@pytest.fixture(scope="module")
def rig() -> Rig:
    return load("nora")


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(tmp_path)


def resting(rig: Rig) -> Geometry:
    joints = np.tile(np.eye(4), (len(rig.joint_names), 1, 1))
    joints[:, :3, 3] = rig.joint_positions
    return Geometry(joints, rig.vertices, rig.normals)


def person(name: str) -> Character:
    return Character(name, name.capitalize(), "nora")


def test_one_character_stands_in_the_middle_and_is_not_copied(rig):
    own = resting(rig)
    (place,) = places([person("ann")]).values()
    assert place == Place()
    assert placed(own, place) is own


def test_two_stand_side_by_side_half_turned_to_each_other_without_touching(rig):
    cast = places([person("ann"), person("ben")])
    ann, ben = (placed(resting(rig), cast[name]) for name in ("ann", "ben"))
    assert ann.vertices[:, 0].mean() < -0.3 < 0.3 < ben.vertices[:, 0].mean()
    head = rig.joint_names.index("head")
    towards = ben.joints[head, :3, 3] - ann.joints[head, :3, 3]
    for geometry, sign in ((ann, 1), (ben, -1)):
        facing = geometry.joints[head, :3, 2]
        assert facing[2] > 0.6, "still half turned to the camera"
        assert sign * facing @ towards > 0.2, "and half to the other"
    trunk = np.abs(rig.vertices[:, 0]) < 0.2
    assert ann.vertices[trunk, 0].max() < ben.vertices[trunk, 0].min()


def test_placing_turns_normals_and_joints_with_the_skin(rig):
    own = resting(rig)
    turned = placed(own, Place(0.5, 90.0))
    assert np.allclose(turned.vertices[:, 0], own.vertices[:, 2] + 0.5, atol=1e-6)
    assert np.allclose(turned.normals[:, 0], own.normals[:, 2], atol=1e-6)
    assert np.allclose(turned.joints[:, 0, 3], own.joints[:, 2, 3] + 0.5)


def test_a_preset_looks_a_turned_character_in_the_face(rig):
    place = Place(0.4, -32.0)
    camera = camera_of("face", rig, place)
    head = rig.joint_names.index("head")
    at = placed(resting(rig), place).joints[head]
    assert at[:3, 2] @ camera.backward > 0.99
    assert np.linalg.norm(np.array(camera.target) - at[:3, 3]) < 0.2


@pytest.mark.parametrize("name", ["face", "bust", "half", "body"])
def test_a_preset_of_all_holds_every_head(rig, name):
    cast = places([person("ann"), person("ben")])
    camera = camera_of_all(name, [(rig, place) for place in cast.values()])
    clip = camera.projection(1.6, 0.1, 100.0) @ camera.view()
    for place in cast.values():
        head = placed(resting(rig), place).vertices[rig.vertices[:, 1] > 1.5]
        at = np.c_[head, np.ones(len(head))] @ clip.T
        assert (np.abs(at[:, :2]) <= at[:, 3:]).all()


def test_zoom_keeps_what_lies_under_the_mouse(rig):
    camera = camera_of("bust", rig, Place())
    for factor in (1.7, 0.6):
        closer = zoomed_at(camera, factor, 0.4, -0.3, 1.5)
        size = camera.distance * camera.half_height(1.5)
        assert closer.distance * closer.half_height(1.5) == pytest.approx(size / factor, rel=1e-6)
        eye, way = ray(camera, 0.4, -0.3, 1.5)
        point = eye + way * camera.distance / (way @ -camera.backward)
        eye, way = ray(closer, 0.4, -0.3, 1.5)
        there = eye + way * closer.distance / (way @ -closer.backward)
        assert np.allclose(there, point, atol=1e-9)


def test_flights_take_the_short_way_round():
    one, other = Camera((0, 1, 0), 1.0, yaw=170.0), Camera((1, 1, 0), 4.0, yaw=-170.0)
    middle = between(one, other, 0.5)
    assert middle.yaw == pytest.approx(180.0)
    assert middle.distance == pytest.approx(2.0)
    assert between(one, other, 0.0) == one


def test_bookmarks_are_kept_and_broken_ones_are_none(settings, rig):
    camera = camera_of("mouth", rig, Place(0.1, 10.0))
    keep_bookmark(settings, 3, camera)
    settings.flush()
    again = Settings(settings.folder)
    assert bookmark(again, 3) == camera
    broken = [{"target": [0, 0, 0]}, {**attrs.asdict(camera), "distance": -1}, "x", None]
    broken.append({**attrs.asdict(camera), "yaw": "north"})
    again.set("viewport.bookmarks", {str(k): value for k, value in enumerate(broken)})
    assert bookmarks(again) == ()


def test_looks_are_kept_and_nonsense_is_left_out(settings):
    keep_viewing(settings, Viewing(frozenset({"wire", "stats"}), "dramatic"))
    assert kept_viewing(settings) == Viewing(frozenset({"wire", "stats"}), "dramatic")
    settings.set("viewport.shown", ["wire", "dragons"])
    settings.set("viewport.light", "candle")
    assert kept_viewing(settings) == Viewing(frozenset({"wire"}), "studio")
    assert "wire" in OVERLAYS


def speaker(text: str, start: float = 0.0) -> Character:
    words = tuple(
        Word(f"w{k}", said, ticks(0.3 * k), ticks(0.3 * k + 0.25)) for k, said in enumerate(text.split())
    )
    clip = VoiceClip(
        "line", MediaRef("a.wav", "", ticks(9.0)), ticks(start), transcript=Transcript(words=words)
    )
    return attrs.evolve(person("ann"), clips=(clip,))


def test_subtitles_show_the_word_that_is_said():
    lines = Subtitles()
    ann = speaker("one two three", start=1.0)
    (line,) = lines.at([ann, person("ben")], ticks(1.4))
    assert (line.who, line.before, line.now, line.after) == ("Ann", ("one",), "two", ("three",))
    (pause,) = lines.at([ann], ticks(1.28))
    assert pause.now == ""
    assert pause.before == ("one",)
    assert lines.at([ann], ticks(0.5)) == ()
    assert lines.at([ann], ticks(5.0)) == ()


def test_subtitles_follow_an_edit_of_words():
    lines = Subtitles()
    assert lines.at([speaker("one")], 0)[0].now == "one"
    assert lines.at([speaker("other")], 0)[0].now == "other"


def test_lip_marks_tell_closures_that_are_met_from_those_that_are_missed(rig):
    word = Word(
        "w", "map", 0, ticks(0.3), phones=(Phone("M", 0, ticks(0.1)), Phone("P", ticks(0.2), ticks(0.3)))
    )
    clip = VoiceClip("line", MediaRef("a.wav", "", ticks(1.0)), transcript=Transcript(words=(word,)))
    ann = attrs.evolve(person("ann"), clips=(clip,))
    face = np.zeros(52, np.float32)
    marks = LipMarks()
    (met,) = marks.at(ann, rig, ticks(0.04), face, None)
    assert (met.label, met.kind, met.met) == ("M", "bilabial", True)
    face[rig.morph_names.index("jawOpen")] = 0.5
    (missed,) = marks.at(ann, rig, ticks(0.29), face, None)
    assert missed.label == "P"
    assert not missed.met
    assert missed.gap > 0.005
    assert marks.at(ann, rig, ticks(0.9), face, None) == ()
