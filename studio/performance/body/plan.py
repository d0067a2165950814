"""Breaths and weight shifts of one character over a span, as events an artist can edit; a seed makes them
differ."""

from __future__ import annotations

import zlib
from bisect import bisect_left

import numpy as np

from studio.core.progress import Progress, now_and_then, silent
from studio.core.time import TimeRange, ticks
from studio.document.schema import Event
from studio.performance.life import Mood, Voice

_SLOWEST, _FASTEST = 12.0, 20.0  # breaths a minute
_SHORTEST_STAY, _LONGEST_STAY = 5.0, 15.0  # seconds on one leg
_BREATH_STREAM, _WEIGHT_STREAM = 31, 32


def plan_body(
    span: TimeRange, voice: Voice, mood: Mood, seed: int, who: str = "", progress: Progress = silent
) -> tuple[Event, ...]:
    """Events of kinds `breath` and `weight_shift` in rising time.

    A breath lasts one whole cycle and has `amount` (0..1 and a little over) and `inhale`, the share of it
    that goes in. A weight shift lasts as long as the moving does and then holds until the next one; `side`
    is where the weight goes, -1 the character's right leg, 1 its left one, and `forward` -1 the heels, 1
    the toes.
    """
    breaths = plan_breaths(span, voice, mood, _stream(seed, who, _BREATH_STREAM), progress)
    shifts = plan_shifts(span, voice, mood, _stream(seed, who, _WEIGHT_STREAM), progress)
    return tuple(sorted((*breaths, *shifts), key=lambda e: (e.start, e.id)))


def plan_breaths(
    span: TimeRange, voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress = silent
) -> tuple[Event, ...]:
    """One breath after the other, faster with arousal; speakers draw breath just before they begin to
    talk."""
    events: list[Event] = []
    talk, ask = [stretch.start for stretch in voice.speech], now_and_then(progress)
    at = span.start - ticks(float(rng.uniform(0.0, 3.0)))
    while at < span.end:
        ask()
        arousal = mood.arousal_at(at)
        rate = np.clip(14.5 + 4.5 * arousal + rng.normal(0.0, 0.8), _SLOWEST, _FASTEST)
        end = _before_speech(at, at + ticks(60.0 / float(rate)), talk)
        length = (end - at) / ticks(1.0)
        amount = float(np.clip(0.75 + 0.3 * arousal + rng.normal(0.0, 0.08), 0.35, 1.2))
        inhale = min(0.4, 1.1 / length) if voice.speaking(at + ticks(0.6)) else 0.42
        events.append(_breath(len(events), at, end, {"amount": amount, "inhale": float(inhale)}))
        at = end
    return tuple(e for e in events if e.end > span.start)


def plan_shifts(
    span: TimeRange, voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress = silent
) -> tuple[Event, ...]:
    """From one leg to the other, sometimes only to the middle; rather where a phrase ends than inside it."""
    events: list[Event] = []
    side, ask = 1.0 if rng.random() < 0.5 else -1.0, now_and_then(progress)
    at = span.start + ticks(float(rng.uniform(1.5, 7.0)))
    while at < span.end:
        ask()
        start = _at_phrase_end(at, voice)
        length = ticks(float(rng.uniform(0.9, 1.5)) * (1.0 - 0.2 * mood.arousal_at(start)))
        goal = side * float(rng.uniform(0.55, 1.0)) if rng.random() < 0.8 else float(rng.uniform(-0.2, 0.2))
        params = {"side": goal, "forward": float(rng.uniform(-0.6, 0.6))}
        if start + length <= span.end:
            events.append(Event(f"weight-{len(events):05d}", "weight_shift", start, start + length, params))
        side = -side
        restless = 1.0 - 0.35 * mood.arousal_at(start)
        stay = np.clip(rng.lognormal(np.log(8.5), 0.35) * restless, _SHORTEST_STAY, _LONGEST_STAY - 1.0)
        at = start + ticks(float(stay))
    return tuple(events)


def _before_speech(start: int, end: int, talk: list[int]) -> int:
    """The end of a breath, moved so that after a whole number of such breaths the next speech begins."""
    lead, shortest, longest = ticks(0.5), ticks(60.0 / _FASTEST), ticks(60.0 / _SLOWEST)
    i = bisect_left(talk, start + lead + shortest)
    if i == len(talk):
        return end
    ahead = talk[i] - lead - start
    fewest, most = -(-ahead // longest), ahead // shortest
    breaths = min(max(round(ahead / (end - start)), fewest), most)
    return start + ahead // breaths if fewest <= most else end


def _at_phrase_end(at: int, voice: Voice) -> int:
    """The next phrase end where it comes within a second, or the tick as it is."""
    after = voice.next_end(at)
    return after if after is not None and after - at < ticks(1.0) else at


def _breath(index: int, start: int, end: int, params: dict[str, float]) -> Event:
    return Event(f"breath-{index:05d}", "breath", start, end, params)


def _stream(seed: int, who: str, kind: int) -> np.random.Generator:
    return np.random.default_rng([abs(seed), zlib.crc32(who.encode()), kind])
