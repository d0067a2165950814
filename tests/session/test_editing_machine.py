"""An hour of editing at random: no exception, undo to the start is the start, and files give back what they
were given."""

from __future__ import annotations

import tempfile
from pathlib import Path

import attrs
import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studio.core.problems import ProblemError
from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Handle, Interpolation, Key
from studio.document.diff import diff
from studio.document.edits import anchors, clips, emotions, keys, layers, parts, scenes, takes
from studio.document.edits.tree import part_of
from studio.document.edits.words import Side
from studio.document.files import load, save
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    Marker,
    MediaRef,
    OverrideLayer,
    Phone,
    Project,
    Provenance,
    Scene,
    Script,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.document.store import Store
from studio.session.scripting.trimming import rippled
from studio.session.staging.spoiled import spoiled
from studio.session.taking import takes as variations

HOUR = 3600.0
WORDS = 400
TRACKS = ("joy", "fear", "sadness")

moments = st.floats(0.0, HOUR, allow_nan=False).map(ticks)
lengths = st.floats(0.02, 20.0, allow_nan=False).map(ticks)
levels = st.floats(0.0, 1.0, allow_nan=False)
tracks = st.sampled_from(TRACKS)
channels = st.sampled_from(["jawOpen", "browInnerUp"])
places = st.integers(0, WORDS - 1)


def long_project() -> Project:
    """Words, keys, events, a take with its variation over an hour."""
    words = tuple(_word(i) for i in range(WORDS))
    clip = VoiceClip(
        "v", MediaRef("v.wav", "h", ticks(HOUR)), 0, Script("go " * WORDS), Transcript(words=words)
    )
    rng = np.random.default_rng(2)
    found = tuple(
        EmotionTrack(name, name, Curve(tuple(Key(ticks(t), 0.5) for t in range(k, int(HOUR), 60))))
        for k, name in enumerate(TRACKS)
    )
    made = tuple(
        Take(name, ("jawOpen",), Rate(1), 0, rng.random((int(HOUR), 1), np.float32), Provenance("m", seed=k))
        for k, name in enumerate(("take-v-a", "variation-v-b"))
    )
    blinks = tuple(Event(f"b{k}", "blink", ticks(4 * k), ticks(4 * k + 0.3)) for k in range(300))
    hand = OverrideLayer("hand", "Handwork", {}, additive=True)
    member = Character(
        "c", "C", "nora", clips=(clip,), emotions=found, takes=made, overrides=(hand,), events=blinks
    )
    return Project("p", "P", (Scene("s", "S", characters=(member,)),))


