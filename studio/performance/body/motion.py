"""The body's events as curves over time, and the mood as a body follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs
import numpy as np
import numpy.typing as npt

from studio.core.time import TickArray, ticks
from studio.document.schema import EmotionTrack, Event
from studio.emotion.mix import emotion_mix
from studio.performance.life.motion import glide

F64 = npt.NDArray[np.float64]

_STEP = ticks(0.05)  # the mood is looked at on a grid of its own, so that any frames see the same body
_INERTIA = 0.22  # seconds: the standard deviation of the bell a body follows its mood by


def breathing(events: Iterable[Event], at: TickArray) -> F64:
    """[frames] how full the chest is: 0 breathed out, 1 a full breath in. Comes to rest at both ends of a
    breath."""
    chest = np.zeros(len(at))
    for event in events:
        i, j = np.searchsorted(at, [event.start, event.end])
        share = (at[i:j] - event.start) / max(event.end - event.start, 1)
        inhale = min(max(event.params.get("inhale", 0.42), 0.1), 0.9)
        full = glide(share / inhale) * (1 - glide((share - inhale) / (1 - inhale)))
        chest[i:j] = np.maximum(chest[i:j], full * event.params.get("amount", 1.0))
    return chest


def weight(events: Iterable[Event], at: TickArray) -> F64:
    """[frames, 2] where the weight stands: -1 right .. 1 left leg, -1 heels .. 1 toes; held between the
    shifts.

    A shift that begins before the last one ended sets out from where the weight then is.
    """
    ordered = sorted(events, key=lambda e: (e.start, e.id))
    out, reached = np.zeros((len(at), 2)), np.zeros(2)
    for n, event in enumerate(ordered):
        goal = np.clip([event.params.get("side", 0.0), event.params.get("forward", 0.0)], -1.0, 1.0)
        until = ordered[n + 1].start if n + 1 < len(ordered) else None
        i = np.searchsorted(at, event.start)
        j = len(at) if until is None else np.searchsorted(at, until)
        out[i:j] = reached + _way(event, at[i:j])[:, None] * (goal - reached)
        if until is not None:
            reached = reached + _way(event, np.array([until]))[0] * (goal - reached)
    return out


def _way(event: Event, at: TickArray) -> F64:
    return glide((at - event.start) / max(event.end - event.start, 1))


@attrs.define(frozen=True, eq=False)
class Feeling:
    """The mood at frames, as a body follows it: emotions by name [frames] 0..1, arousal [frames] -1..1."""

    emotions: Mapping[str, F64]
    arousal: F64


def feeling(tracks: Iterable[EmotionTrack], at: TickArray) -> Feeling:
    """The painted curves, smoothed: a body has more weight than a face and cannot jump.

    Depends on time alone, not on which frames are asked for.
    """
    reach = int(np.ceil(3 * _INERTIA * ticks(1.0) / _STEP))
    if not len(at):
        return Feeling({}, np.zeros(0))
    first, last = int(at[0]) // _STEP - reach, int(at[-1]) // _STEP + reach + 1
    mix = emotion_mix(tracks, np.arange(first, last + 1, dtype=np.int64) * _STEP)
    emotions = mix.emotions()
    names = sorted(emotions)
    table = np.stack([*(emotions[name] for name in names), mix.valence_arousal()[:, 1]], axis=1)
    base = at // _STEP
    taps = base[:, None] + np.arange(-reach, reach + 1)
    away = (at[:, None] - taps * _STEP) / (_INERTIA * ticks(1.0))
    bell = np.exp(-0.5 * away**2)
    bell /= bell.sum(axis=1, keepdims=True)
    smooth = np.einsum("ft,fte->fe", bell, table[taps - first])
    return Feeling({name: smooth[:, k] for k, name in enumerate(names)}, smooth[:, -1])
