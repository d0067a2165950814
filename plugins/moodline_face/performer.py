"""The generator: a request's sounds in, ARKit channels out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from studio_plugin import (
    Context,
    LoadReport,
    Notice,
    Request,
    Result,
    Stream,
    StreamHead,
    Track,
    UsedSettings,
)

from .articulators import ARTICULATORS, JAW, LOWER, Floats
from .contacts import contacts_of, envelopes
from .dominance import articulation, at_frames
from .gains import gains
from .mapping import CHANNELS, channels
from .score import Score, score_of

_HEARD = 0.12  # relative loudness above which there is a voice and not a room
_FOLLOWING = (0.3, 0.2)  # jaw and lower lip of a mouth that follows a voice whose sounds nobody knows
_NEAR_WORDS = 0.2  # seconds around words in which their own shapes hold
_SMOOTHING = 0.1  # seconds
_WORTH_SAYING = 0.5  # seconds of wordless voice from which the artist is told


class FacePerformer:
    """Implements studio_plugin.Generator. Holds no state: the same request gives the same bytes."""

    def load(self, assets: Mapping[str, str], device: str, dtype: str) -> LoadReport:
        return LoadReport()

    def generate(self, request: Request, context: Context) -> Result:
        times = np.arange(request.frames) / float(request.fps)
        score, notices = score_of(request.phonemes, request.duration)
        context.progress(0.1, "mouth")
        if len(score):
            values, more = _spoken(score, request, times, lambda: context.progress(0.1, "mouth"))
            notices += more
        else:
            values, more = _unheard(request, times)
            notices += more
        context.progress(1.0, "mouth")
        return Result([_track(request, values)], _used(request), notices)

    def open_stream(self, head: StreamHead) -> Stream | None:
        return None

    def unload(self) -> None:
        """There is nothing to give back."""


def _spoken(
    score: Score, request: Request, times: Floats, ask: Callable[[], object]
) -> tuple[npt.NDArray[np.float32], list[Notice]]:
    pose = at_frames(articulation(score, request.duration, ask), times, ask)
    wordless = _wordless(score, request, times)
    pose[:, JAW] = np.maximum(pose[:, JAW], _FOLLOWING[0] * wordless)
    pose[:, LOWER] = np.maximum(pose[:, LOWER], _FOLLOWING[1] * wordless)
    ask()
    contacts = contacts_of(score, float(request.fps), request.frames)
    ask()
    shapes = envelopes(contacts, times)
    ask()
    loudness = gains(request, times)
    ask()
    values = channels(pose, shapes, *loudness)
    seconds = float(np.count_nonzero(wordless)) / float(request.fps)
    if seconds < _WORTH_SAYING:
        return values, []
    text = f"{seconds:.1f} s of voice have no words, so the jaw merely follows them"
    return values, [Notice("wordless_voice", text)]


def _wordless(score: Score, request: Request, times: Floats) -> Floats:
    """[frames] 0..1: how much voice there is where no word is, away from the words on both sides."""
    after = np.searchsorted(score.start, times, side="right") - 1
    last_end = np.maximum.accumulate(score.end)
    since = times - np.where(after >= 0, last_end[np.maximum(after, 0)], -np.inf)
    following = np.minimum(after + 1, len(score) - 1)
    until = np.where(after + 1 < len(score), score.start[following] - times, np.inf)
    apart = np.clip((np.minimum(since, until) - _NEAR_WORDS) / _NEAR_WORDS, 0, 1)
    voice = _voice(request, times) * apart
    width = max(round(_SMOOTHING * float(request.fps)), 1)
    return np.convolve(voice, np.full(width, 1 / width), "same") if len(voice) >= width else voice


def _unheard(request: Request, times: Floats) -> tuple[npt.NDArray[np.float32], list[Notice]]:
    """No sounds are known: a mouth at rest, whose jaw goes with the voice where there is one."""
    still = np.zeros(len(times))
    pose = np.zeros((len(times), len(ARTICULATORS)))
    voiced = _voice(request, times)
    if not voiced.any():
        return channels(pose, (still, still, still), still, still, still), []
    pose[:, JAW], pose[:, LOWER] = _FOLLOWING[0] * voiced, _FOLLOWING[1] * voiced
    notice = Notice("no_sounds", "there are no words to perform, so the jaw merely follows the voice")
    return channels(pose, (still, still, still), *gains(request, times)), [notice]


def _voice(request: Request, times: Floats) -> Floats:
    """[frames] 0..1: the loudness curve above the noise of a room; zeros where the host gave none."""
    curve = request.curves.get("loudness")
    if curve is None or len(curve.values) != len(times):
        return np.zeros(len(times))
    loudness = np.nan_to_num(np.asarray(curve.values, np.float64))
    return np.asarray(np.clip((loudness - _HEARD) / (1 - _HEARD), 0, 1), np.float64)


def _track(request: Request, values: npt.NDArray[np.float32]) -> Track:
    if request.t_range is None:
        return Track("face.arkit", CHANNELS, values, request.fps)
    first, last = (round(at * float(request.fps)) for at in request.t_range)
    first, last = max(first, 0), min(last, request.frames - 1)
    return Track("face.arkit", CHANNELS, values[first : last + 1], request.fps, t0=float(first / request.fps))


def _used(request: Request) -> UsedSettings:
    return UsedSettings(
        model="org.moodline.face",
        version="1.0.0",
        seed=request.variation.seed,
        quality=request.quality,
        libraries={"numpy": np.__version__},
    )