def _word(number: int) -> Word:
    start, end = ticks(9.0 * number), ticks(9.0 * number + 0.5)
    phones = (Phone("G", start, (start + end) // 2), Phone("OW1", (start + end) // 2, end))
    return Word(f"v/w{number:05d}", "go", start, end, 1.0, phones)


class Editing(RuleBasedStateMachine):
    """One artist, one document, anything in any order."""

    @initialize()
    def open(self) -> None:
        self.first = long_project()
        self.store = Store(self.first, limit=10_000)
        self.strokes = 0

    @property
    def project(self) -> Project:
        return self.store.project

    @property
    def member(self) -> Character:
        return self.project.scenes[0].characters[0]

    def do(self, label, edit, merge_key=None):
        """What cannot be done says so and changes nothing."""
        before = self.project
        try:
            self.store.apply(label, edit, merge_key)
        except ProblemError:
            assert self.project is before

    @rule(track=tracks, at=moments, long=lengths, values=st.lists(levels, min_size=2, max_size=6))
    def paint(self, track, at, long, values):
        self.strokes += 1
        for count in range(2, len(values) + 1):
            stroke = [Key(at + k * long // 5, value) for k, value in enumerate(values[:count])]
            self.do("Paint", lambda p, s=stroke: emotions.paint(p, track, s), f"stroke {self.strokes}")

    @rule(track=tracks, which=st.integers(0, 500), to=moments, value=levels)
    def move_key(self, track, which, to, value):
        found = part_of(self.project, EmotionTrack, track).curve.keys
        if found:
            time = found[which % len(found)].time
            self.do("Move", lambda p: emotions.move_key(p, track, time, to, value))

    @rule(track=tracks, at=moments, long=lengths)
    def clear(self, track, at, long):
        self.do("Clear", lambda p: emotions.clear_range(p, track, TimeRange(at, at + long)))

    @rule(track=tracks, muted=st.booleans(), weight=levels)
    def settle_track(self, track, muted, weight):
        self.do("Lane", lambda p: emotions.set_emotion(p, track, muted=muted, regions={"mouth": weight}))

    @rule(track=tracks, place=places, value=levels)
    def anchor(self, track, place, value):
        clip = self.member.clips[0]
        word = clip.transcript.words[place % len(clip.transcript.words)]
        key = anchors.anchored(Key(clip.start + word.start, value), clip, word.id)
        self.do("Tie", lambda p: emotions.set_keys(p, track, [key]))

    @rule(
        channel=st.sampled_from(["jawOpen", "browInnerUp"]),
        at=moments,
        value=st.floats(-1, 1),
        kind=st.sampled_from(Interpolation),
    )
    def handwork(self, channel, at, value, kind):
        key = Key(at, value, kind, Handle(-1000, 0.1), Handle(1000, -0.1))
        change = lambda c: keys.with_key(c, key)  # noqa: E731 - named for the edit below
        self.do("Hand", lambda p: layers.change_override_curve(p, "hand", channel, change))

    @rule(place=places, start=moments, long=lengths)
    def time_word(self, place, start, long):
        words = self.member.clips[0].transcript.words
        id_ = words[place % len(words)].id
        self.do("Word", lambda p: clips.set_word_timing(p, "v", id_, start, start + long))

    @rule(place=places, gain=st.floats(0, 3), doubtful=st.booleans())
    def set_word(self, place, gain, doubtful):
        words = self.member.clips[0].transcript.words
        id_ = words[place % len(words)].id
        self.do("Word", lambda p: clips.set_word(p, "v", id_, lip_gain=gain, doubtful=doubtful))

    @rule(start=moments)
    def move_clip(self, start):
        self.do("Clip", lambda p: clips.move_clip(p, "v", start))

    def part(self, which):
        return self.member.clips[which % len(self.member.clips)]

    @rule(which=st.integers(0, 9), side=st.sampled_from(Side), to=moments)
    def trim(self, which, side, to):
        self.do("Trim", lambda p: parts.trim_clip(p, self.part(which).id, side, to))

    @rule(which=st.integers(0, 9), share=st.floats(0, 1))
    def cut(self, which, share):
        clip = self.part(which)
        said = sorted(w.start for c in self.member.clips for w in c.said)
        at = clip.begin + round(share * (clip.end - clip.begin))
        self.do("Cut", lambda p: parts.cut_clip(p, clip.id, at)[0])
        assert sorted(w.start for c in self.member.clips for w in c.said) == said

    @rule(which=st.integers(0, 9), start=moments, away=st.booleans())
    def part_away(self, which, start, away):
        """Another part than the first, to which the other rules are done."""
        clip = self.part(which)
        if clip.id != "v":
            edit = clips.remove_clip if away else lambda p, id_: clips.move_clip(p, id_, start)
            self.do("Part", lambda p: edit(p, clip.id))

    @rule(which=st.integers(0, 9))
    def hear_all(self, which):
        self.do("Whole", lambda p: parts.untrimmed(p, self.part(which).id))

    @rule(which=st.integers(0, 9), side=st.sampled_from(Side), to=moments)
    def ripple(self, which, side, to):
        self.do("Ripple", lambda p: rippled(p, self.part(which).id, side, to))

    @rule(text=st.text(max_size=30), count=st.integers(1, 20))
    def write(self, text, count):
        self.do("Script", lambda p: clips.set_script(p, "v", Script(text)))
        words = tuple(_word(i) for i in range(count))
        self.do("Align", lambda p: clips.set_transcript(p, "v", Transcript(words=words)), "write")

    @rule(which=st.integers(0, 400), start=moments, long=lengths, pinned=st.booleans(), muted=st.booleans())
    def event(self, which, start, long, pinned, muted):
        events = self.member.events
        if events:
            old = events[which % len(events)]
            new = attrs.evolve(old, start=start, end=start + long, pinned=pinned, muted=muted)
            self.do("Event", lambda p: layers.set_event(p, new))

    @rule(which=st.integers(0, 400))
    def delete_event(self, which):
        if self.member.events:
            gone = self.member.events[which % len(self.member.events)].id
            self.do("Delete", lambda p: layers.remove_event(p, gone))

    @rule(at=moments, long=lengths, lock=st.booleans())
    def lock(self, at, long, lock):
        edit = takes.lock_range if lock else takes.unlock_range
        take = variations.active_take(self.member, "v")
        self.do("Lock", lambda p: edit(p, take.id, TimeRange(at, at + long)))

    @rule(at=moments, long=lengths, whole=st.booleans())
    def vary(self, at, long, whole):
        span = TimeRange(at, at + long)
        for take in variations.variations(self.member, "v"):
            if whole:
                self.do("Choose", lambda p, i=take.id: variations.choose(p, i))
            else:
                self.do("Lay in", lambda p, i=take.id: variations.lay_in(p, i, span))

    @rule(at=moments, name=st.text(max_size=5))
    def mark(self, at, name):
        id_ = f"m{len(self.project.scenes[0].markers)}"
        self.do("Mark", lambda p: scenes.add_marker(p, "s", Marker(id_, at, name)))

    @rule(seed=st.integers(0, 5), gain=st.floats(0, 3))
    def settle_character(self, seed, gain):
        self.do("Character", lambda p: scenes.set_character(p, "c", seed=seed, jaw_gain=gain))

    @rule()
    def hear(self):
        noted = {"heard": True}
        self.store.derive("Hear", lambda p: p if p.extra == noted else attrs.evolve(p, extra=noted))
        self.first = attrs.evolve(self.first, extra=noted)

    @rule(steps=st.integers(1, 8))
    def undo(self, steps):
        for _ in range(steps):
            self.store.undo()

    @rule(steps=st.integers(1, 8))
    def redo(self, steps):
        for _ in range(steps):
            self.store.redo()

    @precondition(lambda self: self.store.place % 3 == 0)
    @rule(packed=st.booleans())
    def save_and_open(self, packed):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ("p.moodline" if packed else "p")
            save(self.project, path)
            assert load(path) == self.project
        self.store.mark_saved()
        assert not self.store.modified

    @invariant()
    def differences_are_told(self):
        """The stage can tell what each step spoiled."""
        if not hasattr(self, "store") or not self.store.steps:
            return
        before = self.first.scenes[0].characters[0]
        lost = spoiled(before, self.member, ticks(HOUR))
        if diff(self.first, self.project) and before.emotions != self.member.emotions:
            assert all(span.start <= span.end for span in (*lost.faces, *lost.bodies))

    def teardown(self):
        if not hasattr(self, "store"):
            return
        last = self.project
        done = self.store.place
        self.store.go_to(0)
        assert self.project == self.first
        self.store.go_to(done)
        assert self.project == last


TestEditing = Editing.TestCase
TestEditing.settings = settings(
    max_examples=15,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
