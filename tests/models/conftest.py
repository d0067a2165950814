"""A clip with words, and its sound as the analysis heard it."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from studio.core.time import ticks
from studio.document.schema import Character, MediaRef, Phone, Transcript, VoiceClip, Word
from studio.media.audio import Audio


def _word(name, text, start, *phones, **more):
    at, sounds = start, []
    for label in phones:
        sounds.append(Phone(label, ticks(at), ticks(at + 0.1)))
        at += 0.1
    return Word(name, text, ticks(start), ticks(at), phones=tuple(sounds), **more)


@pytest.fixture
def clip():
    words = (_word("w1", "mama", 0.3, "M", "AA1", "M", "AH0"), _word("w2", "few", 0.8, "F", "Y", "UW1"))
    media = MediaRef("voice.wav", "cafe", ticks(1.5))
    return VoiceClip("c1", media, start=ticks(2.0), transcript=Transcript(words=words))


@pytest.fixture
def character(clip):
    return Character("p1", "Nora", "nora", clips=(clip,))


@pytest.fixture
def audio():
    return Audio(np.zeros(24_000, np.float32), 16_000, "cafe", "voice.wav", 16_000, 1)


@pytest.fixture
def prosody():
    """What speech.prosody gives, as far as a face needs it: a steady voice."""
    words = (SimpleNamespace(word_id="w1", start=ticks(0.3), end=ticks(0.7), prominence=0.5),)
    return SimpleNamespace(
        loudness=np.full(150, 0.5), words=words, at=lambda values, at: np.full(len(at), values[0])
    )
