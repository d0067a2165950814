"""Prosody against synthetic tones whose truth is known, and real recordings whose range is."""

from __future__ import annotations

from pathlib import Path

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.core.problems import ProblemLog
from studio.core.time import TICKS_PER_SECOND, ticks
from studio.document.schema import Phone, Transcript, Word
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.media.cache import DerivedCache
from studio.media.load import load
from studio.speech.prosody import Prosody, analyse

RATE = ANALYSIS_RATE


def audio_of(samples: np.ndarray) -> Audio:
    return Audio(samples.astype(np.float32), RATE, "0" * 64, "made.wav", RATE, 1)


def voice(hertz: np.ndarray | float, seconds: float = 1.0, amplitude: float = 0.3) -> np.ndarray:
    """A buzz of harmonics falling like a voice's, at a steady or moving pitch."""
    count = round(seconds * RATE)
    hertz = np.broadcast_to(np.asarray(hertz, np.float64), (count,))
    phase = 2 * np.pi * np.cumsum(hertz) / RATE
    buzz = sum(np.cos(k * phase) / k for k in range(1, int(3500 / hertz.max()) + 1))
    return amplitude * buzz / np.abs(buzz).max()


def word(id_: str, text: str, start: float, end: float, *phones: tuple[str, float, float]) -> Word:
    spoken = tuple(Phone(label, ticks(a), ticks(b)) for label, a, b in phones)
    return Word(id_, text, ticks(start), ticks(end), phones=spoken)


def check(prosody: Prosody, audio: Audio) -> None:
    """What holds for any recording."""
    count = len(audio.samples) // 160 + 1
    assert prosody.hop == TICKS_PER_SECOND // 100
    for values in (prosody.loudness_db, prosody.loudness, prosody.pitch_hz, prosody.brightness):
        assert values.shape == (count,)
        assert values.dtype == np.float32
        assert np.isfinite(values).all()
    assert prosody.loudness.min() >= 0
    assert prosody.loudness.max() <= 1
    assert prosody.brightness.min() >= 0
    assert prosody.brightness.max() <= 1
    assert ((prosody.pitch_hz == 0) | ((prosody.pitch_hz >= 59) & (prosody.pitch_hz <= 740))).all()
    for spoken in prosody.words:
        assert 0 <= spoken.prominence <= 1
        assert 0 <= spoken.loudness <= 1
        assert spoken.start <= spoken.nucleus <= spoken.end
        assert np.isfinite(spoken.pitch_semitones)
    for a, b in zip(prosody.pauses, prosody.pauses[1:], strict=False):
        assert a.end < b.start
    assert all(0 <= p.start < p.end <= audio.duration for p in prosody.pauses)


@pytest.mark.parametrize("hertz", [65, 80, 110, 160, 220, 317, 440, 600, 690])
@pytest.mark.parametrize("noise", [0.0, 0.02])
def test_pitch_of_a_steady_voice_is_within_one_percent(hertz: float, noise: float) -> None:
    samples = voice(hertz) + np.random.default_rng(0).normal(0, noise, RATE)
    prosody = analyse(audio_of(samples), Transcript())
    inside = prosody.pitch_hz[5:-5]
    assert (inside > 0).all()
    np.testing.assert_allclose(inside, hertz, rtol=0.01)
    assert prosody.median_pitch == pytest.approx(hertz, rel=0.005)


def test_pitch_of_a_pure_tone_and_of_one_without_its_fundamental() -> None:
    at = np.arange(RATE) / RATE
    for samples in (
        0.3 * np.sin(2 * np.pi * 150 * at),
        sum(0.1 * np.sin(2 * np.pi * 150 * k * at) for k in (2, 3, 4, 5)),
    ):
        pitch = analyse(audio_of(samples), Transcript()).pitch_hz[5:-5]
        np.testing.assert_allclose(pitch, 150, rtol=0.01)


def test_pitch_follows_a_glide() -> None:
    truth = np.geomspace(120, 300, RATE)
    pitch = analyse(audio_of(voice(truth)), Transcript()).pitch_hz
    np.testing.assert_allclose(pitch[5:-5], truth[::160][5 : len(pitch) - 5], rtol=0.02)


