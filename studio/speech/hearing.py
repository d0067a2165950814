"""A recording as the model hears it: cepstra of every frame, and where there is speech at all."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.progress import Progress, go_on, silent
from studio.media.audio import ANALYSIS_RATE, Audio
from studio.speech import features
from studio.speech.acoustic_model import AcousticModel
from studio.speech.graph import ScoreTable, score_states

Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]

_SPEECH_DEPTH = 40.0  # of c0 under its loud frames: about 35 dB
_LOUD = 95  # percentile
_COMPANY = 50  # frames of quiet around speech that count for the mean, as in the model's training
_MEAN_REACH = 1500  # frames on either side over which the channel is taken to be the same
_PEAK, _LOUD_PEAK = 99.5, 0.3  # percentile of the samples and what it is brought to
_MOST_GAIN = 3000.0
_SAMPLED = 1_000_000  # samples looked at for it
_DIGITAL_SILENCE = 62.0  # of c0 under the loud frames: no room is as quiet
_FAINT = -30.0  # of c0: quieter than a 16-bit recording's last bit


@attrs.frozen(eq=False)
class Levelled:
    """Samples at a middle level, worked out piece by piece: the recording may be a memory map of hours."""

    samples: Floats
    middle: np.float32
    gain: np.float32

    def __len__(self) -> int:
        return len(self.samples)

    def __getitem__(self, span: slice) -> Floats:
        piece = np.nan_to_num(np.asarray(self.samples[span], np.float32), posinf=0, neginf=0)
        return np.asarray((piece - self.middle) * self.gain, np.float32)


@attrs.frozen(eq=False)
class Hearing:
    """samples at 16 kHz; cepstra [frames, 13]; active [frames]: loud enough to be speech. Frame i is centred
    on i * 10 ms."""

    samples: Levelled
    cepstra: Floats
    active: Bools

    @property
    def frames(self) -> int:
        return len(self.cepstra)

    def scores(
        self,
        model: AcousticModel,
        first: int,
        end: int,
        members: tuple[tuple[int, ...], ...],
        ask: Callable[[], object] = go_on,
    ) -> ScoreTable:
        """Scores of frames first..end, heard against the channel around them. ask: called now and then."""
        low, high = max(first - _MEAN_REACH, 0), min(end + _MEAN_REACH, self.frames)
        around = _dilated(self.active[low:high], _COMPANY)
        near = self.cepstra[low:high]
        heard = around & (near[:, 0] > np.percentile(near[:, 0], _LOUD) - _DIGITAL_SILENCE)
        mean = near[heard].mean(axis=0) if heard.any() else near.mean(axis=0)
        before, after = max(first - 3, 0), min(end + 3, self.frames)
        streams = features.observations(self.cepstra[before:after], mean)[first - before : end - before]
        return score_states(model, np.ascontiguousarray(streams), members, ask)


def hear(audio: Audio, progress: Progress = silent) -> Hearing:
    """Listens to a recording once; memory grows by 5 kB a second."""
    samples = audio.samples
    if audio.rate != ANALYSIS_RATE:
        import soxr  # type: ignore[import-untyped]  # noqa: PLC0415 - only for audio not from media.load

        samples = soxr.resample(np.asarray(samples, np.float32), audio.rate, ANALYSIS_RATE)
    levelled = _levelled(samples)
    cepstra = features.recording_cepstra(levelled, progress)
    return Hearing(levelled, cepstra, _active(cepstra[:, 0]))


def _levelled(samples: Floats) -> Levelled:
    """The recording about its own middle, its loud parts as loud as those the model was trained on."""
    if not len(samples):
        return Levelled(np.zeros(0, np.float32), np.float32(0), np.float32(1))
    some = np.nan_to_num(
        np.asarray(samples[:: max(len(samples) // _SAMPLED, 1)], np.float64), posinf=0, neginf=0
    )
    middle = float(some.mean())
    loud = float(np.percentile(np.abs(some - middle), _PEAK))
    gain = min(_LOUD_PEAK / loud, _MOST_GAIN) if loud > 0 else 1.0
    return Levelled(samples, np.float32(middle), np.float32(gain))


def _active(level: Floats) -> Bools:
    """Frames within 35 dB of the loud ones, small holes closed and clicks passed over."""
    loud = float(np.percentile(level, _LOUD))
    above = np.asarray(level > max(loud - _SPEECH_DEPTH, _FAINT))
    return _dilated(_eroded(_dilated(above, 3), 6), 3)


def _dilated(marks: Bools, reach: int) -> Bools:
    total = np.concatenate([[0], np.cumsum(marks)])
    n = len(marks)
    at = np.arange(n)
    return np.asarray(total[np.minimum(at + reach + 1, n)] > total[np.maximum(at - reach, 0)])


def _eroded(marks: Bools, reach: int) -> Bools:
    return ~_dilated(~marks, reach)
