"""The weakest layer: what the models generated, laid on the frame grid."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from studio.core.names import ARKIT_CHANNELS
from studio.core.problems import ProblemLog
from studio.core.time import TICKS_PER_SECOND, TickArray, ticks
from studio.document.belonging import is_take_of
from studio.document.schema import Take, VoiceClip
from studio.performance.silent_takes import is_variation

F64 = npt.NDArray[np.float64]

_FADE = ticks(0.12)


def take_channels(
    takes: Iterable[Take], at: TickArray, log: ProblemLog, clips: Iterable[VoiceClip] = ()
) -> F64:
    """[frames, 52] of the takes at scene ticks [frames]; of those of `clips` what is heard.

    Where two takes have frames the later one of the list counts. Just outside a take its end values fade, so
    that nothing pops where a model ended with an open mouth; beside a part of a recording what comes there
    fades likewise. Frames between a take's own are interpolated.
    """
    face = np.zeros((len(at), len(ARKIT_CHANNELS)))
    parts = tuple(clip for clip in clips if clip.trimmed)
    for take in takes:
        if not take.values.size or not len(at) or take.is_motion or is_variation(take):
            continue
        own, there = _columns(take, log)
        share = _presence(take, parts, at)[:, None]
        if not share.any():
            continue
        # A take speaks for its own channels only; those it lacks stay with the takes before it.
        face[:, there] += share * (_resampled(take, at)[:, own] - face[:, there])
    return np.clip(face, 0.0, 1.0)


def _columns(take: Take, log: ProblemLog) -> tuple[list[int], list[int]]:
    """The take's columns that the face has, and their places in the face."""
    unknown = [name for name in take.names if name not in ARKIT_CHANNELS]
    if unknown:
        log.warn(
            "performance.take_channels",
            f"has channels that no face of the studio shows: {', '.join(unknown[:5])}",
            take.id,
            "They were left out",
        )
    own = [i for i, name in enumerate(take.names) if name in ARKIT_CHANNELS]
    return own, [ARKIT_CHANNELS.index(take.names[i]) for i in own]


def _last_tick(take: Take) -> int:
    return take.start + take.rate.tick_of(len(take.values) - 1)


def _presence(take: Take, parts: tuple[VoiceClip, ...], at: TickArray) -> F64:
    """[frames] 1 within the take and what is heard of its recording, falling smoothly to 0 outside."""
    first, last = take.start, _last_tick(take)
    part = next((clip for clip in parts if is_take_of(take, clip.id)), None)
    if part is not None:
        first = max(first, part.begin) if part.in_point else first
        last = min(last, part.end) if part.length is not None else last
    outside = np.maximum(np.maximum(first - at, at - last), 0) / _FADE
    rest = 1.0 - np.minimum(outside, 1.0)
    return np.asarray(rest * rest * (3.0 - 2.0 * rest))


def _resampled(take: Take, at: TickArray) -> F64:
    """[frames, channels] linearly between the take's frames; its ends hold. Exact where the grids agree."""
    scale = take.rate.numerator / take.rate.denominator / TICKS_PER_SECOND
    place = np.clip((at - take.start) * scale, 0.0, len(take.values) - 1)
    # A frame's tick is rounded for odd rates: a place that near to a frame is that frame.
    nearest = np.rint(place)
    place = np.where(np.abs(place - nearest) < 1e-6, nearest, place)
    low = np.floor(place).astype(np.intp)
    high = np.minimum(low + 1, len(take.values) - 1)
    share = (place - low)[:, None]
    return np.asarray((1.0 - share) * take.values[low] + share * take.values[high], np.float64)