def test_noise_and_hum_under_silence_have_no_pitch() -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 2 * RATE)
    assert analyse(audio_of(noise), Transcript()).median_pitch == 0
    hum = 0.01 * np.sin(2 * np.pi * 60 * np.arange(3 * RATE) / RATE)
    hum[RATE : 2 * RATE] += voice(170.0)
    pitch = analyse(audio_of(hum), Transcript()).pitch_hz
    assert (pitch[10:90] == 0).all()
    assert (np.abs(pitch[110:190] - 170) < 3).all()


def test_level_is_that_of_the_ear() -> None:
    at = np.arange(RATE) / RATE
    expected = {1000: 0.0, 100: -19.1, 4000: 1.0, 200: -10.9}  # IEC 61672, A
    for hertz, weight in expected.items():
        level = analyse(audio_of(np.sin(2 * np.pi * hertz * at)), Transcript()).loudness_db[50]
        assert level == pytest.approx(weight, abs=0.3)


def test_brightness_is_the_share_above_one_kilohertz() -> None:
    at = np.arange(RATE) / RATE
    low, high = np.sin(2 * np.pi * 300 * at), np.sin(2 * np.pi * 3000 * at)
    for share in (0.0, 0.25, 0.9):
        mixed = 0.3 * (np.sqrt(1 - share) * low + np.sqrt(share) * high)
        assert analyse(audio_of(mixed), Transcript()).brightness[50] == pytest.approx(share, abs=0.01)


