"""Real recordings, planned as they are heard: on the vowels, as often as people do, with or without words."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.core.problems import ProblemLog
from studio.core.time import TimeRange, seconds, ticks
from studio.document.schema import Event, MediaRef, Script, VoiceClip
from studio.media.load import load
from studio.performance.gestures.library import own_library
from studio.performance.gestures.plan import plan_gestures
from studio.performance.gestures.plan_words import SaidWord, said_words
from studio.performance.life import Voice, voice_in_scene
from studio.performance.life.mood import calm
from studio.speech.align import align
from studio.speech.prosody import analyse

KENNEDY = "speech/clean/whisper/jfk.flac"
SAID = (
    "And so, my fellow Americans, ask not what your country can do for you, "
    "ask what you can do for your country."
)


def heard(path: Path, text: str) -> tuple[TimeRange, Voice, tuple[SaidWord, ...], tuple[Event, ...]]:
    log = ProblemLog()
    audio = load(path, log)
    transcript = align(audio, Script(text) if text else None, log)
    clip = VoiceClip("c", MediaRef("a", "", audio.duration), ticks(2.0), Script(text), transcript)
    prosody = {"c": analyse(audio, transcript)}
    span = TimeRange(0, ticks(2.0) + audio.duration)
    voice, words = voice_in_scene((clip,), prosody), said_words((clip,), prosody)
    return span, voice, words, plan_gestures(span, voice, words, calm(), own_library(), seed=2)


@pytest.mark.parametrize("text", [SAID, ""])
def test_a_speech_is_gestured_on_its_vowels(material: Path, text: str):
    _, voice, words, plan = heard(material / KENNEDY, text)
    nuclei = {f"gesture-{w.id}": seconds(w.nucleus) for w in words}
    late = np.array([seconds(e.start) + e.params["stroke"] - nuclei[e.id] for e in plan])
    assert len(plan) >= 2
    assert np.all((late >= -0.2) & (late <= 0.05))
    rate = len(plan) / sum(seconds(part.duration) for part in voice.speech)
    assert 0.25 <= rate <= 0.6
    assert all(e.start >= ticks(1.0) for e in plan), "words are in scene time, where the clip begins at 2 s"
    if not text:
        assert {w.language for w in words} == {""}
        kinds = {own_library().gestures[e.name].kind for e in plan}
        assert kinds <= {"beat", "metaphoric"}


def test_words_are_in_phrases(material: Path):
    _, _, words, _ = heard(material / KENNEDY, SAID)
    assert len(words) == len(SAID.split())
    assert words[0].phrase == 0
    assert all(b.phrase - a.phrase in (0, 1) for a, b in pairwise(words))
    for word in words:
        assert word.phrase_start <= word.start < word.nucleus < word.end <= word.phrase_end
