"""Voices for tests: synthetic speech where there is a synthesiser, and what holds of any transcript."""

from __future__ import annotations

import io
import shutil
import subprocess
from itertools import pairwise

import numpy as np
import pytest
import soundfile
import soxr

from studio.document.schema import Transcript
from studio.media.audio import ANALYSIS_RATE, Audio


def audio_of(samples: np.ndarray, name: str = "made.wav") -> Audio:
    return Audio(np.asarray(samples, np.float32), ANALYSIS_RATE, "", name, ANALYSIS_RATE, 1)


def say(text: str, voice: str = "slt") -> Audio:
    """Text in an American voice of flite; skips the test where flite is not installed."""
    if shutil.which("flite") is None:
        pytest.skip("flite is not installed")
    command = ["flite", "-voice", voice, "-t", text, "-o", "/dev/stdout"]
    return _heard(subprocess.run(command, capture_output=True, check=True).stdout)


def say_foreign(text: str, voice: str) -> Audio:
    """Text in a voice of espeak-ng; skips the test where it is not installed."""
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")
    return _heard(
        subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], capture_output=True, check=True).stdout
    )


def _heard(wav: bytes) -> Audio:
    samples, rate = soundfile.read(io.BytesIO(wav), dtype="float32")
    return audio_of(soxr.resample(samples, rate, ANALYSIS_RATE))


def assert_whole(transcript: Transcript, duration: int) -> None:
    """Words rise without overlap inside the recording, and phones tile each word."""
    for word in transcript.words:
        assert 0 <= word.start < word.end <= duration, word
        assert 0.0 <= word.confidence <= 1.0
        assert word.doubtful == (word.confidence < 0.5)
        assert word.phones[0].start == word.start
        assert word.phones[-1].end == word.end
        assert all(phone.start < phone.end for phone in word.phones), word
        assert all(a.end == b.start for a, b in pairwise(word.phones)), word
    assert all(a.end <= b.start for a, b in pairwise(transcript.words))
    assert len({word.id for word in transcript.words}) == len(transcript.words)
