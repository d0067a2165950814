"""Parts of recordings: trimmed and cut without anything that is heard moving."""

from __future__ import annotations

import json
from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_projects import S, phones

from studio.core.problems import ProblemError
from studio.core.time import Rate
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits.clips import move_clip, remove_clip, set_media
from studio.document.edits.duplicates import duplicate_character
from studio.document.edits.parts import SHORTEST_PART, cut_clip, trim_clip, untrimmed
from studio.document.edits.takes import lock_range
from studio.document.edits.words import Side
from studio.document.files import load, save
from studio.document.identity import check_ids
from studio.document.migrations import VERSIONS
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    OverrideLayer,
    Project,
    Provenance,
    Scene,
    Take,
    Transcript,
    VoiceClip,
    Word,
)

LONG = 10 * S
COUNT = 20
places = st.integers(-2 * S, 12 * S)


def line(id_: str = "v", start: int = S) -> VoiceClip:
    """A word every half second for ten seconds."""
    edges = [(k * S // 2, k * S // 2 + S // 3) for k in range(COUNT)]
    words = tuple(Word(f"{id_}/w{k}", f"w{k}", a, b, phones=phones(a, b)) for k, (a, b) in enumerate(edges))
    return VoiceClip(id_, MediaRef("a.wav", "h", LONG), start, transcript=Transcript(words=words))


def project(*others: VoiceClip) -> Project:
    """The line with a key on every word, its take and a variation, a gesture on every third word, a nod."""
    clip = line()
    keys = tuple(Key(S + w.start, 0.5, anchor=WordAnchor(w.id, 0.0)) for w in clip.words)
    takes = tuple(
        Take(f"{mark}-v-abc", ("jawOpen",), Rate(30), S, np.zeros((301, 1), np.float32), Provenance("m"))
        for mark in ("take", "variation")
    )
    gestures = tuple(
        Event(f"c/gesture-v-{w.id}", "gesture", S + w.start, S + w.end, name="beat") for w in clip.words[::3]
    )
    nod = Event("c/head-00001", "head", S + LONG // 2, S + LONG // 2 + S, name="nod")
    member = Character(
        "c",
        "C",
        "nora",
        clips=(clip, *others),
        emotions=(EmotionTrack("joy", "joy", Curve(keys)),),
        takes=takes,
        overrides=(OverrideLayer("hand", "Hand", {"jawOpen": Curve(keys)}),),
        events=(*gestures, nod),
    )
    return Project("p", "P", (Scene("s", "S", characters=(member,)),))


def member_of(found: Project) -> Character:
    return found.scenes[0].characters[0]


def sounds(found: Project) -> list[tuple[str, int]]:
    """Every word that is heard, and when."""
    return sorted((w.text, c.start + w.start) for c in member_of(found).clips for w in c.said)


@given(st.lists(st.tuples(st.sampled_from(Side), places), max_size=6))
def test_trimming_moves_nothing_and_is_taken_back(steps: list[tuple[Side, int]]) -> None:
    before = after = project()
    for side, to in steps:
        after = trim_clip(after, "v", side, to)
        clip = member_of(after).clips[0]
        assert 0 <= clip.in_point <= clip.out_point - SHORTEST_PART
        assert clip.out_point <= LONG
        assert set(sounds(after)) <= set(sounds(before))
        assert attrs.evolve(member_of(after), clips=()) == attrs.evolve(member_of(before), clips=())
    assert untrimmed(after, "v") == before


def test_a_word_is_heard_when_its_middle_is() -> None:
    word = line().words[3]
    middle = (word.start + word.end) // 2
    for to, count in ((word.start, 17), (middle, 17), (middle + 1, 16)):
        clip = member_of(trim_clip(project(), "v", Side.START, to)).clips[0]
        assert len(clip.said) == count
        assert clip.begin == S + to
        assert clip.end == S + LONG
    assert list(clip.heard([(word.start, word.end)])) == [(S + middle + 1, S + word.end)]


def test_an_edge_stops_at_the_scenes_beginning_and_at_its_neighbours() -> None:
    early = move_clip(trim_clip(project(), "v", Side.START, 4 * S), "v", -2 * S)
    assert member_of(trim_clip(early, "v", Side.START, 0)).clips[0].begin == 0
    beside = project(line("u", 13 * S))
    short = trim_clip(beside, "v", Side.END, 4 * S)
    near = move_clip(short, "u", 8 * S)
    assert member_of(trim_clip(near, "v", Side.END, LONG)).clips[0].end == 8 * S
    assert member_of(trim_clip(short, "v", Side.END, LONG)).clips[0].end == 11 * S


@settings(deadline=None)
@given(st.lists(st.integers(S, 11 * S), min_size=1, max_size=5))
def test_the_razor_changes_nothing_that_is_heard(cuts: list[int]) -> None:
    before = after = project()
    made = 0
    for at in cuts:
        clip = next((c for c in member_of(after).clips if c.begin < at < c.end), None)
        if clip is None or min(at - clip.begin, clip.end - at) < SHORTEST_PART:
            continue
        after, own = cut_clip(after, clip.id, at)
        made += 1
        halves = {c.id: c for c in member_of(after).clips}
        assert halves[clip.id].end == at == halves[own].begin
    check_ids(after, "test")
    person = member_of(after)
    assert sounds(after) == sounds(before)
    assert sum(c.end - c.begin for c in person.clips) == LONG
    assert len(person.takes) == 2 * (made + 1)
    assert len({id(take.values) for take in person.takes}) <= 2
    keys, kept = person.emotions[0].curve.keys, member_of(before).emotions[0].curve.keys
    assert [(k.time, k.value) for k in keys] == [(k.time, k.value) for k in kept]
    said = {w.id for c in person.clips for w in c.said}
    assert {k.anchor.word_id for k in keys if k.anchor} == said
    assert person.overrides[0].curves["jawOpen"] == person.emotions[0].curve
    # every gesture is on a word that is heard in its own part
    named = {f"c/gesture-{c.id}-{w.id}" for c in person.clips for w in c.said}
    assert {e.id for e in person.events if e.kind == "gesture"} <= named


def test_parts_that_move_apart_take_along_what_is_said_in_them() -> None:
    cut, own = cut_clip(project(), "v", 6 * S)
    apart = member_of(move_clip(cut, own, 4 * S))
    assert [c.begin for c in apart.clips] == [S, 9 * S]
    times = [key.time for key in apart.emotions[0].curve.keys]
    assert times == [S + k * S // 2 + (0 if k < 10 else 3 * S) for k in range(COUNT)]
    gestures = [event.start for event in apart.events if event.kind == "gesture"]
    assert gestures == [S + k * S // 2 + (0 if k < 10 else 3 * S) for k in range(0, COUNT, 3)]
    assert next(e.start for e in apart.events if e.kind == "head") == 9 * S
    starts = {take.id: take.start for take in apart.takes}
    assert starts == {
        "take-v-abc": S, f"take-{own}-abc": 4 * S, "variation-v-abc": S, f"variation-{own}-abc": 4 * S,
    }  # fmt: skip


def test_a_part_that_is_removed_takes_its_performance_along() -> None:
    cut, own = cut_clip(project(), "v", 6 * S)
    left = member_of(remove_clip(cut, own))
    assert [take.id for take in left.takes] == ["take-v-abc", "variation-v-abc"]
    assert all(event.start < 6 * S for event in left.events if event.kind == "gesture")
    assert len(left.emotions[0].curve.keys) == COUNT
    whole = member_of(untrimmed(remove_clip(cut, own), "v"))
    assert whole.clips[0].said == line().words


def test_what_is_locked_is_not_cut_off() -> None:
    locked = lock_range(project(), "take-v-abc", attrs.evolve(line().span, start=4 * S, end=6 * S))
    for side, to in ((Side.START, 4 * S), (Side.END, 4 * S)):
        with pytest.raises(ProblemError, match="locked"):
            trim_clip(locked, "v", side, to)
    with pytest.raises(ProblemError, match="locked"):
        cut_clip(locked, "v", 5 * S)
    beside, own = cut_clip(trim_clip(locked, "v", Side.START, 3 * S), "v", 6 * S)
    spans = {take.id: take.locked for take in member_of(beside).takes if take.id.startswith("take")}
    assert spans == {"take-v-abc": ((4 * S, 6 * S),), f"take-{own}-abc": ()}


def test_where_it_is_not_heard_nothing_is_cut() -> None:
    for at in (0, S, S + SHORTEST_PART // 2, 11 * S):
        with pytest.raises(ProblemError, match="not heard"):
            cut_clip(project(), "v", at)


def test_another_recording_in_its_place_is_heard_whole() -> None:
    part = trim_clip(project(), "v", Side.START, 4 * S)
    (again,) = member_of(set_media(part, "v", MediaRef("b.wav", "other", 3 * S))).clips
    assert (again.begin, again.end, again.trimmed) == (5 * S, 8 * S, False)
    (moved,) = member_of(set_media(part, "v", MediaRef("elsewhere/a.wav", "h", LONG))).clips
    assert (moved.in_point, moved.start) == (4 * S, S)


def test_a_copy_of_a_character_has_its_gestures_on_its_own_words() -> None:
    cut, own = cut_clip(project(), "v", 6 * S)
    copied, other = duplicate_character(cut, "c", "Twin")
    twin = next(c for c in copied.scenes[0].characters if c.id == other)
    words = {w.id for clip in twin.clips for w in clip.words}
    gestures = [e.id for e in twin.events if e.kind == "gesture"]
    assert gestures
    assert all(any(id_.endswith(f"-{word}") for word in words) for id_ in gestures), own


def test_files_of_before_open_as_they_were(tmp_path: Path) -> None:
    whole = project()
    save(whole, tmp_path / "new")
    path = tmp_path / "new" / "project.json"
    plain = json.loads(path.read_text())
    assert plain["versions"]["clip"] == VERSIONS["clip"] == 2
    plain["versions"]["clip"] = 1
    path.write_text(json.dumps(plain))
    assert load(path) == whole
    save(cut_clip(whole, "v", 6 * S)[0], path)
    assert load(path) == cut_clip(whole, "v", 6 * S)[0]
    plain = json.loads(path.read_text())
    plain["project"]["scenes"][0]["characters"][0]["clips"][0]["in_point"] = -1
    path.write_text(json.dumps(plain))
    with pytest.raises(ProblemError, match="part of a recording"):
        load(path)
