from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.animation.sample import sample
from studio.animation.tangents import Side, Tangent
from studio.core.problems import ProblemError
from studio.core.time import TICKS_PER_SECOND as S
from studio.core.time import TimeRange
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    Marker,
    MediaRef,
    OverrideLayer,
    Project,
    Scene,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.inbox import Inbox
from studio.session.keying import keys as keying
from studio.session.keying.anchors import anchor_keys, release_keys
from studio.session.keying.clipboard import copy_keys, duplicate_keys, paste_keys
from studio.session.keying.cutting import delete_time, insert_time, razor
from studio.session.keying.dragged import KeyDrag
from studio.session.keying.keys import curve_of, delete_keys, handwork_ref, with_curve
from studio.session.keying.moves import move_keys, scale_keys, set_exactly, snap_keys
from studio.session.keying.shapes import Ease, apply_ease, simplify_keys
from studio.session.keying.tangents import HandleDrag, drag_handle, set_interpolation, set_tangents
from studio.session.selection import CurveRef, KeyRef
from studio.session.studio import Studio

JOY, FEAR, JAW = CurveRef("joy"), CurveRef("fear"), CurveRef("hand", "jawOpen")


def curve(*pairs) -> Curve:
    return Curve(tuple(Key(round(t * S), v) for t, v in pairs))


JOYFUL, FEARFUL = curve((0, 0.2), (1, 0.8), (2, 0.4)), curve((0.5, 0.1), (3, 0.9))


