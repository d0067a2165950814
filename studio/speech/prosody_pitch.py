"""One pitch line through the candidates of every frame, by the cheapest path.

Costs after P. Boersma, "Accurate short-term analysis of the fundamental frequency and the
harmonics-to-noise ratio of a sampled sound" (1993): voicing, silence, octave and jump costs.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, silent
from studio.speech.prosody_frames import LOWEST_PITCH, SoundFrames

_VOICING = 0.5
_SILENCE = 0.03  # of the loud frames' amplitude
_OCTAVE = 0.01
_JUMP = 0.35  # for each octave between neighbours
_SWITCH = 0.14  # between voiced and unvoiced
_BLOCK = 4096
_NOISE = 0.05  # of the loud frames' amplitude: louder backgrounds are taken for weak speech
_INAUDIBLE_DB = -75.0
_ENOUGH = 20  # voiced frames before anything is said about a speaker
_SHORTEST = 3

Array = npt.NDArray[np.float32]


def pitch_line(frames: SoundFrames, progress: Progress = silent) -> Array:
    """[n] Hz, 0 where unvoiced.

    A first line over all pitches finds the speaker's range, a second keeps to it (after De Looze and Hirst
    2008, wider upwards because acted voices are).
    """
    line = _line(frames.candidates, frames, progress)
    voiced = line[line > 0]
    if len(voiced) >= _ENOUGH:
        low, high = np.percentile(voiced, [25, 75])
        within = (frames.candidates > 0.6 * low) & (frames.candidates < 2.1 * high)
        line = _line(np.where(within, frames.candidates, np.float32(0)), frames, progress)
    return _without_specks(line)


def _line(candidates: Array, frames: SoundFrames, progress: Progress) -> Array:
    progress(0.0)
    gains = _gains(candidates, frames)
    progress(0.0)
    choice = _cheapest_path(np.log2(np.maximum(candidates, 1.0)), gains, progress)
    none = np.zeros((len(gains), 1), np.float32)
    line: Array = np.concatenate([none, candidates], axis=1)[np.arange(len(gains)), choice]
    return line


def _gains(candidates: Array, frames: SoundFrames) -> Array:
    """[n, 1 + candidates] worth of being unvoiced (first) or of each candidate."""
    # By what the ear hears, so that the hum of the mains is no voice.
    quiet, loud = np.percentile(frames.level_db, [10, 95])
    relative = 10 ** ((np.minimum(frames.level_db, loud) - loud) / 20)
    silence = max(_SILENCE, (1 + _VOICING) * min(10 ** ((quiet - loud) / 20), _NOISE))
    unvoiced = _VOICING + np.maximum(0.0, 2.0 - relative * (1.0 + _VOICING) / silence)
    unvoiced[frames.level_db < _INAUDIBLE_DB] = 2.0
    octaves = np.log2(np.maximum(candidates, 1.0) / LOWEST_PITCH)
    voiced = np.where(candidates > 0, frames.periodicity + _OCTAVE * octaves, -1e3)
    return np.concatenate([unvoiced[:, None], voiced], axis=1).astype(np.float32)


def _without_specks(line: Array) -> Array:
    """Voices last longer than 20 ms; shorter ones are chance."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], line > 0, [False]])))
    result = line.copy()
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        if stop - start < _SHORTEST:
            result[start:stop] = 0.0
    return result


def _cheapest_path(octaves: Array, gains: Array, progress: Progress) -> npt.NDArray[np.int64]:
    """Choice of each frame (0 = unvoiced) that maximises the gains less the costs of moving."""
    count, states = gains.shape
    back = np.zeros((count, states), np.int8)
    worth = gains[0]
    for start in range(1, count, _BLOCK):
        stop = min(start + _BLOCK, count)
        progress(start / count)
        costs = _moves(octaves[start - 1 : stop])
        for t in range(start, stop):
            ways = worth[:, None] - costs[t - start]
            back[t] = ways.argmax(axis=0)
            worth = ways.max(axis=0) + gains[t]
    choice = np.zeros(count, np.int64)
    choice[-1] = int(worth.argmax())
    for t in range(count - 1, 0, -1):
        choice[t - 1] = back[t, choice[t]]
    return choice


def _moves(octaves: Array) -> Array:
    """[n - 1, from, to] costs between neighbouring frames."""
    states = octaves.shape[1] + 1
    costs = np.full((len(octaves) - 1, states, states), np.float32(_SWITCH))
    costs[:, 0, 0] = 0.0
    costs[:, 1:, 1:] = _JUMP * np.abs(octaves[:-1, :, None] - octaves[1:, None, :])
    return costs
