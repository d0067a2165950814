"""How long a scene is."""

from __future__ import annotations

from collections.abc import Iterable

from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange
from studio.document.schema import VoiceClip


def clips_end(clips: Iterable[VoiceClip]) -> int:
    """The tick at which the last of the recordings ends."""
    return max((c.start + c.media.duration for c in clips), default=0)


def scene_span(end: int, rate: Rate) -> TimeRange:
    """From the scene's start to the first frame border at or after `end`."""
    frames = -(-end * rate.numerator // (TICKS_PER_SECOND * rate.denominator))
    return TimeRange(0, rate.tick_of(max(frames, 1)))
