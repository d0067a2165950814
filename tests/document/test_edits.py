"""Edits: what they change, what they leave the very same object, and what moves along with the words."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_projects import S, projects, small, spoken

from studio.core.problems import ProblemError
from studio.core.time import Rate, TimeRange
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.diff import diff
from studio.document.edits import clips, emotions, keys, layers, scenes, takes
from studio.document.edits.anchors import anchored
from studio.document.edits.tree import part_of
from studio.document.identity import check_ids, fresh_id
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    Marker,
    MediaRef,
    OverrideLayer,
    Project,
    Provenance,
    Scene,
    Script,
    Take,
    VoiceClip,
    Word,
)

HELLO = spoken(("hello", 0.5, 1.0), ("dear", 1.0, 1.5), ("world", 1.5, 2.0))


def told(before: Project, after: Project) -> list[tuple[str, str]]:
    return [(change.kind, change.id) for change in diff(before, after)]


def joy(project: Project) -> list[tuple[float, float]]:
    return [(key.time / S, key.value) for key in part_of(project, EmotionTrack, "joy1").curve.keys]


def test_adding_setting_and_removing() -> None:
    p = small()
    steps = [
        (lambda p: scenes.add_scene(p, Scene("s2", "Two")), [("Scene", "s2")]),
        (lambda p: scenes.set_scene(p, "s2", rate=Rate(24)), [("Scene", "s2")]),
        (lambda p: scenes.add_character(p, "s2", Character("j", "Jo", "jonas")), [("Character", "j")]),
        (lambda p: scenes.set_character(p, "j", jaw_gain=0.5), [("Character", "j")]),
        (lambda p: clips.add_clip(p, "j", VoiceClip("c2", MediaRef("b.wav", "1", S))), [("VoiceClip", "c2")]),
        (lambda p: clips.set_script(p, "c2", Script("Hi")), [("VoiceClip", "c2")]),
        (lambda p: emotions.add_emotion(p, "j", EmotionTrack("fear", "fear")), [("EmotionTrack", "fear")]),
        (lambda p: emotions.set_emotion(p, "fear", muted=True), [("EmotionTrack", "fear")]),
        (lambda p: layers.add_override(p, "j", OverrideLayer("o", "o")), [("OverrideLayer", "o")]),
        (lambda p: layers.set_override(p, "o", weight=0.5), [("OverrideLayer", "o")]),
        (lambda p: layers.change_override_curve(p, "o", "jawOpen", lambda c: keys.with_key(c, Key(0, 0.5))),
         [("OverrideLayer", "o")]),
        (lambda p: layers.add_event(p, "j", Event("e", "nod", 0, S)), [("Event", "e")]),
        (lambda p: layers.set_event(p, Event("e", "nod", 0, 2 * S, muted=True)), [("Event", "e")]),
        (lambda p: scenes.add_marker(p, "s2", Marker("m", S)), [("Marker", "m")]),
        (lambda p: scenes.set_marker(p, Marker("m", 0, "start")), [("Marker", "m")]),
        (lambda p: scenes.remove_marker(p, "m"), [("Marker", "m")]),
        (lambda p: layers.remove_event(p, "e"), [("Event", "e")]),
        (lambda p: layers.remove_override(p, "o"), [("OverrideLayer", "o")]),
        (lambda p: emotions.remove_emotion(p, "fear"), [("EmotionTrack", "fear")]),
        (lambda p: clips.remove_clip(p, "c2"), [("VoiceClip", "c2")]),
        (lambda p: scenes.remove_character(p, "j"), [("Character", "j")]),
        (lambda p: scenes.remove_scene(p, "s2"), [("Scene", "s2")]),
    ]  # fmt: skip
    first = p
    for edit, changed in steps:
        after = edit(p)
        # Whoever loses or gains a member is told by that field; the rest of the news is the thing itself.
        assert [t for t in told(p, after) if t[0] == changed[0][0]] == changed
        assert after.scenes[0] is first.scenes[0]
        check_ids(after, "test")
        p = after
    assert p == first


NOTHING = [
    lambda p: scenes.set_character(p, "nora1", name="Nora"),
    lambda p: emotions.set_keys(p, "joy1", [Key(0, 0.0)]),
    lambda p: emotions.delete_keys(p, "joy1", [7]),
    lambda p: emotions.paint(p, "joy1", []),
    lambda p: emotions.move_key(p, "joy1", 0, 0),
    lambda p: clips.move_clip(p, "clip1", S),
    lambda p: clips.set_script(p, "clip1", Script()),
    lambda p: layers.set_event(p, Event("blink1", "blink", S, S + S // 5, pinned=True)),
    lambda p: takes.unlock_range(p, "take1", TimeRange(0, S)),
]


@pytest.mark.parametrize("edit", NOTHING)
def test_edits_that_change_nothing_give_the_same_object(edit) -> None:
    project = small()
    assert edit(project) is project


WRONG = [
    (lambda p: scenes.set_scene(p, "no", name="x"), "no scene"),
    (lambda p: scenes.set_character(p, "no", name="x"), "no character"),
    (lambda p: emotions.set_keys(p, "no", []), "no EmotionTrack"),
    (lambda p: emotions.set_keys(p, "joy1", [Key(0, 1.5)]), "between 0 and 1"),
    (lambda p: emotions.set_keys(p, "joy1", [Key(0, float("nan"))]), "needs a number"),
    (lambda p: emotions.move_key(p, "joy1", 5, 6), "no key"),
    (lambda p: clips.set_word_timing(p, "clip1", "w0", 0, 1), "no word"),
    (lambda p: clips.set_word_timing(p, "clip1", "w0", 5, 5), "ends after"),
    (lambda p: scenes.add_scene(p, Scene("scene1", "twice")), "already"),
    (lambda p: layers.add_event(p, "nora1", Event("nod1", "nod", 0, 1)), "already"),
    (lambda p: layers.add_event(p, "nora1", Event("nod2", "nod", 5, 1)), "ends after"),
    (lambda p: takes.add_take(p, "nora1", Take("t", ("a",), Rate(30), 0, np.zeros((3, 2), np.float32),
                                               Provenance("m"))), "no table"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "words"), WRONG)
def test_edits_that_cannot_be_done_say_why(edit, words: str) -> None:
    with pytest.raises(ProblemError, match=words):
        edit(small())


def test_keys_of_a_track() -> None:
    p = emotions.set_keys(small(), "joy1", [Key(S, 0.5), Key(0, 0.1)])
    assert joy(p) == [(0, 0.1), (1, 0.5), (4, 1.0)]
    assert joy(emotions.move_key(p, "joy1", S, 4 * S)) == [(0, 0.1), (4, 0.5)]
    assert joy(emotions.move_key(p, "joy1", 0, 2 * S, 0.9)) == [(1, 0.5), (2, 0.9), (4, 1.0)]
    assert joy(emotions.delete_keys(p, "joy1", [S])) == [(0, 0.1), (4, 1.0)]
    assert joy(emotions.paint(p, "joy1", [Key(4 * S, 0.0), Key(S // 2, 0.7)])) == [
        (0, 0.1),
        (0.5, 0.7),
        (4, 0),
    ]
    assert joy(emotions.clear_range(p, "joy1", TimeRange(S, 4 * S))) == [(0, 0.1)]


def with_anchors() -> Project:
    """Keys at the starts of the three words, one free key between."""
    p = clips.set_transcript(small(), "clip1", HELLO)
    clip = part_of(p, VoiceClip, "clip1")
    tied = [
        anchored(Key(round((1 + w) * S), 0.5), clip, f"clip1/w{i}") for i, w in enumerate((0.5, 1.0, 1.5))
    ]
    return emotions.set_keys(p, "joy1", [*tied, Key(round(2.2 * S), 0.9)])


def test_keys_follow_their_word_when_its_edges_move() -> None:
    p = clips.set_word_timing(with_anchors(), "clip1", "clip1/w1", round(1.1 * S), round(1.3 * S))
    assert joy(p) == [(0, 0), (1.5, 0.5), (2.1, 0.5), (2.2, 0.9), (2.5, 0.5), (4, 1.0)]
    word = part_of(p, VoiceClip, "clip1").transcript.words[1]
    assert [(ph.start / S, ph.end / S) for ph in word.phones] == [(1.1, 1.2), (1.2, 1.3)]


def test_keys_follow_their_clip() -> None:
    p = clips.move_clip(with_anchors(), "clip1", 2 * S)
    assert joy(p) == [(0, 0), (2.2, 0.9), (2.5, 0.5), (3.0, 0.5), (3.5, 0.5), (4, 1.0)]


def test_a_line_recorded_again_takes_its_keys_along() -> None:
    p = clips.set_word(with_anchors(), "clip1", "clip1/w2", lip_gain=0.3)
    again = spoken(
        ("Hello,", 0.0, 0.4), ("my", 0.4, 0.6), ("dear", 0.6, 1.2), ("world!", 1.4, 2.4), prefix="x"
    )
    p = clips.set_media(p, "clip1", MediaRef("b.wav", "11", 3 * S), again)
    assert joy(p) == [(0, 0), (1.0, 0.5), (1.6, 0.5), (2.2, 0.9), (2.4, 0.5), (4, 1.0)]
    words = part_of(p, VoiceClip, "clip1").transcript.words
    assert [w.id for w in words] == ["clip1/w0", "clip1/x1", "clip1/w1", "clip1/w2"]
    assert [w.lip_gain for w in words] == [1, 1, 1, 0.3]


def test_a_translated_line_takes_its_keys_along_by_place() -> None:
    german = spoken(("hallo", 0.0, 0.5), ("liebe", 0.6, 1.0), ("schöne", 1.0, 1.4), ("welt", 1.5, 2.0))
    p = clips.set_transcript(with_anchors(), "clip1", german)
    anchors = [k.anchor.word_id for k in part_of(p, EmotionTrack, "joy1").curve.keys if k.anchor]
    words = {w.id: w.text for w in part_of(p, VoiceClip, "clip1").transcript.words}
    assert [words[a] for a in anchors] == ["hallo", "liebe", "schöne"]
    assert joy(p)[1:4] == [(1.0, 0.5), (1.6, 0.5), (2.0, 0.5)]


def test_keys_of_a_line_without_words_stay_and_are_free() -> None:
    for p in (
        clips.remove_clip(with_anchors(), "clip1"),
        clips.set_transcript(with_anchors(), "clip1", spoken()),
    ):
        assert joy(p) == joy(with_anchors())
        assert all(key.anchor is None for key in part_of(p, EmotionTrack, "joy1").curve.keys)


def test_a_key_moved_by_hand_lets_go_of_its_word() -> None:
    p = emotions.move_key(with_anchors(), "joy1", 2 * S, 3 * S)
    p = clips.move_clip(p, "clip1", 0)
    assert (3.0, 0.5) in joy(p)


def test_overrides_follow_words_too() -> None:
    p = with_anchors()
    clip = part_of(p, VoiceClip, "clip1")
    key = anchored(Key(2 * S, 0.4), clip, "clip1/w1")
    p = layers.change_override_curve(p, "hand1", "jawOpen", lambda c: keys.with_key(c, key))
    p = clips.move_clip(p, "clip1", 0)
    assert part_of(p, OverrideLayer, "hand1").curves["jawOpen"].keys[0].time == S


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 50)), max_size=6),
       st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 50)), max_size=6))  # fmt: skip
def test_any_alignment_after_any_other_keeps_order_and_ids(old: list, new: list) -> None:
    def words(parts: list) -> object:
        ends = np.cumsum([length + 1 for _, length in parts])
        return spoken(*[(t, (e - n) / 10, e / 10) for (t, n), e in zip(parts, ends, strict=True)])

    p = clips.set_transcript(small(), "clip1", words(old))
    clip = part_of(p, VoiceClip, "clip1")
    tied = [anchored(Key(clip.start + w.start, 0.5), clip, w.id) for w in clip.transcript.words]
    p = emotions.set_keys(p, "joy1", tied)
    p = clips.set_transcript(p, "clip1", words(new))
    check_ids(p, "test")
    ids = {w.id for w in part_of(p, VoiceClip, "clip1").transcript.words}
    curve = part_of(p, EmotionTrack, "joy1").curve
    assert len(curve.keys) == len({k.time for k in tied} | {0, 4 * S})
    assert all(k.anchor is None or k.anchor.word_id in ids for k in curve.keys)


@given(st.lists(st.integers(0, 20)), st.lists(st.integers(0, 20)))
def test_keys_in_order_never_collide(times: list[int], others: list[int]) -> None:
    curve = keys.in_order(Curve(), [Key(t, 0.1) for t in times] + [Key(t, 0.2) for t in others])
    assert len(curve.keys) == len(times) + len(others)


def ramp(
    id_: str, value: float, names: tuple[str, ...] = ("jawOpen", "mouthClose"), rate: Rate = Rate(30)
) -> Take:
    frames = 3 * rate.numerator + 1
    return Take(id_, names, rate, 0, np.full((frames, len(names)), value, np.float32), Provenance("m"))


def test_a_take_generated_again_keeps_its_locked_ranges() -> None:
    p = takes.replace_take(small(), "take1", ramp("take1", 0.2))
    p = takes.lock_range(p, "take1", TimeRange(S, 2 * S))
    p = takes.replace_take(p, "take1", ramp("take2", 0.8, ("mouthClose", "browInnerUp"), Rate(60)))
    take = part_of(p, Take, "take2")
    at = np.arange(len(take.values)) / 60
    close, brow = take.values.T
    np.testing.assert_allclose(close[(at >= 1) & (at <= 2)], 0.2, atol=1e-6)
    np.testing.assert_allclose(close[(at < 0.9) | (at > 2.1)], 0.8, atol=1e-6)
    assert np.abs(np.diff(close)).max() < 0.15
    np.testing.assert_allclose(brow, 0.8, atol=1e-6)
    assert take.locked == ((S, 2 * S),)
    p = takes.unlock_range(p, "take2", TimeRange(round(1.5 * S), 5 * S))
    assert part_of(p, Take, "take2").locked == ((S, round(1.5 * S)),)
    p = takes.lock_range(p, "take2", TimeRange(S // 2, S))
    assert part_of(p, Take, "take2").locked == ((S // 2, round(1.5 * S)),)


def test_a_new_plan_leaves_pinned_events_alone() -> None:
    planned = [
        Event("blink2", "blink", S, 2 * S),
        Event("blink3", "blink", 3 * S, 4 * S),
        Event("look", "gaze", 0, S),
    ]
    p = layers.replace_planned(small(), "nora1", planned)
    assert [e.id for e in p.scenes[0].characters[0].events] == ["look", "blink1", "blink3"]
    assert layers.replace_planned(p, "nora1", planned) is p


def test_fresh_ids_are_free_and_the_same_every_time() -> None:
    p = small()
    assert fresh_id(p, "clip") == "clip2"
    assert fresh_id(p, "marker") == "marker1"
    p = clips.add_clip(p, "nora1", VoiceClip(fresh_id(p, "clip"), MediaRef("b", "", 0)))
    assert fresh_id(p, "clip") == "clip3"


@settings(max_examples=30, deadline=None)
@given(projects(), projects())
def test_diff_is_empty_only_for_equals(a: Project, b: Project) -> None:
    assert diff(a, a) == ()
    same = attrs.evolve(a, scenes=tuple(attrs.evolve(scene) for scene in a.scenes))
    assert diff(a, same) == ()
    b = attrs.evolve(b, id=a.id)
    assert (diff(a, b) == ()) == (a == b)


def test_diff_reaches_words() -> None:
    p = clips.set_transcript(small(), "clip1", HELLO)
    after = clips.set_word(p, "clip1", "clip1/w1", jaw_gain=0.5)
    (change,) = diff(p, after)
    assert (change.kind, change.id, change.owner, change.fields) == (
        "Word",
        "clip1/w1",
        "clip1",
        ("jaw_gain",),
    )
    assert isinstance(change.after, Word)
    assert told(small(), p) == [("VoiceClip", "clip1")]


def test_anchor_of_unknown_words_is_left_alone() -> None:
    p = emotions.set_keys(small(), "joy1", [Key(S, 0.5, anchor=WordAnchor("elsewhere", 0.5))])
    assert (
        clips.move_clip(p, "clip1", 0).scenes[0].characters[0].emotions is p.scenes[0].characters[0].emotions
    )
