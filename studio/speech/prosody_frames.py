"""What a recording sounds like every 10 ms: level, brightness and candidates for its pitch."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent

RATE = 16_000
HOP = 160
LOWEST_PITCH, HIGHEST_PITCH = 60.0, 700.0
CANDIDATES = 6
SILENCE_DB = -100.0

_WINDOW = 800  # 50 ms: three periods of the lowest pitch
_FFT = 1280
_BLOCK = 128  # frames whose spectra fit the processor's cache
_LAGS = np.arange(int(RATE / HIGHEST_PITCH) - 1, int(RATE / LOWEST_PITCH) + 3)

Array = npt.NDArray[np.float32]


@attrs.define(frozen=True, eq=False)
class SoundFrames:
    """level_db [n]: A-weighted, 0 = a full-scale 1 kHz sine. brightness [n]: share of energy above 1 kHz.

    candidates [n, CANDIDATES] Hz (0 = none) with their periodicity [n, CANDIDATES] in 0..1.
    Frame i is centred at i * 10 ms.
    """

    level_db: Array
    brightness: Array
    candidates: Array
    periodicity: Array


def sound_frames(samples: npt.NDArray[np.float32], progress: Progress = silent) -> SoundFrames:
    """Frames of 16 kHz samples [n]; reads them by blocks, so a memory map stays on disk."""
    count = len(samples) // HOP + 1
    weights = _Weights()
    blocks = []
    for first in range(0, count, _BLOCK):
        blocks.append(_block(samples, first, min(_BLOCK, count - first), weights))
        progress(min(first + _BLOCK, count) / count, "Listening")
    return SoundFrames(*(np.concatenate(parts) for parts in zip(*blocks, strict=True)))


class _Weights:
    """Tables that every block needs."""

    def __init__(self) -> None:
        hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(_WINDOW) + 0.5) / _WINDOW)
        hertz = np.arange(_FFT // 2 + 1, dtype=np.float64) * (RATE / _FFT)
        both_sides = np.where((hertz == 0) | (hertz == RATE / 2), 1.0, 2.0)
        to_power = both_sides / (_FFT * np.square(hann).sum())
        shape = np.fft.irfft(np.square(np.abs(np.fft.rfft(hann, _FFT))))
        self.window = hann.astype(np.float32)
        self.audible = (hertz >= 40.0).astype(np.float32)
        bright = np.where(hertz >= 1000.0, to_power, 0.0)
        ear = to_power * np.square(_a_weight(hertz))
        self.sums = np.stack([to_power, ear, bright], axis=1).astype(np.float32)
        # The window itself decays over the lags; dividing by its own correlation takes that back.
        self.window_correlation = (shape / shape[0])[_LAGS[0] : _LAGS[-1] + 1].astype(np.float32)


def _a_weight(hertz: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Amplitude factor of the ear's sensitivity, 1 at 1 kHz (IEC 61672-1)."""
    f = np.square(hertz)
    shape = 12194.0**2 * f * f
    shape /= (f + 20.6**2) * np.sqrt((f + 107.7**2) * (f + 737.9**2)) * (f + 12194.0**2)
    return np.asarray(shape * 10**0.1, np.float64)  # +2.00 dB


def _block(
    samples: npt.NDArray[np.float32], first: int, count: int, weights: _Weights
) -> tuple[Array, Array, Array, Array]:
    start, stop = first * HOP - _WINDOW // 2, (first + count - 1) * HOP + _WINDOW // 2
    padding = (max(0, -start), max(0, stop - len(samples)))
    sound = np.pad(np.asarray(samples[max(start, 0) : max(stop, 0)], np.float32), padding)
    frames = np.lib.stride_tricks.sliding_window_view(sound, _WINDOW)[::HOP]
    spectrum = np.fft.rfft((frames - frames.mean(axis=1, keepdims=True)) * weights.window, _FFT)
    power = (np.square(spectrum.real) + np.square(spectrum.imag)) * weights.audible
    energy, heard, bright = (power @ weights.sums).T
    level = 10 * np.log10(2 * heard + 10 ** (SILENCE_DB / 10))
    brightness = bright / np.maximum(energy, 1e-10)
    hertz, periodicity = _candidates(power, weights)
    return level, np.minimum(brightness, 1.0), hertz, periodicity


def _candidates(power: Array, weights: _Weights) -> tuple[Array, Array]:
    """The highest peaks of each frame's autocorrelation, refined by a parabola."""
    correlation = np.fft.irfft(power, _FFT)
    total = np.maximum(correlation[:, :1], 1e-9)
    r = correlation[:, _LAGS[0] : _LAGS[-1] + 1] / total / weights.window_correlation
    before, here, after = r[:, :-2], r[:, 1:-1], r[:, 2:]
    peak = (here > before) & (here >= after) & (here > 0.2)
    # A slight favour for short lags, or every multiple of the period would do as well (octave cost).
    favour = 0.01 * np.log2(LOWEST_PITCH * _LAGS[1:-1] / RATE)
    rank = np.where(peak, here - favour.astype(np.float32), -np.inf)
    best = np.argpartition(-rank, CANDIDATES - 1, axis=1)[:, :CANDIDATES]
    best = np.sort(best, axis=1)
    rows = np.arange(len(r))[:, None]
    a, b, c = before[rows, best], here[rows, best], after[rows, best]
    bend = a - 2 * b + c
    shift = np.where(bend < 0, 0.5 * (a - c) / np.minimum(bend, -1e-9), 0.0)
    found = peak[rows, best]
    hertz = np.where(found, RATE / (_LAGS[1:-1][best] + shift), 0.0)
    height = np.where(found, np.minimum(b - 0.25 * (a - c) * shift, 1.0), 0.0)
    return hertz.astype(np.float32), height.astype(np.float32)
