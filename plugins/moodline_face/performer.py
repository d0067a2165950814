"""The generator: a request's sounds in, ARKit channels out."""

from __future__ import annotations

from collections.abc import Mapping

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


class FacePerformer:
    """Implements studio_plugin.Generator. Holds no state: the same request gives the same bytes."""

    def load(self, assets: Mapping[str, str], device: str, dtype: str) -> LoadReport:
        return LoadReport()

    def generate(self, request: Request, context: Context) -> Result:
        times = np.arange(request.frames) / float(request.fps)
        score, notices = score_of(request.phonemes, request.duration)
        context.progress(0.1, "mouth")
        if len(score):
            values = _spoken(score, request, times)
        else:
            values, more = _unheard(request, times)
            notices += more
        context.progress(1.0, "mouth")
        return Result([_track(request, values)], _used(request), notices)

    def open_stream(self, head: StreamHead) -> Stream | None:
        return None

    def unload(self) -> None:
        """There is nothing to give back."""


def _spoken(score: Score, request: Request, times: Floats) -> npt.NDArray[np.float32]:
    pose = at_frames(articulation(score, request.duration), times)
    contacts = contacts_of(score, float(request.fps), request.frames)
    return channels(pose, envelopes(contacts, times), *gains(request, times))


def _unheard(request: Request, times: Floats) -> tuple[npt.NDArray[np.float32], list[Notice]]:
    """No sounds are known: a mouth at rest, whose jaw goes with the voice where there is one."""
    curve = request.curves.get("loudness")
    loudness = np.zeros(len(times))
    if curve is not None and len(curve.values) == len(times):
        loudness = np.nan_to_num(np.asarray(curve.values, np.float64))
    still = np.zeros(len(times))
    pose = np.zeros((len(times), len(ARTICULATORS)))
    voiced = np.clip((loudness - _HEARD) / (1 - _HEARD), 0, 1)
    if not voiced.any():
        return channels(pose, (still, still, still), still, still, still), []
    pose[:, JAW], pose[:, LOWER] = 0.3 * voiced, 0.2 * voiced
    notice = Notice("no_sounds", "there are no words to perform, so the jaw merely follows the voice")
    return channels(pose, (still, still, still), *gains(request, times)), [notice]


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
