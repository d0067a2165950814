"""What shows on a listener's face: smiles or frowns with the answers, and a share of what the other feels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.core.time import TimeRange, ticks
from studio.document.curves import Curve, Interpolation, Key
from studio.document.schema import EmotionTrack, Event
from studio.performance.life import Mood
from studio.performance.listening.attitude import Attitude
from studio.performance.listening.partner import Partner

PREFIX = "listening-"
_FACE = {"brows": 0.4, "eyes": 0.7, "nose": 0.3, "cheeks": 0.8, "mouth": 1.0, "jaw": 0.0}
_FROWN = {"brows": 1.0, "eyes": 0.7, "nose": 0.4, "cheeks": 0.3, "mouth": 0.6, "jaw": 0.0}
_LATE, _STEP = ticks(0.7), ticks(0.5)
_SHARED = {"joy": "joy", "sadness": "sadness", "surprise": "surprise", "fear": "fear", "pain": "sadness"}


def plan_smiles(
    signs: Sequence[Event], attitude: Attitude, own: Mood, rng: np.random.Generator
) -> tuple[EmotionTrack, ...]:
    """Small smiles or frowns with some of the answers; none where feelings were painted."""
    found = []
    for name, emotion, size, often, regions in (
        ("smile", "joy", attitude.smile, attitude.smiles, _FACE),
        ("frown", "anger", attitude.frown, attitude.frowns, _FROWN),
    ):
        bumps: list[tuple[int, int, float]] = []
        for sign in signs:
            luck, stay, part = rng.random(), float(rng.uniform(0.9, 2.2)), float(rng.uniform(0.6, 1.0))
            if luck < often and (not bumps or sign.start > bumps[-1][1] + ticks(0.9)):
                bumps.append(
                    (sign.start, sign.start + ticks(0.6 + stay), size * part * _bare(own, sign.start))
                )
        keys = [key for bump in bumps for key in _bump(*bump)]
        if keys and any(k.value > 0.02 for k in keys):
            found.append(EmotionTrack(f"{PREFIX}{name}", emotion, Curve(tuple(keys)), dict(regions)))
    return tuple(found)


def _bump(start: int, end: int, size: float) -> list[Key]:
    """A smile rises over 0.5 s and leaves more slowly."""
    level = round(size, 3)
    return [
        Key(start, 0.0, Interpolation.LINEAR),
        Key(start + ticks(0.5), level, Interpolation.LINEAR),
        Key(end, level, Interpolation.LINEAR),
        Key(end + ticks(0.8), 0.0, Interpolation.LINEAR),
    ]


def _bare(own: Mood, at: int) -> float:
    """1 where nothing is painted on the listener, 0 where a feeling is fully up."""
    return max(0.0, 1.0 - sum(own.level(name, at) for name in sorted(own.emotions)))


def plan_empathy(
    spans: Sequence[TimeRange], partner: Partner, attitude: Attitude, own: Mood
) -> tuple[EmotionTrack, ...]:
    """The other's feelings, faint and late, while listening; pain shows as sorrow."""
    found = []
    for goal in ("joy", "sadness", "surprise", "fear"):
        sources = [name for name, shown in _SHARED.items() if shown == goal]
        keys: list[Key] = []
        for span in spans:
            times = [*range(span.start + _STEP, span.end, _STEP), span.end]
            values = [_share(partner, sources, t, attitude, own) for t in times[:-1]] + [0.0]
            first = [Key(span.start, 0.0, Interpolation.LINEAR)]
            keys += first + [Key(t, v, Interpolation.LINEAR) for t, v in zip(times, values, strict=True)]
        if any(k.value > 0.03 for k in keys):
            found.append(EmotionTrack(f"{PREFIX}{goal}", goal, Curve(_thinned(keys))))
    return tuple(found)


def _share(partner: Partner, sources: list[str], at: int, attitude: Attitude, own: Mood) -> float:
    level = sum(partner.mood.level(name, at - _LATE) for name in sources)
    return round(min(level, 1.0) * attitude.feels * _bare(own, at), 3)


def _thinned(keys: list[Key]) -> tuple[Key, ...]:
    """Without keys in the middle of equal ones, which an artist would only have to delete."""
    kept = [
        key
        for k, key in enumerate(keys)
        if k in (0, len(keys) - 1) or not keys[k - 1].value == key.value == keys[k + 1].value
    ]
    rising: list[Key] = []
    for key in kept:
        if not rising or key.time > rising[-1].time:
            rising.append(key)
    return tuple(rising)