def test_loudness_scale() -> None:
    steps = [voice(150.0, 0.5, a) for a in (0.03, 0.1, 0.1, 0.1, 0.5)]
    samples = np.concatenate([np.zeros(RATE // 2), *steps])
    loudness = analyse(audio_of(samples), Transcript()).loudness
    assert loudness[10:40].max() == 0
    middles = [loudness[75 + 50 * i] for i in range(5)]
    assert middles[1] == pytest.approx(0.5, abs=0.03)
    assert middles[0] < 0.4
    assert middles[4] == pytest.approx(1.0, abs=0.03)


def sentence(loud: int, high: int, long: int) -> tuple[Audio, Transcript]:
    """Seven equal words of a vowel, of which one is louder, one higher, one longer."""
    sound, words, at = [np.zeros(RATE // 4)], [], 0.25
    for i in range(7):
        length = 0.3 if i == long else 0.15
        sound += [
            voice(190.0 if i == high else 130.0, length, 0.4 if i == loud else 0.1),
            np.zeros(RATE // 20),
        ]
        words.append(word(f"w{i}", "bird", at, at + length, ("ER1", at, at + length)))
        at += length + 0.05
    return audio_of(np.concatenate(sound)), Transcript(words=tuple(words))


@pytest.mark.parametrize("kind", ["loud", "high", "long"])
def test_what_makes_a_word_stand_out(kind: str) -> None:
    audio, transcript = sentence(**{"loud": -1, "high": -1, "long": -1, kind: 3})
    prominences = [w.prominence for w in analyse(audio, transcript).words]
    assert int(np.argmax(prominences)) == 3
    assert prominences[3] > sorted(prominences)[-2] + 0.05


def test_small_words_stand_out_less() -> None:
    audio, transcript = sentence(-1, -1, -1)
    words = list(transcript.words)
    words[2] = word("w2", "The", 0.65, 0.8, ("AH0", 0.65, 0.8))
    prosody = analyse(audio, Transcript(words=tuple(words)))
    assert prosody.words[2].prominence < 0.5 * min(prosody.words[1].prominence, prosody.words[3].prominence)
    assert prosody.words[2].nucleus == ticks(0.65) + (ticks(0.8) - ticks(0.65)) // 2


@pytest.mark.parametrize("phone_set", ["arpabet", "ipa", "none"])
def test_the_nucleus_is_the_stressed_vowel(phone_set: str) -> None:
    labels = {"arpabet": ("AH0", "G", "OW1"), "ipa": ("ə", "g", "ˈoː"), "none": ()}[phone_set]
    times = ((0.1, 0.2), (0.2, 0.25), (0.25, 0.5))
    phones = [(label, *span) for label, span in zip(labels, times, strict=False)]
    samples = np.concatenate(
        [np.zeros(1600), voice(150.0, 0.15, 0.1), voice(150.0, 0.25, 0.4), np.zeros(3200)]
    )
    transcript = Transcript(words=(word("w", "ago", 0.1, 0.5, *phones),), phone_set=phone_set)
    (spoken,) = analyse(audio_of(samples), transcript).words
    assert ticks(0.3) <= spoken.nucleus <= ticks(0.45)


@pytest.mark.parametrize(("end", "rising"), [(190.0, True), (100.0, False), (130.0, False)])
def test_phrases_end_rising_or_falling(end: float, rising: bool) -> None:
    contour = np.concatenate([np.full(RATE // 2, 130.0), np.geomspace(130.0, end, RATE // 4)])
    samples = np.concatenate([voice(contour, 0.75), np.zeros(RATE), voice(150.0, 0.5)])
    words = (word("a", "really", 0.0, 0.75, ("IY1", 0.4, 0.75)), word("b", "yes", 1.75, 2.25))
    prosody = analyse(audio_of(samples), Transcript(words=words))
    assert [(e.word_id, e.rising) for e in prosody.phrase_ends] == [("a", rising), ("b", False)]
    assert [(p.start, p.end) for p in prosody.pauses] == [(ticks(0.75), ticks(1.75))]


def test_pauses_without_words_come_from_the_sound() -> None:
    samples = np.concatenate([voice(150.0, 0.5), np.zeros(RATE // 2), voice(150.0, 0.5), np.zeros(RATE // 2)])
    prosody = analyse(audio_of(samples), Transcript())
    assert len(prosody.pauses) == 2
    assert abs(prosody.pauses[0].start - ticks(0.5)) < ticks(0.05)
    assert abs(prosody.pauses[0].end - ticks(1.0)) < ticks(0.05)
    assert prosody.pauses[1].end == audio_of(samples).duration


def test_interpolation() -> None:
    prosody = analyse(audio_of(np.concatenate([voice(120.0), np.zeros(4800), voice(240.0)])), Transcript())
    ramp = np.arange(len(prosody.loudness), dtype=np.float64)
    at = np.array([-5, 0, prosody.hop * 3 // 2, 10**12])
    assert prosody.at(ramp, at).tolist() == [0, 0, 1.5, len(ramp) - 1]
    semitones = prosody.pitch_semitones()
    assert semitones[150:].max() - semitones[:90].min() == pytest.approx(12, abs=0.3)
    assert np.abs(np.diff(semitones)).max() < 2


SAMPLES = {
    "silence": np.zeros(RATE),
    "tiny": np.full(1600, 0.1),
    "one sample": np.ones(1),
    "noise": np.random.default_rng(1).normal(0, 0.2, RATE),
    "clipped": np.sign(voice(150.0)),
    "impulse": np.eye(1, RATE, 8000)[0],
    "constant": np.ones(RATE),
    "whisper of a level": np.random.default_rng(1).normal(0, 1e-4, RATE),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_any_sound_with_any_words(name: str) -> None:
    audio = audio_of(SAMPLES[name])
    for words in (
        (),
        (word("a", "", 0.0, 0.0),),
        (word("a", "odd", 0.2, 0.3, ("SIL", 0.2, 0.3)),),
        (word("a", "late", 5.0, 6.0, ("EY1", 5.2, 5.4)),),
        tuple(word(f"w{i}", "the", i * 0.01, i * 0.01 + 0.01) for i in range(50)),
    ):
        prosody = analyse(audio, Transcript(words=words))
        check(prosody, audio)
        assert len(prosody.words) == len(words)
    if name == "silence":
        assert analyse(audio, Transcript()).loudness.max() == 0


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-200, 1500), st.integers(0, 400)), max_size=8), st.integers(0, 2**32 - 1)
)
def test_random_words_over_random_sound(spans: list[tuple[int, int]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    parts = [voice(rng.uniform(80, 300), 0.2, rng.uniform(0, 1)) * rng.integers(0, 2) for _ in range(5)]
    audio = audio_of(np.concatenate(parts) + rng.normal(0, 0.001, RATE))
    words = [word(f"w{i}", "word", a / 1000, (a + n) / 1000) for i, (a, n) in enumerate(sorted(spans))]
    check(analyse(audio, Transcript(words=tuple(words))), audio)


# Typical pitch in Hz between which nine tenths of the voiced frames lie.
REAL = {
    "ljspeech/LJ001-0001.wav": (120, 460),
    "ljspeech/LJ001-0014.wav": (120, 460),
    "nvidia_a2f/Claire_neutral.wav": (120, 400),
    "mfa/librispeech_61-70968-0000.flac": (60, 190),
    "mfa/styles/mfa_falsetto.flac": (250, 620),
    "readalongs/ej-fra.m4a": (70, 220),
    "speechbrain/spk2_snt4.wav": (90, 220),
}


@pytest.mark.parametrize("name", REAL)
def test_real_voices_lie_in_their_range(material: Path, name: str) -> None:
    audio = load(material / "speech/clean" / name, ProblemLog())
    prosody = analyse(audio, Transcript())
    check(prosody, audio)
    low, high = np.percentile(prosody.pitch_hz[prosody.pitch_hz > 0], [5, 95])
    assert REAL[name][0] <= low
    assert high <= REAL[name][1]
    jumps = np.abs(np.diff(np.log2(np.maximum(prosody.pitch_hz, 1))))
    voiced = (prosody.pitch_hz[1:] > 0) & (prosody.pitch_hz[:-1] > 0)
    assert (jumps[voiced] > 0.5).mean() < 0.01


def test_lj_speech_has_a_woman_s_median(material: Path) -> None:
    files = sorted((material / "speech/clean/ljspeech").glob("LJ001-000*.wav"))
    medians = [analyse(load(p, ProblemLog()), Transcript()).median_pitch for p in files]
    assert len(medians) == 9
    assert all(170 <= median <= 260 for median in medians)


@pytest.mark.parametrize("name", ["mfa_whisper", "whisper", "whisper2"])
def test_a_whisper_has_loudness_and_no_pitch(material: Path, name: str) -> None:
    audio = load(material / f"speech/clean/mfa/styles/{name}.flac", ProblemLog())
    prosody = analyse(audio, Transcript())
    check(prosody, audio)
    assert prosody.median_pitch == 0
    assert prosody.loudness.max() > 0.9


def test_blocks_and_cache_make_no_difference(tmp_path: Path) -> None:
    samples = np.concatenate([voice(120 + 10 * i, 2.0) for i in range(8)])
    whole = analyse(audio_of(samples), Transcript())
    late = analyse(audio_of(samples[160 * 600 :]), Transcript())
    np.testing.assert_allclose(whole.loudness_db[650:], late.loudness_db[50:], atol=1e-3)
    for _ in range(2):
        cached = analyse(audio_of(samples), Transcript(), DerivedCache(tmp_path))
        assert cached.pitch_hz.tobytes() == whole.pitch_hz.tobytes()
        assert cached.loudness.tobytes() == whole.loudness.tobytes()


def test_sentences_of_the_script_end_phrases_though_the_voice_goes_on():
    audio = audio_of(voice(180, 1.2))
    said = Transcript(
        words=(word("a", "Stop", 0.0, 0.4), word("b", "now", 0.4, 0.8), word("c", "Go", 0.8, 1.2))
    )
    unpunctuated = analyse(audio, said)
    written = analyse(audio, said, script="Stop now! Go.")
    assert [e.word_id for e in unpunctuated.phrase_ends] == ["c"]
    assert [e.word_id for e in written.phrase_ends] == ["b", "c"]


@pytest.mark.parametrize(("stress", "heard"), [(0.9, 0.9), (7, 1.0), (-1, 0.0), ("much", None), (None, None)])
def test_a_word_has_the_stress_the_artist_gave_it(stress: object, heard: float | None) -> None:
    audio = audio_of(voice(120.0, 2.0))
    plain = word("a", "really", 0.2, 0.8, ("IY1", 0.3, 0.6))
    given_ = attrs.evolve(plain, extra={"stress": stress})
    words = (analyse(audio, Transcript(words=(w,))).words[0] for w in (plain, given_))
    before, after = (one.prominence for one in words)
    assert after == (before if heard is None else heard)
