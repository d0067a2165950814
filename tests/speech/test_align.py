"""Scripts laid on voices: right ones, wrong ones, none, and things that are no voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spoken import assert_whole, audio_of, say, say_foreign

from studio.core.problems import ProblemError, ProblemLog
from studio.core.progress import Cancelled
from studio.core.time import TICKS_PER_SECOND, seconds
from studio.document.schema import Script, Transcript
from studio.media.audio import Audio
from studio.media.load import load
from studio.speech import espeak
from studio.speech.align import _told, align
from studio.speech.phones import ARPABET, base

LINE = "The quick brown fox jumps over the lazy dog, and nobody minds."


@pytest.fixture(scope="module")
def voice() -> Audio:
    return say(LINE)


def laid(audio: Audio, text: str | None, language: str = "en") -> tuple[Transcript, list[str]]:
    log = ProblemLog()
    transcript = align(audio, None if text is None else Script(text), log, language=language)
    assert_whole(transcript, audio.duration)
    return transcript, [problem.kind for problem in log]


def test_a_right_script_is_laid_with_confidence(voice: Audio) -> None:
    transcript, problems = laid(voice, LINE)
    assert [word.text for word in transcript.words] == LINE.replace(",", "").replace(".", "").split()
    assert sum(word.doubtful for word in transcript.words) <= 1
    assert problems in ([], ["speech.doubtful"])
    assert transcript.source == "script"
    assert all(base(phone.label) in ARPABET for word in transcript.words for phone in word.phones)


def test_vowels_carry_stress(voice: Audio) -> None:
    transcript, _ = laid(voice, LINE)
    nobody = next(word for word in transcript.words if word.text == "nobody")
    vowels = [phone.label[-1] for phone in nobody.phones if phone.label[-1].isdigit()]
    assert len(vowels) == 3
    if espeak.program():
        assert vowels[0] == "1"


def test_the_same_input_gives_the_same_transcript(voice: Audio) -> None:
    assert laid(voice, LINE) == laid(voice, LINE)


def test_numbers_and_directions_are_said_but_shown_as_written() -> None:
    audio = say("In nineteen eighty four it cost five dollars fifty.")
    transcript, _ = laid(audio, "[whispers] In 1984 it (pause) cost $5.50!")
    assert [word.text for word in transcript.words] == ["In", "1984", "it", "cost", "$5.50"]
    assert transcript.words[0].tags == ("whispers",)
    assert transcript.words[3].tags == ("pause",)
    assert len(transcript.words[1].phones) > 8
    assert not transcript.words[1].doubtful


def test_words_that_are_missing_are_doubtful_and_the_rest_stays(voice: Audio) -> None:
    transcript, problems = laid(voice, LINE.replace("fox", "fox embracing elephants"))
    assert [w.text for w in transcript.words if w.doubtful][:2] == ["embracing", "elephants"]
    assert sum(not w.doubtful for w in transcript.words) >= 10
    assert problems == ["speech.doubtful"]


def test_words_that_are_not_in_the_script_do_not_move_the_others(voice: Audio) -> None:
    right, _ = laid(voice, LINE)
    fewer, _ = laid(voice, LINE.replace("over the lazy ", ""))
    ends = {word.text: word.end for word in right.words}
    for word in fewer.words:
        if word.text in ("quick", "brown", "fox", "nobody", "minds"):
            assert abs(seconds(word.end - ends[word.text])) < 0.06


def test_a_wholly_wrong_script_is_doubtful_throughout(voice: Audio) -> None:
    transcript, problems = laid(voice, "Many thanks for your kind letter of last February about my garden.")
    assert np.mean([word.doubtful for word in transcript.words]) > 0.8
    assert "speech.doubtful" in problems


@pytest.mark.parametrize(
    "text", ["привет мир как дела", "你好世界", "مرحبا بالعالم", "🙂 hello 🙂", "e\u0301" * 100]
)
def test_scripts_of_another_world_are_laid_somehow(voice: Audio, text: str) -> None:
    transcript, problems = laid(voice, text)
    assert transcript.words
    assert problems


def test_a_script_far_too_long_gives_what_fits(voice: Audio) -> None:
    transcript, problems = laid(voice, f"{'Once upon a midnight dreary. ' * 300} {LINE}")
    assert "speech.no_room" in problems
    sure = [word.text for word in transcript.words if not word.doubtful]
    assert {"quick", "brown", "jumps", "nobody"} <= set(sure)


def test_without_a_script_sounds_are_heard(voice: Audio) -> None:
    transcript, problems = laid(voice, None)
    assert transcript.source == "decoder"
    assert problems == ["speech.no_script"]
    sounds = [phone.label for word in transcript.words for phone in word.phones]
    assert 20 < len(sounds) < 70
    assert laid(voice, " — ")[0] == transcript


@pytest.mark.parametrize("text", [None, LINE])
def test_silence_gives_nothing_and_says_so(text: str | None) -> None:
    for samples in (np.zeros(0), np.zeros(10), np.zeros(48_000), np.full(16_000, np.nan)):
        transcript, problems = laid(audio_of(samples), text)
        assert transcript.words == ()
        assert problems == ["speech.silent"]


def test_noise_is_no_speech() -> None:
    noise = audio_of(np.random.default_rng(0).normal(0, 0.1, 48_000))
    assert laid(noise, None)[0].words == ()
    assert all(word.doubtful for word in laid(noise, "nobody says a word of this")[0].words)


def test_german_is_laid_in_ipa() -> None:
    text = "Der Lappen liegt auf dem Eisschrank, und heute kostet er 21 Euro."
    transcript, _ = laid(say_foreign(text, "de"), text, "de")
    assert transcript.phone_set == "ipa"
    assert len(transcript.words) == 12
    assert transcript.words[5].phones[0].label == "aɪ"


@pytest.mark.parametrize("language", ["xx", "klingonese", "", "../..", "de; rm"])
def test_an_unknown_language_is_a_problem(voice: Audio, language: str) -> None:
    if espeak.program() is None:
        pytest.skip("espeak-ng is not installed")
    with pytest.raises(ProblemError) as error:
        laid(voice, "hello", language)
    assert error.value.problem.kind == "speech.unknown_language"


def test_without_espeak_english_goes_on_and_others_say_what_to_do(
    voice: Audio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(espeak, "program", lambda: None)
    transcript, problems = laid(voice, LINE.replace("lazy", "laazee"))
    assert "speech.no_espeak" in problems
    assert len(transcript.words) == 12
    with pytest.raises(ProblemError) as error:
        laid(voice, "hallo", "de")
    assert error.value.problem.kind == "speech.no_espeak"


def test_it_stops_when_told(voice: Audio) -> None:
    def stop(done: float, doing: str = "") -> None:
        if done > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        align(voice, Script(LINE), ProblemLog(), stop)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.integers(200, 16_000), st.integers(0, 2**32 - 1))
def test_any_script_on_any_sound_is_whole(text: str, count: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    sound = random.normal(0, 0.1, count) * np.sin(np.arange(count) / random.integers(200, 4000)) ** 2
    laid(audio_of(sound), text)


def test_hand_labels_of_english(material: Path) -> None:
    folder = material / "alignment" / "gold" / "praatio_en"
    transcript, _ = laid(load(folder / "mary.wav", ProblemLog()), "mary rolled the barrel")
    starts = [word.start / TICKS_PER_SECOND for word in transcript.words]
    np.testing.assert_allclose(starts, [0.315, 0.676, 0.984, 1.064], atol=0.075)
    assert not any(word.doubtful for word in transcript.words)


def test_hand_labels_of_german(material: Path) -> None:
    recording = material / "alignment" / "gold" / "emodb_de" / "wav" / "03a02Wc.wav"
    transcript, _ = laid(load(recording, ProblemLog()), "Das will sie am Mittwoch abgeben.", "de")
    starts = [word.start / TICKS_PER_SECOND for word in transcript.words]
    np.testing.assert_allclose(starts, [0.0587, 0.1997, 0.3601, 0.4382, 0.5157, 0.7761], atol=0.06)


@pytest.mark.slow
def test_ten_minutes_of_readings_are_laid_as_each_by_itself(material: Path) -> None:
    folder = material / "speech" / "clean" / "ljspeech"
    texts, pieces, expected, at = [], [], [], 0
    names = sorted(path.stem for path in folder.glob("LJ001-*.wav"))
    for name in names * 6:
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        audio = load(folder / f"{name}.wav", ProblemLog())
        expected += [at + word.start for word in laid(audio, text)[0].words]
        pieces += [audio.samples, np.zeros(4800, np.float32)]
        texts.append(text)
        at += (len(audio.samples) + 4800) * TICKS_PER_SECOND // audio.rate
    whole = audio_of(np.concatenate(pieces))
    assert whole.seconds > 540
    transcript, _ = laid(whole, "\n".join(texts))
    assert len(transcript.words) == len(expected)
    errors = np.abs(np.array([word.start for word in transcript.words]) - expected) / TICKS_PER_SECOND
    assert np.mean(errors < 0.05) > 0.96
    assert np.mean([word.doubtful for word in transcript.words]) < 0.04


@pytest.mark.parametrize(
    ("lost", "told"),
    [
        (["bar"], "the word “bar” does not fit"),
        (["foo", "bar"], "2 of 3 words of the script do not fit"),
        (["foo", "bar", "baz"], "none of the 3 words of the script fits"),
    ],
)
def test_one_word_and_many_are_spoken_of_otherwise(lost, told):
    assert _told(lost, 3, "does not fit", "do not fit", "fits") == told


def test_one_word_that_is_aligned_alone_is_called_by_its_name():
    assert _told(["spoke"], 1, "was not", "were not", "was") == "the word “spoke” was not"
