"""How a recording is spoken: loudness, pitch, stress of words, pauses and phrase ends."""

from __future__ import annotations

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, part_of, silent
from studio.core.time import TICKS_PER_SECOND, TickArray, TimeRange
from studio.document.schema import Transcript
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.media.cache import Arrays, DerivedCache
from studio.speech.prosody_frames import HOP, sound_frames
from studio.speech.prosody_pitch import pitch_line
from studio.speech.prosody_words import (
    PhraseEnd,
    Sounds,
    WordProsody,
    find_pauses,
    find_phrase_ends,
    speech_mask,
    word_prosody,
)

__all__ = ["HOP_TICKS", "PhraseEnd", "Prosody", "WordProsody", "analyse"]

HOP_TICKS = HOP * TICKS_PER_SECOND // ANALYSIS_RATE

_INAUDIBLE_DB = -75.0
_WHISPER = 0.25  # share of loud frames that must be voiced: whispers reach 0.18, voices begin at 0.49

Array = npt.NDArray[np.float32]


@attrs.define(frozen=True, eq=False)
class Prosody:
    """Measures of one recording; entry i of each array belongs to tick i * hop (10 ms) of the recording.

    loudness_db [n]: level as the ear weighs it, 0 = full scale. loudness [n] 0..1: relative to this
    recording's speech: 0 silence, 0.5 its median, 1 its loudest. pitch_hz [n]: 0 = unvoiced. brightness
    [n] 0..1: share of energy above 1 kHz. All times count from the start of the recording.
    median_pitch in Hz, 0 for a whisper or no voice.
    """

    hop: int
    loudness_db: Array
    loudness: Array
    pitch_hz: Array
    brightness: Array
    words: tuple[WordProsody, ...]
    pauses: tuple[TimeRange, ...]
    phrase_ends: tuple[PhraseEnd, ...]
    median_pitch: float

    def at(self, values: npt.NDArray[np.floating], ticks: TickArray) -> npt.NDArray[np.float64]:
        """One of the arrays at any ticks, linear between entries, its ends held. For pitch see
        `pitch_semitones`, which has no zeros in between."""
        places = np.arange(len(values), dtype=np.float64) * self.hop
        return np.asarray(np.interp(np.asarray(ticks, np.float64), places, values), np.float64)

    def pitch_semitones(self) -> npt.NDArray[np.float64]:
        """[n] semitones from the median pitch, straight lines across unvoiced stretches; 0 without voice."""
        voiced = np.flatnonzero(self.pitch_hz)
        if not len(voiced) or self.median_pitch <= 0:
            return np.zeros(len(self.pitch_hz))
        heights = 12 * np.log2(self.pitch_hz[voiced].astype(np.float64) / self.median_pitch)
        return np.asarray(np.interp(np.arange(len(self.pitch_hz)), voiced, heights), np.float64)


def analyse(
    audio: Audio,
    transcript: Transcript,
    cache: DerivedCache | None = None,
    progress: Progress = silent,
    script: str = "",
) -> Prosody:
    """Prosody of a recording and its words. Works for silence, whisper, noise and no words at all.

    script: the text as written, for the ends of its sentences.

    What depends on the sound alone is kept in `cache` by content hash.
    """

    def make() -> Arrays:
        frames = sound_frames(audio.samples, part_of(progress, 0.0, 0.5))
        return {
            "level": frames.level_db.astype(np.float32),
            "brightness": frames.brightness.astype(np.float32),
            "pitch": pitch_line(frames, part_of(progress, 0.5, 0.8)).astype(np.float32),
        }

    heard = make() if cache is None else cache.arrays("prosody1", audio.content_hash, make)
    return _assemble(audio, transcript, heard, script, part_of(progress, 0.8, 1.0))


def _assemble(
    audio: Audio, transcript: Transcript, heard: Arrays, script: str, progress: Progress
) -> Prosody:
    level, pitch = heard["level"], heard["pitch"]
    mask = speech_mask(level, transcript.words, HOP_TICKS)
    loud = speech_mask(level, (), HOP_TICKS)
    if int(np.count_nonzero(pitch[loud])) < _WHISPER * int(loud.sum()):
        pitch = np.zeros_like(pitch)
    voiced = pitch[mask & (pitch > 0)]
    sounds = Sounds(HOP_TICKS, level, _relative_loudness(level, mask), pitch, audio.duration)
    pauses = find_pauses(sounds, transcript.words)
    return Prosody(
        hop=HOP_TICKS,
        loudness_db=level,
        loudness=sounds.loudness,
        pitch_hz=pitch,
        brightness=np.where(level > _INAUDIBLE_DB, heard["brightness"], np.float32(0)),
        words=word_prosody(sounds, transcript, pauses, progress),
        pauses=pauses,
        phrase_ends=find_phrase_ends(sounds, transcript.words, pauses, script, progress),
        median_pitch=float(np.median(voiced)) if len(voiced) else 0.0,
    )


def _relative_loudness(level: Array, mask: npt.NDArray[np.bool_]) -> Array:
    """Levels between the background (0), the median of speech (0.5) and its loudest (1), straight between."""
    speech = level[mask & (level > _INAUDIBLE_DB)]
    if not len(speech):
        return np.zeros_like(level)
    loudest = float(np.percentile(speech, 99.5))
    median = float(np.median(speech[speech > loudest - 30]))
    loudest = max(loudest, median + 3.0)
    rest = level[~mask]
    background = float(np.median(rest)) if len(rest) else median - 40.0
    background = min(max(background, median - 40.0), median - 12.0)
    scaled = np.interp(level, [background, median, loudest], [0.0, 0.5, 1.0])
    return np.where(level > _INAUDIBLE_DB, scaled, 0.0).astype(np.float32)
