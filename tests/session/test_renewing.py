"""Takes that follow what they are made from, unasked; and models that take emotion themselves."""

from __future__ import annotations

import shutil

import attrs
import numpy as np
import pytest
from staged import House

from studio.core.resources import plugins
from studio.core.time import TimeRange, ticks
from studio.document.curves import Key
from studio.document.edits import clips, emotions, scenes
from studio.document.edits.takes import lock_range
from studio.models.face_models import face_model, face_models, takes_emotion
from studio.models.felt import felt_controls
from studio.session.staging.rehearsing import takes_of
from studio.session.staging.renewals import BY_ITSELF

_TOML = """
api = 1
id = "org.example.feeling"
name = "Feeling"
version = "1"
kind = "generator"
[runtime]
isolation = "in_process"
entry = "feeling:Feeling"
[audio]
roles = []
[output]
fps_free = true
length = { rule = "asked" }
tracks = [{ type = "face.arkit" }]
[[control]]
type = "mix"
id = "moods"
per = "frame"
semantics = "emotion"
labels = ["Calm", "Happy", "Sad"]
canonical = ["neutral", "happy", "sad"]
[[control]]
type = "choice"
id = "style_of_all"
semantics = "emotion"
choices = ["plain", "glad"]
canonical = ["neutral", "joy"]
default = "plain"
"""

_CODE = """
import numpy as np
from studio_plugin import LoadReport, Result, Track, UsedSettings

class Feeling:
    def load(self, assets, device, dtype): return LoadReport()
    def unload(self): pass
    def open_stream(self, head): return None
    def generate(self, request, context):
        moods = request.curves["moods"].values
        values = np.stack([moods[:, 1], moods[:, 0]], axis=1).astype(np.float32)
        track = Track("face.arkit", ("mouthFunnel", "jawOpen"), values, request.fps)
        return Result([track], UsedSettings("feeling", "1", request.variation.seed))
"""


@pytest.fixture
def bundled(tmp_path, monkeypatch):
    """A folder of plugins with one more than usual, which takes emotion."""
    home = tmp_path / "plugins"
    shutil.copytree(plugins() / "moodline_face", home / "moodline_face")
    (home / "feeling").mkdir()
    (home / "feeling" / "plugin.toml").write_text(_TOML)
    (home / "feeling" / "__init__.py").write_text("")
    (home / "feeling" / "feeling.py").write_text(_CODE)
    monkeypatch.setenv("MOODLINE_PLUGINS", str(home))


@pytest.fixture(scope="module")
def demo():
    built = House()
    built.open_demo()
    yield built
    built.close()


@pytest.fixture
def house(demo):
    yield demo
    demo.settle()
    while demo.studio.store.undo():
        pass
    demo.studio.settings.set(BY_ITSELF, True)
    demo.settle()


def nora(house):
    return house.studio.scene.characters[0]


def take(house):
    return takes_of(nora(house), nora(house).clips[0])[-1]


def gained(house, gain=2.0):
    member = nora(house).id
    return house.studio.apply("Jaw", lambda p: scenes.set_character(p, member, jaw_gain=gain))


def test_a_take_follows_its_inputs_and_one_undo_takes_both_back(house):
    before = take(house)
    gained(house)
    house.settle()
    after = take(house)
    assert np.abs(after.values - before.values).max() > 0.05
    assert house.studio.stage.stale(nora(house).id) == ()
    assert house.studio.store.steps == ("Jaw",)
    house.studio.store.undo()
    assert take(house) is before
    house.settle()
    assert take(house) is before
    house.studio.store.redo()
    house.settle()
    assert take(house).values is after.values
    assert house.worst_error(nora(house)) <= 1e-6


def test_locked_stretches_and_the_seed_are_kept(house):
    before, span = take(house), TimeRange(ticks(0.5), ticks(1.5))
    house.studio.apply("Lock", lambda p: lock_range(p, before.id, span))
    member = nora(house).id
    house.studio.apply("Seed", lambda p: scenes.set_character(p, member, seed=77))
    gained(house)
    house.settle()
    after = take(house)
    assert np.array_equal(after.values[15:45], before.values[15:45])
    assert after.provenance.seed == before.provenance.seed
    assert after.provenance.inputs_hash != before.provenance.inputs_hash
    assert after.locked == ((span.start, span.end),)


