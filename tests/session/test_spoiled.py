"""What an edit spoils: outside of the stretches that are told, nothing at all may have changed."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, ticks
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits import clips, emotions, keys, layers, parts, scenes
from studio.document.edits.words import Side
from studio.document.schema import (
    Character,
    EmotionTrack,
    Event,
    MediaRef,
    OverrideLayer,
    Phone,
    Project,
    Provenance,
    Scene,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.performance.compose import compose
from studio.performance.life import Voice, calm, plan_life
from studio.rig.characters import load
from studio.session.staging.spoiled import curve_span, spoiled

SECONDS = 80
END = ticks(SECONDS)
RATE = Rate(10)


@pytest.fixture(scope="module")
def rig():
    return load("nora")


@pytest.fixture(scope="module")
def project():
    words = tuple(_word(i) for i in range(98))
    clip = VoiceClip("v", MediaRef("v.wav", "h", END), 0, transcript=Transcript(words=words))
    events = plan_life(TimeRange(0, END), Voice(), calm(), 3, "c")
    shifts = tuple(
        Event(f"w{k}", "weight_shift", ticks(12 * k + 2), ticks(12 * k + 3), {"side": (-1.0) ** k})
        for k in range(7)
    )
    values = 0.3 * np.abs(np.sin(np.arange(SECONDS * 10)[:, None] * np.array([0.1, 0.13]))).astype(np.float32)
    take = Take("take-v-1", ("jawOpen", "mouthFunnel"), RATE, 0, values, Provenance("m"))
    tracks = (EmotionTrack("joy", "joy", _curve(1)), EmotionTrack("fear", "fear", _curve(2)))
    hand = OverrideLayer("hand", "Handwork", {"browInnerUp": _curve(3)}, additive=True)
    member = Character(
        "c", "C", "nora", 3, clips=(clip,), emotions=tracks, takes=(take,), overrides=(hand,),
        events=(*events, *shifts),
    )  # fmt: skip
    return Project("p", "P", (Scene("s", "S", RATE, (member,)),))


def _shift(start, side):
    return Event(f"w{start}", "weight_shift", ticks(start), ticks(start + 1), {"side": side})


def _word(number):
    start, end = ticks(0.8 * number), ticks(0.8 * number + 0.5)
    cuts = [start + (end - start) * k // 4 for k in range(5)]
    phones = tuple(Phone(p, a, b) for p, a, b in zip(("P", "AA1", "F", "S"), cuts, cuts[1:], strict=False))
    return Word(f"v/w{number:03d}", "pafs", start, end, 1.0, phones)


def _curve(seed):
    rng = np.random.default_rng(seed)
    return Curve(
        tuple(Key(ticks(3.0 * k + float(rng.uniform(0, 2))), float(rng.uniform(0, 0.8))) for k in range(25))
    )


def _paint(p):
    return emotions.paint(p, "joy", [Key(ticks(45), 0.1), Key(ticks(45.5), 0.9), Key(ticks(46), 0.0)])


def _first_key(p):
    time = p.scenes[0].characters[0].emotions[1].curve.keys[0].time
    return emotions.delete_keys(p, "fear", [time])


def _hand(p):
    change = lambda c: keys.with_keys(c, [Key(ticks(44.2), 0.5)])  # noqa: E731 - read beside its use
    return layers.change_override_curve(p, "hand", "browInnerUp", change)


def _word_later(p):
    words = p.scenes[0].characters[0].clips[0].transcript.words
    return clips.set_word_timing(
        p, "v", words[55].id, words[55].start + ticks(0.1), words[55].end + ticks(0.1)
    )


def _of_kind(kind, change):
    def edit(p):
        events = p.scenes[0].characters[0].events
        event = next(e for e in events if e.kind == kind and e.start > ticks(40) and e.name != "nod")
        return layers.set_event(p, change(event))

    return edit


def _turned(event):
    return attrs.evolve(event, params=event.params | {"yaw": 17.0, "pitch": 6.0, "side": 0.4})


def _moved(event):
    return attrs.evolve(event, start=event.start + ticks(0.4), end=event.end + ticks(0.4), pinned=True)


def _gone(event):
    return attrs.evolve(event, muted=True)


def _take(p):
    take = p.scenes[0].characters[0].takes[0]
    values = take.values.copy()
    values[430:450] += 0.2
    member = attrs.evolve(p.scenes[0].characters[0], takes=(attrs.evolve(take, values=values),))
    return attrs.evolve(p, scenes=(attrs.evolve(p.scenes[0], characters=(member,)),))


def _trim(p):
    return parts.trim_clip(p, "v", Side.END, ticks(60))


def _apart(p):
    cut, own = parts.cut_clip(p, "v", ticks(70))
    return clips.move_clip(cut, own, ticks(0.3))


def _without_part(p):
    cut, own = parts.cut_clip(p, "v", ticks(70))
    return clips.remove_clip(cut, own)


EDITS = [
    _trim, _apart, _without_part, _paint, _first_key, _hand, _word_later, _take,
    _of_kind("gaze", _turned), _of_kind("gaze", _moved), _of_kind("gaze", _gone),
    _of_kind("head", _turned), _of_kind("head", _gone),
    _of_kind("blink", _moved), _of_kind("weight_shift", _turned), _of_kind("weight_shift", _gone),
]  # fmt: skip


@pytest.fixture(scope="module")
def old(project, rig):
    return compose(project.scenes[0].characters[0], rig, TimeRange(0, END), RATE, ProblemLog())


@pytest.mark.parametrize("edit", EDITS)
def test_outside_of_what_is_told_nothing_changed(project, rig, old, edit):
    before, after = (p.scenes[0].characters[0] for p in (project, edit(project)))
    lost = spoiled(before, after, END)
    assert lost
    assert sum(s.duration for s in lost.faces) < 0.6 * END
    new = compose(after, rig, TimeRange(0, END), RATE, ProblemLog())
    at = np.array([RATE.tick_of(i) for i in range(old.frame_count)])
    faces = np.abs(old.face.values - new.face.values).max(axis=1)
    turned = 1.0 - np.abs((old.body.rotations * new.body.rotations).sum(axis=-1)).min(axis=1)
    assert faces.max() > 1e-4 or turned.max() > 1e-7
    assert faces[_outside(at, lost.faces)].max() <= 1e-6
    assert turned[_outside(at, lost.bodies)].max(initial=0.0) <= 1e-9


def _outside(at, spans):
    inside = np.zeros(len(at), bool)
    for span in spans:
        inside |= (at >= span.start) & (at <= span.end)
    return ~inside


@pytest.mark.parametrize(
    "fields", [{"name": "Other"}, {"lip_gain": 2.0}, {"jaw_gain": 0.5}, {"extra": {"partner_yaw": 10}}]
)
def test_what_is_not_seen_spoils_nothing(project, fields):
    before = project.scenes[0].characters[0]
    after = scenes.set_character(project, "c", **fields).scenes[0].characters[0]
    assert not spoiled(before, after, END)


def test_a_cut_spoils_nothing_and_a_trimmed_edge_what_it_passed(project):
    before = project.scenes[0].characters[0]
    tied = attrs.evolve(before.emotions[0].curve.keys[20], anchor=WordAnchor("v/w080", 0.5))
    project = emotions.set_keys(project, "joy", [tied])
    before = project.scenes[0].characters[0]
    cut = parts.cut_clip(project, "v", ticks(33))[0].scenes[0].characters[0]
    assert cut.emotions != before.emotions
    assert not spoiled(before, cut, END)
    assert not spoiled(cut, before, END)
    trimmed = parts.trim_clip(project, "v", Side.START, ticks(10)).scenes[0].characters[0]
    (face,), (body,) = attrs.astuple(spoiled(before, trimmed, END), recurse=False)
    assert face == body == TimeRange(0, ticks(14))


def test_how_a_lane_looks_spoils_nothing(project):
    before = project.scenes[0].characters[0]
    marked = emotions.set_emotion(project, "joy", extra={"colour": "#fff", "locked": True})
    assert not spoiled(before, marked.scenes[0].characters[0], END)


def test_a_curve_that_stays_is_not_spoiled():
    curve = _curve(4)
    assert list(curve_span(curve, attrs.evolve(curve), TimeRange(0, END))) == []
    assert list(curve_span(Curve(), Curve(), TimeRange(0, END))) == []
    (span,) = curve_span(Curve(), curve, TimeRange(0, END))
    assert span == TimeRange(0, END)
