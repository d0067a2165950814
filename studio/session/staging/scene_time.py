"""How long a scene is."""

from __future__ import annotations

from collections.abc import Iterable

from studio.core.time import TICKS_PER_SECOND, Rate, TimeRange
from studio.document.schema import Scene, VoiceClip


def clips_end(clips: Iterable[VoiceClip]) -> int:
    """The tick at which the last of the recordings ends."""
    return max((c.end for c in clips), default=0)


def scene_end(scene: Scene) -> int:
    """The tick at which the last of the recordings, and of the recorded motions, ends."""
    spoken = clips_end(clip for member in scene.characters for clip in member.clips)
    gestures = (e for member in scene.characters for e in member.events if e.kind == "gesture")
    return max([spoken, *(e.end for e in gestures if e.is_motion and not e.muted)])


def scene_span(end: int, rate: Rate) -> TimeRange:
    """From the scene's start to the first frame border at or after `end`."""
    frames = -(-end * rate.numerator // (TICKS_PER_SECOND * rate.denominator))
    return TimeRange(0, rate.tick_of(max(frames, 1)))
