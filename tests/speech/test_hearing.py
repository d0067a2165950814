"""Cepstra and scores against pocketsphinx' own, and what counts as speech."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from pocketsphinx import Decoder

from studio.media.audio import ANALYSIS_RATE, Audio
from studio.speech import features
from studio.speech.acoustic_model import POSITION_INSIDE, load_model
from studio.speech.hearing import hear
from studio.speech.senones import score


def audio_of(samples: np.ndarray) -> Audio:
    return Audio(samples.astype(np.float32), ANALYSIS_RATE, "", "made.wav", ANALYSIS_RATE, 1)


def warble(seconds: float = 2.0) -> np.ndarray:
    """A sound that changes: noise and a gliding buzz, loud and soft."""
    random = np.random.default_rng(3)
    at = np.arange(int(seconds * ANALYSIS_RATE)) / ANALYSIS_RATE
    buzz = sum(np.sin(2 * np.pi * k * (120 * at + 30 * at**2)) / k for k in range(1, 20))
    return (0.05 * buzz * (1.2 + np.sin(7 * at)) + 0.01 * random.normal(size=len(at))) * 0.5


def test_cepstra_are_those_pocketsphinx_computes(tmp_path: Path) -> None:
    whole = np.round(warble() * 32768).astype(np.int16)
    decoder = Decoder(lm=None, loglevel="FATAL", mfclogdir=str(tmp_path))
    decoder.set_align_text("hello")
    decoder.start_utt()
    decoder.process_raw(whole.tobytes(), full_utt=True)
    decoder.end_utt()
    (written,) = tmp_path.iterdir()
    raw = written.read_bytes()
    order = "<" if int.from_bytes(raw[:4], "little") == len(raw) // 4 - 1 else ">"
    theirs = np.frombuffer(raw[4:], f"{order}f4").reshape(-1, 13)
    # Its frames begin where ours are centred, so ours are cut anew.
    count = (len(whole) - 410) // features.STEP
    starts = np.arange(count)[:, None] * features.STEP + np.arange(410)
    emphasised = whole.astype(np.float32)
    emphasised[1:] -= np.float32(0.97) * whole[:-1]
    power = np.abs(np.fft.rfft(emphasised[starts] * np.hamming(410), 512)) ** 2
    ours = features.cepstra((power @ features.mel_filters()).astype(np.float32))
    np.testing.assert_allclose(ours, theirs[:count], atol=2e-3)


def test_a_recording_heard_in_blocks_is_the_same() -> None:
    samples = warble(1.5).astype(np.float32)
    energies = features.mel_energies(samples, 0, 150)
    parts = [features.mel_energies(samples, a, b) for a, b in ((0, 40), (40, 150))]
    np.testing.assert_allclose(np.concatenate(parts), energies, rtol=1e-4, atol=1e-2)


def test_every_triphone_falls_back_to_its_phone() -> None:
    model = load_model()
    silence, vowel = model.phone_id("SIL"), model.phone_id("AA")
    for phone in range(len(model.phones)):
        for left, right in ((silence, silence), (vowel, phone)):
            row = model.senones(phone, left, right, POSITION_INSIDE)
            assert {int(model.senone_phone[one]) for one in row} == {phone}


def test_scores_are_logarithms_of_mixtures() -> None:
    model = load_model()
    stream = np.random.default_rng(1).normal(0, 5, (4, 3, 13)).astype(np.float32)
    senones = np.array([model.base_senones(2)[0], model.base_senones(30)[1]], np.int32)
    got = score(model, stream, senones)
    for t in range(4):
        for column, senone in enumerate(senones):
            book = model.senone_phone[senone]
            total = 0.0
            for f in range(3):
                gap = stream[t, f].astype(np.float64)[:, None] - model.means[book, f]
                logs = model.offsets[book, f] - (gap**2 * model.precisions[book, f]).sum(axis=0)
                top = logs.max()
                total += top + np.log((np.exp(logs - top) * model.weights[f, :, senone]).sum())
            assert abs(got[t, column] - total) < 1.5  # Gaussians five nats under the best are left out


def test_silence_is_not_active_and_a_voice_is() -> None:
    quiet = np.random.default_rng(0).normal(0, 1e-4, ANALYSIS_RATE)
    hearing = hear(audio_of(np.concatenate([quiet, warble(1.0), quiet])))
    active = hearing.active
    assert active[110:190].mean() > 0.95
    assert active[:80].mean() < 0.05
    assert active[220:].mean() < 0.05


def test_loudness_and_offset_do_not_matter() -> None:
    plain = hear(audio_of(warble())).cepstra
    moved = hear(audio_of(warble() * 0.004 + 0.2)).cepstra
    np.testing.assert_allclose(plain, moved, atol=0.05)


def test_damaged_samples_are_heard_as_silence() -> None:
    for value in (np.nan, np.inf):
        assert not hear(audio_of(np.full(ANALYSIS_RATE, value))).active.any()
    assert hear(audio_of(np.zeros(0))).frames == 1