def test_a_stretch_from_another_seed_stays_one(house):
    span = TimeRange(ticks(1.0), ticks(2.0))
    house.studio.stage.perform_again(nora(house).id, span, seed=5)
    house.settle()
    gained(house)
    house.settle()
    assert house.studio.stage.stale(nora(house).id) == ()
    (note,) = take(house).extra["renewed"]
    assert note[3] == 5


def test_who_switched_it_off_is_told_that_a_take_is_old(house):
    house.studio.settings.set(BY_ITSELF, False)
    before = take(house)
    gained(house)
    house.settle()
    assert take(house) is before
    assert house.studio.stage.stale(nora(house).id)


def test_a_moved_word_is_seen_in_the_mouth(house):
    clip = nora(house).clips[0]
    word = clip.transcript.words[3]
    before = take(house)
    later = (word.start + ticks(0.04), word.end + ticks(0.04))
    house.studio.apply("Word", lambda p: clips.set_word_timing(p, clip.id, word.id, *later))
    house.settle()
    changed = np.flatnonzero(np.abs(take(house).values - before.values).max(axis=1) > 0.01)
    at = house.studio.scene.rate.frame_at(word.start)
    assert len(changed)
    assert abs(int(np.median(changed)) - at) < 30
    assert house.studio.stage.stale(nora(house).id) == ()


def test_an_answer_for_inputs_that_are_no_longer_is_not_laid_in(house):
    gained(house, 2.0)
    house.inbox.settle(
        lambda: not any("again" in j.title for j in house.studio.jobs._jobs if not j.over), 5.0
    )
    gained(house, 1.5)
    house.settle()
    last = take(house)
    house.studio.store.undo()
    house.studio.store.undo()
    house.settle()
    gained(house, 1.5)
    house.settle()
    assert np.array_equal(take(house).values, last.values)


def test_a_model_that_takes_emotion_performs_again_when_it_is_painted(bundled, house):
    member = nora(house)
    extra = {**member.extra, "face_model": "org.example.feeling"}
    house.studio.apply("Model", lambda p: scenes.set_character(p, member.id, extra=extra))
    house.settle()
    chosen = take(house)
    assert chosen.provenance.model == "org.example.feeling"
    house.studio.settings.set(BY_ITSELF, False)
    joy = next(t.id for t in member.emotions if t.emotion == "joy")
    stroke = [Key(ticks(1.0), 0.0), Key(ticks(2.0), 1.0), Key(ticks(3.0), 0.0)]
    house.studio.apply("Paint", lambda p: emotions.paint(p, joy, stroke))
    house.settle()
    made = take(house)
    at = made.rate.frame_at(ticks(2.0) - made.start)
    assert made.values[at, made.names.index("mouthFunnel")] > 0.95
    assert house.studio.store.steps[-1] == "Paint"
    house.studio.store.undo()
    assert take(house) is chosen
    house.settle()
    assert take(house) is chosen
    assert house.studio.stage.stale(member.id) == ()


def test_without_the_emotion_painting_leaves_the_take(house):
    before = take(house)
    joy = next(t.id for t in nora(house).emotions if t.emotion == "joy")
    house.studio.apply("Paint", lambda p: emotions.paint(p, joy, [Key(ticks(2.0), 1.0)]))
    house.settle()
    assert take(house) is before


def test_a_model_that_is_not_there_is_told(house):
    member, before = nora(house), take(house)
    extra = {**member.extra, "face_model": "org.example.gone"}
    house.studio.apply("Model", lambda p: scenes.set_character(p, member.id, extra=extra))
    house.told.clear()
    house.settle()
    assert take(house) is before
    assert any("org.example.gone" in text for text in house.told)


def test_choices_of_the_request_are_named_by_the_model(bundled, house):
    manifest = face_model("org.example.feeling")
    assert takes_emotion(manifest)
    assert [m.id for m in face_models()] == ["org.example.feeling", "org.moodline.face"]
    glad = attrs.evolve(nora(house).emotions[0], emotion="joy", curve=attrs.evolve(
        nora(house).emotions[0].curve, keys=(Key(0, 0.75),)))  # fmt: skip
    member = attrs.evolve(nora(house), emotions=(glad,))
    curves, values = felt_controls(manifest, member, np.array([0, ticks(1.0)]))
    assert curves["moods"].values == pytest.approx(np.array([[0.25, 0.75, 0.0]] * 2))
    assert values["style_of_all"] == "glad"
    assert felt_controls(face_model("org.moodline.face"), member, np.array([0])) == ({}, {})
