"""Shapes of small movements over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray, seconds_array
from studio.document.schema import Event

F64 = npt.NDArray[np.float64]


def glide(share: npt.NDArray[np.floating] | F64) -> F64:
    """Minimum-jerk way from 0 to 1 (Flash and Hogan 1985): 10 s^3 - 15 s^4 + 6 s^5, held outside 0..1."""
    s = np.clip(share, 0.0, 1.0)
    return np.asarray(s * s * s * (10 - 15 * s + 6 * s * s), np.float64)


def follow(
    at: TickArray, starts: Sequence[int], goals: Sequence[F64], length: Callable[[float], int], size: int
) -> F64:
    """[frames, size]: from each start a minimum-jerk way to its goal, then held until the next one.

    `length` gives a way's duration in ticks from its size. A goal that comes before the last one was reached
    is approached from where things are.
    """
    out = np.zeros((len(at), size))
    reached = np.zeros(size)
    bounds = [*np.searchsorted(at, np.array(starts, np.int64)).tolist(), len(at)]
    for start, goal, i, j in zip(starts, goals, bounds[:-1], bounds[1:], strict=True):
        way = goal - reached
        duration = max(length(float(np.linalg.norm(way))), 1)
        out[i:j] = reached + glide((at[i:j] - start) / duration)[:, None] * way
        reached = out[j - 1] if j > i else reached
    return out


def fixations(gazes: Sequence[Event]) -> tuple[list[int], list[F64]]:
    """Starts and goals (yaw, pitch in degrees) of where the eyes rest, one after another.

    What an artist pinned displaces what was planned in its time; at its end the eyes go back to whatever is
    planned then, or straight ahead.
    """
    pinned = [e for e in gazes if e.pinned]
    planned = [e for e in gazes if not e.pinned]
    marks = [(e.start, _goal(e)) for e in pinned]
    marks += [(e.start, _goal(e)) for e in planned if not any(p.start <= e.start < p.end for p in pinned)]
    for event in pinned:
        if not any(p.start <= event.end < p.end for p in pinned if p is not event):
            under = [e for e in planned if e.start <= event.end < e.end]
            marks.append((event.end, _goal(under[-1]) if under else np.zeros(2)))
    marks.sort(key=lambda mark: mark[0])
    return [start for start, _ in marks], [goal for _, goal in marks]


def _goal(gaze: Event) -> F64:
    return np.array([gaze.params.get("yaw", 0.0), gaze.params.get("pitch", 0.0)])


def blink_curve(event: Event, at: TickArray) -> F64:
    """Closure 0..1: fast down, a moment closed, slower up; a stretched event keeps the proportions."""
    closing = max(event.params.get("closing", 0.07), 1e-3)
    hold = max(event.params.get("hold", 0.04), 0.0)
    opening = max(event.params.get("opening", 0.15), 1e-3)
    scale = (event.end - event.start) / max(closing + hold + opening, 1e-6)
    t = (at - event.start) / max(scale, 1e-9)
    shut = glide(t / closing) * (1 - glide((t - closing - hold) / opening))
    return shut * event.params.get("amount", 1.0)


def nod_curve(event: Event, at: TickArray) -> F64:
    """0 to 1 at the peak's share of the event and back to 0, smooth at both ends."""
    peak = min(max(event.params.get("peak", 0.4), 0.05), 0.95)
    share = (at - event.start) / max(event.end - event.start, 1)
    return glide(share / peak) * (1 - glide((share - peak) / (1 - peak)))


def drift(at: TickArray, seed: int, stream: int, hertz: float) -> F64:
    """Smooth unrest of unit size around `hertz`: four sines of seeded phase whose periods never meet.

    A function of time alone, so that a piece of a performance is the same as that piece of the whole.
    """
    rng = np.random.default_rng([abs(seed), stream])
    t = seconds_array(at)[:, None]
    rates = hertz * np.array([0.61, 1.0, 1.47, 2.09]) * rng.uniform(0.93, 1.07, 4)
    sizes = np.array([0.5, 0.45, 0.28, 0.15])
    return np.asarray(
        (sizes * np.sin(2 * np.pi * (rates * t + rng.uniform(0, 1, 4)))).sum(axis=1), np.float64
    )
