"""Keys around a word keep their distance from it when the word is longer in the next recording."""

from __future__ import annotations

import pytest

from studio.core.time import ticks
from studio.document.curves import Curve, Key
from studio.document.edits.anchors import anchored, follow
from studio.document.schema import Character, EmotionTrack, MediaRef, Script, Transcript, VoiceClip, Word


def clip(start: float, end: float) -> VoiceClip:
    words = (Word("w", "never", ticks(start), ticks(end)),)
    return VoiceClip("v", MediaRef("v.wav", "", ticks(9)), ticks(1), Script("never"), Transcript(words=words))


def painted(voice: VoiceClip, *times: float) -> Character:
    keys = tuple(anchored(Key(ticks(t), 0.5), voice, "w") for t in times)
    return Character("c", "Nora", "nora", clips=(voice,), emotions=(EmotionTrack("t", "joy", Curve(keys)),))


def times_of(character: Character) -> list[float]:
    return [key.time / ticks(1.0) for key in character.emotions[0].curve.keys]


def test_rises_stay_as_quick_as_they_were():
    before, after = clip(2.0, 2.5), clip(3.0, 5.0)
    drawn = painted(before, 2.8, 3.0, 3.25, 3.5, 3.9)
    moved = follow(drawn, before, after, {})
    assert times_of(moved) == pytest.approx([3.8, 4.0, 5.0, 6.0, 6.4])
    back = follow(moved, after, before, {})
    assert times_of(back) == pytest.approx(times_of(drawn), abs=1e-6)
