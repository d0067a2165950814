"""Edges of recordings at an artist's hand, recordings cut in two: one step each, and all stays in time."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from staged import House

from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND as S
from studio.core.time import Rate
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits.clips import add_clip, move_clip
from studio.document.edits.emotions import set_emotion
from studio.document.edits.parts import trim_clip
from studio.document.edits.takes import lock_range
from studio.document.edits.words import Side
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    Project,
    Provenance,
    Scene,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.session.keying.chosen_deeds import can_delete, delete
from studio.session.palette.joining import joined
from studio.session.palette.suggesting import is_suggested, with_suggestion
from studio.session.scripting import files
from studio.session.scripting.trimming import (
    EdgeHand,
    split,
    split_chosen,
    trim_chosen,
    whole_again,
)
from studio.session.selection import Kind
from studio.session.tools import Snapping


def line(id_: str, start: int) -> VoiceClip:
    words = tuple(Word(f"{id_}/w{k}", f"w{k}", k * S, k * S + S // 2) for k in range(4))
    return VoiceClip(id_, MediaRef(f"{id_}.wav", id_, 4 * S), start, transcript=Transcript(words=words))


def project() -> Project:
    """Two lines, from 1 to 5 and from 6 to 10 seconds; a key every half second, tied where a word begins."""
    clips = (line("a", S), line("b", 6 * S))
    tied = {c.start + w.start: WordAnchor(w.id) for c in clips for w in c.words}
    keys = tuple(Key(k * S // 2, 0.1 + 0.01 * k, anchor=tied.get(k * S // 2)) for k in range(24))
    takes = tuple(
        Take(
            f"take-{c.id}-x", ("jawOpen",), Rate(30), c.start, np.zeros((121, 1), np.float32), Provenance("m")
        )
        for c in clips
    )
    events = (Event("late", "blink", 8 * S, 8 * S + S // 4), Event("early", "blink", S // 2, S))
    member = Character(
        "nora", "Nora", "nobody", clips=clips, takes=takes, events=events,
        emotions=(EmotionTrack("joy", "joy", Curve(keys)),),
    )  # fmt: skip
    return Project("p", "P", (Scene("s", "S", characters=(member,)),))


@pytest.fixture
def house(monkeypatch, tmp_path):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    built = House()
    built.studio.jobs.start = lambda *_, **__: None  # nothing is loaded beside these tests
    built.studio.open(project(), None)
    yield built
    built.close()


def nora(house: House) -> Character:
    return house.studio.project.scenes[0].characters[0]


def spans(house: House) -> list[tuple[float, float]]:
    return [(c.begin / S, c.end / S) for c in nora(house).clips]


def choose(house: House, *ids: str) -> None:
    house.studio.selection.set(house.studio.selection.value.of(Kind.CLIP, *ids))


def test_an_edge_follows_the_hand_in_one_step(house):
    studio, before = house.studio, house.studio.project
    hand = EdgeHand(studio, "a", Side.END)
    for to in (3.5, 2.0, 9.0, 3.0):
        hand.move(round(to * S), ripple=False)
    hand.finish()
    assert spans(house) == [(1, 4), (6, 10)]
    assert studio.store.steps == ("Trim recording",)
    studio.store.undo()
    assert studio.project == before
    hand = EdgeHand(studio, "a", Side.START)
    hand.move(S, ripple=False)
    hand.cancel()
    assert studio.project == before
    assert studio.transport.length == 10 * S


def test_with_ripple_all_that_is_later_moves_along_and_comes_back(house):
    studio, before = house.studio, house.studio.project
    hand = EdgeHand(studio, "a", Side.END)
    hand.move(S, ripple=True)
    hand.move(2 * S, ripple=True)
    assert spans(house) == [(1, 3), (4, 8)]
    times = [key.time / S for key in nora(house).emotions[0].curve.keys]
    assert times[:7] == [0, 0.5, 1, 1.5, 2, 2.5, 3]
    assert times[-1] == 9.5
    tied = [k.time for k in nora(house).emotions[0].curve.keys if k.anchor and k.anchor.word_id == "b/w0"]
    assert tied == [4 * S]
    assert {e.id: e.start / S for e in nora(house).events} == {"late": 6, "early": 0.5}
    assert {t.id: t.start / S for t in nora(house).takes} == {"take-a-x": 1, "take-b-x": 4}
    hand.move(4 * S, ripple=True)
    hand.finish()
    assert studio.project == before


def test_with_ripple_a_line_whose_beginning_goes_begins_where_it_did(house):
    hand = EdgeHand(house.studio, "a", Side.START)
    hand.move(S, ripple=True)
    hand.finish()
    assert spans(house) == [(1, 4), (5, 9)]
    first = nora(house).clips[0]
    assert (first.start, first.in_point) == (0, S)
    hand = EdgeHand(house.studio, "a", Side.START)
    hand.move(0, ripple=True)
    hand.finish()
    assert spans(house) == [(1, 5), (6, 10)]
    assert {t.id: t.start / S for t in nora(house).takes} == {"take-a-x": 1, "take-b-x": 6}


def test_a_hand_stops_at_what_is_locked_and_is_told_once(house):
    span = attrs.evolve(nora(house).clips[0].span, start=2 * S, end=3 * S)
    house.studio.apply("Lock", lambda p: lock_range(p, "take-a-x", span))
    for side, to, stops in ((Side.END, S, (1, 3)), (Side.START, 3 * S, (2, 3))):
        hand = EdgeHand(house.studio, "a", side)
        for _ in range(3):
            hand.move(to, ripple=False)
        hand.finish()
        assert spans(house)[0] == stops
    assert sum("locked" in text for text in house.told) == 2
    assert split(house.studio, "a", round(2.5 * S)) is None
    assert "locked" in house.told[-1]


def test_a_cut_is_one_step_and_the_parts_are_alone(house):
    studio, before = house.studio, house.studio.project
    own = split(studio, "a", round(2.75 * S))
    assert spans(house) == [(1, 2.75), (2.75, 5), (6, 10)]
    assert studio.store.steps == ("Cut recording",)
    studio.apply("Move", lambda p: move_clip(p, own, 20 * S))
    assert [w.text for w in nora(house).clips[1].said] == ["w2", "w3"]
    keys = {k.anchor.word_id: k.time / S for k in nora(house).emotions[0].curve.keys if k.anchor}
    assert (keys["a/w1"], keys[f"{own}/w2"]) == (2, 22)
    studio.store.undo()
    studio.store.undo()
    assert studio.project == before
    assert split(studio, "a", 0) is None
    assert "not heard" in house.told[-1]


def test_actions_work_at_the_playhead(house):
    studio = house.studio
    studio.transport.seek(3 * S)
    assert split_chosen(studio)
    assert spans(house) == [(1, 3), (3, 5), (6, 10)]
    studio.store.undo()
    assert not trim_chosen(studio, Side.START)
    choose(house, "a")
    assert trim_chosen(studio, Side.START)
    studio.transport.seek(4 * S)
    studio.snapping.set(Snapping(ripple=True))
    assert trim_chosen(studio, Side.END)
    assert spans(house) == [(3, 4), (5, 9)]
    assert whole_again(studio, ("a",))
    assert spans(house)[0] == (1, 5)
    studio.transport.seek(20 * S)
    assert not split_chosen(studio)


def test_the_delete_key_takes_a_part_away_with_its_time_where_ripple_is_on(house):
    studio, before = house.studio, house.studio.project
    own = split(studio, "a", 3 * S)
    choose(house, own)
    assert can_delete(studio)
    assert delete(studio)
    assert spans(house) == [(1, 3), (6, 10)]
    assert not [t for t in nora(house).takes if own in t.id]
    assert studio.selection.value.kind is Kind.NOTHING
    studio.store.undo()
    choose(house, own)
    studio.snapping.set(Snapping(ripple=True))
    assert delete(studio)
    assert spans(house) == [(1, 3), (4, 8)]
    studio.store.go_to(0)
    assert studio.project == before


def test_locked_lanes_stay_when_others_move_along(house):
    locked = nora(house).emotions[0].curve
    house.studio.apply("Lock", lambda p: set_emotion(p, "joy", extra={"locked": True}))
    hand = EdgeHand(house.studio, "a", Side.END)
    hand.move(2 * S, ripple=True)
    hand.finish()
    assert spans(house) == [(1, 3), (4, 8)]
    untied = [k for k in locked.keys if k.anchor is None]
    assert [k for k in nora(house).emotions[0].curve.keys if k.anchor is None] == untied


def test_a_script_that_is_dropped_is_that_of_all_parts(house, monkeypatch, tmp_path):
    own, found = split(house.studio, "a", 3 * S), []
    monkeypatch.setattr(files, "import_words", lambda _, clip_id, path: found.append(clip_id))
    files.take_script(house.studio, tmp_path / "a.txt")
    assert found == ["a", own]


def test_what_is_suggested_shows_while_it_is_heard(house):
    studio = house.studio
    felt = Curve((Key(0, 0.0), Key(S, 0.8), Key(3 * S, 0.8), Key(4 * S, 0.0)))
    studio.suggestions._found.update({"a": {"joy": felt}, "b": {"joy": felt}})
    studio.suggestions.set_blend("nora", 1.0)

    def shown() -> Curve:
        return next(t.curve for t in nora(house).emotions if is_suggested(t))

    at = np.arange(0, 12 * S, S // 10)
    whole = sample(shown(), at)
    own = split(studio, "a", 3 * S)
    assert studio.store.steps == ("Blend the suggestion", "Cut recording")
    assert np.abs(sample(shown(), at) - whole).max() < 0.01
    hand = EdgeHand(studio, own, Side.END)
    hand.move(round(2.5 * S), ripple=False)
    hand.finish()
    now = sample(shown(), at)
    heard = (at <= 3.5 * S) | (at >= 6 * S)
    assert np.abs(now - whole)[heard].max() < 0.01
    assert now[(at > 3.7 * S) & (at < 6 * S)].max() < 1e-6
    studio.store.undo()
    assert np.abs(sample(shown(), at) - whole).max() < 0.01


def test_suggestions_of_parts_come_from_nothing_and_go_to_nothing():
    felt = {"joy": Curve((Key(0, 0.5), Key(4 * S, 0.5)))}
    part = attrs.evolve(line("a", S), in_point=S, length=S)
    curve = joined([(part, felt), (line("b", 6 * S), {})])["joy"]
    assert [(round(k.time / S, 2), k.value) for k in curve.keys] == [(1.85, 0), (2, 0.5), (3, 0.5), (3.15, 0)]
    both = joined([(part, felt), (attrs.evolve(part, id="c", in_point=2 * S), felt)])["joy"]
    assert [k.value for k in both.keys] == [0, 0.5, 0.5, 0.5, 0]
    apart = joined([(part, felt), (attrs.evolve(part, id="c", in_point=2 * S, start=3 * S), felt)])["joy"]
    assert sample(apart, np.array([4 * S])) == pytest.approx(0)


def test_a_cut_of_a_performed_line_needs_no_work(demo):
    """Nothing is loaded, listened to or performed again, nothing is stale; also after undo and redo."""
    studio = demo.studio
    member = studio.scene.characters[0]
    (clip,) = member.clips
    before = {name: values.copy() for name, values in _composed(studio, member.id).items()}
    known = len(studio.jobs.all)
    own = split(studio, clip.id, (clip.begin + clip.end) // 2)
    done = [job.title for job in studio.jobs.all[known:]]
    demo.settle()
    assert not [t for t in done if t.startswith(("Loading", "Aligning", "Performing"))], done
    voices = studio.stage.voices
    assert voices.ready(own)
    assert voices.ready(clip.id)
    assert voices[own].audio is voices[clip.id].audio
    assert {w.word_id for w in voices[own].prosody.words} == {w.id for w in _clip(studio, own).words}
    assert studio.stage.stale(member.id) == ()
    for name, values in _composed(studio, member.id).items():
        assert np.array_equal(values, before[name]), name
    studio.store.undo()
    demo.settle()
    studio.store.redo()
    demo.settle()
    assert voices.ready(own)
    assert voices[own].audio is voices[clip.id].audio
    assert studio.stage.stale(member.id) == ()
    assert studio.store.steps == ("Cut recording",)


def test_what_is_shown_of_a_part_is_what_composing_it_gives(demo):
    studio = demo.studio
    member = studio.scene.characters[0]
    (clip,) = member.clips
    own = split(studio, clip.id, (clip.begin + clip.end) // 2)
    for side, to in ((Side.START, S // 2), (Side.END, S)):
        hand = EdgeHand(studio, clip.id, side)
        hand.move(to, ripple=False)
        hand.finish()
    studio.apply("Move", lambda p: move_clip(p, own, S))
    demo.settle()
    studio.stage.want(studio.scene.characters[0].clips[0].span)
    demo.settle()
    assert demo.worst_error(studio.scene.characters[0]) < 1e-4
    assert studio.stage.stale(member.id) == ()


def _clip(studio, clip_id):
    return next(c for who in studio.scene.characters for c in who.clips if c.id == clip_id)


def _composed(studio, character_id):
    found = studio.stage.composed(character_id)
    assert found.known.all()
    return {"values": found.values}


@pytest.fixture
def demo(monkeypatch, tmp_path):
    monkeypatch.setenv("MOODLINE_CONFIG", str(tmp_path / "config"))
    built = House()
    built.open_demo()
    yield built
    built.close()


def test_lines_that_come_are_laid_behind_what_is_heard(house):
    studio = house.studio
    studio.apply("Trim", lambda p: trim_clip(p, "b", Side.END, S))
    studio.apply("Add", lambda p: add_clip(p, "nora", line("c", 7 * S)))
    assert studio.transport.length == 11 * S
    assert with_suggestion(studio.project, "nora", {}, 0.0) is studio.project
