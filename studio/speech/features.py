"""Cepstra as the acoustic model was trained on them."""

from __future__ import annotations

import functools
from typing import Protocol

import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, part_of, silent
from studio.media.audio import ANALYSIS_RATE

Floats = npt.NDArray[np.float32]


class Samples(Protocol):
    """Samples at 16 kHz in -1..1, of which pieces can be had as float32 arrays."""

    def __len__(self) -> int: ...

    def __getitem__(self, span: slice, /) -> Floats: ...


STEP = 160  # samples between frames: 10 ms
FRAMES_PER_SECOND = ANALYSIS_RATE // STEP
_WINDOW = 410
_FFT = 512
_FILTERS = 25
_LOW, _HIGH = 130.0, 6800.0
_CEPSTRA = 13
_LIFTER = 22
_PRE_EMPHASIS = 0.97
_FULL_SCALE = 32768.0


_BLOCK = 6000  # frames worked on at once: a minute
_PART = 1500  # frames of it that are transformed between two questions
_RUN_IN = 100  # frames before a block from which the noise floor is learnt


def recording_cepstra(samples: Samples, progress: Progress = silent) -> Floats:
    """Cepstra [frames, 13] of a whole recording at 16 kHz, a minute at a time.

    Frame i is centred on sample i * STEP; there are len(samples) // STEP + 1.
    """
    count = len(samples) // STEP + 1
    found = np.empty((count, _CEPSTRA), np.float32)
    for start in range(0, count, _BLOCK):
        first = max(start - _RUN_IN, 0)
        end = min(start + _BLOCK, count)
        energies = mel_energies(samples, first, end, part_of(progress, start / count, start / count))
        found[start:end] = cepstra(energies)[start - first :]
        progress(end / count, "listening")
    return found


def mel_energies(samples: Samples, first: int, end: int, progress: Progress = silent) -> Floats:
    """Energies [end - first, 25] of mel bands in frames first..end; samples in -1..1, silence beyond them.
    progress is only asked whether to stop."""
    before, after = first * STEP - _WINDOW // 2, (end - 1) * STEP + _WINDOW - _WINDOW // 2
    low, high = max(before - 1, 0), min(after, len(samples))
    scaled = np.zeros(after - before + 1, np.float32)
    scaled[low - before + 1 : high - before + 1] = samples[low:high]
    scaled *= np.float32(_FULL_SCALE)
    emphasised = scaled[1:] - np.float32(_PRE_EMPHASIS) * scaled[:-1]
    frames = np.lib.stride_tricks.sliding_window_view(emphasised, _WINDOW)[::STEP]
    powers = []
    for k in range(0, len(frames), _PART):
        progress(0.0, "listening")
        spectrum = np.fft.rfft(frames[k : k + _PART] * _hamming(), _FFT, axis=1)
        powers.append(spectrum.real**2 + spectrum.imag**2)
    return np.asarray(np.concatenate(powers) @ mel_filters(), np.float32)


def cepstra(energies: Floats) -> Floats:
    """Liftered cepstra [frames, 13] of mel energies, the steady noise under them taken away."""
    from studio.speech import kernels  # noqa: PLC0415 - numba takes a while to load

    quiet = energies * kernels.noise_gains(energies)
    return np.asarray(np.log(quiet + np.float32(1e-4)) @ _transform(), np.float32)


def observations(cepstrum: Floats, mean: Floats) -> Floats:
    """Three streams [frames, 3, 13]: cepstra less `mean`, their first and second differences."""
    centred = np.pad(cepstrum - mean, ((3, 3), (0, 0)), mode="edge")
    n = len(cepstrum)

    def at(offset: int) -> Floats:
        return centred[3 + offset : 3 + offset + n]

    streams = np.empty((n, 3, _CEPSTRA), np.float32)
    streams[:, 0] = at(0)
    streams[:, 1] = at(2) - at(-2)
    streams[:, 2] = (at(3) - at(-1)) - (at(1) - at(-3))
    return streams


@functools.cache
def _hamming() -> Floats:
    return np.hamming(_WINDOW).astype(np.float32)


@functools.cache
def mel_filters() -> Floats:
    """[bins, 25] triangles of unit area, corners rounded to bins, evenly spaced on the mel scale."""
    low, high = 2595 * np.log10(1 + _LOW / 700), 2595 * np.log10(1 + _HIGH / 700)
    mels = np.linspace(low, high, _FILTERS + 2)
    bin_width = ANALYSIS_RATE / _FFT
    corners = np.floor(700 * (10 ** (mels / 2595) - 1) / bin_width + 0.5) * bin_width
    at = np.arange(_FFT // 2 + 1)[:, None] * bin_width
    left, centre, right = corners[:-2], corners[1:-1], corners[2:]
    shape = np.minimum((at - left) / (centre - left), (right - at) / (right - centre))
    return np.asarray(np.maximum(shape, 0) * 2 / (right - left), np.float32)


@functools.cache
def _transform() -> Floats:
    """[25, 13] orthonormal cosine transform with the sine lifter multiplied in."""
    order = np.arange(_CEPSTRA)
    cosine = np.cos(np.pi * order * (np.arange(_FILTERS)[:, None] + 0.5) / _FILTERS) * np.sqrt(2 / _FILTERS)
    cosine[:, 0] *= np.sqrt(0.5)
    return np.asarray(cosine * (1 + _LIFTER / 2 * np.sin(np.pi * order / _LIFTER)), np.float32)
