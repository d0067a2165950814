"""Where the eyes go: fixations on the listener, aversions while planning, as events of yaw and pitch.

Speakers look away when they begin and plan, and look back when they end. Yaw to the character's left and
pitch up are positive degrees, measured from the body, so the eyes stay on their target while the head moves.
"""

from __future__ import annotations

import numpy as np

from studio.core.progress import Progress, now_and_then, silent
from studio.core.time import TimeRange, ticks
from studio.document.schema import Event
from studio.performance.life.mood import Mood
from studio.performance.life.voice import Voice


def plan_gaze(
    span: TimeRange, voice: Voice, mood: Mood, rng: np.random.Generator, progress: Progress = silent
) -> tuple[Event, ...]:
    """Fixations one after another over a span; each event lasts until the next begins."""
    events: list[Event] = []
    at, away, ask = span.start, False, now_and_then(progress)
    while at < span.end:
        ask()
        speaking = voice.speaking(at)
        chance = _aversion(at, speaking, voice.begins(at, ticks(0.4), ticks(0.7)), mood)
        # sorrow stays away from the other's eyes; other moods come back after each glance
        away = rng.random() < (chance * mood.level("sadness", at) if away else chance)
        yaw, pitch = _averted(at, mood, rng) if away else _on_listener(rng)
        stay = _stay(at, speaking, away, mood, rng)
        end = _until_turn_end(at, at + ticks(stay), voice) if away else at + ticks(stay)
        end = min(max(end, at + ticks(0.2)), span.end)
        name = "away" if away else "listener"
        events.append(Event(f"gaze-{len(events):05d}", "gaze", at, end, {"yaw": yaw, "pitch": pitch}, name))
        at = end
    return tuple(events)


def _aversion(at: int, speaking: bool, begins: bool, mood: Mood) -> float:
    """Chance that the next fixation is away from the listener."""
    chance = 0.6 if begins else 0.36 if speaking else 0.2
    chance += (
        0.35 * mood.level("sadness", at) + 0.2 * mood.level("disgust", at) + 0.25 * mood.level("fear", at)
    )
    chance -= 0.3 * mood.level("anger", at) + 0.12 * mood.level("joy", at) + 0.2 * mood.level("surprise", at)
    return float(np.clip(chance, 0.03, 0.85))


def _on_listener(rng: np.random.Generator) -> tuple[float, float]:
    """One of the listener's eyes or the mouth: a few degrees around straight ahead."""
    yaw, pitch = ((-1.4, 0.4), (1.4, 0.4), (0.0, -1.6))[int(rng.integers(3))]
    return yaw + float(rng.normal(0, 0.4)), pitch + float(rng.normal(0, 0.4))


def _averted(at: int, mood: Mood, rng: np.random.Generator) -> tuple[float, float]:
    side = 1.0 if rng.random() < 0.5 else -1.0
    yaw = side * float(rng.uniform(6, 15)) * (1 + 0.3 * mood.level("fear", at))
    pitch = float(rng.uniform(-9, 6))
    pitch -= 11 * mood.level("sadness", at) + 4 * mood.level("disgust", at)
    return yaw, float(np.clip(pitch, -20, 10))


def _stay(at: int, speaking: bool, away: bool, mood: Mood, rng: np.random.Generator) -> float:
    """Seconds of a fixation."""
    low, high = (0.4, 1.3 + mood.level("sadness", at)) if away else (0.7, 2.4) if speaking else (1.0, 3.4)
    quick = (
        1
        + 0.8 * mood.level("fear", at)
        + 0.3 * max(mood.arousal_at(at), 0.0)
        - 0.3 * mood.level("sadness", at)
    )
    steady = 1 + 0.8 * mood.level("anger", at)
    return float(rng.uniform(low, high)) * steady / quick


def _until_turn_end(at: int, end: int, voice: Voice) -> int:
    """An aversion ends a little before the speaker does: the look back hands the turn over."""
    turn = voice.next_end(at + ticks(0.25))
    return min(end, turn - ticks(0.25)) if turn is not None else end
