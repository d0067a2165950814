"""The live stage: what it shows is what an export holds, after whatever edit, and nobody waits for it."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from staged import House

from studio.core.problems import ProblemLog
from studio.core.resources import assets
from studio.core.time import TimeRange, ticks
from studio.document.curves import Curve, Key
from studio.document.edits import anchors, clips, emotions, keys, layers, scenes
from studio.document.edits.takes import lock_range
from studio.document.files import load, save
from studio.document.schema import EmotionTrack, Event, OverrideLayer, Project
from studio.performance.compose import compose
from studio.rig.retarget import retarget
from studio.session.files.media_paths import absolute
from studio.session.staging.rehearsing import takes_of
from studio.session.staging.renewals import BY_ITSELF


@pytest.fixture(scope="module")
def house():
    """The demo, performed; each test takes back what it did."""
    built = House()
    built.studio.settings.set(BY_ITSELF, False)
    built.open_demo()
    yield built
    built.close()


@pytest.fixture
def studio(house):
    before = house.studio.project
    yield house.studio
    while house.studio.store.undo():
        pass
    house.studio.stage.solo.set(frozenset())
    house.studio.stage.audition.set(frozenset())
    house.settle()
    assert house.studio.project == before


def nora(studio):
    return studio.scene.characters[0]


def test_an_opened_project_is_performed_and_not_modified(studio):
    for member in studio.scene.characters:
        assert all(takes_of(member, clip) for clip in member.clips)
        assert any(event.kind == "blink" for event in member.events)
    assert not studio.store.modified
    assert studio.store.steps == ()


def test_what_was_performed_can_be_saved_and_opened(studio, tmp_path):
    save(studio.project, tmp_path / "demo.moodline")
    assert load(tmp_path / "demo.moodline") == studio.project


def test_takes_of_an_opened_project_are_kept(studio, tmp_path):
    save(studio.project, tmp_path / "demo.moodline")
    other = House()
    other.studio.open(load(tmp_path / "demo.moodline"), tmp_path / "demo.moodline")
    other.settle()
    assert other.studio.project == studio.project
    assert all(other.studio.stage.stale(m.id) == () for m in other.studio.scene.characters)
    other.close()


def _joy(project):
    return next(t.id for t in project.scenes[0].characters[0].emotions if t.emotion == "joy")


def _painted(project):
    stroke = [Key(ticks(2.0), 0.1), Key(ticks(2.4), 0.9), Key(ticks(2.9), 0.2)]
    return emotions.paint(project, _joy(project), stroke)


def _muted(project):
    return emotions.set_emotion(project, _joy(project), muted=True)


def _new_emotion(project):
    track = EmotionTrack("extra", "disgust", Curve((Key(ticks(1), 0.0), Key(ticks(2), 0.8))))
    return emotions.add_emotion(project, project.scenes[0].characters[0].id, track)


def _handwork(project):
    layer = OverrideLayer("hand", "Handwork", {}, additive=True)
    project = layers.add_override(project, project.scenes[0].characters[0].id, layer)
    bump = [Key(ticks(1.0), 0.0), Key(ticks(1.5), 0.4), Key(ticks(2.0), 0.0)]
    return layers.change_override_curve(project, "hand", "jawOpen", lambda c: keys.with_keys(c, bump))


def _glance(project):
    event = Event("glance", "gaze", ticks(1.0), ticks(2.5), {"yaw": 14.0, "pitch": -3.0}, pinned=True)
    return layers.add_event(project, project.scenes[0].characters[0].id, event)


def _no_blinks(project):
    for event in project.scenes[0].characters[0].events:
        if event.kind == "blink":
            project = layers.set_event(project, attrs.evolve(event, muted=True))
    return project


def _later_word(project):
    clip = project.scenes[0].characters[0].clips[0]
    word = clip.transcript.words[3]
    return clips.set_word_timing(project, clip.id, word.id, word.start + ticks(0.05), word.end + ticks(0.05))


def _later_clip(project):
    return clips.move_clip(project, project.scenes[0].characters[0].clips[0].id, ticks(0.7))


def _other_seed(project):
    return scenes.set_character(project, project.scenes[0].characters[0].id, seed=99)


@pytest.mark.parametrize(
    "edit",
    [
        _painted, _muted, _new_emotion, _handwork, _glance, _no_blinks, _later_word, _later_clip, _other_seed
    ],
)  # fmt: skip
def test_after_an_edit_all_is_as_if_composed_anew(house, studio, edit):
    assert house.worst_error(nora(studio)) <= 1e-6
    assert studio.apply("Edit", edit)
    house.settle()
    assert house.worst_error(nora(studio)) <= 1e-6
    assert studio.store.undo()
    house.settle()
    assert house.worst_error(nora(studio)) <= 1e-6


def test_solo_leaves_one_emotion(house, studio):
    studio.stage.solo.set(frozenset({_joy(studio.project)}))
    house.settle()
    assert house.worst_error(nora(studio)) <= 1e-6
    assert len(studio.stage._sounding(nora(studio)).emotions) == 1
    assert not studio.store.modified


def test_the_geometry_is_that_of_an_export(house, studio):
    member, rate, at = nora(studio), studio.scene.rate, ticks(2.2)
    shown = studio.stage.geometry(member, at, rate)
    rig = studio.stage.rig(member.asset)
    start = rate.tick_of(rate.frame_at(at))
    frames = compose(member, rig, TimeRange(start, start), rate, ProblemLog())
    joints = retarget(rig, frames.body, frames.gaze_degrees)
    evaluator = studio.stage._rigs[member.asset][1]
    exported = evaluator.frame(joints.rotations[0], joints.root_translation[0], frames.face.values[0])
    assert np.abs(shown.vertices - exported.vertices).max() < 1e-5


def test_a_stroke_is_seen_before_any_job_answers(house, studio):
    member, rate = nora(studio), studio.scene.rate
    studio.transport.seek(ticks(2.4))
    before = studio.stage.face(member, ticks(2.4), rate).copy()
    studio.apply("Paint", _painted, "stroke")
    after = studio.stage.face(nora(studio), ticks(2.4), rate)
    assert np.abs(after - before).max() > 0.05


def test_curves_of_handwork_follow_the_hand_at_once(house, studio):
    told = []
    studio.stage.composed_changed.connect(lambda who, span: told.append((who, span)))
    studio.apply(
        "Layer",
        lambda p: layers.add_override(
            p,
            nora(studio).id,
            OverrideLayer(
                "hand",
                "Handwork",
                {
                    "jawOpen": Curve(
                        tuple(Key(ticks(t), 0.0) for t in (0.5, 0.8, 1.0, 1.5, 2.0, 2.2, 2.5, 3.0))
                    )
                },
                additive=True,
            ),
        ),
    )
    house.settle()
    told.clear()
    values = studio.stage.composed(nora(studio).id).values
    frame = studio.scene.rate.frame_at(ticks(1.5))
    before = float(values[frame, 17])
    studio.apply(
        "Drag",
        lambda p: layers.change_override_curve(
            p, "hand", "jawOpen", lambda c: keys.with_keys(c, [Key(ticks(1.5), 0.5)])
        ),
    )
    assert told
    assert float(values[frame].max()) > before


def test_another_document_hears_nothing_of_the_last_ones_jobs():
    house = House()
    folder = assets() / "demo"
    house.studio.open(absolute(load(folder), folder), folder / "project.json")
    assert house.studio.jobs.busy
    empty = Project("other", "Other")
    house.studio.open(empty, None)
    house.settle()
    assert house.studio.project is empty
    assert not house.studio.stage.ready("nora")
    house.close()


def test_gains_make_takes_stale_and_performing_again_keeps_what_is_locked(house, studio):
    member = nora(studio)
    take = takes_of(member, member.clips[0])[-1]
    kept = TimeRange(ticks(0.5), ticks(1.5))
    studio.apply("Lock", lambda p: lock_range(p, take.id, kept))
    studio.apply("Gain", lambda p: scenes.set_character(p, member.id, jaw_gain=2.0))
    house.settle()
    assert studio.stage.stale(member.id)
    studio.stage.perform_again(member.id)
    house.settle()
    assert studio.stage.stale(member.id) == ()
    again = takes_of(nora(studio), member.clips[0])[-1]
    first, last = (take.rate.frame_at(at) for at in (kept.start, kept.end))
    assert np.array_equal(again.values[first:last], take.values[first:last])
    assert np.abs(again.values[last + 10 :] - take.values[last + 10 :]).max() > 0.02
    assert again.locked == ((kept.start, kept.end),)
    assert house.worst_error(nora(studio)) <= 1e-6


def test_performing_a_span_again_leaves_the_rest_stale(house, studio):
    member = nora(studio)
    take = takes_of(member, member.clips[0])[-1]
    studio.apply("Gain", lambda p: scenes.set_character(p, member.id, jaw_gain=2.0))
    house.settle()
    span = TimeRange(ticks(1.0), ticks(2.0))
    studio.stage.perform_again(member.id, span)
    house.settle()
    again = takes_of(nora(studio), member.clips[0])[-1]
    assert np.array_equal(again.values[:20], take.values[:20])
    assert np.abs(again.values[34:56] - take.values[34:56]).max() > 0.02
    stale = studio.stage.stale(member.id)
    assert stale
    assert all(s.end <= span.start or s.start >= span.end for s in stale)


def test_the_ghost_is_the_take_before(house, studio):
    member, rate = nora(studio), studio.scene.rate
    before = studio.stage.geometry(member, ticks(1.2), rate).vertices.copy()
    studio.apply("Gain", lambda p: scenes.set_character(p, member.id, jaw_gain=2.5))
    studio.stage.perform_again(member.id)
    house.settle()
    ghost = studio.stage.ghost(nora(studio), ticks(1.2), rate)
    now = studio.stage.geometry(nora(studio), ticks(1.2), rate)
    assert np.abs(ghost.vertices - before).max() < 1e-5
    assert np.abs(now.vertices - before).max() > 1e-4


def test_keys_tied_to_words_follow_a_moved_clip(house, studio):
    member = nora(studio)
    clip = member.clips[0]
    word = clip.transcript.words[4]
    key = anchors.anchored(Key(clip.start + word.start, 0.7), clip, word.id)
    studio.apply("Key", lambda p: emotions.set_keys(p, _joy(p), [key]))
    studio.apply("Move", _later_clip)
    moved = next(t for t in nora(studio).emotions if t.emotion == "joy")
    assert any(k.time == ticks(0.7) + word.start for k in moved.curve.keys)
    take = takes_of(nora(studio), clip)[-1]
    assert take.start == ticks(0.7)
    assert studio.store.undo()
    assert studio.store.undo()