def project(joy=JOYFUL, fear=FEARFUL) -> Project:
    words = (Word("c/w1", "so", 0, S // 2), Word("c/w2", "there", S // 2, S))
    clip = VoiceClip("c", MediaRef("a.wav", "", S), 4 * S, transcript=Transcript(words=words))
    nora = Character(
        "nora",
        "Nora",
        "nora",
        clips=(clip,),
        emotions=(
            EmotionTrack("joy", "joy", joy, extra={"planned": True, "colour": "#fff"}),
            EmotionTrack("fear", "fear", fear),
        ),
        overrides=(OverrideLayer("hand", "By hand", {"jawOpen": curve((1, -0.5), (2, 0.5))}, additive=True),),
        events=(Event("e", "blink", 3 * S, 3 * S + 9), Event("late", "nod", 5 * S, 6 * S)),
    )
    return Project("p", "P", (Scene("s", "S", characters=(nora,), markers=(Marker("m", 5 * S, "m"),)),))


def keys_on(project: Project, *refs: CurveRef) -> frozenset[KeyRef]:
    return frozenset(KeyRef(ref, key.time) for ref in refs for key in curve_of(project, ref).keys)


times = st.floats(0, 5).map(lambda t: round(t * 60) / 60)


@st.composite
def drawn_curves(draw):
    places = sorted(draw(st.sets(times, min_size=1, max_size=8)))
    return curve(*((t, draw(st.floats(0, 1))) for t in places))


@given(drawn_curves(), drawn_curves(), st.data())
@settings(max_examples=150, deadline=None)
def test_no_move_loses_a_key_or_leaves_the_bounds(joy, fear, data):
    before = project(joy, fear)
    keys = data.draw(st.sets(st.sampled_from(sorted(keys_on(before, JOY, FEAR)))))
    dt, dv = round(data.draw(times) * S) * data.draw(st.sampled_from([-1, 1])), data.draw(st.floats(-2, 2))
    pivot = (round(data.draw(times) * S), 0.5)
    factors = data.draw(st.tuples(st.sampled_from([-1.0, 0.0, 0.4, 2.0]), st.floats(-3, 3)))
    for edited in (
        move_keys(before, keys, dt, dv),
        scale_keys(before, keys, pivot, *factors),
        set_exactly(before, keys, time=pivot[0], value=dv),
        snap_keys(before, keys, lambda t: round(t / S) * S),
    ):
        assert len(edited.keys) == len(keys)
        assert edited.keys <= keys_on(edited.project, JOY, FEAR)
        for ref in (JOY, FEAR):
            after = curve_of(edited.project, ref).keys
            assert len(after) == len(curve_of(before, ref).keys)
            assert all(0.0 <= key.value <= 1.0 for key in after)
    assert keys_on(duplicate_keys(before, keys, dt, dv).project, JOY).__len__() == len(joy.keys) + sum(
        key.curve == JOY for key in keys
    )


def test_keys_keep_their_shape_when_they_are_moved_and_turned_round():
    joy = Curve((Key(0, 0.0, Interpolation.STEPPED), Key(S, 0.5, Interpolation.LINEAR), Key(2 * S, 1.0)))
    before = project(joy)
    turned = curve_of(scale_keys(before, keys_on(before, JOY), (S, 0.5), -1.0, 1.0).project, JOY)
    assert [(k.time, k.value) for k in turned.keys] == [(0, 1.0), (S, 0.5), (2 * S, 0.0)]
    assert [k.interpolation.value for k in turned.keys][:2] == ["linear", "stepped"]
    later = curve_of(move_keys(before, keys_on(before, JOY), S, 0.0).project, JOY)
    assert [k.interpolation for k in later.keys] == [k.interpolation for k in joy.keys]
    early = move_keys(before, keys_on(before, JOY), -9 * S, 0.0)
    assert early.keys == keys_on(before, JOY)


def test_editing_takes_a_track_from_the_program_and_respects_locks():
    before = project()
    after = move_keys(before, [KeyRef(JOY, 0)], 0, 0.1).project
    assert after.scenes[0].characters[0].emotions[0].extra == {"colour": "#fff"}
    locked = project()
    nora = locked.scenes[0].characters[0]
    tracks = tuple(attrs.evolve(t, extra={"locked": True}) if t.id == "joy" else t for t in nora.emotions)
    locked = Project(
        "p", "P", (attrs.evolve(locked.scenes[0], characters=(attrs.evolve(nora, emotions=tracks),)),)
    )
    keys = keys_on(locked, JOY, FEAR)
    moved = move_keys(locked, keys, S, 0.0)
    assert curve_of(moved.project, JOY) == curve_of(locked, JOY)
    assert len(moved.keys) == len(keys)
    with pytest.raises(ProblemError, match="locked"):
        delete_keys(locked, keys_on(locked, JOY))


def test_handwork_is_made_at_the_first_edit():
    ref = handwork_ref("nora", "mouthSmileLeft")
    after = with_curve(project(), ref, curve((0, -3.0), (1, 0.5)))
    layer = after.scenes[0].characters[0].overrides[-1]
    assert (layer.id, layer.name, layer.additive) == ("handwork-nora", "Handwork", True)
    assert [k.value for k in curve_of(after, ref).keys] == [-1.0, 0.5]
    assert with_curve(after, ref, Curve()).scenes[0].characters[0].overrides[-1].curves == {}


def test_copies_go_to_other_curves_within_their_bounds():
    before = project()
    board = copy_keys(before, keys_on(before, JAW))
    pasted = paste_keys(before, board, 6 * S, [JOY, FEAR])
    assert [(k.time, k.value) for k in curve_of(pasted.project, FEAR).keys][-2:] == [
        (6 * S, 0.0),
        (7 * S, 0.5),
    ]
    assert pasted.keys == {KeyRef(ref, t * S) for ref in (JOY, FEAR) for t in (6, 7)}
    twice = paste_keys(pasted.project, board, 6 * S, [JOY, FEAR]).project
    assert len(curve_of(twice, JOY).keys) == 5
    assert paste_keys(before, copy_keys(before, keys_on(before, JOY, FEAR)), 0).project == with_curve(
        before, FEAR, curve_of(before, FEAR)
    )


def test_tangents_and_handles_by_reference():
    before = project()
    keys = keys_on(before, JOY)
    flat = set_tangents(before, keys, Tangent.AUTO).project
    moved = move_keys(flat, [KeyRef(JOY, 2 * S)], S, 0.4).project
    middle = curve_of(moved, JOY).keys[1]
    assert middle.right is not None
    assert abs(middle.right.dv / middle.right.dt - 0.6 / (3 * S)) < 1e-15
    stepped = set_interpolation(before, keys, Interpolation.STEPPED).project
    assert sample(curve_of(stepped, JOY), np.array([S - 1]))[0] == 0.2
    pulled = drag_handle(before, KeyRef(JOY, S), Side.RIGHT, S // 4, 0.1).project
    handle = curve_of(pulled, JOY).keys[1].left
    assert handle is not None
    assert handle.dv < 0


def test_drags_are_one_step_and_can_be_broken_off():
    studio = Studio(Inbox().post)
    studio.open(project(), None)
    start, keys = studio.project, keys_on(studio.project, JOY)
    studio.selection.set(studio.selection.value.with_keys(keys))
    drag = KeyDrag(studio, keys)
    for step in range(1, 5):
        drag.move(step * S // 10, 0.01 * step)
    assert studio.selection.value.keys == {KeyRef(JOY, k.time + 4 * S // 10) for k in keys}
    assert studio.store.undo()
    assert studio.project == start
    assert not studio.store.undo()
    drag = KeyDrag(studio, keys)
    drag.move(S, 0.0)
    drag.copy(S, 0.0)
    assert len(curve_of(studio.project, JOY).keys) == 6
    drag.cancel()
    assert studio.project == start
    hand = HandleDrag(studio, KeyRef(JOY, S), Side.LEFT)
    hand.move(-S // 5, -0.2)
    hand.move(-S // 4, -0.3, broken=True)
    assert curve_of(studio.project, JOY).keys[1].extra["tangent"] == "broken"
    hand.cancel()
    assert studio.project == start
    KeyDrag(studio, keys).cancel()
    assert studio.project == start


@pytest.mark.parametrize("ease", list(Ease))
def test_eases_keep_their_ends(ease):
    before = project()
    after = curve_of(apply_ease(before, keys_on(before, JOY), ease).project, JOY)
    for key in curve_of(before, JOY).keys:
        assert sample(after, np.array([key.time]))[0] == pytest.approx(key.value)
    middle = sample(after, np.arange(1, S, S // 50))
    assert (middle.max() > 0.83) == (ease is Ease.OVERSHOOT)
    assert (middle.min() < 0.17) == (ease is Ease.ANTICIPATE)


def test_simplifying_keeps_the_line():
    dense = curve(*((i / 30, 0.5 + 0.4 * np.sin(i / 20)) for i in range(200)))
    before = project(dense)
    after = simplify_keys(before, keys_on(before, JOY), 0.01)
    new = curve_of(after.project, JOY)
    at = np.arange(0, 7 * S, S // 100)
    assert len(new.keys) < 20
    assert after.keys == keys_on(after.project, JOY)
    assert np.abs(sample(new, at) - sample(dense, at)).max() < 0.011


def test_anchored_keys_stay_tied_to_where_they_are():
    before = project(curve((4.1, 0.5), (4.6, 0.7)))
    nora = before.scenes[0].characters[0]
    tied = anchor_keys(before, keys_on(before, JOY), nora).project
    assert [k.anchor.word_id for k in curve_of(tied, JOY).keys if k.anchor] == ["c/w1", "c/w2"]
    moved = move_keys(tied, [KeyRef(JOY, curve_of(tied, JOY).keys[0].time)], S // 2 + S // 5, 0.0).project
    assert [k.anchor.word_id for k in curve_of(moved, JOY).keys if k.anchor] == ["c/w2", "c/w2"]
    loose = release_keys(moved, keys_on(moved, JOY)).project
    assert not any(k.anchor for k in curve_of(loose, JOY).keys)
    with pytest.raises(ProblemError, match="no other word"):
        anchor_keys(project(), [KeyRef(JOY, 0)], nora)


def test_razor_keeps_the_shape():
    before = project()
    cut = razor(before, [JOY, FEAR], S * 3 // 2)
    assert cut.keys == {KeyRef(JOY, S * 3 // 2), KeyRef(FEAR, S * 3 // 2)}
    at = np.arange(0, 4 * S, S // 50)
    assert np.abs(sample(curve_of(cut.project, JOY), at) - sample(curve_of(before, JOY), at)).max() < 1e-6


def test_taking_time_out_moves_everything_after_it_up():
    before = project(curve((0, 0.2), (1, 0.8), (3, 0.4), (5, 0.6)))
    scene = before.scenes[0]
    after = delete_time(before, scene, TimeRange(2 * S, 3 * S + S // 2))
    nora = after.scenes[0].characters[0]
    assert nora.clips[0].start == 4 * S - 3 * S // 2
    assert after.scenes[0].markers[0].time == 5 * S - 3 * S // 2
    assert [e.id for e in nora.events] == ["late"]
    assert nora.events[0].start == 5 * S - 3 * S // 2
    at = np.arange(0, 2 * S, S // 50)
    old, new = curve_of(before, JOY), curve_of(after, JOY)
    assert np.abs(sample(new, at) - sample(old, at)).max() < 1e-6
    late = np.arange(2 * S + S // 50, 6 * S, S // 50)
    assert np.abs(sample(new, late) - sample(old, late + 3 * S // 2)).max() < 1e-6
    with pytest.raises(ProblemError, match="recording"):
        delete_time(before, scene, TimeRange(4 * S + 5, 5 * S))


def test_putting_time_in_and_taking_it_out_is_nothing():
    before = project()
    scene = before.scenes[0]
    wide = insert_time(before, scene, 3 * S, 2 * S)
    nora = wide.scenes[0].characters[0]
    assert nora.clips[0].start == 6 * S
    assert nora.events[0].start == 5 * S
    assert sample(curve_of(wide, FEAR), np.array([4 * S]))[0] == pytest.approx(0.9)
    again = delete_time(wide, wide.scenes[0], TimeRange(3 * S, 5 * S))
    at = np.arange(0, 8 * S, S // 30)
    for ref in (JOY, FEAR, JAW):
        assert np.abs(sample(curve_of(again, ref), at) - sample(curve_of(before, ref), at)).max() < 1e-6
    assert again.scenes[0].characters[0].clips == before.scenes[0].characters[0].clips


def test_one_character_alone_can_be_rippled():
    before = project()
    after = insert_time(before, before.scenes[0], 0, S, "nora")
    assert after.scenes[0].markers == before.scenes[0].markers
    assert curve_of(after, JOY).keys[-1].time == 3 * S


def test_refs_of_nobody_do_nothing():
    before = project()
    assert curve_of(before, CurveRef("gone")) == Curve()
    assert move_keys(before, [KeyRef(CurveRef("gone"), 5)], S, 0).keys == frozenset()
    assert keying.chosen_keys(before, keying.Selected(keys=frozenset({KeyRef(JOY, 5)}))) == {}
