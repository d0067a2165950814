from __future__ import annotations

import attrs
import numpy as np
import pytest

from studio.animation.sample import sample
from studio.core.time import TICKS_PER_SECOND as S
from studio.document.schema import Transcript, Word
from studio.emotion.feelings import feelings_of, valence_of
from studio.emotion.suggest import _Path, suggest
from studio.emotion.suggest_voice import Usual, usual_voice, voice_points

HOP = S // 100


@attrs.frozen(eq=False)
class Sound:
    """A voice of one pitch and loudness for every tenth of a second."""

    loudness_db: np.ndarray
    pitch_hz: np.ndarray
    brightness: np.ndarray
    hop: int = HOP


def voice(seconds: float, pitch=lambda t: 120 + 0 * t, level=lambda t: -20 + 0 * t) -> Sound:
    t = np.arange(0, seconds, 0.01)
    wave = 1 + 0.05 * np.sin(t * 9)
    return Sound(
        level(t).astype(np.float32), (pitch(t) * wave).astype(np.float32), np.full(len(t), 0.3, np.float32)
    )


def line(text: str, language: str = "en", tags: dict[int, str] | None = None):
    """Words of 0.3 s each, and the marks that end sentences."""
    tokens = text.split()
    words = tuple(
        Word(f"w{i}", token.strip(".,!?"), i * 3 * S // 10, (i + 1) * 3 * S // 10,
             tags=((tags or {}).get(i, ""),) if i in (tags or {}) else ())
        for i, token in enumerate(tokens)
    )  # fmt: skip
    marks = ["".join(token[-1:]) if token[-1:] in ".!?" else "" for token in tokens]
    return Transcript(language, words=words), marks


def heights(text: str, language: str = "en", tags=None, **how) -> dict[str, float]:
    transcript, marks = line(text, language, tags)
    sound = voice(0.3 * len(transcript.words), **how)
    curves = suggest(sound, transcript, marks, text)
    return {name: max(key.value for key in curve.keys) for name, curve in curves.items()}


def strongest(found: dict[str, float]) -> str:
    return max(found, key=found.__getitem__, default="neutral")


@pytest.mark.parametrize(
    ("text", "language", "emotion"),
    [
        ("I am so happy to see you again.", "en", "joy"),
        ("We lost her and I cry every night.", "en", "sadness"),
        ("I am afraid, run and hide!", "en", "fear"),
        ("You liar, I hate you, get out!", "en", "anger"),
        ("That is disgusting, it stinks of vomit.", "en", "disgust"),
        ("Ich freue mich so, das ist wunderbar.", "de", "joy"),
        ("Ich bin so traurig, er ist gestorben.", "de", "sadness"),
        ("Ich habe Angst vor dem Sturm.", "de", "fear"),
        ("Du Lügner, ich hasse dich!", "de", "anger"),
        ("The meeting is on the second floor.", "en", "neutral"),
        ("Die Sitzung ist im zweiten Stock.", "de", "neutral"),
    ],
)
def test_words_say_what_to_feel(text, language, emotion):
    assert strongest(heights(text, language)) == emotion


def test_negation_and_strength_count():
    assert "joy" not in heights("I am not happy.")
    strong, weak = heights("I am very sad about it."), heights("I am slightly sad about it.")
    assert strong["sadness"] > weak["sadness"]
    assert heights("Stop!!! Now!!!").keys() >= {"anger"}


def test_stage_directions_hold_for_their_sentence():
    text = "The train leaves at nine. We go home after that."
    plain = heights(text)
    told = heights(text, tags={0: "sadly"})
    assert "sadness" not in plain
    assert told["sadness"] > 0.4
    transcript, marks = line(text, tags={0: "sadly"})
    curve = suggest(voice(3.0), transcript, marks, text)["sadness"]
    early, late = sample(curve, np.array([S // 2, 27 * S // 10]))
    assert early > 2 * late


def test_a_voice_against_its_own_usual():
    transcript, marks = line("one two three four five six seven eight nine ten")
    calm = voice(3.0)
    raised = voice(3.0, pitch=lambda t: 120 * (1 + 0.7 * (t > 1.5)), level=lambda t: -20 + 8 * (t > 1.5))
    at = np.array([S // 2, 5 * S // 2])
    still = voice_points(calm, transcript, at, usual_voice([(calm, transcript)]))
    excited = voice_points(raised, transcript, at, usual_voice([(raised, transcript)]))
    assert np.abs(still).max() < 0.1
    assert excited[1, 1] > excited[0, 1] + 0.3
    assert suggest(calm, transcript, marks) == {}
    whisper = attrs.evolve(calm, pitch_hz=np.zeros_like(calm.pitch_hz))
    assert not voice_points(whisper, transcript, at, usual_voice([(whisper, transcript)])).any()


def test_keys_are_few_and_stand_at_words():
    text = "I was so happy. Then the storm came and we lost everything. Help us, we are afraid!"
    transcript, marks = line(text)
    curves = suggest(voice(0.3 * len(transcript.words)), transcript, marks, text)
    edges = {edge for word in transcript.words for edge in (word.start, word.end)}
    assert {"joy", "sadness", "fear"} <= curves.keys()
    for curve in curves.values():
        assert len(curve.keys) <= len(transcript.words)
        assert curve.keys[0].value == curve.keys[-1].value == 0.0
        assert all(key.time in edges and key.anchor is not None for key in curve.keys[1:-1])
        assert all(0.0 <= key.value <= 1.0 for key in curve.keys)


def test_no_words_and_strange_languages_suggest_nothing():
    assert suggest(voice(1.0), Transcript(), []) == {}
    transcript, marks = line("ta ta ta ta", "tlh")
    assert suggest(voice(1.2), transcript, marks) == {}


def test_the_lists_are_sound():
    english, german = feelings_of("en-GB"), feelings_of("de_AT")
    assert len(english.valence) > 7000
    assert valence_of(english, "wonderful") > 0.5 > 0 > valence_of(english, "terrible")
    assert valence_of(german, "besonders") == 0.0
    assert valence_of(german, "schlechter") < 0
    assert feelings_of("xx").emotions.of("joy") == ()
    assert english.emotions.of("window") == ()
    assert german.emotions.of("leider") == ("sadness",)


def test_a_voice_alone_hardly_says_whether_it_is_good_news():
    words = "it is on the table now"
    transcript, marks = line(words)
    sound = voice(0.3 * len(transcript.words), pitch=lambda t: 120 * 2 ** (0.8 * np.sin(9 * t)))
    usual = Usual(np.array([-20.0, 3.0, 0.0, 12.0, 0.3, 0.0]))
    at = np.array([transcript.words[3].start])
    heard = voice_points(sound, transcript, at, usual)[0, 0]
    believed = _Path(sound, transcript, marks, words, usual).points(at)[0, 0]
    assert abs(heard) > 0.4
    assert 0.0 < believed / heard < 0.25
