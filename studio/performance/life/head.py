"""Head motion as events: nods on stressed words, a new carriage for each phrase, dips and rises at its end.

Angles are degrees from the neck's rest: pitch down, yaw to the character's left and roll toward its left
shoulder are positive. `brow` is the raise that goes with an accent, 0..1.
"""

from __future__ import annotations

import attrs
import numpy as np

from studio.core.progress import Progress, silent, watched
from studio.core.time import TimeRange, ticks
from studio.document.schema import Event
from studio.performance.life.mood import Mood
from studio.performance.life.voice import Accent, Voice

_NOD_PEAK = 0.4  # of an event's length: down fast, up slower


def plan_head(
    span: TimeRange, voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress = silent
) -> tuple[Event, ...]:
    """Nods, phrase-end moves and carriages of the head over a span."""
    moves = _nods(voice, mood, rng, progress)
    moves += _phrase_moves(voice, mood, rng, progress)
    moves += _carriages(span, voice, mood, rng, progress)
    kept = sorted((e for e in moves if span.start <= e.start < span.end), key=lambda e: (e.start, e.name))
    return tuple(attrs.evolve(e, id=f"head-{i:05d}") for i, e in enumerate(kept))


def _vigour(at: int, mood: Mood) -> float:
    """How large and quick the head moves: grows with arousal, shrinks in sadness."""
    level = 1 + 0.7 * mood.arousal_at(at) + 0.3 * mood.level("joy", at) + 0.25 * mood.level("anger", at)
    return float(np.clip(level * (1 - 0.5 * mood.level("sadness", at)), 0.25, 2.2))


def _nods(voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress) -> list[Event]:
    out: list[Event] = []
    last = -(10**18)
    for accent in watched(voice.accents, progress):
        chance = np.clip((accent.prominence - 0.35) * 1.9, 0, 0.95)
        if rng.random() >= chance or accent.time - last < ticks(0.32):
            continue
        out.append(_nod(accent, mood, rng))
        last = accent.time
    return out


def _nod(accent: Accent, mood: Mood, rng: np.random.Generator) -> Event:
    size = _vigour(accent.time, mood) * (0.45 + 0.75 * accent.prominence)
    length = ticks(float(rng.uniform(0.42, 0.62)) / (0.75 + 0.25 * _vigour(accent.time, mood)))
    start = accent.time - round(_NOD_PEAK * length)
    lift = 0.75 * mood.level("surprise", accent.time) + 0.3 * mood.level("joy", accent.time)
    brow = float(np.clip((accent.prominence - 0.5) * 1.1, 0, 0.6)) if rng.random() < 0.55 else 0.0
    params = {
        "pitch": size * float(rng.uniform(2.2, 4.6)) * (-1.0 if rng.random() < 0.12 + lift * 0.3 else 1.0),
        "yaw": size * float(rng.normal(0, 0.9)),
        "roll": size * float(rng.normal(0, 0.7)),
        "brow": brow,
        "peak": _NOD_PEAK,
    }
    return Event("", "head", start, start + length, params, "nod")


def _phrase_moves(voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress) -> list[Event]:
    """A dip where a phrase falls, a lift where it rises."""
    out = []
    for edge in watched(voice.phrase_ends, progress):
        size = _vigour(edge.time, mood) * float(rng.uniform(1.8, 3.6))
        start = edge.time - ticks(0.3)
        pitch, brow = (-size, 0.35) if edge.rising else (size, 0.0)
        params = {"pitch": pitch, "yaw": 0.0, "roll": float(rng.normal(0, 0.6)), "brow": brow, "peak": 0.45}
        out.append(Event("", "head", start, start + ticks(0.85), params, "rise" if edge.rising else "dip"))
    return out


def _carriages(
    span: TimeRange, voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress
) -> list[Event]:
    """Each phrase holds the head a little differently; the listener's head changes every few seconds."""
    starts = sorted({s.start for s in voice.speech} | {e.time for e in voice.phrase_ends} | {span.start})
    starts = [t for t in starts if t in span]
    times: list[int] = []
    for a, b in zip(starts, [*starts[1:], span.end], strict=True):
        at = a
        while at < b:
            if not times or at - times[-1] > ticks(0.6):
                times.append(at)
            at += ticks(float(rng.uniform(1.6, 3.6)))
    bounds = list(zip(times, [*times[1:], span.end], strict=True))
    return [_carriage(a, b, mood, rng) for a, b in watched(bounds, progress)]


def _carriage(start: int, end: int, mood: Mood, rng: np.random.Generator) -> Event:
    size = 0.6 + 0.5 * _vigour(start, mood)
    params = {
        "pitch": size * float(rng.normal(0.2, 1.5)),
        "yaw": size * float(rng.normal(0, 3.0)),
        "roll": size * float(rng.normal(0, 2.1)),
        "brow": 0.0,
    }
    return Event("", "head", start, end, params, "carriage")
