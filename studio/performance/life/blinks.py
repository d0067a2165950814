"""Blinks: how often, when, how fast.

Rates: about 17 a minute at rest, 26 in talk, more with arousal and fear; lids close in 50-100 ms and open in
100-200 ms; blinks fall at phrase ends and on large gaze shifts.
"""

from __future__ import annotations

from bisect import bisect_left

import numpy as np

from studio.core.progress import Progress, now_and_then, silent, watched
from studio.core.time import TimeRange, ticks
from studio.document.schema import Event
from studio.performance.life.mood import Mood
from studio.performance.life.voice import Voice

_AT_REST, _IN_TALK = 17.0, 26.0
_SHORTEST_GAP = ticks(0.7)
_LARGE_SHIFT = 12.0  # degrees


def plan_blinks(
    span: TimeRange,
    voice: Voice,
    mood: Mood,
    gazes: tuple[Event, ...],
    rng: np.random.Generator,
    progress: Progress = silent,
) -> tuple[Event, ...]:
    """Blinks over a span: those that phrase ends and glances draw, the rest at their own pace."""
    drawn = _drawn(span, voice, gazes, rng)
    times: list[int] = []
    ask = now_and_then(progress)
    at = span.start + ticks(float(rng.uniform(0.3, 2.5)))
    while at < span.end:
        ask()
        at = _nearest_drawn(at, drawn)
        if not times or at - times[-1] >= _SHORTEST_GAP:
            times.append(at)
        # a lognormal spread: most gaps are short, some very long, as in people
        gap = 60.0 / _rate(at, voice, mood) * float(rng.lognormal(-0.1, 0.45))
        at = max(at, times[-1]) + ticks(max(gap, 0.8))
    numbered = enumerate(watched(times, progress))
    return tuple(_blink(i, t, mood, rng) for i, t in numbered if span.start <= t < span.end)


def _nearest_drawn(at: int, drawn: list[int]) -> int:
    """The moment within 0.9 s that draws a blink to itself, or the tick as it is."""
    i = bisect_left(drawn, at - ticks(0.9))
    return drawn[i] if i < len(drawn) and drawn[i] < at + ticks(0.9) else at


def _rate(at: int, voice: Voice, mood: Mood) -> float:
    """Blinks a minute."""
    base = _IN_TALK if voice.speaking(at) else _AT_REST
    stare = 1 - 0.45 * mood.level("anger", at)
    return base * stare * (1 + 0.25 * mood.arousal_at(at) + 0.5 * mood.level("fear", at))


def _drawn(span: TimeRange, voice: Voice, gazes: tuple[Event, ...], rng: np.random.Generator) -> list[int]:
    """Moments at which a blink likes to fall: half of the phrase ends, most of the large gaze shifts."""
    ends = [e.time + ticks(0.04) for e in voice.phrase_ends if rng.random() < 0.5]
    shifts = []
    before = (0.0, 0.0)
    for gaze in gazes:
        now = (gaze.params.get("yaw", 0.0), gaze.params.get("pitch", 0.0))
        if np.hypot(now[0] - before[0], now[1] - before[1]) > _LARGE_SHIFT and rng.random() < 0.6:
            shifts.append(gaze.start)
        before = now
    return sorted(t for t in ends + shifts if t in span)


def _blink(index: int, at: int, mood: Mood, rng: np.random.Generator) -> Event:
    slow = 1 + 0.5 * mood.level("sadness", at) - 0.2 * max(mood.arousal_at(at), 0.0)
    closing = float(rng.uniform(0.06, 0.09)) * slow
    opening = float(rng.uniform(0.13, 0.19)) * slow
    hold = 0.042  # a frame at 24 fps: every blink is seen closed
    params = {"closing": closing, "hold": hold, "opening": opening, "amount": 1.0}
    return Event(f"blink-{index:05d}", "blink", at, at + ticks(closing + hold + opening), params)
