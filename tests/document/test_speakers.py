"""A recording given to somebody else of the scene."""

from __future__ import annotations

import numpy as np
import pytest

from studio.core.problems import ProblemError
from studio.core.time import Rate, ticks
from studio.document.curves import Curve, Key, WordAnchor
from studio.document.edits.speakers import give_clip
from studio.document.identity import check_ids
from studio.document.schema import (
    Character,
    EmotionTrack,
    MediaRef,
    Project,
    Provenance,
    Scene,
    Take,
    Transcript,
    VoiceClip,
    Word,
)

S = ticks(1.0)


def take(id_: str) -> Take:
    return Take(id_, ("jawOpen",), Rate(30), S, np.zeros((30, 1), np.float32), Provenance("m"))


def two_people() -> Project:
    words = Transcript(words=(Word("line/w0", "well", 0, S),))
    line = VoiceClip("line", MediaRef("line.wav", "", 2 * S), S, transcript=words)
    other = VoiceClip("other", MediaRef("other.wav", "", S), 4 * S)
    tied = Key(S, 0.5, anchor=WordAnchor("line/w0", 0.0))
    ann = Character(
        "ann",
        "Ann",
        "nora",
        clips=(line, other),
        emotions=(EmotionTrack("joy", "joy", Curve((tied,))),),
        takes=(take("take-line-1"), take("variation-line-2"), take("take-other-1")),
    )
    return Project("p", "p", (Scene("s", "s", characters=(ann, Character("bob", "Bob", "jonas"))),))


def test_the_recording_goes_with_its_words_and_without_its_takes():
    before = two_people()
    after = give_clip(before, "line", "bob")
    ann, bob = after.scenes[0].characters
    assert [c.id for c in ann.clips] == ["other"]
    assert bob.clips == (before.scenes[0].characters[0].clips[0],)
    assert [t.id for t in ann.takes] == ["take-other-1"]
    assert bob.takes == ()
    check_ids(after, "test")


def test_feelings_stay_where_they_are_untied():
    (key,) = give_clip(two_people(), "line", "bob").scenes[0].characters[0].emotions[0].curve.keys
    assert (key.time, key.value, key.anchor) == (S, 0.5, None)


def test_who_speaks_it_already_keeps_it():
    project = two_people()
    assert give_clip(project, "line", "ann") is project


def test_nobody_is_nobody():
    with pytest.raises(ProblemError):
        give_clip(two_people(), "line", "carl")
    with pytest.raises(ProblemError):
        give_clip(two_people(), "no line", "bob")
