"""The quick way to a face: the same as composing everything, whichever piece of the scene is asked for."""

from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.core.problems import ProblemLog
from studio.core.time import Rate, TimeRange, frame_ticks, ticks
from studio.document.curves import Curve, Key
from studio.document.schema import (
    Character,
    Event,
    MediaRef,
    OverrideLayer,
    Phone,
    Provenance,
    Take,
    Transcript,
    VoiceClip,
    Word,
)
from studio.emotion.spec import tracks_of_specs
from studio.performance.around import around
from studio.performance.body import head_turns
from studio.performance.compose import compose, compose_face
from studio.performance.life import Voice, calm, plan_life
from studio.rig.characters import load

SECONDS = 70
LABELS = ("AA1", "P", "AE1", "F", "S", "UW1", "M", "V", "B", "AA1")


@pytest.fixture(scope="module")
def rig():
    return load("nora")


@pytest.fixture(scope="module")
def performer():
    """A minute of words, a moving mouth, life, painted emotions and handwork."""
    words = tuple(_word(i, 0.8 * i) for i in range(int(SECONDS / 0.8)))
    clip = VoiceClip("v", MediaRef("v.wav", "h", ticks(SECONDS)), 0, transcript=Transcript(words=words))
    rng = np.random.default_rng(1)
    values = np.abs(np.sin(np.arange(SECONDS * 30)[:, None] * rng.uniform(0.05, 0.4, 3))).astype(np.float32)
    take = Take("t", ("jawOpen", "mouthFunnel", "mouthSmileLeft"), Rate(30), 0, 0.4 * values, Provenance("m"))
    events = plan_life(TimeRange(0, ticks(SECONDS)), Voice(), calm(), 3, "c")
    glance = Event("pinned", "gaze", ticks(33), ticks(34), {"yaw": 24.0, "pitch": 3.0}, "look", pinned=True)
    layer = OverrideLayer("o", "Handwork", {"browInnerUp": _bump(31.0)}, additive=True)
    tracks = tracks_of_specs(["joy:0.8:2:34", "fear:0.5:30:60", "anger:0.3"])
    return Character(
        "c", "C", "nora", 3, clips=(clip,), emotions=tracks, takes=(take,), overrides=(layer,),
        events=(*events, glance),
    )  # fmt: skip


def _word(number, start):
    edges = [ticks(start + 0.07 * k) for k in range(len(LABELS) + 1)]
    phones = tuple(Phone(p, a, b) for p, a, b in zip(LABELS, edges, edges[1:], strict=False))
    return Word(f"w{number}", "papa", edges[0], edges[-1], 1.0, phones)


def _bump(middle):
    return Curve(tuple(Key(ticks(middle + d), v) for d, v in ((-1.0, 0.0), (0.0, 0.4), (1.0, 0.0))))


@pytest.mark.parametrize("rate", [Rate(30), Rate(24000, 1001)])
def test_a_face_alone_is_the_face_of_the_whole_performance(performer, rig, rate):
    log = ProblemLog()
    start = rate.tick_of(rate.frame_at(ticks(30)))
    span = TimeRange(start, start + rate.tick_of(4 * 30))
    whole = compose(performer, rig, span, rate, log)
    heads = head_turns(whole.body)
    at = frame_ticks(span, rate)
    for i in range(0, len(at), 9):
        alone, gaze = compose_face(performer, rig, at[i : i + 1], rate, heads[i : i + 1], log)
        assert np.abs(alone[0] - whole.face.values[i]).max() <= 1e-6
        assert np.abs(gaze[0] - whole.gaze_degrees[i]).max() <= 1e-6
        piece = compose(performer, rig, TimeRange(int(at[i]), int(at[i])), rate, log)
        assert np.abs(alone[0] - piece.face.values[0]).max() <= 1e-6


def test_a_few_frames_together_are_what_each_is_alone(performer, rig):
    rate, log = Rate(30), ProblemLog()
    span = TimeRange(ticks(40), ticks(41))
    whole = compose(performer, rig, span, rate, log)
    faces, _ = compose_face(performer, rig, frame_ticks(span, rate), rate, head_turns(whole.body), log)
    assert np.abs(faces - whole.face.values).max() <= 1e-6


def test_what_is_far_away_may_be_left_out(performer, rig):
    rate, log = Rate(30), ProblemLog()
    span = TimeRange(ticks(32), ticks(35))
    near = around(performer, span)
    assert len(near.clips[0].transcript.words) < 20
    whole, part = (compose(c, rig, span, rate, log) for c in (performer, near))
    assert np.abs(whole.face.values - part.face.values).max() <= 1e-6
    alike = np.abs((whole.body.rotations * part.body.rotations).sum(axis=-1))
    assert alike.min() > 1 - 1e-9


def test_what_holds_on_from_long_ago_stays(rig, performer):
    aside = Event("g", "gaze", ticks(1), ticks(2), {"yaw": 20.0, "pitch": 0.0}, "away")
    shift = Event("s", "weight_shift", ticks(1), ticks(2), {"side": 1.0, "forward": 0.0})
    still = attrs.evolve(performer, events=(aside, shift), emotions=(), clips=(), takes=())
    span = TimeRange(ticks(60), ticks(61))
    assert around(still, span).events == still.events
